"""Foreign templates where the system refuses something: told in a sentence, never with a trace."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from wenming_docs.cli.entry import main
from wenming_docs.confined import Limits, render_file
from wenming_docs.confined.frames import Answer, plain_message, read_frame, write_frame
from wenming_docs.confined.parent import _KEPT
from wenming_docs.confined.patience import lessened, remember
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.pipeline import Options
from wenming_docs.words.template import find_template, render_template
from wenming_docs.words.template.faults import TemplateFault

PLAN = """\
单位:
  名称: 云山市青石街道办事处
创建:
  荣誉: 全国文明城市
  年度: 2026
文稿:
  - 文种: 讲话稿
    称谓: 同志们：
    标题: 在会上的讲话
    章节:
      - 标题: 抓宣传
        文: 办好实事。
"""
NAME = "情况汇报/正文.md.j2"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "项目" / "讲话.yaml"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    template = tmp_path / "外来" / NAME
    template.parent.mkdir(parents=True)
    template.write_text("{% include '内置/情况汇报/正文.md.j2' %}", encoding="utf-8")
    return tmp_path / "外来"


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child is kept from another test."""
    while _KEPT:
        _KEPT.pop().end()


def _no_process(*_given: object, **_named: object) -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def _no_thread(_self: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("owner", "name", "refusal"),
    [(subprocess, "Popen", _no_process), (threading.Thread, "start", _no_thread)],
    ids=["no process", "no thread"],
)
@pytest.mark.usefixtures("no_child")
def test_where_no_process_can_be_started_it_is_exit_3_and_one_sentence(
    owner: object,
    name: str,
    refusal: object,
    many: bool,
    plan: Path,
    foreign: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(owner, name, refusal)
    given = [str(plan.parent), "--jobs", "1"] if many else [str(plan)]
    code = main(["render", *given, "-o", str(plan.parent / "输出"), "--templates", str(foreign)])
    told = capsys.readouterr().err
    assert code == 3
    assert "开不了另一个进程（进程或内存已到系统的上限），外来的模板没有用" in told
    assert "Traceback" not in told


@pytest.mark.usefixtures("no_child")
def test_a_child_that_got_no_thread_to_listen_does_not_stay(
    plan: Path, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def noting(*given: object, **named: object) -> subprocess.Popen[bytes]:
        started.append(real(*given, **named))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noting)
    monkeypatch.setattr(threading.Thread, "start", _no_thread)
    assert main(["check", str(plan), "--templates", str(foreign)]) == 3
    assert [process.poll() is not None for process in started] == [True]


def test_findings_cross_the_pipe_however_this_python_spells_enumerations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python 3.11.2, as Debian 12 ships it, has ``getattr`` called, which the reading side refuses."""
    monkeypatch.setattr(Severity, "__reduce_ex__", lambda self, _protocol: (getattr, (type(self), self.name)))
    finding = Finding("T009", Severity.ERROR, "读不出来", "看看权限", Origin("甲.j2", 1, 1))
    pipe = io.BytesIO()
    write_frame(pipe, Answer(findings=(finding,)))
    pipe.seek(0)
    data = read_frame(pipe)
    assert data is not None
    assert plain_message(data) == Answer(findings=(finding,))


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_template_nobody_can_look_at_is_told_and_ours_does_not_stand_in(tmp_path: Path) -> None:
    folder = tmp_path / "外来"
    folder.mkdir()
    (folder / "情况汇报").symlink_to("情况汇报")
    with pytest.raises(TemplateFault, match="读不出来") as met:
        find_template(NAME, [folder])
    assert met.value.code == "T009"
    with pytest.raises(InvalidInput, match="读不出来"):
        render_template(NAME, {}, (folder,))


def test_templates_check_names_a_folder_it_cannot_enter(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wenming_docs.words.checks.templates.folder import read_folder

    monkeypatch.setattr(os, "access", lambda path, _how: Path(path).name != "情况汇报")
    [shut] = (f for f in read_folder(foreign).findings if f.code == "T009")
    assert shut.message == "这个文件夹读不了，里面的模板没有查"
    assert shut.origin == Origin((foreign / "情况汇报").as_posix(), 1, 1, "情况汇报")


@pytest.mark.parametrize("many", [False, True])
def test_too_little_memory_is_the_machines_fault_not_ours(
    many: bool, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_memory(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr("wenming_docs.pipeline.render_file", no_memory)
    given = [str(plan.parent), "--jobs", "1"] if many else [str(plan)]
    code = main(["render", *given, "-o", str(plan.parent / "输出")])
    told = capsys.readouterr().err
    assert code == 3
    assert "内存不够" in told
    assert "Traceback" not in told


def test_a_template_that_never_ends_gets_less_time_after_three_files_until_it_is_changed(
    foreign: Path, tmp_path: Path
) -> None:
    """200 files of a batch then take minutes, not hours."""
    template = foreign / NAME
    other = tmp_path / "别的"
    seen = []
    for _ in range(4):
        seen.append(lessened(Limits(), foreign).seconds)
        remember(foreign, "T033", template.as_posix())
    assert seen == [10, 10, 10, 2]
    assert lessened(Limits(), other).seconds == 10
    template.write_text("改好了，短一些", encoding="utf-8")
    assert lessened(Limits(), foreign).seconds == 10


def test_a_folder_whose_templates_finished_once_is_trusted_anew(foreign: Path) -> None:
    for _ in range(3):
        remember(foreign, "T033", (foreign / NAME).as_posix())
    remember(foreign, "", (foreign / NAME).as_posix())
    assert lessened(Limits(), foreign).seconds == 10


@pytest.mark.skipif(os.name == "nt", reason="the child's end is asked of the system another way there")
def test_a_child_in_the_middle_of_its_work_ends_with_the_program(plan: Path, foreign: Path) -> None:
    """A thread (the preview's) asked for it; at the end of the program nobody waits for the answer."""
    text = "{% for a in [1] %}" + "{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 6 + "{% endfor %}" * 7
    (foreign / NAME).write_text(text, encoding="utf-8")
    script = (
        "import sys, threading, time; from pathlib import Path\n"
        "from wenming_docs.confined import render_file; from wenming_docs.confined.parent import _KEPT\n"
        "from wenming_docs.pipeline import Options; from datetime import date\n"
        "options = Options(today=date(2026, 1, 1), templates=Path(sys.argv[2]))\n"
        "given = (Path(sys.argv[1]), options)\n"
        "threading.Thread(target=render_file, args=given, daemon=True).start()\n"
        "while not (_KEPT and _KEPT[0].file): time.sleep(0.01)\n"
        "print(_KEPT[0].process.pid)\n"
    )
    given = [sys.executable, "-c", script, str(plan), str(foreign)]
    pid = int(subprocess.run(given, capture_output=True, check=True, timeout=60).stdout)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_fourth_file_of_an_endless_template_is_given_up_sooner(
    plan: Path, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenming_docs.confined.parent.Limits", partial(Limits, seconds=0.05))
    monkeypatch.setattr("wenming_docs.confined.patience.LESS", 0.04)
    text = "{% for a in [1] %}" + "{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 6 + "{% endfor %}" * 7
    (foreign / NAME).write_text(text, encoding="utf-8")
    given = []
    for _ in range(4):
        given.append(lessened(Limits(seconds=0.05), foreign).seconds)
        outcome = render_file(plan, Options(today=date(2026, 1, 1), templates=foreign))
        assert "T033" in {finding.code for finding in outcome.findings}
    assert given == [0.05, 0.05, 0.05, 0.04]
