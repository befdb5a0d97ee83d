"""What comes back: only the cells that were filled change, and only there does the plan change."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms import ENTRY, cell_at, edit, filled, form_of, plan_in, put, told, written
from wenming_docs.facts.forms.build import build_form, units_to_fill
from wenming_docs.facts.forms.unit_form import What
from wenming_docs.facts.forms.write import write_form
from wenming_docs.filling import fill
from wenming_docs.pipeline import Options, read_facts

EXAMPLES = Path(__file__).parents[3] / "examples"
DOSSIER, ADVERTS = "整治背街小巷／建立巷道档案", "更新公益广告"
LEAFLETS, RUBBISH = "整治背街小巷／清理小广告", "整治背街小巷／清运积存垃圾"


def changed(before: str, after: str) -> list[str]:
    """The lines that differ, by an independent hand."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_form_that_nobody_edited_changes_no_byte(tmp_path: Path, newline: str) -> None:
    path = plan_in(tmp_path, newline=newline)
    forms = [form_of(path, unit) for unit in ("城管办", "宣传办", "东门社区", "西门社区")]
    outcome = filled(path, *forms)
    assert (outcome.files, outcome.findings, outcome.already) == ((), (), 0)


@pytest.mark.parametrize(
    "path",
    [*sorted(EXAMPLES.glob("*.yaml")), EXAMPLES / "年度" / "清河街道.yaml"],
    ids=lambda path: path.stem,
)
def test_no_example_changes_by_going_out_and_coming_back(path: Path, tmp_path: Path) -> None:
    workspace = read_facts(path)
    forms = []
    for unit in (*units_to_fill(workspace)[0], *units_to_fill(workspace)[1]):
        forms.append(tmp_path / f"{unit}.xlsx")
        forms[-1].write_bytes(write_form(build_form(workspace, unit, tuple(What), path.name)))
    outcome = fill(path, forms, Options())
    assert (outcome.files, outcome.findings) == ((), ())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_seven_edited_cells_change_seven_places(tmp_path: Path, newline: str) -> None:
    path = plan_in(tmp_path, newline=newline)
    town, press, east = (form_of(path, unit) for unit in ("城管办", "宣传办", "东门社区"))
    put(
        town,
        ("任务", DOSSIER, "责任人", "钱大寒"),
        ("任务", RUBBISH, "数量", "60车"),
        ("进展", "36条", "数量", "38条"),
        ("问题", "2号", "整改日期", "5月28日"),
    )
    put(press, ("任务", ADVERTS, "联系人", "赵小满"), ("进展", "更换主干道画面", "进度", "通过验收"))
    put(east, ("问题", "1号", "措施", "更换井盖"))
    files = written(path, town, press, east)
    entry, results = files["计划.yaml"], files["街道.yaml"]
    assert changed(*entry) == [
        line + newline.strip("\n")
        for line in (
            "-        责任人: '赵小满'",
            "+        责任人: '钱大寒'",
            "-      - {名称: 清运积存垃圾, 时限: 11月底前}",
            "+      - {名称: 清运积存垃圾, 数量: 60车, 时限: 11月底前}",
            '-    联系人: "孙白露"',
            '+    联系人: "赵小满"',
            "+    措施: 更换井盖",
            "-      - 整改: 5月25日",
            "+      - 整改: 5月28日",
        )
    ]
    assert changed(*results) == [
        line + newline.strip("\n")
        for line in (
            "-      建档巷道: 36条   # 李师傅数的",
            "+      建档巷道: 38条   # 李师傅数的",
            "-    进度: 已完成",
            "+    进度: 通过验收",
        )
    ]


def test_a_row_of_one_text_becomes_a_row_of_names(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("任务", LEAFLETS, "时限", "每月底前"), ("任务", LEAFLETS, "责任人", "赵小满"))
    assert changed(*written(path, form)["计划.yaml"]) == [
        "-      - 清理小广告   # 一行的写法",
        "+      - 名称: 清理小广告   # 一行的写法",
        "+        责任人: 赵小满",
        "+        时限: 每月底前",
    ]


def test_a_list_of_names_keeps_the_lines_of_those_who_stay(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("任务", ADVERTS, "责任人", "钱大寒、赵小满、孙白露"))
    assert changed(*written(path, form)["计划.yaml"]) == ["+      - 赵小满"]
    put(form, ("任务", ADVERTS, "责任人", "孙白露"))
    assert changed(*written(path, form)["计划.yaml"]) == ["-      - 钱大寒   # 主笔", "+      # 主笔"]
    put(form, ("任务", ADVERTS, "责任人", "钱大寒，孙白露；赵小满"))
    assert changed(*written(path, form)["计划.yaml"]) == ["+      - 赵小满"]


