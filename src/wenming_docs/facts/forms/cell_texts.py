"""What the cells of a form say, as it would be typed into YAML, and when two of them say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from wenming_docs.facts.forms.reader import CellValue
from wenming_docs.facts.forms.unit_form import COLUMNS, SHEET_NAMES
from wenming_docs.zh import half_width_digits

_BLANKS = " \t\r\n\u3000\xa0"


def same(one: str, other: str) -> bool:
    """Whether two texts of cells say the same: blanks at the edges and widths of digits apart."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return half_width_digits(text.replace("\r\n", "\n").strip(_BLANKS))


def titles(sheet: str) -> Iterator[tuple[str, str]]:
    """Key → title of the columns of a sheet."""
    for what, name in SHEET_NAMES.items():
        if name == sheet:
            yield from ((column.key, column.title) for column in COLUMNS[what])


def text_of(value: CellValue, shown: str, year: str) -> str:
    """A value as it would be typed into YAML: a day without the plan's own year, a share in percent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (datetime, date)):
        return _day(value, year)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (int, float)):
        if "%" in shown:
            return f"{_plain(Decimal(str(value)) * 100)}%"
        return _plain(Decimal(str(value)))
    return value.replace("\r\n", "\n").strip(_BLANKS)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(day: date, year: str) -> str:
    own = "" if str(day.year) == year else f"{day.year}年"
    return f"{own}{day.month}月{day.day}日"


__all__ = ["same", "text_of", "titles"]
