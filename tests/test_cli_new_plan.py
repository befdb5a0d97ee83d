"""A first-time clerk gets a file that passes the check; nothing of hers is ever overwritten."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wenming_docs.facts.scaffold import questions, starter

PACKAGE = str(Path(__file__).parent.parent / "src")
STREET = "街道-全国文明城市"
ENVIRONMENT = {**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
INTERRUPT = "\x03"
NEXT = (
    "√ 样稿写好了。用记事本或 VS Code 打开，按里面的说明填写，然后：\n"
    "  wenming check {shown}\n"
    "  wenming render {shown} --draft\n"
    "【待填】都填好以后，去掉 --draft 就是正式稿。\n"
)


def new_plan(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", "new-plan", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=60,
    )


def default_answers(profile: str, year: str) -> dict[str, str]:
    return {question.key: question.default for question in questions(profile)} | {"年度": year}


def written_for(profile: str, answers: dict[str, str]) -> str:
    """The starter with the line for editors behind the comments that open it."""
    comments, unit, rest = starter(profile, answers).partition("单位:\n")
    modeline = "# yaml-language-server: $schema=.wenming/schema.json  （编辑器用的，别动）\n"
    return comments + modeline + unit + rest


def test_without_a_terminal_nothing_is_asked_and_gaps_stay_gaps(tmp_path: Path) -> None:
    done = new_plan(tmp_path, "--date", "2031-02-03")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "工作计划.yaml\n",
        NEXT.format(shown="工作计划.yaml"),
    )
    written = (tmp_path / "工作计划.yaml").read_text(encoding="utf-8")
    assert written == written_for(STREET, default_answers(STREET, "2031"))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".wenming", "工作计划.yaml"]
    assert [entry.name for entry in (tmp_path / ".wenming").iterdir()] == ["schema.json"]


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    answers = {"年度": "2027", "单位名称": "云山市“青石”街道办事处"}
    text = "".join(f"{key}: {value}\n" for key, value in answers.items())
    (tmp_path / "答案.yaml").write_text(text, encoding="utf-8")
    done = new_plan(tmp_path, "我的 计划", "--answers", "答案.yaml")
    assert (done.returncode, done.stdout) == (0, "我的 计划.yaml\n")
    assert done.stderr == NEXT.format(shown='"我的 计划.yaml"')
    written = (tmp_path / "我的 计划.yaml").read_text(encoding="utf-8")
    assert written == written_for(STREET, default_answers(STREET, "2027") | answers)


def test_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text("单位: 我写了一天\n", encoding="utf-8")
    done = new_plan(tmp_path, "计划.yaml")
    told = "× “计划.yaml”已经有了：换个文件名，或用 --force 覆盖（原来的内容就没有了）\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", told)
    assert path.read_text(encoding="utf-8") == "单位: 我写了一天\n"
    assert new_plan(tmp_path, "计划.yaml", "--force", "--date", "2026-01-01").returncode == 0
    assert path.read_text(encoding="utf-8") == written_for(STREET, default_answers(STREET, "2026"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["计划.docx"], "× “计划.docx”要以 .yaml 结尾\n"),
        (["--answers", "没有.yaml"], "× 找不到文件“没有.yaml”\n"),
        (["--profile", "街道-全国文朋"], "× 没有样板“街道-全国文朋”。是不是想写“街道-全国文明城市”？可选："),
    ],
)
def test_wrong_use_writes_nothing(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = new_plan(tmp_path, *arguments)
    assert (done.returncode, done.stdout, done.stderr[: len(told)]) == (2, "", told)
    assert list(tmp_path.iterdir()) == []


def test_mistakes_in_the_answers_are_shown_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "答案.yaml").write_text("年度: 2026\n年度: 2027\n", encoding="utf-8")
    done = new_plan(tmp_path, "--answers", "答案.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("答案.yaml:2:1: 错误 [S")
    assert not (tmp_path / "工作计划.yaml").exists()


def test_the_beginning_of_one_name_is_enough(tmp_path: Path) -> None:
    year = f"{time.localtime().tm_year}"
    assert new_plan(tmp_path, "--profile", "国企", "--defaults").returncode == 0
    profile = "国企-文明单位"
    written = (tmp_path / "工作计划.yaml").read_text(encoding="utf-8")
    assert written == written_for(profile, default_answers(profile, year))
    two = new_plan(tmp_path, "乙.yaml", "--profile", "街道")
    assert two.returncode == 2 and two.stderr.startswith("× 没有样板“街道”。")


def test_list_names_every_profile(tmp_path: Path) -> None:
    from wenming_docs.facts.scaffold import profiles

    done = new_plan(tmp_path, "--list")
    assert [line.split()[1] for line in done.stdout.splitlines()] == [profile.name for profile in profiles()]
    assert list(tmp_path.iterdir()) == []


def on_a_terminal(folder: Path, *talk: tuple[str, str]) -> tuple[int, str]:
    """``new-plan`` in a window; of ``talk``, each second is typed once the first is on the screen.

    Its exit code and all that was shown.
    """
    import pty

    screen, keyboard = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "new-plan", "--date", "2026-03-01"],
        cwd=folder,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        env=ENVIRONMENT,
        start_new_session=True,
        preexec_fn=_own_terminal,
    )
    os.close(keyboard)
    waiting = list(talk)
    shown = b""
    while piece := _read(screen):
        shown += piece
        while waiting and waiting[0][0].encode() in shown:
            typed = waiting.pop(0)[1]
            # A person sees the question first; Python's input() loses an interrupt just before it reads.
            time.sleep(0.5 if typed == INTERRUPT else 0)
            os.write(screen, typed.encode())
    os.close(screen)
    return run.wait(30), shown.decode().replace("\r\n", "\n")


def _read(screen: int) -> bytes:
    assert select.select([screen], [], [], 60)[0], "nothing more comes to the screen"
    try:
        return os.read(screen, 4096)
    except OSError:  # how Linux says that the other side has gone
        return b""


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
def test_terminal_asks_in_chinese_and_enter_keeps_the_default(tmp_path: Path) -> None:
    asked = questions(STREET)
    choice = "用哪个样板（写序号） [1]: "
    code, shown = on_a_terminal(tmp_path, (choice, "\n"), *((question.text, "\n") for question in asked))
    assert code == 0
    assert [text for text in (choice, *(question.text for question in asked)) if text not in shown] == []
    written = (tmp_path / "工作计划.yaml").read_text(encoding="utf-8")
    assert written == written_for(STREET, default_answers(STREET, "2026"))


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
def test_a_choice_that_is_no_number_of_the_list_is_refused_in_chinese(tmp_path: Path) -> None:
    choice = "用哪个样板（写序号） [1]: "
    code, shown = on_a_terminal(tmp_path, (choice, "甲\n"), ("不是数字", "99\n"), ("超出范围", INTERRUPT))
    assert code == 130 and "“甲”不是数字（序号）。" in shown and "99 超出范围" in shown
    assert "integer" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
def test_control_c_at_a_question_ends_quietly_with_130(tmp_path: Path) -> None:
    code, shown = on_a_terminal(
        tmp_path, ("用哪个样板（写序号） [1]: ", "1\n"), ("【待填：单位全称】]: ", INTERRUPT)
    )
    assert (code, shown.splitlines()[-1].partition("^C")[2]) == (130, "× 已取消")
    assert list(tmp_path.iterdir()) == []


def test_the_editor_is_offered_the_starters_own_names(tmp_path: Path) -> None:
    assert new_plan(tmp_path, "--date", "2026-01-01").returncode == 0
    schema = json.loads((tmp_path / ".wenming" / "schema.json").read_text(encoding="utf-8"))
    units = schema["definitions"]["Task"]["properties"]["牵头"]["anyOf"][0]["enum"]
    assert units[:2] == ["宣传办", "城管办"]
    assert "各社区" in units


def test_a_folder_that_holds_something_else_only_costs_the_completion(tmp_path: Path) -> None:
    (tmp_path / ".wenming").mkdir()
    (tmp_path / ".wenming" / "schema.json").write_text("我的笔记", encoding="utf-8")
    done = new_plan(tmp_path)
    assert done.returncode == 0
    assert "编辑器的补全用不上" in done.stderr
    assert (tmp_path / ".wenming" / "schema.json").read_text(encoding="utf-8") == "我的笔记"
