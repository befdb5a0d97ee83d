"""What the value types share: the error for a form that is certainly wrong, and small text helpers."""

from __future__ import annotations

from wenming_docs.findings import SourceText, origins_of
from wenming_docs.zh.lazy import lazy_pattern

GAP = lazy_pattern(r"【待填(?:[：:][^【】]*)?】")
"""The mark for what somebody still has to fill in."""


class BadValue(ValueError):
    """A value that cannot mean anything; ``message`` says what is wrong, ``hint`` the cure, in Chinese."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def as_source(text: str) -> SourceText:
    """``text`` as SourceText with its own origins, trimmed at both ends."""
    bare = str.strip(text)
    if isinstance(text, SourceText) and len(bare) == len(text):
        return text
    return SourceText(bare, origins_of(text))


_LONGEST = 500


def required(text: str, what: str, example: str) -> SourceText:
    """:func:`as_source`; BadValue if nothing is left, or far more than a value can be."""
    source = as_source(text)
    if not source:
        raise BadValue(f"{what}是空的", f"写成“{example}”这样，不知道的写【待填】")
    if len(source) > _LONGEST:
        raise BadValue(
            f"{what}太长，有{len(source)}个字", f"这里只写“{example}”这样的{what}，别的写到“内容”里"
        )
    return source
