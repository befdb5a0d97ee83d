"""Damaged and hostile packages, given to both commands that read them: a clear message, exit 1, in bounds.

Each of the damaged ones runs in a child process with 10 seconds of processor time and 1.5 GB of memory.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
import xlsxwriter

import wenming_docs.facts.forms.foreign.yaml
import wenming_docs.filling  # noqa: F401  (the children are spared reading it anew)
from tests.facts.forms.test_reader import SHEET, parts, zipped
from tests.fuzz.child import Ended, run
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.build import build_form
from wenming_docs.facts.forms.foreign.importing import import_tasks
from wenming_docs.facts.forms.unit_form import What
from wenming_docs.facts.forms.write import write_form
from wenming_docs.pipeline import read_facts

PLAN = """\
单位: 云山市青石街道办事处
创建:
  年度: 2026
任务:
  - 名称: 清理小广告
    牵头: 城管办
"""
SECRET = "外面的秘密"
ROWS = (("主要任务", "工作内容", "责任单位"), ("清理小广告", "清理楼道", "城管办"))


@cache
def table() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for number, row in enumerate(ROWS):
            book.worksheets() or book.add_worksheet("任务分解")
            book.worksheets()[0].write_row(number, 0, row)
    return target.getvalue()


@cache
def word() -> bytes:
    document = docx.Document()
    grid = document.add_table(2, 3)
    for cells, row in zip(grid.rows, ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def form(folder: Path) -> bytes:
    plan = folder / "工作" / "计划.yaml"
    return write_form(build_form(read_facts(plan), "城管办", tuple(What), plan.name, None))


def laid(tmp_path: Path) -> Path:
    for name in ("工作", "家", "临时"):
        (tmp_path / name).mkdir()
    (tmp_path / "工作" / "计划.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "密").write_text(SECRET, encoding="utf-8")
    return tmp_path


def given(folder: Path, what: str, damage: Callable[[bytes], bytes]) -> Ended:
    """How the command ends that reads such a file."""
    name = "表.docx" if what == "a Word table" else "表.xlsx"
    sound = word() if what == "a Word table" else table() if what == "a table" else form(folder)
    (folder / "工作" / name).write_bytes(damage(sound))
    if what == "a form":
        return run(["form", "import", "计划.yaml", name, "--yes"], folder)
    return run(["import", name, "-o", "-"], folder)


# damages


def directory(data: bytes, field: int, value: bytes, entry: int = -1) -> bytes:
    """A field of an entry of the directory, the last one if not told, overwritten."""
    places = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    at = places[entry] + field
    return data[:at] + value + data[at + len(value) :]


def largest_entry(data: bytes) -> int:
    """The number of the main part in the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    mains = ("xl/workbook.xml", "word/document.xml")
    return next(number for number, name in enumerate(names) if name in mains)


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]], method: int = 8) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", method) as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return target.getvalue()


def with_more(data: bytes, more: dict[str, bytes]) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return target.getvalue()


def overlapping(data: bytes) -> bytes:
    second = [match.start() for match in re.finditer(rb"PK\x01\x02", data)][1]
    first = data.index(b"PK\x01\x02")
    return directory(data, 42, data[first + 42 : first + 46], 1) if second else data


def misleading(data: bytes) -> bytes:
    """Before the end there is a pointer to another directory, which zipfile takes as read."""
    end = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<H2L", data, end + 10)
    other = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    return data[:end] + other + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + data[end:]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off in the middle": lambda data: data[: len(data) // 2],
    "cut off before its end": lambda data: data[:-30],
    "nothing but its first bytes": lambda data: data[:40],
    "bytes of the main part changed": lambda data: data.replace(b"PK\x03\x04", b"PK\x03\x09", 3),
    "entries that overlap": overlapping,
    "a second directory": misleading,
    "a size that is too small": lambda data: directory(data, 24, struct.pack("<L", 9), largest_entry(data)),
    "a size that is too large": lambda data: directory(data, 24, b"\xff\xff\xff\x7f", largest_entry(data)),
    "a packed size without end": lambda data: directory(data, 20, b"\xf0\xff\xff\x7f", largest_entry(data)),
    "a sum that is wrong": lambda data: directory(data, 16, b"\1\2\3\4", largest_entry(data)),
    "a place behind its end": lambda data: directory(data, 42, b"\xf0\xff\xff\x7f", largest_entry(data)),
    "a password": lambda data: directory(data, 8, b"\x01\x00", 0),
    "another method": lambda data: repacked(data, lambda *part: part, zipfile.ZIP_BZIP2),
    "thousands of entries": lambda data: with_more(data, {f"x/{n}": b"" for n in range(5_001)}),
    "a bomb": lambda data: with_more(data, {"xl/media/1.png": bytes(40_000_000)}),
    "a name that leads out": lambda data: with_more(data, {"../../甲.xml": b"<a/>"}),
    "a name with a control sign": lambda data: with_more(data, {"xl/甲\x1b[31m": b"<a/>"}),
    "two of one name": lambda data: (
        with_more(data, {"XL/Workbook.xml": b"", "Word/Document.xml": b""})
        if b"xl/" in data and b"word/" in data
        else with_more(data, {"甲.xml": b"", "甲.XML": b""})
    ),
}