def test_an_emptied_cell_takes_its_line_out_and_says_so(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("进展", "照片还在手机里", "备注", None))
    outcome = filled(path, form)
    assert [(c.title, c.old, c.new) for c in outcome.changes] == [("备注", "照片还在手机里", "")]
    assert changed(*written(path, form)["街道.yaml"]) == ["-    备注: 照片还在手机里"]


def test_a_day_becomes_a_period_on_its_own_line(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("进展", "更换主干道画面", "期间", "4月"), ("进展", "更换主干道画面", "日期", None))
    assert changed(*written(path, form)["街道.yaml"]) == ["-  - 日期: 4月12日", "+  - 期间: 4月"]


def test_a_figure_taken_out_leaves_the_others(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("进展", "210户", "指标", None), ("进展", "210户", "数量", None))
    assert changed(*written(path, form)["街道.yaml"]) == ["-      走访住户: 210户"]
    form = form_of(path, "城管办")
    put(
        form,
        ("进展", "12车", "指标", None),
        ("进展", "12车", "数量", None),
        ("进展", "照片还在手机里", "事", "清运垃圾"),
    )
    assert changed(*written(path, form)["街道.yaml"]) == [
        "-    数据:",
        "-      清运垃圾: 12车",
        "+    事: 清运垃圾",
    ]


def test_a_figure_joins_a_result_without_one(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("进展", "更换主干道画面", "指标", "走访住户"), ("进展", "更换主干道画面", "数量", "８户"))
    assert changed(*written(path, form)["街道.yaml"]) == ["+    数据:", "+      走访住户: 8户"]


def test_a_first_rectification_joins_the_steps(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "东门社区")
    put(form, ("问题", "1号", "整改日期", "5月18日"))
    assert changed(*written(path, form)["计划.yaml"]) == ["+      - 整改: 5月18日"]


def test_a_rectification_taken_back_leaves_the_steps(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("问题", "2号", "整改日期", None))
    assert changed(*written(path, form)["计划.yaml"]) == ["-      - 整改: 5月25日"]


def test_new_rows_go_behind_the_results_as_record_writes_them(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    for title, value in (
        ("日期", "5月12日"),
        ("任务", "清运积存垃圾"),
        ("指标", "清运垃圾"),
        ("数量", "8车"),
    ):
        put(form, ("进展", "新1", title, value))
    put(form, ("进展", "新3", "期间", "5月"), ("进展", "新3", "事", "逐巷走访"))
    assert changed(*written(path, form)["街道.yaml"]) == [
        "+  - 日期: 5月12日",
        "+    任务: 清运积存垃圾",
        "+    单位: 城管办",
        "+    数据:",
        "+      清运垃圾: 8车",
        "+  - 期间: 5月",
        "+    单位: 城管办",
        "+    事: 逐巷走访",
    ]


def test_a_day_that_excel_made_a_date_of_is_one(tmp_path: Path) -> None:
    from datetime import datetime

    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("进展", "更换主干道画面", "日期", datetime(2026, 4, 20)))
    assert changed(*written(path, form)["街道.yaml"]) == ["-  - 日期: 4月12日", "+  - 日期: 4月20日"]


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def swap(pages: dict[str, Worksheet]) -> None:
        page = pages["任务"]
        for row in range(1, page.max_row + 1):
            one, other = page.cell(row, 6), page.cell(row, 7)
            one.value, other.value = other.value, one.value

    form = edit(form_of(path, "宣传办"), swap)
    put(form, ("任务", ADVERTS, "联系人", "赵小满"))
    assert changed(*written(path, form)["计划.yaml"]) == ['-    联系人: "孙白露"', '+    联系人: "赵小满"']


def test_a_form_that_comes_twice_counts_once(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("任务", DOSSIER, "责任人", "钱大寒"), ("进展", "36条", "日期", "4月11日"))
    for title, value in (("日期", "5月12日"), ("指标", "清运垃圾"), ("数量", "8车")):
        put(form, ("进展", "新1", title, value))
    for file in filled(path, form).files:
        file.path.write_bytes(file.after)
    again = filled(path, form)
    assert (again.files, again.refused) == ((), False)
    assert told(again) == [("X022", "B7")]
    assert again.already >= 2


