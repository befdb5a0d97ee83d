"""A result is added where a person would add it, and not one other byte of the file changes."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.cli.program import run
from wenming_docs.facts.source.append import append_row, written
from wenming_docs.facts.source.edit import open_text
from wenming_docs.facts.source.source import parse_page
from wenming_docs.pipeline import check_file

PACKAGE = str(Path(__file__).parent.parent / "src")
PLAN = """\
# 青石街道的账本，每周五记一次
单位:
  名称: 云山市青石街道办事处
  自称: 我街道
  内设: 城管办、宣传办
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
任务:
  - 名称: 清理背街小巷    # wenming: 忽略 F051 方案另发
    牵头: 城管办
    内容: 逐巷建档，先清存量。
    责任人: 某戊
    时限: 11月底前
"""
RESULTS = """\

# ---- 成果从这里往下记 ----
成果:
  - 日期: 5月12日
    任务: 清理背街小巷
    单位: 东门社区
    数据:
      清理小广告: 8900条   # 李师傅数的
      清运垃圾: 12车
    # 照片还在手机里
"""
REST = """\

# ---- 要发的 ----
文稿:
  - 文种: 进展汇报
    期间: 1—6月
    引言: 上半年，我街道逐巷建档、先清存量，背街小巷面貌有了明显变化。现将有关情况汇报如下：
    章节:
      - 标题: 逐巷清理
        取: 清理背街小巷
        文: 包片干部每周到巷口现场办公，逐巷登记、逐处清理，共清理小广告【清理小广告】，清运垃圾【清运垃圾】。
      - 标题: 逐巷守护
        文: 清理后的巷道交给居民志愿者轮流看护，发现反弹当天上报、当天处理，巷口公示责任人和电话。
    日期: 2026年7月3日
