"""What a finding code means, for ``wenming explain`` and for the pages under docs/编码."""

from __future__ import annotations

import re

from wenming_docs.findings import Severity
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. Codes are stable: they are never reused for something else.

    ``severity`` is the gravest it is given with. ``wrong`` and ``right`` are short examples in
    the user's own notation; ``source`` names the clause, page or custom the rule comes from.
    """

    code: str
    severity: Severity
    meaning: str
    cure: str
    why: str = ""
    wrong: str = ""
    right: str = ""
    source: str = ""
    mended: bool = False
    """Whether ``wenming fmt`` corrects it by itself."""

    @property
    def family(self) -> str:
        """The letter that says which step it belongs to."""
        return self.code[0]

    @property
    def ignorable(self) -> bool:
        """Whether a comment in the facts can end it: errors stay, other files hold no such comment."""
        elsewhere = self.family == "T" or self.code.startswith("L1")
        return self.severity is not Severity.ERROR and not elsewhere


FAMILIES: dict[str, str] = {
    "S": "文件：写得能不能读",
    "F": "事实：对不对、全不全、前后合不合",
    "W": "字句：标点、数字、用语",
    "L": "版面：标题、附件、落款和 Word 文件的样子",
    "T": "模板：只有用自己的模板时才会遇到",
    "X": "表格：收回来的 Excel 填得对不对",
}
"""The first letter of a code → what that family is about, in the order of the work."""

_QUOTED = re.compile(r" ?`([^`]+)` ?")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def plain(text: str) -> str:
    """A text of a code without Markdown: “包含” for `包含`, the words of a link alone."""
    return _LINK.sub(r"\1", _QUOTED.sub(r"“\1”", text))
