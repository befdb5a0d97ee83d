"""Which text of a .docx Word does not show: runs that are hidden themselves or by their styles."""

from __future__ import annotations

from wenming_docs.facts.forms.sheets.package import Attributes, Walker, is_true, plain_names

_SWITCHES = frozenset(("vanish", "specVanish"))


class Hidden:
    """Follows a walk over the document and knows whether the run it stands in is hidden.

    A text box stands within a run, so runs and paragraphs may lie in each other.
    """

    def __init__(self, styles: frozenset[str]) -> None:
        self.styles = styles
        self.runs: list[bool] = []
        self.paragraphs: list[bool] = []
        self.about_paragraph = 0

    def holds(self) -> bool:
        """Whether what stands here is hidden."""
        return bool(self.runs) and self.runs[-1]

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag == "p":
            self.paragraphs.append(False)
        elif tag == "r":
            self.runs.append(bool(self.paragraphs) and self.paragraphs[-1])
        elif tag == "pPr":
            self.about_paragraph += 1
        elif tag == "pStyle" and self.paragraphs:
            self.paragraphs[-1] = _value(attributes) in self.styles
        elif tag == "rStyle" and self.runs and not self.about_paragraph:
            self.runs[-1] = self.runs[-1] or _value(attributes) in self.styles
        elif tag in _SWITCHES and self.runs and not self.about_paragraph:
            self.runs[-1] = _is_on(attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "p" and self.paragraphs:
            self.paragraphs.pop()
        elif tag == "r" and self.runs:
            self.runs.pop()
        elif tag == "pPr":
            self.about_paragraph -= 1


def hidden_styles(data: bytes) -> frozenset[str]:
    """The ids of the styles in styles.xml that hide their text, those built on them included."""
    found: dict[str, bool | str] = {}
    style = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal style
        if tag == "style":
            style = plain_names(attributes).get("styleId", "")
            found[style] = ""
        elif tag == "docDefaults":
            style = ""
        elif tag == "basedOn" and style and found[style] == "":
            found[style] = _value(attributes)
        elif tag in _SWITCHES and style:
            found[style] = _is_on(attributes)

    Walker(start).walk(data, "word/styles.xml")
    return frozenset(style for style in found if _hides(style, found))


def _hides(style: str, found: dict[str, bool | str]) -> bool:
    """Whether a style hides, itself or by the one it is built on; a circle of styles hides nothing."""
    for _ in range(min(len(found), 100)):
        says = found.get(style, False)
        if isinstance(says, bool):
            return says
        style = says
    return False


def _value(attributes: Attributes) -> str:
    return plain_names(attributes).get("val", "")


def _is_on(attributes: Attributes) -> bool:
    value = plain_names(attributes).get("val")
    return value is None or is_true(value)


__all__ = ["Hidden", "hidden_styles"]
