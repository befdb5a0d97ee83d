"""The workbook inside a chart: the same figures, for whoever edits the chart in Word or WPS."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from wenming_docs.blocks import Chart

SHEET = "Sheet1"
_MOMENT = (1980, 1, 1, 0, 0, 0)


def chart_workbook(chart: Chart) -> bytes:
    """An .xlsx: names of the series in the first row, categories in the first column, numbers between.

    A figure that nobody knows is an empty cell. Same chart, same bytes.
    """
    import xlsxwriter  # takes 60 ms, and most documents have no chart

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": datetime(1980, 1, 1)})  # else it would be the time of today
    sheet = workbook.add_worksheet(SHEET)
    sheet.set_column(0, 0, 20)
    sheet.write_string(0, 0, f"单位：{chart.measure}" if chart.measure else "")
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, category.text)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name.text)
        for row, point in enumerate(series.points, 1):
            if point.value is not None:
                sheet.write_number(row, column, float(point.value))
    workbook.close()
    return _repacked(buffer.getvalue())


def _repacked(data: bytes) -> bytes:
    """The same parts, without a trace of the system that wrote them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


def cells(column: int, first: int, last: int) -> str:
    """Cells of a column (0: A) as a chart refers to them: ``Sheet1!$B$2:$B$7``; rows count from 1."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    start = f"{SHEET}!${letters}${first}"
    return start if first == last else f"{start}:${letters}${last}"
