"""Which texts a worksheet holds as numbers, and how they are shown so that they read as before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_NUMBER = re.compile(r"([-−]?)(0|[1-9]\d{0,9}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.(\d{1,6}))?(%?)", re.ASCII)
_CODES = re.compile("编号|代码|文号|字号|电话|手机|号码|份号|身份证|邮编|账号")
NO_FIGURE = frozenset(("", "—", "－", "-", "/", "无"))
"""What stands in a column of figures where there is none."""


class Number(NamedTuple):
    """A value and the format in which Excel shows it exactly as it was written (1,234 → #,##0)."""

    value: float
    format: str


def number_in(text: str) -> Number | None:
    """``text`` as a number if it is nothing else; 010, 1.2.3 and 13800000000 are none."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    minus, whole, decimals, percent = found.groups()
    value = Decimal(whole.replace(",", "") + (f".{decimals}" if decimals else ""))
    if minus and not value:  # Excel would lose the sign
        return None
    if percent:
        value /= 100
    shown = "#,##0" if "," in whole else "0"
    shown += "." + "0" * len(decimals) if decimals else ""
    if minus == "−":
        shown = f'{shown}{percent};"−"{shown}{percent}'
    else:
        shown += percent
    return Number(float(-value if minus else value), shown)


def are_numbers(head: str, texts: Sequence[str]) -> bool:
    """Whether a column is one of figures: all are, or there is none; and its head names no codes.

    A single text among them keeps them all texts, for such a column cannot be added up anyway;
    1.10 in a numbered list (序号) is no decimal.
    """
    if _CODES.search(head):
        return False
    figures = [text for text in texts if text not in NO_FIGURE]
    if head == "序号" and any("." in text for text in figures):
        return False
    return bool(figures) and all(number_in(text) for text in figures)


def shown_as(text: str, value: Decimal) -> str:
    """The format in which Excel shows ``value`` as ``text``, such as 8900余; ``General`` if none does."""
    number = number_in(text)
    if number and Decimal(str(number.value)) == value:
        return number.format
    found = re.match(r"[-−]?[\d,.]+%?", text)
    rest = text[found.end() :] if found else ""
    before = number_in(found.group()) if found else None
    if before and Decimal(str(before.value)) == value and '"' not in rest and len(rest) < 100:
        return f'{before.format}"{rest}"'
    return "General"
