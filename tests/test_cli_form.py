"""``wenming form``: forms go out beside the plan and come back after a look."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.forms import ENTRY, form_of, plan_in, put
from wenming_docs.cli.form import write_all
from wenming_docs.cli.program import run
from wenming_docs.errors import OutputRefused
from wenming_docs.filling import FilledFile

PACKAGE = str(Path(__file__).parent.parent / "src")
ADVERTS = "更新公益广告"


def form(*words: object) -> int:
    return run(["form", *map(str, words)])


def test_each_unit_gets_a_file_beside_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = plan_in(tmp_path)
    assert form("export", path) == 0
    names = [f"计划-填报表-{unit}.xlsx" for unit in ("城管办", "宣传办", "东门社区", "西门社区")]
    told = capsys.readouterr()
    assert told.out.splitlines() == [str(tmp_path / "填报表" / name) for name in names]
    assert "出了 4 张填报表" in told.err
    assert sorted(each.name for each in (tmp_path / "填报表").iterdir()) == sorted(names)


def test_one_unit_goes_into_one_file(tmp_path: Path) -> None:
    path, target = plan_in(tmp_path), tmp_path / "表" / "城管办.xlsx"
    assert (
        form("export", path, "--for", "城管办", "-o", target, "--what", "任务、问题", "--period", "5月") == 0
    )
    assert [page.title for page in load_workbook(target).worksheets][1:3] == ["任务", "问题"]


def test_results_may_be_asked_for_by_the_name_of_their_sheet(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    forms = []
    for name in ("成果", "进展"):
        forms.append(tmp_path / f"{name}.xlsx")
        assert form("export", path, "--for", "城管办", "-o", forms[-1], "--what", name) == 0
    assert forms[0].read_bytes() == forms[1].read_bytes()


def test_the_guide_shows_what_is_said_of_a_wrong_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_in(tmp_path)
    put(form_of(path, "城管办"), ("进展", "36条", "数量", "很多"))
    monkeypatch.chdir(tmp_path)
    assert form("import", "计划.yaml", "城管办.xlsx", "--yes") == 1
    guide = (Path(__file__).parent.parent / "docs" / "填报表.md").read_text(encoding="utf-8")
    said = capsys.readouterr().err
    assert said[said.index("城管办.xlsx!") :].rstrip() in guide


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--for", "城管科"), "是不是“城管办”"),
        (("--what", "荣誉"), "没有“荣誉”"),
        (("--what", ","), "--what 只能写"),
        (("-o", "全部.xlsx"), "这里却有 4 个单位"),
        (("-o", "全部.xls"), "只出 .xlsx"),
        (("--period", "13月"), "--period"),
    ],
)
def test_what_cannot_be_meant_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert form("export", plan_in(tmp_path), *words) == 2
    assert told in capsys.readouterr().err


def test_all_units_of_a_sort_are_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert form("export", plan_in(tmp_path), "--for", "各社区") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_plan_without_units_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空.yaml"
    path.write_text("单位: 青石街道\n创建:\n  年度: 2026\n", encoding="utf-8")
    assert form("export", path) == 2
    assert "牵头" in capsys.readouterr().err


def test_a_name_that_is_no_declared_unit_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = plan_in(tmp_path)
    path.write_text(ENTRY.replace("牵头: 宣传办", "牵头: 有关单位"), encoding="utf-8")
    assert form("export", path, "--what", "问题") == 0
    told = capsys.readouterr().err
    assert "没有给它们出表：有关单位" in told
    assert "没有要填的：宣传办、西门社区" in told


def test_a_form_that_somebody_filled_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_in(tmp_path)
    assert form("export", path) == 0
    target = tmp_path / "填报表" / "计划-填报表-宣传办.xlsx"
    put(target, ("任务", ADVERTS, "联系人", "赵小满"))
    kept = target.read_bytes()
    path.write_text(ENTRY.replace("9月底前", "10月底前"), encoding="utf-8")
    capsys.readouterr()
    assert form("export", path) == 3
    told = capsys.readouterr()
    assert "已经有人填过" in told.err and len(told.out.splitlines()) == 3
    assert target.read_bytes() == kept


def test_the_plan_changes_only_when_it_was_agreed_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_in(tmp_path)
    back = form_of(path, "宣传办")
    put(back, ("任务", ADVERTS, "联系人", "赵小满"), ("进展", "更换主干道画面", "进度", None))
    before = path.read_bytes()
    for words in (("--dry-run",), ("--dry-run", "--yes"), ()):
        assert form("import", path, back, *words) == 0
        assert path.read_bytes() == before
    told = capsys.readouterr()
    assert told.out == "" and "没有写入；加上 --yes" in told.err
    line = next(i for i, text in enumerate(ENTRY.splitlines(), 1) if "联系人" in text)
    assert f"宣传办.xlsx!任务!G4  {path}:{line}  {ADVERTS}·联系人：孙白露 → 赵小满" in told.err
    assert "更换主干道画面·进度：已完成 → （删去）" in told.err
    assert form("import", path, back, "--yes") == 0
    assert path.read_text(encoding="utf-8") == ENTRY.replace('联系人: "孙白露"', '联系人: "赵小满"')
    told = capsys.readouterr()
    assert told.out.splitlines() == [str(path), str(tmp_path / "成果" / "街道.yaml")]
    assert "写入 2 格" in told.err
    assert form("import", path, back, "--yes") == 0
    assert "没有要改的；有 2 格计划里已经是这样了" in capsys.readouterr().err


def test_a_cell_as_long_as_a_line_may_be_is_written_whole_and_shown_in_short(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_in(tmp_path)
    back, east = form_of(path, "宣传办"), form_of(path, "东门社区")
    long, other = "画面" * 999 + "。", "=A" * 1_000
    put(back, ("任务", ADVERTS, "联系人", long), ("进展", "更换主干道画面", "进度", other))
    put(east, ("问题", "1号", "措施", long))
    assert form("import", path, back, east, "--yes") == 0
    assert f'联系人: "{long}"' in path.read_text(encoding="utf-8")
    assert f"措施: {long}" in path.read_text(encoding="utf-8")
    assert f"进度: {other}" in (tmp_path / "成果" / "街道.yaml").read_text(encoding="utf-8")
    told = capsys.readouterr().err
    assert "（共1,999字）" in told and len(told.encode()) < 16_384


def test_a_cell_as_long_as_a_cell_can_be_is_refused_at_its_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_in(tmp_path)
    back = form_of(path, "宣传办")
    put(back, ("任务", ADVERTS, "联系人", "画面" * 16_383 + "。"), ("进展", "更换主干道画面", "进度", "乙"))
    before = path.read_bytes()
    assert form("import", path, back, "--yes") == 1
    told = capsys.readouterr().err
    assert "宣传办.xlsx!任务!G4: 错误 [F005] 这一行有32,767个字，最多2,000个" in told
    assert "（共32,767字）" in told and len(told.encode()) < 16_384
    assert path.read_bytes() == before and "进度: 乙" not in (tmp_path / "成果" / "街道.yaml").read_text(
        "utf-8"
    )


def test_the_list_of_changes_keeps_within_what_somebody_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_in(tmp_path)
    path.write_text(
        ENTRY + "".join(f"  - 编号: {n}号\n    问题: 破损\n    单位: 东门社区\n" for n in range(3, 203)),
        encoding="utf-8",
    )
    back = form_of(path, "东门社区")
    put(back, *(("问题", f"{n}号", "措施", f"更换第{n}处" * 20) for n in range(3, 203)))
    assert form("import", path, back) == 0
    told = capsys.readouterr().err
    assert "更换第3处" in told and "处没有列出" in told and len(told.encode()) < 16_384


def test_a_doubtful_cell_stops_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = plan_in(tmp_path)
    town, press = form_of(path, "城管办"), form_of(path, "宣传办")
    put(town, ("任务", "整治背街小巷／清理小广告", "数量", "很多"))
    put(press, ("任务", ADVERTS, "联系人", "赵小满"))
    before = path.read_bytes()
    assert form("import", path, town, press, "--yes") == 1
    told = capsys.readouterr().err
    assert "城管办.xlsx!任务!I5: 错误 [X016]" in told and "一格也没有写" in told
    assert path.read_bytes() == before


def test_an_old_form_needs_a_word(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    back = form_of(path, "宣传办")
    put(back, ("任务", ADVERTS, "联系人", "赵小满"))
    path.write_text(ENTRY.replace("9月底前", "10月底前"), encoding="utf-8")
    assert form("import", path, back, "--yes") == 1
    assert form("import", path, back, "--yes", "--allow-old") == 0
    assert '联系人: "赵小满"' in path.read_text(encoding="utf-8")


def test_a_plan_with_mistakes_is_told_before_any_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_in(tmp_path)
    back = form_of(path, "宣传办")
    path.write_text(ENTRY + "没有这一项: 甲\n", encoding="utf-8")
    assert form("import", path, back, "--yes") == 1
    assert "F003" in capsys.readouterr().err


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "甲.yaml", tmp_path / "乙.yaml"
    first.write_bytes(b"1")
    second.write_bytes(b"somebody was here meanwhile")
    with pytest.raises(OutputRefused):
        write_all([FilledFile(first, b"1", b"2"), FilledFile(second, b"1", b"2")])
    assert first.read_bytes() == b"1"


def test_help_and_checks_load_no_library_of_tables(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    code = (
        "import sys; from wenming_docs.cli.program import run; run(['check', sys.argv[1]]);"
        "print([m for m in ('xlsxwriter', 'python_calamine') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONUTF8": "1"},
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.page
def test_a_form_prints_and_survives_libreoffice(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    path = plan_in(tmp_path)
    back = form_of(path, "宣传办")
    put(back, ("任务", ADVERTS, "联系人", "赵小满"))
    home = f"-env:UserInstallation={(tmp_path / '办公').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(back)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert form("import", path, tmp_path / "宣传办.xls", "--yes") == 0
    assert path.read_text(encoding="utf-8") == ENTRY.replace('联系人: "孙白露"', '联系人: "赵小满"')
