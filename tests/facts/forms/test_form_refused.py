"""What is doubtful is refused at its cell, and nothing is written unless all is sound."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms import ENTRY, RESULTS, cell_at, edit, filled, form_of, plan_in, put, told
from wenming_docs.facts.forms import given as given_module

DOSSIER, ADVERTS = "整治背街小巷／建立巷道档案", "更新公益广告"
RUBBISH = "整治背街小巷／清运积存垃圾"
Pages = dict[str, Worksheet]


def refused(path: Path, *forms: Path, allow_old: bool = False) -> list[tuple[str, str]]:
    """Code and cell of what is wrong; nothing may have been made to write."""
    outcome = filled(path, *forms, allow_old=allow_old)
    assert outcome.refused and outcome.files == ()
    return told(outcome)


@pytest.mark.parametrize(
    ("sheet", "row", "title", "value", "code"),
    [
        ("任务", DOSSIER, "数量", "很多", "X016"),
        ("任务", RUBBISH, "责任人", "李白露", "X018"),
        ("任务", RUBBISH, "责任人", "钱大寒（主任", "X016"),
        ("任务", RUBBISH, "联系人", "甲\n乙", "X019"),
        ("进展", "36条", "指标", "清" * 501, "X019"),
        ("进展", "36条", "数量", "1" * 501, "X019"),
        ("任务", "整治背街小巷／清理小广告", "时限", "很快", "X016"),
        ("任务", DOSSIER, "时限", "9月底前", "X008"),
        ("任务", DOSSIER, "任务", "别的任务", "X008"),
        ("进展", "36条", "数量", "不少", "X016"),
        ("进展", "36条", "日期", "4月31日", "X016"),
        ("进展", "36条", "日期", "上周", "X016"),
        ("进展", "36条", "任务", "没有的任务", "X017"),
        ("进展", "36条", "指标", "清垃圾", "X017"),
        ("进展", "36条", "指标", None, "X020"),
        ("进展", "12车", "期间", "13月", "X016"),
        ("问题", "2号", "整改日期", "改好了", "X016"),
        ("问题", "2号", "销号", "5月30日", "X008"),
        ("进展", "新1", "数量", "12车", "X021"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused(
    tmp_path: Path, sheet: str, row: str, title: str, value: str | None, code: str
) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    [at] = put(form, (sheet, row, title, value))
    found = refused(path, form)
    assert {each for each, _ in found} == {code}
    assert code == "X021" or found == [(code, at)]


def test_all_mistakes_are_told_at_once_and_none_is_written(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    town, press = form_of(path, "城管办"), form_of(path, "宣传办")
    first, second, _ = put(
        town,
        ("任务", DOSSIER, "数量", "很多"),
        ("进展", "36条", "日期", "4月31日"),
        ("任务", DOSSIER, "责任人", "钱大寒"),
    )
    [third] = put(press, ("任务", ADVERTS, "责任人", "李白露"))
    assert set(refused(path, town, press)) == {("X016", first), ("X016", second), ("X018", third)}


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    [at] = put(form, ("任务", DOSSIER, "联系人", "赵_x0007_小满"))
    assert refused(path, form) == [("X019", at)]


def test_a_formula_counts_with_its_result_only(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def calculate(pages: Pages) -> None:
        page = pages["进展"]
        page[cell_at(page, "36条", "数量")].value = '=40&"条"'

    form = edit(form_of(path, "城管办"), calculate)
    found = refused(path, form)
    assert found == [("X035", "F4")]


def test_a_formula_that_gave_an_empty_text_is_not_taken_for_an_emptied_cell(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def calculate(pages: Pages) -> None:
        page = pages["进展"]
        page[cell_at(page, "36条", "数量")].value = '=""'

    form = edit(form_of(path, "城管办"), calculate)
    with zipfile.ZipFile(form) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(form, "w") as archive:
        for name, content in parts.items():
            given = re.sub(
                rb'(<c r="F4"[^>]*?)>(<f>""</f>)<v ?/?>(?:</v>)?', rb'\1 t="str">\2<v></v>', content
            )
            archive.writestr(name, given)
    found = refused(path, form)
    assert ("X026", "F4") in found and {code for code, _ in found} == {"X026", "X036"}


def test_a_full_width_digit_and_blanks_are_no_edit(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("进展", "36条", "数量", "３６条　"), ("任务", DOSSIER, "责任人", " 赵小满 "))
    outcome = filled(path, form)
    assert (outcome.files, outcome.findings) == ((), ())


# rows


def copy_row(page: Worksheet, source: int, target: int) -> None:
    for column in range(1, page.max_column + 1):
        page.cell(target, column).value = page.cell(source, column).value


def test_a_row_of_another_form_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    press = load_workbook(form_of(path, "宣传办"))["任务"]

    def paste(pages: Pages) -> None:
        for column in range(1, press.max_column + 1):
            pages["任务"].cell(7, column).value = press.cell(4, column).value

    form = edit(form_of(path, "城管办"), paste)
    assert refused(path, form) == [("X009", "B7")]


def test_a_row_added_where_none_may_be_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def add(pages: Pages) -> None:
        pages["任务"]["B9"].value = "新的任务"

    assert refused(path, edit(form_of(path, "城管办"), add)) == [("X009", "B9")]


def test_a_row_added_behind_the_empty_ones_is_a_new_result(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def add(pages: Pages) -> None:
        for column, text in (("B", "5月3日"), ("E", "清运垃圾"), ("F", "3车")):
            pages["进展"][f"{column}45"].value = text

    outcome = filled(path, edit(form_of(path, "城管办"), add))
    assert [row.texts for row in outcome.new] == [
        {"date": "5月3日", "indicator": "清运垃圾", "amount": "3车"}
    ]


def test_a_copied_row_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = edit(form_of(path, "城管办"), lambda pages: copy_row(pages["任务"], 4, 8))
    assert refused(path, form) == [("X011", "B8")]


def test_a_deleted_row_is_told_and_nothing_is_removed(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = edit(form_of(path, "城管办"), lambda pages: pages["任务"].delete_rows(4))
    outcome = filled(path, form)
    assert [(f.code, f.origin and f.origin.cell) for f in outcome.findings] == [("X012", "任务!A1")]
    assert (outcome.files, outcome.refused) == ((), False)


def test_an_emptied_row_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    row = "更换主干道画面"
    put(form, *(("进展", row, title, None) for title in ("日期", "任务", "事", "进度")))
    assert refused(path, form) == [("X020", "B4")]


@pytest.mark.parametrize(
    ("texts", "code", "cell"),
    [
        ({"日期": "5月3日", "指标": "清运垃圾"}, "X021", "F7"),
        ({"日期": "5月3日", "数量": "3车"}, "X021", "E7"),
        ({"日期": "5月3日"}, "X021", "G7"),
        ({"事": "逐巷走访"}, "X021", "B7"),
        ({"日期": "5月3日", "期间": "5月", "事": "逐巷走访"}, "X021", "C7"),
    ],
)
def test_a_new_row_must_be_whole(tmp_path: Path, texts: dict[str, str], code: str, cell: str) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, *(("进展", "新1", title, text) for title, text in texts.items()))
    assert refused(path, form) == [(code, cell)]


def test_a_row_that_stands_in_the_results_is_not_recorded_twice(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    texts = {"期间": "4月", "任务": "清运积存垃圾", "指标": "清运垃圾", "数量": "12车"}
    put(form, *(("进展", "新1", title, text) for title, text in texts.items()))
    outcome = filled(path, form)
    assert (told(outcome), outcome.files) == ([("X022", "C7")], ())


# shape


def drop_column(pages: Pages) -> None:
    pages["任务"].delete_cols(7)


def drop_keys(pages: Pages) -> None:
    pages["任务"].delete_rows(1)


def copy_column(pages: Pages) -> None:
    for row in pages["任务"].iter_rows():
        pages["任务"].cell(row[0].row, 11).value = row[5].value


def rename_sheet(pages: Pages) -> None:
    pages["任务"].title = "任务表"


@pytest.mark.parametrize("hand", [drop_column, drop_keys, copy_column, rename_sheet])
def test_what_was_given_out_and_is_gone_is_told(tmp_path: Path, hand: Callable[[Pages], None]) -> None:
    path = plan_in(tmp_path)
    assert {code for code, _ in refused(path, edit(form_of(path, "城管办"), hand))} == {"X006"}


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = edit(form_of(path, "城管办"), lambda pages: pages["任务"].merge_cells("F4:F5"))
    assert ("X007", "F4") in refused(path, form)


def test_a_table_of_somebody_is_no_form(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    book = Workbook()
    book.active.append(["任务", "责任人"])
    book.save(tmp_path / "别的.xlsx")
    assert refused(path, tmp_path / "别的.xlsx") == [("X001", "A1")]


def test_a_form_of_another_version_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def older(pages: Pages) -> None:
        pages[given_module.HIDDEN_SHEET]["B1"].value = "0"

    assert refused(path, edit(form_of(path, "城管办"), older)) == [("X002", "A1")]


# plans and units


@pytest.mark.parametrize(
    ("old", "new"),
    [("云山市青石街道办事处", "云山市白鹿镇"), ("2026", "2027"), ("文明创建工作", "人居环境整治")],
)
def test_a_form_of_another_plan_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    path.write_text(ENTRY.replace(old, new), encoding="utf-8")
    assert refused(path, form) == [("X003", "A1")]


def test_a_plan_under_another_file_name_is_told(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    renamed = path.rename(tmp_path / "定稿.yaml")
    assert told(filled(renamed, form)) == [("X025", "A1")]


def test_a_unit_that_the_plan_does_not_know_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    path.write_text(ENTRY.replace("城管办", "城管科"), encoding="utf-8")
    (tmp_path / "成果" / "街道.yaml").write_text(RESULTS.replace("城管办", "城管科"), encoding="utf-8")
    assert refused(path, form) == [("X004", "A1")]


def test_two_forms_of_one_unit_are_both_named(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    one, other = form_of(path, "城管办"), form_of(path, "城管办", "城管办（改）.xlsx")
    outcome = filled(path, one, other)
    assert outcome.refused
    assert [(f.code, Path(f.origin.file).name) for f in outcome.findings if f.origin] == [
        ("X005", "城管办.xlsx"),
        ("X005", "城管办（改）.xlsx"),
    ]


def test_two_units_that_say_different_things_of_one_task_are_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    path.write_text(ENTRY.replace("牵头: 宣传办", "牵头: 城管办、宣传办（共同牵头）"), encoding="utf-8")
    one, other = form_of(path, "城管办"), form_of(path, "宣传办")
    put(one, ("任务", ADVERTS, "联系人", "赵小满"))
    [at] = put(other, ("任务", ADVERTS, "联系人", "钱大寒"))
    assert refused(path, one, other) == [("X014", at)]


# old forms


def test_an_old_form_is_refused_at_the_cell_that_changed_since(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("任务", DOSSIER, "责任人", "钱大寒"))
    path.write_text(ENTRY.replace("时限: 3月底前", "时限: 4月底前"), encoding="utf-8")
    assert refused(path, form) == [("X013", "E4")]
    allowed = filled(path, form, allow_old=True)
    assert [(c.title, c.new) for c in allowed.changes] == [("责任人", "钱大寒")]
    assert not allowed.refused


def test_a_cell_that_both_sides_changed_is_always_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    [at] = put(form, ("任务", DOSSIER, "责任人", "钱大寒"))
    path.write_text(ENTRY.replace("'赵小满'", "孙白露"), encoding="utf-8")
    assert refused(path, form) == [("X014", at)]
    assert refused(path, form, allow_old=True) == [("X014", at)]


def test_a_problem_closed_meanwhile_takes_no_more(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    [at] = put(form, ("问题", "2号", "措施", "线缆入槽"))
    path.write_text(ENTRY + "      - 复核: 5月26日\n      - 销号: 5月27日\n", encoding="utf-8")
    assert ("X014", at) in refused(path, form, allow_old=True)


def test_a_task_renamed_since_is_told(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    [at] = put(form, ("任务", DOSSIER, "责任人", "钱大寒"))
    path.write_text(ENTRY.replace("名称: 建立巷道档案", "名称: 给巷道建档"), encoding="utf-8")
    (tmp_path / "成果" / "街道.yaml").write_text(
        RESULTS.replace("建立巷道档案", "给巷道建档"), encoding="utf-8"
    )
    assert ("X015", at) in refused(path, form, allow_old=True)


# the plan itself


def test_tasks_on_one_line_are_not_taken_apart(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    start, end = ENTRY.index("    子任务:\n"), ENTRY.index("  - 名称: 更新公益广告")
    text = ENTRY[:start] + "    子任务: 建立巷道档案、清理小广告、清运积存垃圾\n" + ENTRY[end:]
    path.write_text(text, encoding="utf-8")
    form = form_of(path, "城管办")
    [at] = put(form, ("任务", DOSSIER, "联系人", "赵小满"))
    assert refused(path, form) == [("X023", at)]


def test_a_new_row_that_no_file_is_plainly_for_is_refused(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    for name in ("甲", "乙"):
        (tmp_path / "成果" / f"{name}.yaml").write_text(
            f"成果:\n  - 日期: 4月1日\n    事: {name}\n    单位: 宣传办\n", encoding="utf-8"
        )
    (tmp_path / "成果" / "街道.yaml").write_text("上报: {}\n", encoding="utf-8")
    form = form_of(path, "城管办")
    put(form, ("进展", "新1", "日期", "5月3日"), ("进展", "新1", "事", "逐巷走访"))
    assert refused(path, form) == [("X024", "B4")]


def test_a_new_mistake_is_told_at_the_cell_that_brought_it(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    texts = {"日期": "5月3日", "任务": "清运积存垃圾", "指标": "清运垃圾", "数量": "46吨"}
    at = put(form, *(("进展", "新1", title, text) for title, text in texts.items()))
    assert ("F022", at[-1]) in refused(path, form)


def test_a_plan_in_another_encoding_is_left_alone(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("任务", ADVERTS, "联系人", "赵小满"))
    path.write_bytes(ENTRY.encode("gb18030"))
    assert "F176" in {code for code, _ in refused(path, form)}
