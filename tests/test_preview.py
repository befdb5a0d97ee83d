"""What the preview watches, draws and says, without a browser; and the command that starts it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="没有装 wenming-docs[preview]")

from tests.readme import fenced  # noqa: E402
from wenming_docs.cli import preview as command  # noqa: E402
from wenming_docs.cli.program import run, wenming  # noqa: E402
from wenming_docs.cli.report import Entry  # noqa: E402
from wenming_docs.cli.report import in_reading_order as as_check_orders  # noqa: E402
from wenming_docs.facts.kinds.registry import KINDS  # noqa: E402
from wenming_docs.page.word import read_text  # noqa: E402
from wenming_docs.pipeline import Options, check_file, read_workspace, render_file  # noqa: E402
from wenming_docs.preview.app import view  # noqa: E402
from wenming_docs.preview.desk import Desk, State  # noqa: E402
from wenming_docs.preview.menu import USUAL_PERIODS, build_menu, first_choice  # noqa: E402
from wenming_docs.preview.telling import MOST, in_reading_order, tell  # noqa: E402
from wenming_docs.preview.watching import Watcher  # noqa: E402

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 12, 31)
PLAN = """\
单位: 云山市青石街道办事处
创建:
  年度: 2026
  名称: 全国文明城市
包含: 成果/*.yaml
任务:
  - 名称: 整治背街小巷
    牵头: 城管科
文稿:
  - 文种: 实施方案
    日期: 2026年3月1日
  - 文种: 进展汇报
    期间: 1—6月
  - 文种: 通知
    名称: 清扫
    标题: 关于清扫巷道的通知
    主送: 各社区
    引言: 请各社区清扫巷道。
    日期: 2026年3月2日
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    (tmp_path / "成果").mkdir()
    (tmp_path / "成果" / "5月.yaml").write_text("成果:\n  - 5月10日，整治背街小巷3条\n", encoding="utf-8")
    return path


# watching


@pytest.fixture
def watcher(plan: Path) -> Watcher:
    found = Watcher(plan)
    assert found.look()
    found.follow(read_workspace(plan).texts)
    found.look()
    assert not found.look()
    return found


def test_a_file_only_touched_is_no_change(plan: Path, watcher: Watcher) -> None:
    os.utime(plan, (1, 1))
    plan.write_text(PLAN, encoding="utf-8")
    assert not watcher.look()


@pytest.mark.parametrize("way", ["in place", "by renaming", "deleted first"])
def test_however_an_editor_saves_the_change_is_seen(plan: Path, watcher: Watcher, way: str) -> None:
    new = PLAN.replace("2026年3月1日", "2026年3月9日")  # of the same length
    if way == "by renaming":
        (plan.parent / ".plan.swp").write_text(new, encoding="utf-8")
        (plan.parent / ".plan.swp").replace(plan)
    else:
        if way == "deleted first":
            plan.unlink()
        plan.write_text(new, encoding="utf-8")
    os.utime(plan, ns=(1, 7))
    assert watcher.look()
    assert not watcher.look()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("成果/5月.yaml", True),
        ("成果/6月.yaml", True),
        ("templates/实施方案/正文.md.j2", True),
        ("照片/清扫.jpg", True),
        ("说明.txt", False),
        (".git/index.yaml", False),
        ("输出/plan.yaml", False),
        ("~$plan.yaml", False),
    ],
)
def test_what_a_document_is_made_of_is_watched(plan: Path, watcher: Watcher, name: str, counts: bool) -> None:
    path = plan.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    watcher.look()  # a new folder may count; what matters is what is put into it
    path.write_text("成果:\n  - 6月1日，整治背街小巷5条\n", encoding="utf-8")
    assert watcher.look() == counts
    path.unlink()
    assert watcher.look() == counts


def test_asked_for_templates_are_watched_wherever_they_lie(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "模板库" / "实施方案"
    folder.mkdir(parents=True)
    watcher = Watcher(plan, tmp_path / "模板库")
    watcher.look()
    (folder / "正文.md.j2").write_text("{{ 标题 }}", encoding="utf-8")
    assert watcher.look()


def test_files_that_come_along_have_to_be_read_once_more(plan: Path) -> None:
    watcher = Watcher(plan)
    watcher.look()
    texts = read_workspace(plan).texts
    assert [watcher.follow(texts), watcher.follow(texts), watcher.follow([str(plan)])] == [True, False, False]


def test_a_file_half_written_is_given_time(plan: Path, watcher: Watcher) -> None:
    start = time.monotonic()
    watcher.settle()
    assert time.monotonic() - start < 0.4
    plan.unlink()
    start = time.monotonic()
    watcher.settle()
    assert 0.4 < time.monotonic() - start < 1.5


# drawing


@pytest.fixture
def desk(plan: Path) -> Iterator[Desk]:
    found = Desk(plan, Options(today=TODAY))
    found.start()
    yield found
    found.stop()


def until(desk: Desk, holds: Callable[[State], object]) -> State:
    """The first state at rest for which ``holds``."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        state = desk.state
        if not state.busy and state.checked == state.revision and holds(state):
            return state
        time.sleep(0.01)
    raise AssertionError(desk.state)


def page_of(desk: Desk, id: str = "") -> str:
    """The text of the .docx that the page shows for this choice."""
    choice = desk.ask(id)
    state = until(desk, lambda state: choice and choice.label in state.drawn)
    assert choice
    return "\n".join(read_text(state.pages[choice.label].data))


def test_the_page_is_what_a_draft_would_be(plan: Path, desk: Desk) -> None:
    until(desk, lambda state: state.pages)
    documents = render_file(plan, Options(today=TODAY, draft=True)).documents
    for number, document in enumerate(documents):
        choice = desk.ask(f"d{number}")
        assert choice
        state = until(desk, lambda state, label=choice.label: label in state.drawn)  # type: ignore[misc]
        assert state.pages[choice.label].data == document.data


def test_another_kind_and_period_can_be_looked_at(desk: Desk) -> None:
    until(desk, lambda state: state.pages)
    menu = desk.state.menu
    kind = {label: id for id, label in menu.kinds}["进展汇报"]
    period = {label: id for id, label in menu.periods}["5月"]
    assert "3条" in page_of(desk, kind + period)


def test_a_bad_save_keeps_the_last_good_page(plan: Path, desk: Desk) -> None:
    good = until(desk, lambda state: state.pages and state.readable)
    for bad in (PLAN.replace("单位:", "单位："), PLAN.replace("2026年3月1日", "2026年13月1日"), ""):
        plan.write_text(bad, encoding="utf-8")
        state = until(desk, lambda state: state.findings and view(state, desk.ask("d0"))["stale"])
        told = view(state, desk.ask("d0"))
        assert told["page"] == good.pages["实施方案"].digest
        assert told["stale"]
        assert told["counts"]["error"] >= 1
        plan.write_text(PLAN, encoding="utf-8")
        until(desk, lambda state: not view(state, desk.ask("d0"))["stale"])


def test_a_file_that_goes_and_comes_back(plan: Path, desk: Desk) -> None:
    until(desk, lambda state: state.pages)
    plan.unlink()
    state = until(desk, lambda state: not state.readable)
    assert [finding["message"] for finding in state.findings] == ["找不到这个文件"]
    plan.write_text(PLAN.replace("背街小巷", "楼道杂物"), encoding="utf-8")
    until(desk, lambda state: state.readable)
    assert "楼道杂物" in page_of(desk, "d0")


def test_an_error_in_another_document_does_not_hold_up_this_one(plan: Path, desk: Desk) -> None:
    until(desk, lambda state: state.pages)
    text = PLAN.replace("背街小巷", "楼道杂物").replace("期间: 1—6月", "期间: 13月")
    plan.write_text(text, encoding="utf-8")
    state = until(desk, lambda state: state.counts.get("error"))
    assert not view(state, desk.ask("d0"))["stale"]
    assert "楼道杂物" in page_of(desk, "d0")


def test_a_bug_is_shown_and_the_next_save_is_tried(
    plan: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    until(desk, lambda state: state.pages)

    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr("wenming_docs.preview.desk.read_workspace", fail)
        plan.write_text(PLAN + "\n", encoding="utf-8")
        end = time.monotonic() + 5
        while not desk.state.trouble and time.monotonic() < end:
            time.sleep(0.01)
        assert "程序出错" in desk.state.trouble
        assert "RuntimeError: a bug" in capsys.readouterr().err
    plan.write_text(PLAN, encoding="utf-8")
    until(desk, lambda state: not state.trouble)


# what it says


def test_the_menu_offers_what_the_file_lists_then_everything_else(plan: Path) -> None:
    menu = build_menu(read_workspace(plan))
    assert menu.documents == (("d0", "实施方案"), ("d1", "进展汇报（1—6月）"), ("d2", "通知（清扫）"))
    labels = {label for _, label in menu.kinds}
    assert labels == {kind.name for kind in KINDS if kind.periodic or kind.name not in ("实施方案", "通知")}
    assert [label for _, label in menu.periods] == ["1—6月", *USUAL_PERIODS]


@pytest.mark.parametrize(
    ("kind", "period", "id"),
    [
        (None, None, "d0"),
        ("进展汇报", None, "d1"),
        ("半年汇报", "上半年", "d1"),
        (None, "1—6月", "d1"),
        ("通知", None, "d2"),
    ],
)
def test_it_begins_with_the_document_asked_for(
    plan: Path, kind: str | None, period: str | None, id: str
) -> None:
    facts = read_workspace(plan)
    assert first_choice(facts, build_menu(facts, period), Options(kind=kind, period=period)) == id


def test_it_begins_with_a_kind_that_is_not_listed(plan: Path) -> None:
    facts = read_workspace(plan)
    menu = build_menu(facts, "2026年5月")
    choice = menu.find(first_choice(facts, menu, Options(kind="工作总结", period="2026年5月")))
    assert choice
    assert (choice.kind, choice.period, choice.label) == ("工作总结", "2026年5月", "工作总结（2026年5月）")


@pytest.mark.parametrize("id", ["", "d9", "d99999999", "x", "k999", "p1", "d0p1", "../d0", "d０"])
def test_what_names_nothing_is_the_first_document(plan: Path, id: str) -> None:
    choice = build_menu(read_workspace(plan)).find(id)
    assert choice
    assert choice.id == "d0"


def test_findings_stand_in_the_order_of_check() -> None:
    seen = 0
    for path in sorted((ROOT / "tests" / "cases" / "wrong").glob("*.yaml"))[::5]:
        findings = check_file(path, Options(today=TODAY)).findings
        expected = as_check_orders(Entry(finding, str(path)) for finding in findings)
        assert in_reading_order(findings, str(path)) == [entry.finding for entry in expected]
        seen += len(findings)
    assert seen > 30


def test_a_finding_is_told_with_its_place_its_line_and_the_cure(plan: Path) -> None:
    plan.write_text(PLAN.replace("牵头: 城管科", "牵头单位长: 城管科"), encoding="utf-8")
    outcome = check_file(plan, Options(today=TODAY))
    told = [each for each in tell(outcome.findings, outcome.texts, str(plan)) if each["severity"] == "error"]
    assert [each["place"] for each in told] == [f"{plan}:8:5"]
    assert told[0]["line"] == "牵头单位长: 城管科"
    assert told[0]["cure"]
    assert len(tell(outcome.findings * (MOST + 1), {}, "")) <= MOST


# the command


def test_it_serves_until_ctrl_c_and_ends_well(plan: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "preview", "plan.yaml", "--no-open", "--date", "2026-12-31"],
        cwd=plan.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert started.stdout
    url = started.stdout.readline().strip()
    told = json.loads(urllib.request.urlopen(url + "state", timeout=10).read())
    assert told["file"] == "plan.yaml"
    assert len(url.split("/")[3]) >= 32
    start = time.monotonic()
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=10)
    assert (started.returncode, "Traceback" in said, said.rstrip().endswith("预览结束")) == (0, False, True)
    assert time.monotonic() - start < 3
    assert sorted(path.name for path in plan.parent.iterdir()) == ["plan.yaml", "成果"]  # nothing was written


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["没有.yaml"], 2, "找不到文件"),
        (["plan.yaml", "--kind", "实施方桉"], 2, "是不是想写“实施方案”"),
        (["plan.yaml", "--port", "70000"], 2, "--port"),
        (["plan.yaml", "--templates", "没有"], 2, "找不到文件夹"),
    ],
)
def test_wrong_use_is_told(
    plan: Path,
    arguments: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(plan.parent)
    assert run(["preview", *arguments]) == code
    assert said in capsys.readouterr().err


def test_a_port_in_use_is_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["preview", str(plan), "--no-open", "--port", str(taken.getsockname()[1])]) == 2
    assert "已经有程序在用" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert run(["preview", str(plan)]) == 2
    assert "pip install 'wenming-docs[preview]'" in capsys.readouterr().err


def test_every_line_of_its_page_can_be_typed() -> None:
    lines = [line for block in fenced(ROOT / "docs" / "预览.md") for line in block.body.splitlines()]
    typed = [line.split()[2:] for line in lines if line.startswith("wenming preview")]
    assert len(typed) >= 4
    for words in typed:
        wenming.every_command()["preview"].make_context("preview", words)


def test_its_files_are_part_of_the_package() -> None:
    assets = ROOT / "src" / "wenming_docs" / "preview" / "assets"
    names = {path.relative_to(assets).as_posix() for path in assets.rglob("*") if path.is_file()}
    assert {"index.html", "page.css", "page.js", "paper.js", "vendor/README.md"} < names
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", str(assets)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
        )
        assert len(listed.stdout.splitlines()) == len(names)
