"""Whether what is written in a cell of an .xlsx is what cells hold, before a lenient reader makes do with it.

Office programs repair a damaged file and ask; a reader of values takes the first text for one that is
missing, or nothing at all, and nobody notices.
"""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\\\.')
_OF_DATES = re.compile(r"[ymdhs]", re.IGNORECASE)
ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"))
_LAST_DAY = 2_958_466
"""31 December 9999, and one: no calendar of an office program goes on."""


def fault_of(kind: str, text: str, strings: int, shown_as: str) -> str:
    """What is wrong with the value ``text`` of a cell of type ``kind``; "" if nothing.

    ``strings`` counts the shared strings of the file, ``shown_as`` is the number format of the cell.
    """
    match kind:
        case "s":
            sound = text.isascii() and text.isdigit() and len(text) < 10 and int(text) < strings
            return "" if sound else f"指着一条共用的文字（“{text[:20]}”），文件里没有"
        case "" | "n":
            if text and not (_NUMBER.fullmatch(text) and math.isfinite(float(text))):
                return f"写着“{text[:20]}”，不是数"
            return "是日期，日子却不在日历里" if text and _is_no_day(float(text), shown_as) else ""
        case "b":
            return "" if text in ("0", "1", "true", "false") else f"写着“{text[:20]}”，不是“是”“否”"
        case "str" | "d":
            return ""
        case "inlineStr":
            return "的文字写错了地方" if text else ""
        case _:
            return f"的类型“{kind[:20]}”没有人认得"


def _is_no_day(value: float, shown_as: str) -> bool:
    if 0 <= value < _LAST_DAY or not shown_as:
        return False
    return _OF_DATES.search(_LITERAL.sub("", shown_as)) is not None
