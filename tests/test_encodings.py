"""Whatever encoding a plan was saved in, it is read as typed or refused with its place: never rubbish."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from wenming_docs.facts.source.source import read_page
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, render_file

EXAMPLES = Path(__file__).parents[1] / "examples"
PLANS = sorted(EXAMPLES.rglob("*.yaml"))
ENCODINGS = (
    *("utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "big5hkscs", "cp950", "shift_jis", "euc_jp"),
    *("euc_kr", "johab", "iso2022_jp", "latin-1", "cp1252", "koi8-r", "utf-16", "utf-16-le"),
    *("utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp037", "mac_roman"),
)
READ = {"utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"}


def encoded(text: str, encoding: str) -> bytes:
    """``text`` as a program saves it that writes ? or an escape for what the encoding has not."""
    return text.encode(encoding, "replace")


def read(data: bytes, folder: Path) -> str | None:
    """The text that is taken for the plan; None where it is refused, which must be told with a line."""
    path = folder / "计划.yaml"
    path.write_bytes(data)
    page = read_page(path, "计划.yaml")
    if page.root is not None:
        return page.text
    errors = [finding for finding in page.findings if finding.severity is Severity.ERROR]
    assert errors
    assert all(finding.origin is not None and finding.origin.line >= 1 for finding in errors)
    return None


def typed(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_examples_are_read_as_typed_or_refused(encoding: str, tmp_path: Path) -> None:
    taken = 0
    for path in PLANS:
        text = typed(path)
        data = encoded(text, encoding)
        lossless = data.decode(encoding, "replace").removeprefix("\ufeff") == text
        got = read(data, tmp_path)
        if lossless:
            assert got in (text, None), path.name
        elif got is not None:  # what the saving program lost stands in the file as ?: no invention of ours
            assert got == data.decode(encoding), path.name
        taken += got is not None
    if encoding in READ:
        assert taken >= len(PLANS) * 0.9


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "shift_jis", "utf-16-le", "utf-16"])
def test_half_of_one_encoding_and_half_of_another_is_refused(encoding: str, tmp_path: Path) -> None:
    for path in PLANS[:12]:
        lines = typed(path).splitlines(keepends=True)
        half = len(lines) // 2
        if "".join(lines[:half]).isascii() or "".join(lines[half:]).isascii():
            continue
        for first, second in ((encoding, "utf-8"), ("utf-8", encoding)):
            data = encoded("".join(lines[:half]), first) + encoded("".join(lines[half:]), second)
            assert read(data, tmp_path) is None, (path.name, first, second)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_file_cut_short_is_its_beginning_or_refused(encoding: str, tmp_path: Path) -> None:
    chance = random.Random(9704)
    for path in chance.sample(PLANS, 8):
        text = typed(path)
        data = encoded(text, encoding)
        for _ in range(6):
            got = read(data[: chance.randrange(1, len(data))], tmp_path)
            assert got is None or text.startswith(got), (path.name, encoding)


def test_a_lost_or_added_byte_gives_no_rubbish(tmp_path: Path) -> None:
    chance = random.Random(18)
    for path in chance.sample(PLANS, 6):
        signs = set(typed(path))
        for encoding in ("utf-8", "gbk"):
            data = encoded(typed(path), encoding)
            for _ in range(8):
                place = chance.randrange(len(data))
                got = read(data[:place] + data[place + 1 :], tmp_path)
                if encoding == "utf-8" and got is not None:
                    assert set(got) <= signs, path.name


FOUR_BYTES = (
    "单位:\n  名称: 云山市𬭎石街道办事处\n创建: {荣誉: 文明单位, 年度: 2026}\n指导思想: 以𠮷祥、㐀为民㛃。\n"
)


def test_four_byte_signs_of_gb18030_are_read(tmp_path: Path) -> None:
    assert read(FOUR_BYTES.encode("gb18030"), tmp_path) == FOUR_BYTES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_document_is_the_same_in_every_encoding_that_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    plan = (
        FOUR_BYTES
        + "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月18日\n任务:\n  - 名称: 清理\n    内容: 逐巷清理。\n"
    )
    pages = []
    for each in ("utf-8", encoding):
        path.write_bytes(plan.encode(each))
        pages.append([document.data for document in render_file(path, Options(draft=True)).documents])
    assert pages[0] == pages[1]
    assert len(pages[0]) == 1


@pytest.mark.parametrize("encoding", ["hz", "utf-7"])
def test_an_encoding_that_looks_like_plain_english_gives_no_document(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    for plan in PLANS:
        path.write_bytes(encoded(typed(plan), encoding))
        outcome = render_file(path, Options(draft=True))
        assert outcome.documents == (), plan.name
        [first, *_] = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
        assert first.origin is not None
