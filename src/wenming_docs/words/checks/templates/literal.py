"""The words a template writes itself: their Markdown, their punctuation, their spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wenming_docs.blocks import ChartKind
from wenming_docs.facts.house.terms import builtin_terms
from wenming_docs.findings import Severity
from wenming_docs.words.checks.templates.library import Notes, Source
from wenming_docs.words.checks.templates.scan import BLOCK, VALUE, masked
from wenming_docs.words.markup.charts import CHART
from wenming_docs.words.markup.containers import NAMES
from wenming_docs.words.markup.headings import HAND_NUMBER, MAX_LEVEL
from wenming_docs.zh import nearest
from wenming_docs.zh.wording import Reader, Sort

CJK = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
_CONTAINER = re.compile(r"(:{3,})\s*(.*)")
_HEADING = re.compile(r"(#+)(\s*)(.*)")
_BRACES = re.compile(r"[｛｝]{1,2}|\}\}|%\}|#\}|\{ [{%]|[{%] \}|(?<![{}%#])[{}](?![{}%#])|\{％|％\}")
_HALF = re.compile(
    rf"(?<=[{CJK}{VALUE}])\s?[,;!?](?![\w])|(?<=[{CJK}])[,;:!?](?=[{CJK}{VALUE}]|\s*$)|(?<=[{VALUE}])[,;:!?](?=[{CJK}{VALUE}]|$)"
    rf"|(?<=[{CJK}])\.(?=[{CJK}{VALUE}]|$)|\((?=[{CJK}{VALUE}])|(?<=[{CJK}{VALUE}])\)"
    rf'|"(?=[{CJK}{VALUE}])|(?<=[{CJK}{VALUE}])"'
)
_DOUBLED = re.compile(r"[，、；：。]{2,}|[！？]，")
_FULL = {
    ",": "，",
    ";": "；",
    ":": "：",
    "!": "！",
    "?": "？",
    ".": "。",
    "(": "（",
    ")": "）",
    '"': "“ 或 ”",
}
_RUN = re.compile(rf"[^{BLOCK}{VALUE}#*]{{2,}}")
_OWN = frozenset(("W001", "W002", "W003", "W004", "W007", "W008", "W009"))
"""What is said here about the punctuation itself, values beside it included."""
_STRAY: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r">"), "公文没有引用块", "删去行首的“>”"),
    (re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$"), "公文没有分隔线", "删去这一行"),
    (re.compile(r"```|~~~"), "公文没有代码块", "删去这一行"),
    (re.compile(r"<!--|</?\w+[^>]*>"), "公文没有 HTML 标签，会照样印出来", "注释写在 {# #} 里"),
)


def check_literals(source: Source, notes: Notes) -> None:
    """Note what is wrong with the literal text of one template."""
    shown = masked(source.text)
    for number, line in enumerate(shown.split("\n"), start=1):
        if line.strip(BLOCK + VALUE + " \t\r\u3000"):
            _line(line, number, source, notes)
    _lists(shown, source, notes)
    _spelling(shown, source, notes)


def _line(line: str, number: int, source: Source, notes: Notes) -> None:
    start = len(line) - len(line.lstrip(BLOCK + " \t\u3000"))
    words = line[start:].replace(BLOCK, "")
    for found in _markdown(words):
        code, message, hint, shift = found
        notes.add(code, source, (number, start + 1 + shift), message, hint)
    if words.startswith((":::", "：：：", "|", "表：", "表:", "图：")):
        return
    _punctuation(line, number, source, notes)


def _markdown(words: str) -> Iterator[tuple[str, str, str, int]]:
    """(code, message, cure, offset) of what is wrong at the beginning of a line."""
    if found := _CONTAINER.match(words):
        yield from _container(found)
    elif found := _HEADING.match(words):
        yield from _heading(found)
    elif words[:1] not in (VALUE, ""):
        for pattern, message, hint in _STRAY:
            if pattern.match(words):
                yield "T022", message, hint, 0
    if words.startswith(("表:", "：：：")):
        yield "T022", "这里要用" + ("全角冒号“表：”" if words[0] == "表" else "半角冒号“:::”"), "改过来", 0


def _container(found: re.Match[str]) -> Iterator[tuple[str, str, str, int]]:
    name = found[2].strip()
    if not name or VALUE in name or name in NAMES:
        return
    if name.split(maxsplit=1)[0] == CHART:
        kind = name.removeprefix(CHART).strip()
        if kind not in set(ChartKind):
            hint = f"可用的有：{'、'.join(ChartKind)}；什么也不写就是柱形图"
            yield "T020", f"没有“{kind[:20]}”这种图", hint, found.start(2) + name.index(kind)
        return
    close = nearest(name, NAMES)
    hint = f"是不是想写“::: {close}”" if close else f"可用的有：{'、'.join(NAMES)}"
    yield "T020", f"没有“::: {name[:20]}”这种容器", hint, found.start(2)


def _heading(found: re.Match[str]) -> Iterator[tuple[str, str, str, int]]:
    marks, blank, text = found[1], found[2], found[3].replace("**", "")
    if len(marks) > MAX_LEVEL:
        hint = f"标题最多写到 {'#' * MAX_LEVEL}（四级）"
        yield "T021", f"标题用了{len(marks)}个 #", hint, 0
    elif not blank and text:
        yield "T021", "“#”后面少一个空格，会照样印出来", f"写成“{marks} 标题”", 0
    elif not text.strip():
        yield "T021", "标题是空的", "写出标题，或用 {% if … %} 整行不写", 0
    elif len(marks) > 1 and (number := HAND_NUMBER.match(text)):
        hint = "删去，标题的序号由程序编"
        yield "T021", f"标题带了序号“{number.group()}”", hint, found.start(3)


def _punctuation(line: str, number: int, source: Source, notes: Notes) -> None:
    for found in _BRACES.finditer(line):
        message = f"“{found.group()}”会照样印出来"
        hint = "标签写成半角的 {{ }} 或 {% %}，中间不空格；不是标签就删去"
        notes.add("T022", source, (number, found.start() + 1), message, hint)
    for found in _HALF.finditer(line):
        sign = found.group().strip()
        column = found.end() - len(sign) + 1
        hint = f"改成全角“{_FULL[sign]}”" if sign != '"' else "改成“”"
        message = f"模板里用了半角“{sign}”"
        notes.add("T023", source, (number, column), message, hint, severity=Severity.WARNING)
    for found in _DOUBLED.finditer(line):
        if set(found.group()) == {"。"} and len(found.group()) > 2:
            continue
        message = f"标点连用“{found.group()}”"
        notes.add("T023", source, (number, found.start() + 1), message, "留一个", severity=Severity.WARNING)


def _lists(shown: str, source: Source, notes: Notes) -> None:
    """``- `` makes an item of 附件说明 only; a macro may write one for there."""
    if not any(_CONTAINER.match(line.strip(BLOCK + " ")) for line in shown.split("\n")):
        return
    container = ""
    for number, line in enumerate(shown.split("\n"), start=1):
        words = line.replace(BLOCK, "").strip()
        if found := _CONTAINER.match(words):
            container = found[2].strip()
        elif re.match(r"[-*+] ", words) and not container:
            column = len(line) - len(line.lstrip(BLOCK + " \t")) + 1
            message, hint = "列表符号只用于附件说明", "正文分条请各写一段"
            notes.add("T022", source, (number, column), message, hint)


def _spelling(shown: str, source: Source, notes: Notes) -> None:
    """Slips that the rules for authors' texts are certain of, within a run of literal words.

    What stands beside a value is not known, so nothing is said about the ends of a run.
    """
    for number, line in enumerate(shown.split("\n"), start=1):
        if line.lstrip(BLOCK + " ").startswith((":::", "|", "- ")):
            continue
        for run in _RUN.finditer(line):
            for hit in _reader().hits(run.group(), Sort.LINE):
                inside = hit.start > 0 and hit.end < len(run.group())
                sure = hit.new is not None or hit.code in ("W022", "W023")
                if not (sure and inside) or hit.code in _OWN:
                    continue
                place = (number, run.start() + hit.start + 1)
                notes.add("T024", source, place, hit.message, hit.hint, severity=Severity.WARNING)


@cache
def _reader() -> Reader:
    return Reader(builtin_terms())
