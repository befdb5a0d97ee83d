"""What mutants are made of: the examples, their documents and forms, and odd places laid beside them."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.fuzz.child import run
from tests.fuzz.hostile import SECRET
from tests.mutations.book import Book
from tests.mutations.run import EXAMPLES, YEAR

TODAY = "2026-07-01"
EVERYTHING = sorted((Path(__file__).parents[1] / "words" / "everything").glob("*.yaml"))
_FILLED = {"evidence": "照片/0612.jpg", "remark": "现场看过"}
"""What is put into open cells of the first row, by the name of their column."""
TEMPLATES = Path(__file__).parents[2] / "templates"


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """An example: its files by name, the first one the entry file."""

    name: str
    files: Mapping[str, bytes]

    @property
    def entry(self) -> str:
        return next(iter(self.files))


@cache
def projects() -> tuple[Project, ...]:
    """All examples, the plans of our own tests with all fields, and last the whole year, which is slow."""
    return tuple(_project(path) for path in (*EXAMPLES, *EVERYTHING, YEAR))


def _project(path: Path) -> Project:
    book = Book.read(path)
    return Project(path.stem, {name: (path.parent / name).read_bytes() for name in book.files})


@cache
def templates() -> Mapping[str, bytes]:
    """The shipped templates by name, below ``模板``."""
    paths = sorted(
        path for path in TEMPLATES.rglob("*") if path.is_file() and path.suffix in (".j2", ".yaml")
    )
    return {f"模板/{path.relative_to(TEMPLATES).as_posix()}": path.read_bytes() for path in paths}


@cache
def documents(project: Project) -> Mapping[str, bytes]:
    """What ``render`` writes of a sound example in all formats but pdf, by name below ``工作``."""
    return _written(project, "render", project.entry, "--date", TODAY, "--format", "docx,xlsx,md,html")


@cache
def forms(project: Project) -> Mapping[str, bytes]:
    """The forms of an example as they go out; {} where nobody has anything to fill in."""
    written = _written(project, "form", "export", project.entry)
    return {name: data for name, data in written.items() if name.endswith(".xlsx")}


@cache
def filled(data: bytes) -> bytes:
    """A form as it comes back: saved by another program, open cells of the first row filled in."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        names = [cell.value for cell in sheet[1]]
        for cell, name in zip(sheet[4], names, strict=False):
            if sheet["A4"].value and not cell.protection.locked and name in _FILLED:
                cell.value = _FILLED[name]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def tables(project: Project) -> Mapping[str, bytes]:
    """Tables that ``import`` may be given: those among an example's documents, and one of another hand."""
    own = {Path(name).name: data for name, data in documents(project).items() if _HAS_TASKS.search(name)}
    return {"别人.xlsx": _foreign(), **own}


_HAS_TASKS = re.compile("(分解|清单).*(docx|xlsx)$")


@cache
def _foreign() -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("任务分解")
        page.merge_range(0, 0, 0, 5, "2026年文明创建任务分解表")
        page.write_row(1, 0, ("序号", "主要任务", "工作内容", "牵头单位", "配合单位", "完成时限"))
        for number in range(1, 9):
            row = (number, f"任务{number}", "清理小广告；清运垃圾", "城管办", "宣传办、各社区", "6月底前")
            page.write_row(1 + number, 0, row)
        page.merge_range(2, 3, 4, 3, "城管办")
    return target.getvalue()


def _written(project: Project, *arguments: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay(folder, project.files)
        run(arguments, folder)
        return {path: data for path, data in contents(folder / "工作").items() if path not in project.files}


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """``files`` below ``folder``/工作, an empty home and an empty folder for temporary files beside it."""
    for each in ("工作", "家", "临时", "外头"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / "工作" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def lay_odd_places(folder: Path, entry: str) -> None:
    """What no file may be read from: pipes, devices, links that lead out or in circles, folders."""
    secret = folder / "外头" / "密.yaml"
    secret.write_text(f"任务:\n  - 名称: {SECRET}\n", encoding="utf-8")
    work = folder / "工作"
    (work / "夹.yaml").mkdir(exist_ok=True)
    (work / "坏.yaml").write_bytes(b"\xff\xfe\x00")
    (work / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    links = {"外.yaml": secret, "外.png": secret, "外": secret.parent, "圈.yaml": work / entry}
    links |= {"零.yaml": Path("/dev/zero"), "零.png": Path("/dev/zero"), "断.yaml": work / "没有"}
    with suppress(OSError, NotImplementedError):  # Windows wants a right for links
        for name, target in links.items():
            (work / name).symlink_to(target)
    if hasattr(os, "mkfifo"):
        os.mkfifo(work / "管道.yaml")
        os.mkfifo(work / "管道.png")


def contents(folder: Path) -> dict[str, bytes]:
    """Every regular file below ``folder`` by name; links are not followed."""
    found: dict[str, bytes] = {}
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
