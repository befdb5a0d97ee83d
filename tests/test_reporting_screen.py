"""What a person sees: explain and check on wide and narrow terminals, in pipes, in GBK."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wenming_docs.codes import CODES
from wenming_docs.zh import display_width

fcntl = pytest.importorskip("fcntl", reason="Windows 上没有伪终端")
termios = pytest.importorskip("termios", reason="Windows 上没有伪终端")

MODULE = [sys.executable, "-m", "wenming_docs"]
SRC = str(Path(__file__).parent.parent / "src")
CONTENT = (
    "    内容: 以“门前三包”为抓手，逐楼清理、逐户登记、逐月回访、逐季通报，"
    "按照【创建·名誉】的要求抓好落实，做到月月有检查、季季有通报、年年有提升。"
)
COLUMN = CONTENT.index("【") + 1
PLAN = f"""\
单位:
  名称: 青石街道办事处
创建:
  荣誉: 文明单位
  年度: 2026
任务:
  - 名称: “小广告”𬭎清理
{CONTENT}
    时限: 近期
文稿:
  - 文种: 实施方案
    日期: 2026年3月18日
"""


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": SRC, "PYTHONUTF8": "1", **changes}


def piped(folder: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*MODULE, *arguments], cwd=folder, env=environment(**changes), capture_output=True, timeout=60
    )


def on_a_screen(folder: Path, columns: int, *arguments: str, **changes: str) -> list[str]:
    """The lines that a terminal of this width receives."""
    import pty

    screen, window = pty.openpty()
    fcntl.ioctl(window, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    run = subprocess.Popen(
        [*MODULE, *arguments], cwd=folder, stdout=window, stderr=window, env=environment(**changes)
    )
    os.close(window)
    shown = b""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:  # how Linux says that the other side has gone
            piece = b""
        if not piece:
            break
        shown += piece
    os.close(screen)
    run.wait(60)
    return shown.decode().replace("\r\n", "\n").splitlines()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "台账.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_check_fits_the_terminal_and_points_at_the_word(office: Path, columns: int) -> None:
    lines = on_a_screen(office, columns, "check", "台账.yaml", NO_COLOR="1")
    assert [line for line in lines if display_width(line) > columns] == []
    text = "".join(line.strip() for line in lines)
    assert f"台账.yaml:8:{COLUMN}: 错误 [F020] " in text and "台账.yaml:9:9: 警告 [F014] " in text
    for word in ("【创建", "近期"):
        above = next(
            number for number, line in enumerate(lines) if word in line and lines[number + 1].strip() == "^"
        )
        assert display_width(lines[above][: lines[above].index(word)]) == len(lines[above + 1]) - 1


def test_colour_marks_the_severity_on_a_terminal_alone(office: Path) -> None:
    lines = on_a_screen(office, 200, "check", "台账.yaml")
    assert any(line.startswith(f"台账.yaml:8:{COLUMN}: \x1b[31m错误\x1b[0m [F020] ") for line in lines)
    assert b"\x1b" not in piped(office, "check", "台账.yaml").stdout


def test_a_gbk_pipe_gets_the_report_with_its_caret(office: Path) -> None:
    done = piped(office, "check", "台账.yaml", PYTHONIOENCODING="gbk")
    lines = done.stdout.decode("gbk").splitlines()
    place = next(number for number, line in enumerate(lines) if f":8:{COLUMN}: 错误 [F020]" in line)
    shown, caret = lines[place + 1 : place + 3]
    assert (done.returncode, done.stderr) == (1, b"")
    # GBK spends as many bytes on a sign as a console in GBK spends columns.
    assert len(shown[: shown.index("【创建")].encode("gbk")) == len(caret) - 1


def test_every_form_for_programs_survives_a_gbk_pipe(office: Path) -> None:
    def text(style: str) -> str:
        done = piped(office, "check", "台账.yaml", "--format", style, PYTHONIOENCODING="gbk")
        assert (done.returncode, done.stderr) == (1, b"")
        return done.stdout.decode("gbk")

    assert json.loads(text("json"))["findings"] and json.loads(text("gitlab"))
    assert json.loads(text("sarif"))["runs"][0]["results"]
    assert ElementTree.fromstring(text("junit")).get("failures") == "1"
    assert f"::error file=台账.yaml,line=8,col={COLUMN},title=错误 F020::" in text("github")


def test_a_sound_file_says_nothing_to_github(office: Path) -> None:
    sound = Path(__file__).parent.parent / "examples" / "市图书馆.yaml"
    done = piped(office, "check", str(sound), "--format", "github")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def explained(*names: str, **changes: str) -> tuple[int, list[str], str]:
    done = piped(Path.cwd(), "explain", *names, **changes)
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


def test_explain_tells_why_and_how_with_an_example() -> None:
    code, lines, _ = explained("f013")
    assert code == 0 and lines == [
        "F013  警告  时限有歧义：“11月前”是到10月底还是11月底",
        "  为什么  单位会按宽的那一种办，督查会按严的那一种查。",
        "  怎么改  写成“11月底前”或“10月底前”",
        "  依　据  公文惯例：时限要能核对",
        "  错的",
        "    任务:",
        "      - 名称: 清理小广告",
        "        时限: 11月前",
        "  对的",
        "    任务:",
        "      - 名称: 清理小广告",
        "        时限: 10月底前",
        "  不　改  有理由不改，就在那一行末尾写 # wenming: 忽略 F013",
    ]


def test_explain_takes_several_codes_as_a_report_writes_them() -> None:
    code, lines, _ = explained("[F013]", "S030", "f013")
    assert code == 0
    assert [line[:4] for line in lines if re.match(r"[SFWLTX]\d{3}", line)] == ["F013", "S030"]


@pytest.mark.parametrize("family", ["S", "f", "W", "L", "t"])
def test_explain_lists_a_family(family: str) -> None:
    code, lines, _ = explained(family)
    listed = re.findall(r"^  ([SFWLTX]\d{3})  (?:错误|警告|提醒)  \S", "\n".join(lines), re.M)
    assert code == 0 and listed == [known for known in CODES if known[0] == family.upper()]


def test_explain_alone_lists_every_code_once() -> None:
    code, lines, _ = explained()
    assert code == 0 and re.findall(r"^  ([SFWLTX]\d{3}) ", "\n".join(lines), re.M) == list(CODES)


@pytest.mark.parametrize(
    ("name", "hint"), [("F0I3", "是不是想写“F0"), ("天气", "不带编码运行 wenming explain，列出全部")]
)
def test_explain_knows_no_such_code(name: str, hint: str) -> None:
    code, lines, told = explained(name)
    assert (code, lines) == (2, []) and told.startswith(f"× 没有编码“{name}”，{hint}")


@pytest.mark.parametrize("columns", [40, 79, 200])
def test_explain_fits_the_window(columns: int) -> None:
    code, lines, _ = explained(*CODES, COLUMNS=str(columns))
    examples = {line for known in CODES.values() for line in (known.wrong + "\n" + known.right).splitlines()}
    prose = [line for line in lines if line[4:] not in examples]
    assert code == 0 and [line for line in prose if display_width(line) >= columns] == []
    assert [line for line in prose if re.search(r"^\s*[，。、；：”）】]|\s$", line)] == []


def test_explain_is_whole_in_gbk_and_coloured_on_a_terminal(tmp_path: Path) -> None:
    done = piped(tmp_path, "explain", PYTHONIOENCODING="gbk")
    assert done.stdout.decode("gbk") == piped(tmp_path, "explain").stdout.decode()
    assert on_a_screen(tmp_path, 80, "explain", "S004")[0].startswith("\x1b[32mS004  错误")
    assert on_a_screen(tmp_path, 80, "explain", "S004", NO_COLOR="1")[0].startswith("S004  错误")