# 完
"""
MAY = ("--date", "5月19日", "--task", "清理背街小巷", "--unit", "西门社区")
NEW = [
    "  - 日期: 5月19日",
    "    任务: 清理背街小巷",
    "    单位: 西门社区",
    "    数据:",
    "      清运垃圾: 3车",
]


def file_in(folder: Path, text: str, name: str = "计划.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def added(before: str, after: str) -> list[str]:
    """The new lines; AssertionError if anything was taken away or changed."""
    moves = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert [move for move in moves if move[0] == "-"] == []
    return [move[2:] for move in moves if move[0] == "+"]


def before_and_after(path: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    before = path.read_bytes().decode()
    assert run(["record", str(path), *arguments]) == code
    return before, path.read_bytes().decode()


def test_a_row_goes_behind_the_last_one_and_its_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_in(tmp_path, PLAN + RESULTS + REST)
    before, after = before_and_after(path, *MAY, "清运垃圾=3车")
    assert after == PLAN + RESULTS + "\n".join(NEW) + "\n" + REST
    told = capsys.readouterr()
    assert told.out == f"{path}\n"
    assert told.err == "".join(f"+ {line}\n" for line in NEW) + f"√ 记到 {path} 第27—31行\n"
    assert added(before, after) == [line + "\n" for line in NEW]


def test_a_hundred_rows_only_add_lines(tmp_path: Path) -> None:
    text = (PLAN + RESULTS + REST).replace("\n", "\r\n")
    path = file_in(tmp_path, text)
    for number in range(100):
        day = f"{number // 10 + 1}月{number % 10 + 13}日"
        figures = (f"清理小广告={number + 10}条", f"清运垃圾={number + 1}车")
        unit = "西门社区" if number % 2 else "东门社区"
        task = ("--task", "清理背街小巷", "--unit", unit)
        assert run(["record", str(path), "--date", day, *task, *figures]) == 0
    after = path.read_bytes().decode()
    assert len(added(text, after)) == 600
    assert after.count("\r\n") == after.count("\n") == text.count("\n") + 600
    assert after.startswith((PLAN + RESULTS).replace("\n", "\r\n")) and after.endswith(
        REST.replace("\n", "\r\n")
    )
    assert check_file(path).findings == ()


PLACES: dict[str, tuple[str, str]] = {
    "a comment deeper than the dash is the last row's": ("成果:\n  - 事: 甲\n    # 备\n", "# 尾\n"),
    "a comment in the dash's column is the list's": ("成果:\n  - 事: 甲\n\n  # 以上五月\n", "\n文稿: []\n"),
    "a comment at the margin heads the next key": ("成果:\n  - 事: 甲\n", "# 以下是荣誉\n荣誉:\n  - 乙\n"),
    "a comment at the margin closes the file": ("成果:\n  - 事: 甲\n", "\n# 完\n"),
    "blank lines stay before the next key": ("成果:\n  - 事: 甲\n", "\n\n荣誉:\n  - 乙\n"),
    "four blanks": ("成果:\n    -   事: 甲\n", "荣誉:\n  - 乙\n"),
    "dashes at the margin": ("成果:\n- 事: 甲\n# 甲的照片未存\n", "\n# 荣誉\n荣誉:\n- 乙\n"),
    "at the margin the header of the next key is not the row's": (
        "成果:\n- 事: 甲\n",
        "# 荣誉\n荣誉:\n- 乙\n",
    ),
    "rows apart": ("成果:\n  - 事: 甲\n\n  # 六月\n  - 事: 乙\n", "\n荣誉:\n  - 丙\n"),
    "block text at the end": (
        "成果:\n  - 事: 甲\n    备注: |\n      一\n\n      # 不是注释\n",
        "\n荣誉:\n  - 乙\n",
    ),
    "a value over two lines": ("成果:\n  - 事: 甲\n    备注: '一\n      二'\n", "荣誉:\n  - 乙\n"),
    "rows in braces": ("成果:\n  - {事: 甲,\n     备注: 乙\n    }\n", "荣誉:\n  - 乙\n"),
    "an empty value at the end": ("成果:\n  - 事: 甲\n    佐证:\n", "荣誉:\n  - 乙\n"),
    "nothing under 成果 yet": ("成果:\n  # 一件事一条\n", "荣誉:\n  - 乙\n"),
    "nothing under 成果, at the end": ("荣誉:\n  - 乙\n成果:\n", ""),
    "another spelling": ("工作成果:\n  - 事: 甲\n", "荣誉:\n  - 乙\n"),
}


@pytest.mark.parametrize("case", PLACES)
def test_where_a_row_goes(case: str, tmp_path: Path) -> None:
    head, tail = PLACES[case]
    path = file_in(tmp_path, PLAN + head + tail)
    before, after = before_and_after(path, "--date", "5月19日", "--matter", "丁")
    assert after.startswith(PLAN + head) and after.endswith(tail)
    new = after[len(PLAN + head) : len(after) - len(tail)]
    dash, body = {"four blanks": (4, 4), "dashes at the margin": (0, 2)}.get(case, (2, 2))
    dash = 0 if "margin the header" in case else dash
    apart = "\n" if case == "rows apart" else ""
    width = body if dash == 4 else 2
    assert new == f"{apart}{' ' * dash}-{' ' * (width - 1)}日期: 5月19日\n{' ' * (dash + width)}事: 丁\n"


def test_without_成果_it_opens_at_the_end(tmp_path: Path) -> None:
    path = file_in(tmp_path, PLAN + REST)
    before, after = before_and_after(path, *MAY, "清运垃圾=3车")
    assert after == PLAN + REST + "\n成果:\n" + "\n".join(NEW) + "\n"


def test_a_file_without_a_last_line_end_stays_without(tmp_path: Path) -> None:
    path = file_in(tmp_path, "\ufeff" + (PLAN + "成果:\n  - 事: 甲").replace("\n", "\r\n"))
    before, after = before_and_after(path, "--date", "5月19日", "--matter", "丁")
    assert after == before + "\r\n  - 日期: 5月19日\r\n    事: 丁"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_keys_are_spelled_as_the_rows_there_spell_them(tmp_path: Path) -> None:
    path = file_in(tmp_path, PLAN + "成果:\n  - 时间: 5月12日\n    事项: 甲\n")
    before, after = before_and_after(path, "--date", "5月19日", "--matter", "丁")
    assert after == before + "  - 时间: 5月19日\n    事项: 丁\n"


def test_values_are_quoted_only_where_yaml_needs_it(tmp_path: Path) -> None:
    path = file_in(tmp_path, PLAN)
    words = (
        "--matter",
        "口号: 门前三包",
        "--progress",
        "【待填】",
        "--evidence",
        "- 甲.jpg",
        "--remark",
        "001",
    )
    before, after = before_and_after(path, "--period", "5月", *words, "--source", "甲 #乙", "清运=12车")
    assert after == before + (
        "成果:\n  - 期间: 5月\n    事: '口号: 门前三包'\n    进度: 【待填】\n    数据:\n      清运: 12车\n"
        "    佐证: '- 甲.jpg'\n    来源: '甲 #乙'\n    备注: '001'\n"
    )


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "an unknown task": (
        ("--date", "5月19日", "--task", "清理背街小", "清运=3车"),
        "是不是想写“清理背街小巷”",
    ),
    "an unknown unit": (("--date", "5月19日", "--unit", "东门社", "清运=3车"), "是不是想写“东门社区”"),
    "no number": (("--date", "5月19日", "清运=很多"), "“很多”里没有数量"),
    "no day of the calendar": (("--date", "2月30日", "清运=3车"), "F010"),
    "another measure": (("--date", "5月19日", "清运垃圾=3吨"), "“清运垃圾”加不起来"),
    "no period": (("--period", "某个月", "清运=3车"), "看不懂期间“某个月”"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_row_is_not_written(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, said = REFUSED[case]
    path = file_in(tmp_path, PLAN + RESULTS + REST)
    before, after = before_and_after(path, *arguments, code=1)
    assert after == before
    told = capsys.readouterr().err
    assert said in told and told.endswith("× 这一条有错，没有写\n")


def test_a_row_that_makes_a_document_wrong_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = REST.replace("清运垃圾【清运垃圾】", "办结投诉【受理投诉】，办结率【受理投诉·办结率】")
    path = file_in(tmp_path, PLAN + RESULTS.replace("清运垃圾: 12车", "受理投诉: 5件，已办结4件") + rest)
    before, after = before_and_after(path, *MAY, "受理投诉=2件", code=1)
    assert after == before
    told = capsys.readouterr().err
    assert "错误 [F020] “受理投诉”算不出办结率：第31行（2件）没有写办结多少" in told and told.endswith(
        "加 --force 照记，再去改那一处\n"
    )
    before, after = before_and_after(path, *MAY, "受理投诉=2件，已办结2件")
    assert len(added(before, after)) == 5


def test_a_true_row_is_written_all_the_same_where_only_a_document_is_wrong(tmp_path: Path) -> None:
    rest = REST.replace("清运垃圾【清运垃圾】", "办结投诉【受理投诉】，办结率【受理投诉·办结率】")
    path = file_in(tmp_path, PLAN + RESULTS.replace("清运垃圾: 12车", "受理投诉: 5件，已办结4件") + rest)
    before, after = before_and_after(path, *MAY, "受理投诉=2件", "--force")
    assert len(added(before, after)) == 5
    before, after = before_and_after(
        path, "--date", "5月19日", "--task", "没有的任务", "受理投诉=2件", "--force", code=1
    )
    assert after == before


def test_a_row_that_the_unit_s_own_file_has_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = "单位:\n  名称: 西门社区\n创建:\n  荣誉: 全国文明城市\n  年度: 2026\n"
    row = "成果:\n  - 日期: 5月19日\n    数据:\n      清运垃圾: 3车\n"
    file_in(tmp_path, own + row, "社区/西门.yaml")
    units = "    社区:\n      东门社区:\n      西门社区: 社区/西门.yaml\n"
    path = file_in(tmp_path, PLAN.replace("    社区: 东门社区、西门社区\n", units) + RESULTS + REST)
    before, after = before_and_after(path, *MAY, "清运垃圾=3车", code=1)
    assert after == before and "[F124]" in capsys.readouterr().err


def test_what_is_known_of_a_document_is_not_told_with_every_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_in(tmp_path, PLAN + RESULTS + REST.replace("期间: 1—6月", "期间: 全年"))
    assert [f.code for f in check_file(path).findings] == ["F113"]
    before_and_after(path, *MAY, "清运垃圾=3车")
    assert "提醒" not in capsys.readouterr().err


def test_what_was_wrong_before_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_in(tmp_path, PLAN + RESULTS.replace("任务: 清理背街小巷", "任务: 没有这一项") + REST)
    before, after = before_and_after(path, *MAY, "清运垃圾=3车")
    assert len(added(before, after)) == 5
    assert "F043" not in capsys.readouterr().err


def test_a_row_that_is_there_already_is_written_with_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_in(tmp_path, PLAN + RESULTS + REST)
    before_and_after(path, *MAY, "清运垃圾=3车")
    capsys.readouterr()
    before, after = before_and_after(path, *MAY, "清运垃圾=3车")
    assert len(added(before, after)) == 5
    assert "警告 [F091] 这条成果和第27行的完全一样" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_in(tmp_path, PLAN + RESULTS + REST)
    before, after = before_and_after(path, *MAY, "清运垃圾=3车", "--dry-run")
    assert after == before
    told = capsys.readouterr()
    assert told.out == "" and told.err.endswith(f"√ 没有写；去掉 --dry-run 就记到 {path} 第27—31行\n")


REPORTS: dict[str, tuple[str, str, str]] = {
    "a second one": ("上报:\n  5月: 6月3日\n  # 都按时\n", "\n文稿: []\n", "  6月: 7月3日\n"),
    "the first one": ("", "", "上报:\n  6月: 7月3日\n"),
    "nothing under it yet": ("上报:\n", "荣誉:\n  - 乙\n", "  6月: 7月3日\n"),
}


@pytest.mark.parametrize("case", REPORTS)
def test_a_report_is_added(case: str, tmp_path: Path) -> None:
    head, tail, new = REPORTS[case]
    path = file_in(tmp_path, PLAN + head + tail)
    assert before_and_after(path, "--report", "6月", "--date", "7月3日")[1] == PLAN + head + new + tail


WRONG_USE: dict[str, tuple[tuple[str, ...], str]] = {
    "nothing at all": ((), "要记什么没有写"),
    "neither a number nor a matter": (("--date", "5月12日"), "没有数，也没有事"),
    "day and period": (("--date", "5月12日", "--period", "5月", "清运=3车"), "只写一个"),
    "no equals sign": (("--date", "5月12日", "清运3车"), "“清运3车”看不懂"),
    "twice the same name": (("清运=3车", "清运=4车"), "“清运”写了两遍"),
    "a line break": (("--matter", "甲\n乙"), "“甲 乙”里有换行"),
    "a report without its day": (("--report", "6月"), "--report 6月 --date 7月3日"),
    "a report with figures": (("--report", "6月", "--date", "7月3日", "清运=3车"), "不写别的"),
    "a file that is none of the plan": (("清运=3车", "--into", "别的.yaml"), "没有被它包含"),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_told_and_nothing_written(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, said = WRONG_USE[case]
    path = file_in(tmp_path, PLAN + RESULTS)
    before, after = before_and_after(path, *arguments, code=2)
    assert after == before and said in capsys.readouterr().err


UNFIT: dict[str, tuple[Callable[[str], bytes], str]] = {
    "empty brackets": (lambda text: (text + "成果: []\n").encode(), "F175"),
    "rows in brackets": (lambda text: (text + "成果: [{事: 甲}]\n").encode(), "F175"),
    "one row without a dash": (lambda text: (text + "成果:\n  事: 甲\n").encode(), "F175"),
    "GBK": (lambda text: text.encode("gbk"), "F176"),
    "UTF-16": (lambda text: text.encode("utf-16"), "F176"),
    "the end of the document": (lambda text: (text + "...\n").encode(), "F178"),
    "broken YAML": (lambda text: (text + "成果：\n  - 事: '甲\n").encode(), "S0"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_file_that_cannot_be_added_to_is_left(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, said = UNFIT[case]
    path = tmp_path / "计划.yaml"
    path.write_bytes(make(PLAN))
    assert run(["record", str(path), "--date", "5月12日", "--matter", "丁"]) == 1
    assert path.read_bytes() == make(PLAN)
    assert f"[{said}" in capsys.readouterr().err


def rows(*days: str, unit: str = "东门社区") -> str:
    return "成果:\n" + "".join(f"  - 日期: {day}\n    单位: {unit}\n    事: 清运{day}\n" for day in days)


SEVERAL: dict[str, tuple[dict[str, str], tuple[str, ...], str]] = {
    "the month": (
        {"4月": rows("4月2日"), "5月": rows("5月3日", "5月20日"), "6月": rows("6月1日")},
        (),
        "5月",
    ),
    "the nearest before": ({"3月": rows("3月2日"), "4月": rows("4月3日"), "6月": rows("6月1日")}, (), "4月"),
    "the unit": (
        {"东": rows("5月11日"), "西": rows("4月3日", unit="西门社区")},
        ("--unit", "西门社区"),
        "西",
    ),
    "the only one": ({"甲": "荣誉:\n  - 先进街道\n", "乙": rows("9月3日")}, (), "乙"),
    "as named": ({"4月": rows("4月2日"), "5月": rows("5月3日")}, ("--into", "成果/4月.yaml"), "4月"),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_of_several_files_the_fitting_one_gets_the_row(case: str, tmp_path: Path) -> None:
    files, more, wanted = SEVERAL[case]
    for name, text in files.items():
        file_in(tmp_path, text, f"成果/{name}.yaml")
    path = file_in(tmp_path, "包含: 成果/*.yaml\n" + PLAN)
    assert run(["record", str(path), "--date", "5月12日", "--matter", "丁", *more]) == 0
    changed = [
        name for name, text in files.items() if (tmp_path / f"成果/{name}.yaml").read_text("utf-8") != text
    ]
    assert changed == [wanted]


def test_where_two_files_fit_alike_the_author_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "甲", "乙":
        file_in(tmp_path, rows("5月3日"), f"成果/{name}.yaml")
    path = file_in(tmp_path, "包含: 成果/*.yaml\n" + PLAN)
    assert run(["record", str(path), "--date", "5月12日", "--matter", "丁"]) == 1
    told = capsys.readouterr().err
    assert "[F177] 有2个文件都记着成果" in told and "加上 --into" in told


def on_a_terminal(folder: Path, arguments: tuple[str, ...], typed: str) -> tuple[int, str]:
    """Exit code and everything shown when somebody types ``typed`` at a terminal."""
    import pty

    screen, keyboard = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", *arguments],
        cwd=folder,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
    )
    os.close(keyboard)
    os.write(screen, typed.encode())
    shown = b""
    with suppress(OSError):  # what Linux says when the program has ended
        while part := os.read(screen, 65536):
            shown += part
    os.close(screen)
    return process.wait(timeout=60), shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    path = file_in(tmp_path, PLAN + RESULTS + REST)
    answers = ("5月19日", "1", "西门社区", "清运垃圾3车", "清运垃圾=3车", "", "", "")
    code, shown = on_a_terminal(tmp_path, ("record", path.name), "".join(f"{a}\n" for a in answers))
    assert "等号前后都不空" in shown
    assert code == 0 and "1  清理背街小巷" in shown and "已有的指标：清理小广告、清运垃圾" in shown
    assert path.read_text("utf-8") == PLAN + RESULTS + "\n".join(NEW) + "\n" + REST


# whatever a file looks like

_COMMENT = st.sampled_from(["# 一", "#", "# - 事: 不是", "# 成果:", "#成果: 甲"])
_FILLER = st.lists(
    st.one_of(
        st.just(""), st.just("   "), st.builds("{}{}".format, st.sampled_from(["", "  ", "      "]), _COMMENT)
    ),
    max_size=3,
)
_VALUE = st.sampled_from(["甲", "'甲: 乙'", '"甲"', "甲  # 注", "|\n{}  一\n\n{}  二", "[甲, 乙]", ""])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of lists in any indentation, with comments and blank lines anywhere they may stand."""
    lines: list[str] = draw(_FILLER)
    for key in draw(st.permutations(["荣誉", "成果", "典型", "创建"])):
        lines.append(f"{key}:{draw(st.sampled_from(['', '  # 注', ' ']))}")
        dash = draw(st.sampled_from([0, 1, 2, 4]))
        gap = draw(st.sampled_from([1, 1, 3]))
        for _ in range(draw(st.integers(0, 3))):
            lines += draw(_FILLER)
            pad = " " * (dash + 1 + gap)
            value = draw(_VALUE).format(pad, pad)
            lines.append(f"{' ' * dash}-{' ' * gap}事: {value}")
            if draw(st.booleans()):
                lines += [
                    f"{pad}数据:",
                    *draw(_FILLER),
                    f"{pad}   清运: {draw(st.sampled_from(['3车', '4车 # 约']))}",
                ]
        lines += draw(_FILLER)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join("\n".join(lines).split("\n")) + draw(st.sampled_from(["", end, end + end]))


