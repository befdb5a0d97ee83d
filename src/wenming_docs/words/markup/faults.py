"""What a template may write wrongly in its Markdown."""

from __future__ import annotations

from wenming_docs.blocks.markup import CLOSE, OPEN, Markup
from wenming_docs.zh.lazy import lazy_pattern

PLACEHOLDER = lazy_pattern(f"{OPEN}([0-9]+){CLOSE}")


class MarkupError(ValueError):
    """Markdown outside the 公文 profile: what is wrong, in which line of the template's output.

    ``place`` is the template line nearest before it, known only if the render was traced; ``code`` is
    T010 but for what has a code of its own.
    """

    def __init__(
        self,
        message: str,
        line: int,
        hint: str = "",
        *,
        place: tuple[str, int] | None = None,
        code: str = "T010",
    ) -> None:
        self.message, self.line, self.hint, self.place, self.code = message, line, hint, place, code
        super().__init__(message)

    def placed(self, markup: Markup) -> MarkupError:
        """This error with the template line of the last value printed at or before it."""
        place = _nearest(markup, self.line)
        return MarkupError(self.message, self.line, self.hint, place=place, code=self.code)


def excerpt(text: str, limit: int = 20) -> str:
    """A short piece of template output for a message: on one line, its values shown as {{…}}."""
    shown = " ".join(PLACEHOLDER.sub("{{…}}", text).split("\n")).strip()
    return shown if len(shown) <= limit else shown[:limit] + "…"


def _nearest(markup: Markup, line: int) -> tuple[str, int] | None:
    """The traced place of the last placeholder up to ``line``, else of the first one after it."""
    lines = markup.text.split("\n")
    before = PLACEHOLDER.findall("\n".join(lines[:line]))
    after = PLACEHOLDER.findall("\n".join(lines[line:]))
    for index in (*reversed(before), *after):
        if int(index) in markup.lines:
            return markup.lines[int(index)]
    return None