def test_what_two_units_say_alike_is_one_change(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    path.write_text(ENTRY.replace("牵头: 宣传办", "牵头: 城管办、宣传办（共同牵头）"), encoding="utf-8")
    forms = [form_of(path, unit) for unit in ("城管办", "宣传办")]
    for form in forms:
        put(form, ("任务", ADVERTS, "联系人", "赵小满"))
    assert len(filled(path, *forms).changes) == 1


def test_an_old_xls_comes_in_as_well(tmp_path: Path) -> None:
    import xlwt

    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("任务", ADVERTS, "联系人", "赵小满"))
    book = xlwt.Workbook(encoding="utf-8")
    for page in load_workbook(form).worksheets:
        old = book.add_sheet(page.title)
        old.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}[page.sheet_state]
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    old.write(cell.row - 1, cell.column - 1, cell.value)
    target = tmp_path / "宣传办.xls"
    book.save(str(target))
    assert changed(*written(path, target)["计划.yaml"]) == ['-    联系人: "孙白露"', '+    联系人: "赵小满"']


PEOPLE = st.lists(st.sampled_from(["赵小满", "钱大寒", "孙白露"]), min_size=1, max_size=3, unique=True)
WORDS = st.text("甲乙丙丁戊己庚辛。，：#'\"-[]{}&*! 1a", min_size=1, max_size=12).filter(
    lambda text: text.strip() and text.strip() == text
)
FILES = st.lists(st.sampled_from(["照片/1.jpg", "照片/2.jpg", "纪要.docx"]), min_size=1, unique=True)
CELLS = {
    ("城管办", "任务", DOSSIER, "责任人"): PEOPLE.map("、".join),
    ("城管办", "任务", DOSSIER, "联系人"): WORDS,
    ("城管办", "任务", LEAFLETS, "数量"): st.integers(1, 999).map("{}处".format),
    ("城管办", "任务", LEAFLETS, "联系人"): WORDS,
    ("城管办", "任务", RUBBISH, "联系人"): WORDS,
    ("城管办", "进展", "36条", "数量"): st.integers(1, 999).map("{}条".format),
    ("城管办", "进展", "36条", "佐证"): FILES.map("、".join),
    ("城管办", "进展", "36条", "备注"): WORDS,
    ("城管办", "问题", "2号", "措施"): WORDS,
    ("城管办", "问题", "2号", "整改日期"): st.integers(10, 30).map("5月{}日".format),
    ("宣传办", "任务", ADVERTS, "责任人"): PEOPLE.map("、".join),
    ("宣传办", "任务", ADVERTS, "联系人"): WORDS | st.none(),
    ("宣传办", "任务", ADVERTS, "佐证"): FILES.map("、".join) | st.none(),
    ("宣传办", "进展", "更换主干道画面", "进度"): WORDS | st.none(),
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = plan_in(tmp_path_factory.mktemp("发出"))
    for unit in ("城管办", "宣传办"):
        form_of(path, unit)
    return path


def texts_of(path: Path) -> dict[tuple[str, str, str, str], str]:
    """Every cell of the forms that the facts would give now."""
    return {
        (unit, sheet.name, row.id, column.title): row.cells[column.key].text
        for unit in ("城管办", "宣传办")
        for sheet in build_form(read_facts(path), unit, tuple(What), path.name).sheets
        for row in sheet.rows
        for column in sheet.columns
    }


def ids_of(form: Path, cells: list[tuple[str, str, str, str | None]]) -> list[str]:
    """The hidden ids of the rows that are going to be edited."""
    pages = {page.title: page for page in load_workbook(form).worksheets}
    return [
        str(pages[sheet][f"A{cell_at(pages[sheet], row, title)[1:]}"].value) for sheet, row, title, _ in cells
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.fixed_dictionaries({}, optional=CELLS))
def test_facts_differ_in_exactly_the_cells_that_were_edited(
    edits: dict[tuple[str, str, str, str], str | None], sent: Path, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path)
    shutil.copytree(sent.parent, tmp_path)
    path = tmp_path / sent.name
    before = texts_of(path)
    wanted = dict(before)
    for unit in ("城管办", "宣传办"):
        own = [(sheet, row, title, value) for (who, sheet, row, title), value in edits.items() if who == unit]
        ids = ids_of(tmp_path / f"{unit}.xlsx", own)
        put(tmp_path / f"{unit}.xlsx", *own)
        for (sheet, _, title, value), row_id in zip(own, ids, strict=True):
            wanted[unit, sheet, row_id, title] = str(value or "")
    outcome = filled(path, tmp_path / "城管办.xlsx", tmp_path / "宣传办.xlsx")
    assert {f.code for f in outcome.findings if f.code.startswith(("X", "S"))} == set()
    for file in outcome.files:
        file.path.write_bytes(file.after)
    if not outcome.refused:
        assert texts_of(path) == wanted
        assert len(outcome.changes) == sum(wanted[key] != before[key] for key in wanted)