@settings(max_examples=200, deadline=None)
@given(files())
def test_any_file_keeps_every_byte_and_gains_the_row(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = file_in(tmp_path_factory.mktemp("账"), text)
    file, _ = open_text(path, "账")
    assert file is not None and parse_page(text, "账").root is not None
    row = (("日期", "5月19日"), ("数据", (("清运: 车", "12车"),)), ("备注", "#1"))
    appended = append_row(file, "账", ("成果",), row)
    after = appended.file.encoded().decode()
    place = appended.first - 1
    size = len(appended.lines)
    old = text.splitlines()
    new = after.splitlines()
    head = [] if any(line.startswith("成果:") for line in old) else ["成果:"]
    assert head == [] and new[:place] + new[place + size :] == old
    assert after.endswith("\n") == text.endswith("\n")
    assert set(after.replace("\r\n", "")) & {"\r"} == set()
    assert ("\r\n" in after) == ("\r\n" in text) or "\n" not in text


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp", "Cf"]), min_size=1, max_size=12
    )
)
def test_any_value_is_read_back_as_it_was_given(text: str) -> None:
    text = text.strip()
    try:
        line = f"备注: {written(text)}" if text else ""
    except ValueError:
        return
    page = parse_page(line, "账") if line else None
    assert (
        page is None
        or page.root is None
        or [getattr(e.value, "text", "") for e in page.root.entries] == [text]
    )