@pytest.mark.parametrize("what", ["a table", "a Word table", "a form"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_package_ends_in_one_clear_message(damage: str, what: str, tmp_path: Path) -> None:
    folder = laid(tmp_path)
    ended = given(folder, what, DAMAGES[damage])
    said = ended.err.decode()
    assert ended.code == 1, said
    name = "表.docx" if what == "a Word table" else "表.xlsx"
    assert re.search(rf"^{name}:1:1: 错误 \[X03[0-3]\] ", said, re.M), said
    assert said.count("错误 [") == 1 and "→" in said and len(said) < 1_000
    assert (folder / "工作" / "计划.yaml").read_text(encoding="utf-8") == PLAN


BOMB = b'<!DOCTYPE a [<!ENTITY a0 "%s">%s]>' % (
    b"x" * 100,
    b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9)),
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "../\xe5\xaf\x86">]>'


def parts_named(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]


PARTS = [("a table", name) for name in parts_named(table())]
PARTS += [("a Word table", name) for name in parts_named(word())]


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize(("what", "part"), PARTS, ids=lambda value: value.replace("/", "."))
def test_declarations_are_followed_in_no_part(
    what: str, part: str, declaration: bytes, tmp_path: Path
) -> None:
    def declare(name: str, content: bytes) -> tuple[str, bytes]:
        if name != part:
            return name, content
        head, _, rest = content.partition(b"?>")
        entity = b"&a;" if declaration is OUTSIDE else b"&a8;"
        return name, head + b"?>" + declaration + rest.replace(b"</", entity + b"</", 1)

    (tmp_path / "密").write_text(SECRET, encoding="utf-8")
    (tmp_path / "表").mkdir()
    file = tmp_path / "表" / ("表.docx" if what == "a Word table" else "表.xlsx")
    file.write_bytes(repacked(word() if what == "a Word table" else table(), declare))
    try:
        [task] = import_tasks(file).tasks  # the part is one that is not read
    except InvalidInput as refused:
        [finding] = refused.findings
        assert finding.code == "X033" and "DTD" in finding.message
    else:
        assert (task.name, task.fields["content"]) == ("清理小广告", ["清理楼道"])


def test_more_sheets_than_are_read_are_told_not_passed_over(tmp_path: Path) -> None:
    def many(_data: bytes) -> bytes:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            for _ in range(501):
                book.add_worksheet()
            book.worksheets()[500].write_row(0, 0, ROWS[0])
        return target.getvalue()

    ended = given(laid(tmp_path), "a table", many)
    assert (ended.code, "工作表超过500张（已数到501张），没有读" in ended.err.decode()) == (1, True)


EDGES: dict[str, str] = {
    "rows without end": "<row/>" * 300_000,
    "a claim of all cells": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "attributes without end": "<row " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>",
}


@pytest.mark.parametrize("edge", EDGES)
def test_a_sheet_at_the_edge_of_what_is_read_stays_in_bounds(edge: str, tmp_path: Path) -> None:
    sheet = parts(SHEET % f"<sheetData>{EDGES[edge]}</sheetData>")
    ended = given(laid(tmp_path), "a table", lambda _: zipped(sheet))
    assert ended.code == 1 and ended.err.decode().startswith("表.xlsx"), ended.err.decode()
