"""What goes out to a unit: a workbook that lets it change what it answers for, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms import cell_at, form_of, plan_in
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.build import build_form, units_to_fill
from wenming_docs.facts.forms.unit_form import What
from wenming_docs.facts.forms.write import write_form
from wenming_docs.pipeline import read_facts


def sheets(form: Path) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in load_workbook(form).worksheets}


def test_every_unit_with_a_part_gets_a_form(tmp_path: Path) -> None:
    workspace = read_facts(plan_in(tmp_path))
    assert units_to_fill(workspace) == (("城管办", "宣传办", "东门社区", "西门社区"), ())


def test_a_unit_that_is_declared_nowhere_is_named(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    path.write_text(path.read_text().replace("牵头: 宣传办", "牵头: 有关单位"), encoding="utf-8")
    assert units_to_fill(read_facts(path))[1] == ("有关单位",)


def test_a_form_holds_the_sheets_of_its_unit(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    states = {name: page.sheet_state for name, page in sheets(form_of(path, "城管办")).items()}
    assert states == {
        "说明": "visible",
        "任务": "visible",
        "进展": "visible",
        "问题": "visible",
        "_选项": "hidden",
        "_wenming": "veryHidden",
    }
    assert "问题" not in sheets(form_of(path, "宣传办"))


def test_only_what_the_unit_answers_for_is_open(tmp_path: Path) -> None:
    pages = sheets(form_of(plan_in(tmp_path), "城管办"))
    tasks = pages["任务"]
    assert all(pages[name].protection.sheet for name in ("说明", "任务", "进展", "问题"))
    row = "整治背街小巷／建立巷道档案"
    titles = ("任务", "内容", "职责", "时限", "责任人", "联系人", "频次", "数量", "佐证")
    open_cells = [title for title in titles if not tasks[cell_at(tasks, row, title)].protection.locked]
    assert open_cells == ["责任人", "联系人", "频次", "数量", "佐证"]
    without_deadline = tasks[cell_at(tasks, "整治背街小巷／清理小广告", "时限")]
    assert not without_deadline.protection.locked


def test_a_task_that_a_unit_only_supports_is_there_to_be_read(tmp_path: Path) -> None:
    tasks = sheets(form_of(plan_in(tmp_path), "东门社区"))["任务"]
    row = next(tasks.iter_rows(min_row=4))
    assert [cell.value for cell in row][1:6] == [
        "整治背街小巷／建立巷道档案",
        "逐巷建档，先清存量。",
        "配合",
        "3月底前",
        "赵小满",
    ]
    assert all(cell.protection.locked for cell in row)


def test_a_closed_problem_is_locked_whole(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    path.write_text(path.read_text() + "      - 复核: 5月26日\n      - 销号: 5月27日\n", encoding="utf-8")
    page = sheets(form_of(path, "城管办"))["问题"]
    assert all(cell.protection.locked for cell in next(page.iter_rows(min_row=4)))
    assert page[cell_at(page, "2号", "销号")].value == "5月27日"


def test_figures_of_one_result_share_its_day(tmp_path: Path) -> None:
    page = sheets(form_of(plan_in(tmp_path), "城管办"))["进展"]
    rows = [[cell.value for cell in row][1:6] for row in page.iter_rows(min_row=4, max_row=7)]
    assert rows == [
        ["4月10日", None, "建立巷道档案", "建档巷道", "36条"],
        ["4月10日", None, "建立巷道档案", "走访住户", "210户"],
        [None, "4月", "清运积存垃圾", "清运垃圾", "12车"],
        [None, None, None, None, None],
    ]
    second = page[cell_at(page, "210户", "日期")]
    assert second.protection.locked and not page[cell_at(page, "210户", "数量")].protection.locked
    assert page.max_row == 3 + 3 + 30


def test_results_of_other_times_stay_at_home(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    workspace = read_facts(path)
    form = build_form(workspace, "城管办", (What.RESULTS,), path.name, workspace.read_period("5月"))
    assert [len(sheet.rows) for sheet in form.sheets] == [0]


def test_names_are_chosen_from_lists(tmp_path: Path) -> None:
    pages = sheets(form_of(plan_in(tmp_path), "城管办"))
    rules = {str(rule.sqref): rule for rule in pages["进展"].data_validations.dataValidation}
    assert rules["D4:D36"].formula1 == "'_选项'!$A$1:$A$3"
    assert (rules["D4:D36"].type, rules["D4:D36"].errorStyle) == ("list", None)  # None: stops
    assert [cell.value for cell in pages["_选项"]["A"]] == ["建立巷道档案", "清理小广告", "清运积存垃圾"]
    assert [cell.value for cell in pages["_选项"]["B"]] == ["建档巷道", "走访住户", "清运垃圾"]
    assert [cell.value for cell in pages["_选项"]["C"]] == ["赵小满", "钱大寒", "孙白露"]
    assert "5月12日" in str(rules["B4:B36"].error)
    assert rules["F4:F36"].type == "custom"


def test_the_guide_says_who_when_and_how(tmp_path: Path) -> None:
    page = sheets(form_of(plan_in(tmp_path), "城管办"))["说明"]
    told = {row[0]: row[1] for row in page.iter_rows(values_only=True) if row[0]}
    assert told["填报单位"] == "城管办"
    assert told["报送时限"] == "次月5日前"
    assert told["可选的任务"] == "建立巷道档案、清理小广告、清运积存垃圾"
    assert {"黄色", "灰色", "任务", "进展", "问题", "交表"} <= set(told)


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    assert form_of(path, "城管办", "甲.xlsx").read_bytes() == form_of(path, "城管办", "乙.xlsx").read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(1)", "1e5"])
def test_text_never_becomes_a_formula_or_a_number(tmp_path: Path, text: str) -> None:
    path = plan_in(tmp_path)
    quoted = "'" + text.replace("'", "''") + "'"
    path.write_text(path.read_text().replace("逐巷建档，先清存量。", quoted), encoding="utf-8")
    pages = sheets(form_of(path, "城管办"))
    cell = pages["任务"][cell_at(pages["任务"], "整治背街小巷／建立巷道档案", "内容")]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_too_long_for_a_cell_is_refused_at_its_place(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    path.write_text(path.read_text().replace("逐巷建档，先清存量。", "长" * 32_768), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        write_form(build_form(read_facts(path), "城管办", tuple(What), path.name))
    [finding] = refused.value.findings
    assert finding.code == "X010"
    assert (finding.origin and finding.origin.line) == 29


def test_a_unit_with_a_file_of_its_own_keeps_its_results_there(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    text = path.read_text().replace(
        "    社区: 东门社区、西门社区", "    社区:\n      东门社区: 东门.yaml\n      西门社区:"
    )
    path.write_text(text, encoding="utf-8")
    form = build_form(read_facts(path), "东门社区", tuple(What), path.name)
    assert [sheet.what for sheet in form.sheets] == [What.TASKS, What.ISSUES]
    assert form.keeps_own_file
