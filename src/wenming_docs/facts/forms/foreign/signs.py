"""The signs in the cells of a stranger's table: those kept, those left out and told, those refused."""

from __future__ import annotations

import re
from dataclasses import field

from wenming_docs.facts.source.characters import FORBIDDEN, describe
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""What begins a new line, each under another program; Word's own is pasted as U+000B."""
_UNSEEN = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""What web pages leave behind, and marks of direction; not the two joiners, which hold an emoji together."""
JOINERS = re.compile("[\u200c\u200d]")
_BLANKS = re.compile("[ \t\u3000\xa0]+")
_SHOWN = 8


def tidy(text: str) -> str:
    """``text`` with plain line feeds, without unseen signs, blanks at the ends of lines and empty lines."""
    text = _UNSEEN.sub("", _LINES.sub("\n", text))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class Signs:
    """What was met in the cells of one table."""

    refused: list[Finding] = field(default_factory=list)
    left_out: list[Origin] = field(default_factory=list)

    def tidied(self, text: str, origin: Origin) -> str:
        """The text of a cell as it is to be written; what it loses is remembered."""
        if text.isprintable():
            return tidy(text)
        if _UNSEEN.search(text):
            self.left_out.append(origin)
        clean = tidy(text)
        if bad := FORBIDDEN.search(clean):
            message = f"这一格里有{describe(bad.group())}"
            hint = "把这一格的文字重新打一遍（不要粘贴），存了再导入"
            self.refused.append(Finding("X071", Severity.ERROR, message, hint, origin))
        return clean

    def findings(self) -> tuple[Finding, ...]:
        """An error for each cell with a sign that no document holds, one notice about the unseen ones."""
        if not self.left_out:
            return tuple(self.refused)
        cells = "、".join(origin.cell.rpartition("!")[2] for origin in self.left_out[:_SHOWN])
        more = f"等{len(self.left_out)}格" if len(self.left_out) > _SHOWN else ""
        message = f"{cells}{more}里看不见的字符（零宽空格、方向标记等）没有导入"
        hint = "一般是从网页粘来的，不用处理"
        notice = Finding("X072", Severity.NOTICE, message, hint, self.left_out[0])
        return (*self.refused, notice)


__all__ = ["JOINERS", "Signs", "tidy"]
