"""What a file from outside is, whatever its name says, and whether it is read at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from wenming_docs.facts.forms.sheets.compound import SIGNATURE, Compound, packed_stream
from wenming_docs.facts.forms.sheets.ods import scan_ods
from wenming_docs.facts.forms.sheets.package import SAVE_AGAIN, Package, locked
from wenming_docs.facts.forms.sheets.scan import Room, Scan, Unsound
from wenming_docs.facts.forms.sheets.xls import scan_xls
from wenming_docs.facts.forms.sheets.xlsx import scan_xlsx
from wenming_docs.findings import Finding, Origin, Severity

LARGEST = 64 * 1024 * 1024


def finding_of(error: Unsound, name: str) -> Finding:
    """What is told about a file that is not read."""
    row, column = error.place
    place = Origin(name, row + 1, column + 1, cell=error.cell)
    return Finding(error.code, Severity.ERROR, error.message, error.hint, place)


def read_outside(path: Path) -> bytes:
    """The bytes of a regular file of bounded size; Unsound says why not."""
    if path.name.startswith(("~$", ".~")):
        raise Unsound("X030", "这是 Excel 打开时留下的临时文件，不是表格", "用去掉 ~$ 的那个文件")
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise Unsound("X030", "这不是文件，是文件夹或别的东西", "写出表格文件的名字")
        if status.st_size <= LARGEST:
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
            if len(data) <= LARGEST:
                return data
    except FileNotFoundError as error:
        raise Unsound("X030", "找不到这个文件", "检查文件名和所在的文件夹") from error
    except PermissionError as error:
        raise Unsound("X030", "没有读这个文件的权限，或它正开着", "关掉 Excel、WPS 再试") from error
    except (OSError, ValueError) as error:
        raise Unsound("X030", "这个文件读不了，文件名或磁盘有问题", "换个地方另存一份再试") from error
    raise Unsound("X033", f"文件超过 {LARGEST // 1024 // 1024} MB，不读", "删去图片和多余的工作表，另存一份")


def is_package(data: bytes) -> bool:
    """Whether it is an archive, as .xlsx, .ods and .docx are."""
    return data.startswith(b"PK")


def scan_package(package: Package, room: Room) -> tuple[dict[str, Scan], bytes]:
    """Sheet name → its scan, and a clean copy of the file for a reader of values."""
    if package.has("xl/workbook.xml"):
        return scan_xlsx(package, room)
    if package.has("content.xml"):
        return scan_ods(package, room)
    if package.has("xl/workbook.bin"):
        raise Unsound("X030", "这是二进制的 .xlsb，不读", "打开后另存为 .xlsx")
    if package.has("word/document.xml"):
        raise Unsound("X030", "这是 Word 文档，不是表格", "写出表格文件的名字")
    raise Unsound("X030", "这个压缩包里没有表格", "解压以后，写出表格文件的名字")


def scan_compound(data: bytes, room: Room) -> tuple[dict[str, Scan], bytes]:
    """Sheet name → its scan, and a clean copy, of an old binary workbook; Unsound for whatever else it is."""
    if not data.startswith(SIGNATURE):
        raise no_workbook(data)
    compound = Compound(data)
    names = compound.names()
    if "EncryptedPackage" in names:
        raise locked()
    if not names & {"Workbook", "Book"}:
        what = "Word 文档" if "WordDocument" in names else "别的文件"
        raise Unsound("X030", f"这是{what}，不是表格", "打开后另存为 .xlsx")
    name = "Workbook" if "Workbook" in names else "Book"
    stream = compound.stream(name)
    return scan_xls(stream, room), packed_stream(name, stream)


def no_workbook(data: bytes) -> Unsound:
    """What a file is that is none, however it is called: web pages and text often pass for .xls."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip(b"\0"):
        return Unsound("X030", "这是一个空文件", "请发来的人重新发一份")
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return Unsound("X030", "这其实是网页，只是名字像表格", SAVE_AGAIN + "，类型选 .xlsx")
    if head.startswith(b"<?xml") or b"<workbook" in head:
        return Unsound("X030", "这是 XML 格式的旧表格，不读", SAVE_AGAIN + "，类型选 .xlsx")
    if b"\0" not in data[:4096]:
        return Unsound("X030", "这是文字文件（如 .csv），不是表格", "用 Excel 或 WPS 打开，另存为 .xlsx")
    return Unsound("X030", "这不是表格文件", "用 .xlsx、.xls、.et 或 .ods")
