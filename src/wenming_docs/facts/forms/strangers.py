"""Sheets of a form that were not given out: what somebody filled in there would be lost unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wenming_docs.facts.forms.cell_texts import same, text_of, titles
from wenming_docs.facts.forms.given import FIRST_ROW, KEY_MARK, CellKey, Given
from wenming_docs.facts.forms.reader import Sheet, Workbook, any_value
from wenming_docs.findings import Finding, Origin, Severity


def told(book: Workbook, given: Given, sheet: Sheet, read: Mapping[CellKey, str]) -> Iterator[Finding]:
    """X027 for a sheet with something in it: an error for a copy of ours, a warning for any other.

    ``read`` is what the sheets that were given out say by now. A copy counts for what it says otherwise
    than the form and its own original; a copy whose original is gone is that sheet renamed (X006).
    """
    keys = _keys(sheet)
    original = max(given.spare, key=lambda name: len(keys.keys() & dict(titles(name)).keys()), default="")
    if keys and original:
        own = list(_own(book, given, sheet, read, original))
        if own and original in {each.name for each in book.sheets}:
            message = f"工作表“{sheet.name}”是复制出来的，里面填了{len(own)}格，没有收"
            hint = f"把填的内容写进工作表“{original}”，删去“{sheet.name}”"
            yield Finding("X027", Severity.ERROR, message, hint, own[0])
        return
    filled = [
        book.origin(sheet, number, at)
        for number, row in enumerate(sheet.rows)
        for at, value in enumerate(row)
        if any_value((value,))
    ]
    if filled:
        message = f"工作表“{sheet.name}”不是发出去的，里面有{len(filled)}格内容，没有收"
        hint = "要收的写进发出去的工作表；用不着就不用管"
        yield Finding("X027", Severity.WARNING, message, hint, filled[0])


def _head(sheet: Sheet) -> int | None:
    return next((at for at, row in enumerate(sheet.rows[:5]) if row and row[0] == KEY_MARK), None)


def _keys(sheet: Sheet) -> dict[str, int]:
    """Key → column, of a sheet with the hidden row of ours."""
    head = _head(sheet)
    return (
        {} if head is None else {str(value): at for at, value in enumerate(sheet.rows[head]) if at and value}
    )


def _own(
    book: Workbook, given: Given, sheet: Sheet, read: Mapping[CellKey, str], original: str
) -> Iterator[Origin]:
    """The cells of a copy that say something of their own."""
    keys, first, year = _keys(sheet), (_head(sheet) or 0) + FIRST_ROW, given.plan.year
    for number, row in enumerate(sheet.rows[first:], first):
        row_id = text_of(row[0], "", year)
        for key in (key for key, _ in titles(original) if key in keys):
            at = keys[key]
            text = text_of(row[at], sheet.formats.get((number, at), ""), year)
            cell = original, row_id, key
            said = given.cells.get(cell, ("", False))[0], read.get(cell, "")
            if text and not any(same(text, other) for other in said):
                yield book.origin(sheet, number, at)


__all__ = ["told"]
