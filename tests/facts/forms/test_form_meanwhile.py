"""Forms of many units come back one after the other: what others changed meanwhile stops nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms import ENTRY, cell_at, edit, filled, form_of, plan_in, put, told
from wenming_docs.facts.analysis.issues import illegal_steps
from wenming_docs.filling import Filled
from wenming_docs.findings import Severity
from wenming_docs.pipeline import read_facts

DOSSIER, ADVERTS = "整治背街小巷／建立巷道档案", "更新公益广告"
RUBBISH = "整治背街小巷／清运积存垃圾"
Pages = dict[str, Worksheet]


def write(outcome: Filled) -> None:
    assert not outcome.refused, told(outcome)
    for file in outcome.files:
        file.path.write_bytes(file.after)


def messages(outcome: Filled) -> list[tuple[str, str, str]]:
    return [(f.code, str(f.severity), f.message) for f in outcome.findings]


# what changed since the forms went out


def test_forms_of_one_day_come_in_one_after_the_other(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    town, east, west = (form_of(path, unit) for unit in ("城管办", "东门社区", "西门社区"))
    put(town, ("任务", DOSSIER, "责任人", "钱大寒"), ("任务", RUBBISH, "联系人", "赵小满"))
    put(east, ("问题", "1号", "措施", "更换井盖"))
    write(filled(path, town))
    outcome = filled(path, east)
    assert [(c.title, c.new) for c in outcome.changes] == [("措施", "更换井盖")]
    notice = "这张表发出以后，计划里有2处变了，没有动过的格子不受影响"
    assert messages(outcome) == [("X013", "notice", notice)]
    assert outcome.findings[0].origin and outcome.findings[0].origin.cell == "说明!A1"
    write(outcome)
    untouched = filled(path, west)
    assert (messages(untouched), untouched.files) == ([("X013", "notice", notice)], ())


def test_a_form_that_comes_again_has_nothing_to_say(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(
        form,
        ("任务", DOSSIER, "责任人", "钱大寒"),
        ("进展", "36条", "日期", "4月11日"),
        ("进展", "210户", "数量", "200户"),
        ("问题", "2号", "整改日期", "5月28日"),
    )
    write(filled(path, form))
    again = filled(path, form)
    assert (again.findings, again.files, again.changes) == ((), (), ())


@pytest.mark.parametrize("allow_old", [False, True])
def test_a_row_that_was_filled_in_for_another_deadline_is_asked_about(
    tmp_path: Path, allow_old: bool
) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "宣传办")
    put(form, ("任务", ADVERTS, "联系人", "赵小满"))
    path.write_text(ENTRY.replace("时限: 9月底前", "时限: 10月底前"), encoding="utf-8")
    outcome = filled(path, form, allow_old=allow_old)
    assert outcome.refused is not allow_old
    assert told(outcome) == [("X013", "A1" if allow_old else "E4")]


def test_another_yellow_cell_of_the_row_that_the_office_filled_stops_nothing(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("任务", DOSSIER, "联系人", "孙白露"))
    path.write_text(ENTRY.replace("'赵小满'", "'钱大寒'"), encoding="utf-8")
    outcome = filled(path, form)
    assert [(c.title, c.new) for c in outcome.changes] == [("联系人", "孙白露")]
    assert [f.severity for f in outcome.findings] == [Severity.NOTICE]


# 整改日期 of a problem that has no steps yet


STEPS = "    经过:\n      - 立项: 5月6日\n      - 交办: 5月6日\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    发现日期: 5月6日\n", ["立项: 5月6日", "交办: 【待填】", "整改: 5月18日"]),
        ("", ["立项: 【待填】", "交办: 【待填】", "整改: 5月18日"]),
        (
            "    经过:\n      - 立项: 5月6日\n",
            ["立项: 5月6日", "交办: 【待填】", "整改: 5月18日"],
        ),
        (STEPS, ["立项: 5月6日", "交办: 5月6日", "整改: 5月18日"]),
    ],
)
def test_the_day_of_rectification_comes_with_the_steps_before_it(
    tmp_path: Path, before: str, after: list[str]
) -> None:
    path = plan_in(tmp_path)
    path.write_text(ENTRY.replace(STEPS, before, 1), encoding="utf-8")
    form = form_of(path, "东门社区")
    put(form, ("问题", "1号", "整改日期", "5月18日"))
    outcome = filled(path, form)
    assert {f.code for f in outcome.findings} <= {"F041"}
    write(outcome)
    moves = read_facts(path).issue_ledger[0].moves
    assert [f"{move.stage}: {move.date}" for move in moves] == after
    assert illegal_steps([move.stage for move in moves]) == []


# sheets that were not given out


def copied(pages: Pages, sheet: str) -> Worksheet:
    book = pages[sheet].parent
    assert book is not None
    copy = book.copy_worksheet(pages[sheet])
    copy.title = f"{sheet} (2)"
    return copy


def test_what_stands_in_a_copied_sheet_is_not_lost_unseen(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def fill_the_copy(pages: Pages) -> None:
        page = copied(pages, "进展")
        for title, text in (("日期", "5月3日"), ("指标", "清运垃圾"), ("数量", "3车")):
            page[cell_at(page, "新1", title)].value = text

    outcome = filled(path, edit(form_of(path, "城管办"), fill_the_copy))
    assert outcome.refused
    assert messages(outcome) == [("X027", "error", "工作表“进展 (2)”是复制出来的，里面填了3格，没有收")]
    assert outcome.findings[0].origin and outcome.findings[0].origin.cell == "进展 (2)!B7"


def test_a_copy_that_says_nothing_of_its_own_is_none(tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    put(form, ("任务", DOSSIER, "联系人", "孙白露"))
    outcome = filled(path, edit(form, lambda pages: [copied(pages, "任务"), None][1]))
    assert (outcome.findings, len(outcome.changes)) == ((), 1)


def test_a_sheet_of_somebody_is_told_and_the_rest_comes_in(tmp_path: Path) -> None:
    path = plan_in(tmp_path)

    def note(pages: Pages) -> None:
        book = pages["任务"].parent
        assert book is not None
        book.create_sheet("空表")
        page = book.create_sheet("说几句")
        page["B2"].value = "井盖已经报修"
        page["B3"].value = 3
        pages["任务"][cell_at(pages["任务"], DOSSIER, "联系人")].value = "孙白露"

    outcome = filled(path, edit(form_of(path, "城管办"), note))
    assert messages(outcome) == [("X027", "warning", "工作表“说几句”不是发出去的，里面有2格内容，没有收")]
    assert (len(outcome.changes), outcome.refused) == (1, False)


# findings of the plan at the cells that brought them


@pytest.mark.parametrize(
    ("amount", "codes"), [("20", ["F022", "F111"]), (20, ["F022", "F111"]), ("两三车", ["F022"])]
)
def test_a_sum_that_breaks_is_told_once_at_its_cell(tmp_path: Path, amount: object, codes: list[str]) -> None:
    path = plan_in(tmp_path)
    form = form_of(path, "城管办")
    at = put(
        form,
        ("进展", "新1", "日期", "5月12日"),
        ("进展", "新1", "任务", "清运积存垃圾"),
        ("进展", "新1", "指标", "清运垃圾"),
        ("进展", "新1", "数量", amount),
    )
    outcome = filled(path, form)
    assert [f.code for f in outcome.findings].count("F022") == 1
    assert {cell for _, cell in told(outcome)} == {at[-1]}
    assert [f.code for f in outcome.findings if f.code in ("F022", "F111")] == codes
    assert {f.origin.cell.partition("!")[0] for f in outcome.findings if f.origin} == {"进展"}
