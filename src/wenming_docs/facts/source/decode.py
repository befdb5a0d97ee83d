"""Bytes → text: which encoding a file is in, decided so that rubbish is never accepted."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from wenming_docs.facts.source.codes import Collector
from wenming_docs.findings import Severity
from wenming_docs.zh.lazy import lazy_pattern

KNOWN_KEYS = frozenset(
    ("单位", "创建", "依据", "指导思想", "基本原则", "工作目标", "指标口径", "领导小组", "任务", "阶段")
    + (
        "保障措施",
        "工作要求",
        "成果",
        "典型",
        "荣誉",
        "文稿",
        "包含",
        "人员",
        "存在问题",
        "问题台账",
        "下一步",
    )
)
"""Top-level keys by which text in an old encoding is recognised, when the model gives none."""

_TRADITIONAL = (
    "單位",
    "創建",
    "依據",
    "指導思想",
    "目標",
    "領導小組",
    "任務",
    "階段",
    "榮譽",
    "文稿",
    "名稱",
)
_TOP_KEY = lazy_pattern(r"^[\"']?([^\s:：#\"'-][^:：\n\"']*?)[\"']?\s*[:：]", re.M)
_HEAD = 1_000_000  # signs: a plan names its parts sooner, and rubbish is looked at for seconds
_SAVE = "在记事本或 VS Code 里“另存为”，编码选 UTF-8"


def decode(data: bytes, found: Collector, known_keys: Iterable[str] = ()) -> str | None:
    """The text of a file, or None when its encoding cannot be told (an error is in ``found``)."""
    for mark, encoding in ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32")):
        if data.startswith(mark):
            return _refused(found, f"文件是 {encoding} 编码，读不了")
    if data.startswith(codecs.BOM_UTF8):
        return _utf8(data[3:], found)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, found)
    if data.count(0) * 6 > len(data):
        kind = "UTF-32" if data.count(0) * 5 > len(data) * 3 else "UTF-16"
        return _refused(found, f"文件像是没有标记（BOM）的 {kind} 编码，读不了")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, error, found, set(known_keys) | KNOWN_KEYS)


def _utf8(data: bytes, found: Collector) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data, found)


def _utf16(data: bytes, found: Collector) -> str | None:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError:
        return _refused(found, "文件像是 UTF-16 编码，但内容不完整")


def _other(data: bytes, error: UnicodeDecodeError, found: Collector, known: set[str]) -> str | None:
    """Text that is not UTF-8: GB18030 if that makes sense, damaged UTF-8, or refused."""
    line = data.count(b"\n", 0, error.start) + 1
    as_gb = _try(data, "gb18030")
    if as_gb is not None and _top_keys(as_gb) & known:
        found.add(
            Severity.NOTICE,
            "S006",
            (1, 1),
            "文件是 GBK 编码，已按 GB18030 读入",
            "运行 wenming fmt 可以改成 UTF-8",
        )
        return as_gb
    if _mostly_utf8(data, known):
        return _damaged(data, found)
    if _looks_traditional(_try(data, "big5")):
        return _refused(found, "文件不是 UTF-8 编码，像是 Big5（繁体）", line)
    if data.count(0):
        return _refused(found, "文件不是文字，像是程序或图片一类的文件", line)
    likely = " GBK 或别的中文编码" if as_gb is not None else "别的编码"
    return _refused(found, f"文件不是 UTF-8 编码，像是{likely}，又没有认得的栏目名", line)


def _damaged(data: bytes, found: Collector) -> str:
    """Text of a UTF-8 file with bad bytes, each of them an error at its place."""
    position = 0
    parts: list[str] = []
    while position < len(data):
        try:
            parts.append(data[position:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(data[position : position + error.start].decode("utf-8"))
            place = _end("".join(parts))
            found.error(
                "S007", place, "这里有坏字节，不是完整的汉字", "删去这里的乱码重新输入，按 UTF-8 保存"
            )
            parts.append("?")
            position += error.end
            if len(parts) > 60:
                parts.append(data[position:].decode("utf-8", "replace").replace("\ufffd", "?"))
                break
    return "".join(parts)


def _end(text: str) -> tuple[int, int]:
    """Line and column just behind ``text``."""
    lines = re.split("\r\n|[\r\n\x85]", text)
    return len(lines), len(lines[-1]) + 1


def _refused(found: Collector, message: str, line: int = 1) -> str | None:
    found.error("S005", (line, 1), message, _SAVE)
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes, known: set[str]) -> bool:
    """Whether bytes read as Chinese in UTF-8 but for a few; other encodings give next to none."""
    text = data.decode("utf-8", "replace")
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return chinese > 4 * text.count("\ufffd") or bool(_top_keys(text) & known)


def _top_keys(text: str) -> set[str]:
    return {match.group(1) for match in _TOP_KEY.finditer(text, 0, _HEAD)}


def _looks_traditional(text: str | None) -> bool:
    return text is not None and any(word in text for word in _TRADITIONAL)
