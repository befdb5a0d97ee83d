"""Every sign that may be typed reaches every format as it is, or is refused with its line."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from wenming_docs.page.word import read_text
from wenming_docs.pipeline import Options, render_file

KEPT = {
    "emoji joined": "👨\u200d👩\u200d👧",
    "a flag": "🇨🇳",
    "extension B": "𠮷",
    "extension E": "𬭎",
    "extension G": "\U00030000",
    "combining": "e\u0301ü\u0308",
    "a variation selector": "葛\U000e0100",
    "text style": "❤\ufe0e",
    "right to left": "\u200fשלום\u200e",
    "embedding": "\u202babc\u202c",
    "isolates": "\u2067abc\u2069",
    "private use": "\ue002\ue815\uf8ff",
    "private planes": "\U000f0000\U0010fffd",
    "a soft hyphen": "共\u00ad建",
    "blanks of all widths": "共\u00a0建\u2003共\u3000建",
    "compatibility": "㈱﨑〇",
    "markup": "<w:t>&amp;</w:t>]]>",
    "a formula": "=1+1",
    "braces": "{{7*7}}{% x %}",
}
REFUSED = {
    "a control sign": "\x01",
    "escape": "\x1b[31m",
    "delete": "\x7f",
    "a C1 control": "\x9b",
    "a form feed": "\x0c",
    "a line separator": "\u2028",
    "a paragraph separator": "\u2029",
    "a sign of the templates": "\ue000",
    "no character": "\ufffe",
    "no character either": "\uffff",
}
PLAN = """\
单位:
  名称: 云山市青石街道办事处
  内设: 城管办
创建: {{荣誉: 文明单位, 年度: 2026}}
指导思想: {sign}
任务:
  - 名称: {sign}
    牵头: 城管办
    内容: {sign}
成果:
  - {{日期: 5月12日, 任务: {sign}, 数据: {{{key}: 3个}}}}
文稿:
  - {{文种: 实施方案, 日期: 2026年3月18日, 标题: {sign}}}
  - {{文种: 任务分解表, 日期: 2026年3月18日}}
"""


def plan(folder: Path, sign: str) -> Path:
    path = folder / "计划.yaml"
    quoted = json.dumps(f"甲{sign}乙", ensure_ascii=False)
    path.write_text(PLAN.format(sign=quoted, key=quoted if len(quoted) < 900 else "甲"), encoding="utf-8")
    return path


def shown(data: bytes, suffix: str) -> str:
    """The text of a document, whatever its format."""
    if suffix == ".docx":
        return "\n".join(read_text(data))
    if suffix == ".xlsx":
        parts = zipfile.ZipFile(io.BytesIO(data))
        return html.unescape(parts.read("xl/sharedStrings.xml").decode())
    if suffix == ".md":
        return re.sub(r"\\(?=[!-/:-@[-`{-~])", "", data.decode())
    return html.unescape(data.decode())


@pytest.mark.parametrize("format", ["docx", "md", "html", "xlsx"])
@pytest.mark.parametrize("sign", KEPT.values(), ids=KEPT)
def test_a_sign_reaches_every_format_as_it_is(sign: str, format: str, tmp_path: Path) -> None:
    outcome = render_file(plan(tmp_path, sign), Options(draft=True, format=format))
    assert outcome.documents, outcome.findings
    for document in outcome.documents:
        assert f"甲{sign}乙" in shown(document.data, document.suffix)


@pytest.mark.parametrize("sign", REFUSED.values(), ids=REFUSED)
def test_a_sign_that_no_document_may_hold_is_refused_with_its_lines(sign: str, tmp_path: Path) -> None:
    path = plan(tmp_path, "")
    raw = path.read_text(encoding="utf-8").replace("甲乙", f"甲{sign}乙")
    path.write_text(raw, encoding="utf-8")
    outcome = render_file(path, Options(draft=True))
    assert outcome.documents == ()
    lines = {finding.origin.line for finding in outcome.findings if finding.code == "S010" and finding.origin}
    assert lines == {5, 7, 9, 11, 13}


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\U00110000", "\\x01", "\\e", "\\0", "\\uFFFE"])
def test_an_escape_for_what_no_document_may_hold_is_refused(escape: str, tmp_path: Path) -> None:
    path = plan(tmp_path, "")
    path.write_text(path.read_text(encoding="utf-8").replace("甲乙", f"甲{escape}乙"), encoding="utf-8")
    outcome = render_file(path, Options(draft=True))
    assert outcome.documents == ()
    assert {finding.origin.line for finding in outcome.findings if finding.origin} >= {5, 7, 9}


@pytest.mark.parametrize("sign", ["\x85", "\r", "\r\n"], ids=["NEL", "CR", "CRLF"])
def test_every_sort_of_line_end_ends_a_line(sign: str, tmp_path: Path) -> None:
    path = plan(tmp_path, "")
    whole = [document.data for document in render_file(path, Options(draft=True)).documents]
    path.write_bytes(path.read_text(encoding="utf-8").replace("\n", sign).encode())
    assert [document.data for document in render_file(path, Options(draft=True)).documents] == whole


@pytest.mark.parametrize("length", [2_000, 2_001, 65_536])
def test_a_name_of_thousands_of_signs_is_printed_whole_or_refused(length: int, tmp_path: Path) -> None:
    outcome = render_file(plan(tmp_path, "文" * (length - 2)), Options(draft=True))
    if length <= 2_000:
        assert all("文" * (length - 2) in shown(each.data, each.suffix) for each in outcome.documents)
        assert len(outcome.documents) == 2
    else:
        assert outcome.documents == ()
        told = {finding.origin.line for finding in outcome.findings if "最多2,000个" in finding.message}
        assert told >= {7, 13}
