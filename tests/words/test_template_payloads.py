"""Each hostile template ends in a finding at its line, in the process and confined; nothing is reached."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from time import process_time

import pytest

from wenming_docs import pipeline
from wenming_docs.confined import render_file
from wenming_docs.findings import Finding, Severity
from wenming_docs.pipeline import Options, Outcome

CASES = Path(__file__).parent.parent / "cases" / "payloads" / "templates.txt"
NAME = "实施方案/正文.md.j2"
SECRET = "这一句谁也不该读到"
SECONDS = 10.0
PLAN = """\
单位: {名称: 青石街道办事处, 简称: 青石街道, 内设: 城管办}
创建: {荣誉: 全国文明城市, 年度: 2026}
指导思想: 扎实推进。
任务: [{名称: 整治环境, 牵头: 城管办, 子任务: [{名称: 清扫小巷, 时限: 6月底前}]}]
文稿: [{文种: 实施方案, 日期: 2026年3月18日}]
"""


def payloads() -> dict[str, str]:
    """Name and template of each case."""
    parts = re.split(r"^== (.+)\n", CASES.read_text(encoding="utf-8"), flags=re.M)[1:]
    return dict(zip(parts[::2], map(expanded, parts[1::2]), strict=True))


def expanded(text: str) -> str:
    """``⟦a×3⟧`` written out as ``aaa``."""
    return re.sub("⟦(.+?)×([0-9]+)⟧", lambda found: found[1] * int(found[2]), text)


PAYLOADS = payloads()


class Office:
    """A plan, a folder of templates inside or outside its project, a file that nobody may read or make."""

    def __init__(self, folder: Path, *, foreign: bool) -> None:
        self.plan = folder / "项目" / "方案.yaml"
        self.templates = folder / ("外来" if foreign else "项目/templates")
        self.secret, self.trace = folder / "密件", folder / "痕迹"
        self.template = self.templates / NAME
        self.template.parent.mkdir(parents=True)
        self.plan.parent.mkdir(exist_ok=True)
        self.plan.write_text(PLAN, encoding="utf-8")
        self.secret.write_text(SECRET, encoding="utf-8")
        self.options = Options(templates=self.templates if foreign else None)

    def render(self, template: str | bytes) -> Outcome:
        if isinstance(template, str):
            text = template.replace("〔痕迹〕", str(self.trace)).replace("〔密件〕", str(self.secret))
            template = text.encode()
        self.template.write_bytes(template)
        return render_file(self.plan, self.options)

    def refused(self, template: str | bytes) -> Finding:
        """The one error that a template ends in."""
        start = process_time()
        outcome = self.render(template)
        assert process_time() - start < SECONDS
        return self.only_error(outcome)

    def only_error(self, outcome: Outcome) -> Finding:
        assert outcome.documents == () and not self.trace.exists()
        assert SECRET not in repr(outcome) and "root:" not in repr(outcome)
        [error] = [found for found in outcome.findings if found.severity is Severity.ERROR]
        return error


@pytest.fixture(scope="module", params=[False, True], ids=["项目的", "外来的"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"), foreign=request.param)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_template_ends_in_a_finding_at_its_line(office: Office, name: str) -> None:
    error = office.refused(PAYLOADS[name])
    assert error.code.startswith("T") and error.hint
    assert error.origin is not None and error.origin.line >= 1
    assert error.origin.file == office.template.as_posix()


def test_there_are_enough_of_them() -> None:
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("现将有关事项通知如下。".encode("gbk"), "不是UTF-8编码"),
        ("现将有关事项通知如下。".encode("utf-16"), "不是UTF-8编码"),
        (bytes(range(256)) * 10, "不是UTF-8编码"),
        (b"\x7fELF" + bytes(100), "第1行有控制字符"),
        (b"a" * 1_000_001, "超过1MB"),
    ],
    ids=["GBK", "UTF-16", "字节", "程序", "过大"],
)
def test_a_file_that_is_no_template_is_named(office: Office, data: bytes, words: str) -> None:
    error = office.refused(data)
    assert words in error.message and error.origin is not None
    assert error.origin.file == office.template.as_posix()


def test_a_huge_template_is_not_read_whole(tmp_path: Path) -> None:
    office = Office(tmp_path, foreign=False)
    with office.template.open("wb") as file:
        file.truncate(10_000_000_000)
    error = office.only_error(render_file(office.plan, office.options))
    assert "超过1MB" in error.message


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("foreign", [False, True], ids=["项目的", "外来的"])
@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "密件", "管道", "文件夹", "没有"])
def test_what_is_no_file_of_the_folder_is_named(tmp_path: Path, target: str, foreign: bool) -> None:
    office = Office(tmp_path, foreign=foreign)
    if target == "管道":
        os.mkfifo(office.template)
    elif target == "文件夹":
        office.template.mkdir()
    else:
        office.template.symlink_to(office.secret if target == "密件" else target)
    error = office.only_error(render_file(office.plan, office.options))
    assert error.code == "T009" and str(office.template) in error.message


def test_a_harmless_template_of_the_same_folder_is_rendered(office: Office) -> None:
    ours = "{% extends '内置/实施方案/正文.md.j2' %}\n"
    assert len(office.render(ours).documents) == 1
    assert office.render(ours) == pipeline.render_file(office.plan, office.options)
