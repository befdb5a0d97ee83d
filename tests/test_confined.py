"""Foreign templates: the same documents as in the process, and an end to those that go too far."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import sys
import time
import timeit
from datetime import date
from pathlib import Path

import pytest

from wenming_docs import pipeline
from wenming_docs.cli.entry import main
from wenming_docs.confined import Limits, check_file, foreign_folder, render_file, run_confined
from wenming_docs.confined.frames import plain_message
from wenming_docs.confined.parent import _KEPT
from wenming_docs.errors import InternalError, InvalidInput, WrongUse
from wenming_docs.findings import Finding
from wenming_docs.pipeline import Options
from wenming_docs.reads import taking_notes
from wenming_docs.words.template import builtin_templates

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = date(2026, 11, 22)
PLAN = """\
单位:
  名称: 青石街道办事处
  简称: 青石街道
  内设: 城管办
创建:
  荣誉: 全国文明城市
  年度: 2026
指导思想: 以人民为中心，扎实推进。
任务:
  - 名称: 整治环境
    牵头: 城管办
    子任务:
      - 名称: 清扫背街小巷
        时限: 6月底前
文稿:
  - 文种: 实施方案
    日期: 2026年3月18日
"""
SLOW = "一\n" + "{% for a in 'x' ~ 'y', 1, 2, 3, 4, 5, 6, 7, 8, 9 %}" * 6 + "{% endfor %}" * 6
"""A million turns: well within the counted allowance of a template."""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own templates, as another office might send it."""
    folder = tmp_path_factory.mktemp("外来") / "模板"
    shutil.copytree(builtin_templates(), folder, ignore=shutil.ignore_patterns("契约.yaml"))
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "项目" / "方案.yaml"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


def template(tmp_path: Path, text: str) -> Path:
    """A foreign folder whose 实施方案 reads ``text``."""
    folder = tmp_path / "外来"
    (folder / "实施方案").mkdir(parents=True)
    (folder / "实施方案" / "正文.md.j2").write_text(text, encoding="utf-8")
    return folder


def stopped(*task: object, **bounds: object) -> Finding:
    with pytest.raises(InvalidInput) as caught:
        run_confined(*task, folder=Path("外来"), at_once=True, limits=Limits(**bounds))  # type: ignore[arg-type]
    [finding] = caught.value.findings
    return finding


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_gives_the_same_bytes_and_findings_confined(path: Path, foreign: Path) -> None:
    options = Options(today=DAY, templates=foreign)
    assert foreign_folder(path, options) == foreign
    assert render_file(path, options) == pipeline.render_file(path, options)


def test_checking_finds_the_same_confined(plan: Path, foreign: Path) -> None:
    options = Options(today=DAY, templates=foreign)
    assert check_file(plan, options) == pipeline.check_file(plan, options)
    plan.write_text(PLAN.replace("时限: 6月底前", "时限: 6月31日"), encoding="utf-8")
    broken = check_file(plan, options)
    assert broken.findings and broken == pipeline.check_file(plan, options)


def test_what_the_child_read_is_noted_by_its_parent(plan: Path, foreign: Path) -> None:
    with taking_notes() as confined:
        render_file(plan, Options(today=DAY, templates=foreign))
    with taking_notes() as alone:
        pipeline.render_file(plan, Options(today=DAY, templates=foreign))
    assert confined == alone and str(plan) in confined.files


def test_our_templates_and_those_of_the_project_are_not_foreign(plan: Path, foreign: Path) -> None:
    own = plan.parent / "templates"
    shutil.copytree(foreign / "实施方案", own / "实施方案")
    assert foreign_folder(plan, Options()) is None
    assert foreign_folder(plan, Options(templates=own)) is None
    assert foreign_folder(plan, Options(templates=builtin_templates())) is None
    assert (
        foreign_folder(plan, Options(templates=plan.parent / ".." / plan.parent.name / "templates")) is None
    )
    assert foreign_folder(plan, Options(templates=foreign)) == foreign


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_templates_outside_is_foreign(plan: Path, foreign: Path) -> None:
    (plan.parent / "templates").symlink_to(foreign)
    assert foreign_folder(plan, Options()) == plan.parent / "templates"


