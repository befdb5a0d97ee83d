"""The line 列：序号 | 牵头单位（分组，改叫责任单位）| 完成时限（6字，居中）, read column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from wenming_docs.blocks.nodes import Align
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

NUMBER = "序号"
_BAR = lazy_pattern(r"[|｜]")
_COMMA = lazy_pattern(r"[，,、；;]")
_OPTIONS = lazy_pattern(r"^(?P<name>.+?)\s*[（(](?P<options>[^（()）]*)[)）]$")
_WIDTH = lazy_pattern(r"(\d+(?:\.\d+)?)\s*字?宽?")
_RENAMED = lazy_pattern(r"(?:改叫|叫|改为|改名)[：:\s]*(.+)")
_ALIGNS = {
    **dict.fromkeys(("居左", "左", "靠左", "左对齐"), Align.LEFT),
    **dict.fromkeys(("居中", "中"), Align.CENTER),
    **dict.fromkeys(("居右", "右", "靠右", "右对齐"), Align.RIGHT),
}
_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")
WIDEST = 60.0
"""字: no page holds a wider column."""
HOW = "括号里可以写：分组、合并、6字、居左、居中、居右、改叫X、留空"


class ColumnsError(ValueError):
    """A line of columns that cannot be read, or names a column there is not.

    ``at`` is the offset in the line where the fault begins; ``unknown`` tells a wrong name from a
    line that cannot be read.
    """

    def __init__(self, message: str, hint: str, at: int = 0, *, unknown: bool = False) -> None:
        self.message, self.hint, self.at, self.unknown = message, hint, at, unknown
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Choice:
    """One column of the line: how it is called there and what is asked of it. ``at``: its offset."""

    text: str
    name: str
    options: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one column, understood."""

    grouped: bool = False
    merged: bool = False
    empty: bool = False
    width: float | None = None
    align: Align | None = None
    title: str = ""


def choices_of(line: str) -> list[Choice]:
    """The columns of the line: parted by |, or by 、 and the like where no | stands outside of brackets."""
    found = list(_parted(line, _BAR))
    if len(found) == 1:
        found = list(_parted(line, _COMMA))
    return [_choice(text, at) for text, at in found if text]


def _parted(line: str, sign: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The trimmed parts between signs that stand outside of brackets, each with its offset."""
    depth = start = 0
    for at, character in enumerate(line + "\0"):
        depth = max(depth + (character in "（(") - (character in ")）"), 0)
        if character == "\0" or (depth == 0 and sign.match(character)):
            part = line[start:at]
            yield part.strip(), start + len(part) - len(part.lstrip())
            start = at + 1


def _choice(text: str, at: int) -> Choice:
    found = _OPTIONS.match(text)
    if not found:
        return Choice(text, text, (), at)
    options = tuple(option.strip() for option in _COMMA.split(found["options"]) if option.strip())
    return Choice(text, found["name"], options, at)


def asked_of(choice: Choice) -> Asked:
    asked = Asked()
    for option in choice.options:
        narrow = option.translate(_DIGITS)
        if option in ("分组", "分组合并"):
            asked = replace(asked, grouped=True)
        elif option in ("合并", "合并单元格"):
            asked = replace(asked, merged=True)
        elif option == "留空":
            asked = replace(asked, empty=True)
        elif option in _ALIGNS:
            asked = replace(asked, align=_ALIGNS[option])
        elif width := _WIDTH.fullmatch(narrow):
            asked = replace(asked, width=_checked_width(float(width[1]), option, choice))
        elif renamed := _RENAMED.fullmatch(option):
            asked = replace(asked, title=renamed[1].strip("“”\"'"))
        else:
            raise ColumnsError(f"“{choice.name}”后面的“{option}”看不懂", HOW, choice.at)
    if asked.grouped and choice.name == NUMBER:
        raise ColumnsError(
            f"“{NUMBER}”行行不同，不能分组", "把“分组”写到相同的值要并在一起的那一列", choice.at
        )
    return asked


def _checked_width(width: float, option: str, choice: Choice) -> float:
    if not 1 <= width <= WIDEST:
        raise ColumnsError(f"“{choice.name}”的宽“{option}”不合适", "列宽写1字到60字", choice.at)
    return width


__all__ = ["NUMBER", "Asked", "Choice", "ColumnsError", "asked_of", "choices_of"]