def test_a_template_without_end_is_stopped_in_its_line(plan: Path, tmp_path: Path) -> None:
    folder = template(tmp_path, SLOW)
    options = Options(today=DAY, templates=folder)
    found = run_confined(
        pipeline.render_file, plan, options, folder=folder, limits=Limits(seconds=0.05)
    ).findings
    [finding] = [each for each in found if each.code == "T033"]
    assert finding.origin is not None
    assert (finding.origin.file, finding.origin.line) == ((folder / "实施方案/正文.md.j2").as_posix(), 2)


def test_the_next_file_is_rendered_after_one_was_stopped(plan: Path, foreign: Path) -> None:
    assert stopped(os._exit, 3).code == "T035"
    assert len(render_file(plan, Options(today=DAY, templates=foreign)).documents) == 1


def test_work_that_listens_is_stopped_in_time() -> None:
    assert stopped(timeit.timeit, "pass", "pass", time.perf_counter, 10**12, seconds=0.1).code == "T033"
    [child] = _KEPT
    assert child.lives, "it is kept for the next file"


@pytest.mark.skipif(sys.platform == "win32", reason="the clock of the parent does it there")
def test_work_that_does_not_listen_is_ended_by_the_system() -> None:
    assert stopped(sum, range(10**12), seconds=0.1).code == "T033"


def test_where_the_system_has_no_timers_a_thread_does_it() -> None:
    spin = functools.partial(timeit.timeit, "pass", "pass", time.perf_counter, 10**12)
    assert stopped(spin, seconds=0.1, ticking=True).code == "T033"


def test_work_that_waits_is_ended_by_the_clock() -> None:
    start = time.monotonic()
    assert stopped(time.sleep, 60, seconds=0.05).code == "T033"
    assert time.monotonic() - start < 10


@pytest.mark.skipif(sys.platform != "linux", reason="no bound of address space elsewhere")
def test_too_much_memory_is_a_finding() -> None:
    finding = stopped(bytes, 2 * 1024**3)
    assert (finding.code, finding.message) == ("T034", "用这个模板排文稿要的内存超过512MB，已停止")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_dies_is_a_finding() -> None:
    finding = stopped(os.abort)
    assert (finding.code, finding.message) == ("T035", "用这个模板排文稿的进程中途退出（信号6）")
    assert stopped(os.kill, 0, signal.SIGSEGV).code == "T035"


def test_an_answer_without_end_is_a_finding() -> None:
    assert stopped(bytes, 9_000_000, answer=1_000_000).code == "T035"


def test_a_fault_of_ours_and_a_wrong_use_are_what_they_were() -> None:
    with pytest.raises(InternalError, match="ZeroDivisionError"):
        run_confined(divmod, 1, 0, folder=Path("外来"))
    with pytest.raises(WrongUse, match="没有叫“无此文种”的文种"):
        options = Options(kind="无此文种", today=DAY)
        run_confined(pipeline.render_file, EXAMPLES / "白鹿镇.yaml", options, folder=Path("外来"))


@pytest.mark.parametrize(
    "name", [b"cos\nsystem\n.", b"cwenming_docs.output\nwrite_whole\n.", b"cbuiltins\neval\n."]
)
def test_nothing_but_plain_records_is_taken_from_the_child(name: bytes) -> None:
    with pytest.raises(Exception, match="no plain record"):
        plain_message(name)


def test_the_commands_confine_and_go_on(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(plan.parent)
    folder = template(tmp_path, SLOW)
    (tmp_path / "项目" / "另一份.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr("wenming_docs.confined.parent.Limits", functools.partial(Limits, seconds=0.05))
    for words in (["check"], ["render", "-o", "出"]):
        assert main([*words, "方案.yaml", "另一份.yaml", "--templates", str(folder)]) == 1
        printed = capsys.readouterr()
        assert (printed.out + printed.err).count("[T033]") == 1, "the same place is told once"
    assert main(["templates", "check", str(folder)]) == 1
    assert "[T0" in capsys.readouterr().out
    assert not (tmp_path / "项目" / "出").exists()
