"""Habits of offices in their tables: two times under one head, headings in the column of numbers, cells left
empty, units that say in one cell who leads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from wenming_docs.facts.forms.foreign.columns import Meaning, meaning_of, meaning_of_parts
from wenming_docs.facts.forms.foreign.division import Division, divide
from wenming_docs.facts.forms.foreign.draft import Draft, Imported
from wenming_docs.facts.forms.foreign.importing import import_tasks

Rows = Sequence[Sequence[object]]
HEAD = ("序号", "任务", "责任单位", "配合单位", "完成时间")
FIRST = ("1", "清理小广告", "城管办", "各社区", "6月底前")


def imported(folder: Path, rows: Rows, merges: Sequence[str] = ()) -> Imported:
    file = folder / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        for merge in merges:
            page.merge_range(merge, "")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    page.write(r, c, value)
    return import_tasks(file)


def told(result: Imported) -> list[str]:
    return [f"{f.code} {str(f.origin).rpartition('!')[2]} {f.message}" for f in result.findings]


def names(tasks: Sequence[Draft]) -> list[object]:
    """The names, each with those below it."""
    return [(task.name, names(task.subtasks)) if task.subtasks else task.name for task in tasks]


def fields(task: Draft) -> tuple[object, object, object]:
    return tuple(task.fields.get(key) for key in ("lead_unit", "supporting_units", "deadline"))  # type: ignore[return-value]


@pytest.mark.parametrize("merges", [("A1:A2", "B1:B2", "C1:C2", "D1:E1"), ()])
@pytest.mark.parametrize(("start", "end"), [("启动", "完成"), ("开始", "结束"), ("启动时间", "截止时间")])
def test_of_two_times_the_end_is_the_deadline(
    tmp_path: Path, start: str, end: str, merges: Sequence[str]
) -> None:
    rows = [
        ("序号", "任务", "责任单位", "完成时限", None),
        (None, None, None, start, end),
        ("1", "清理小广告", "城管办", "3月", "6月底前"),
    ]
    (task,) = imported(tmp_path, rows, merges).tasks
    assert fields(task) == (["城管办"], None, "6月底前")
    assert [comment.rpartition("：")[2] for comment in task.comments] == ["3月"]


def test_a_time_of_beginning_is_told_and_is_no_deadline(tmp_path: Path) -> None:
    result = imported(tmp_path, [("任务", "责任单位", "启动时间"), ("清理小广告", "城管办", "3月")])
    assert told(result) == ["X042 C1 “启动时间”栏说的是开始的时间，不是时限，写成了注释"]
    assert result.tasks[0].comments == ["表中“启动时间”栏：3月"]
    assert fields(result.tasks[0])[2] is None


def test_the_column_that_names_the_end_wins_over_one_that_names_a_time(tmp_path: Path) -> None:
    result = imported(
        tmp_path, [("任务", "责任单位", "时间安排", "完成时限"), ("清理小广告", "城管办", "3月", "6月底前")]
    )
    assert fields(result.tasks[0])[2] == "6月底前"
    assert told(result) == ["X042 C1 “时间安排”栏和“完成时限”栏都像“时限”，这一栏写成了注释"]


def test_words_of_beginning_and_end() -> None:
    assert [meaning_of(head) for head in ("启动时间", "开始日期", "开工时间")] == [None] * 3
    assert meaning_of_parts(["时间", "起"]) is None
    for head in (["时间", "止"], ["完成时限", "完成"], ["启动时间", "完成时间"], ["起止时间"]):
        meaning = meaning_of_parts(head)
        assert meaning is not None and meaning.role == "deadline"


def test_headings_in_the_column_of_numbers_are_upper_tasks(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        [
            HEAD,
            ("一、环境整治",),
            FIRST,
            ("二、文明创建",),
            ("（一）志愿服务",),
            ("1", "组建服务队", "党建办", "各社区", "11月底前"),
            ("（二）宣传教育",),
            ("1", "办好讲堂", None, None, "9月底前"),
        ],
    )
    assert names(result.tasks) == [
        ("环境整治", ["清理小广告"]),
        ("文明创建", [("志愿服务", ["组建服务队"]), ("宣传教育", ["办好讲堂"])]),
    ]
    assert result.findings == []
    # Below another heading nothing is taken from above.
    assert fields(result.tasks[1].subtasks[1].subtasks[0]) == (None, None, "9月底前")


def test_words_among_the_numbers_do_not_vanish(tmp_path: Path) -> None:
    result = imported(tmp_path, [HEAD, FIRST, ("环境整治",), ("重点", "修补路面", "建设办", "/", "9月底前")])
    assert told(result) == [
        "X046 A3 这一行没有任务名称，写成了注释：环境整治",
        "X044 A4 “序号”栏里不是编号，写成了注释：重点",
    ]
    assert result.comments == ["环境整治"]
    assert result.tasks[1].comments == ["表中“序号”栏：重点"]


@pytest.mark.parametrize(
    ("row", "wanted", "cells"),
    [
        (("2", "修补路面"), (["城管办"], ["各社区"], "6月底前"), ["C3", "D3", "E3"]),
        (("2", "修补路面", None, None, "7月底前"), (["城管办"], ["各社区"], "7月底前"), ["C3", "D3"]),
        (("2", "修补路面", None, "建设办"), (["城管办"], ["建设办"], "6月底前"), ["C3", "E3"]),
        (("2", "修补路面", "建设办"), (["建设办"], None, None), []),
        (("2", "修补路面", "/", "/", "/"), (None, None, None), []),
    ],
)
def test_empty_cells_of_a_task_count_as_above_and_are_listed(
    tmp_path: Path, row: Sequence[object], wanted: object, cells: list[str]
) -> None:
    result = imported(tmp_path, [HEAD, FIRST, row, ("3", "清运垃圾", "建设办", "各社区", "9月底前")])
    assert [finding.code for finding in result.findings] == ["X045"] * len(cells)
    assert [finding.message.rpartition("：")[2] for finding in result.findings] == cells
    assert fields(result.tasks[1]) == wanted


def test_what_the_task_above_has_not_is_not_taken_from_further_up(tmp_path: Path) -> None:
    result = imported(tmp_path, [HEAD, FIRST, ("2", "修补路面", "建设办"), ("3", "清运垃圾")])
    assert [fields(task) for task in result.tasks[1:]] == [(["建设办"], None, None)] * 2


def test_where_cells_are_merged_an_empty_one_is_empty(tmp_path: Path) -> None:
    rows = [HEAD, FIRST, ("2", "修补路面"), ("3", "清运垃圾")]
    result = imported(tmp_path, rows, ["C2:C3"])
    assert [fields(task)[0] for task in result.tasks] == [["城管办"], ["城管办"], None]
    assert fields(result.tasks[1])[2] is None
    assert result.findings == []


@pytest.mark.parametrize(
    ("text", "lead", "supporting"),
    [
        ("公安局（牵头）、各学校", ["公安局"], ["各学校"]),
        ("交警队牵头，各学校配合", ["交警队"], ["各学校"]),
        ("城管办、党建办牵头，建设办、各社区配合。", ["城管办", "党建办"], ["建设办", "各社区"]),
        ("由城管办牵头\n各社区按职责配合", ["城管办"], ["各社区"]),
        ("牵头单位：城管办；配合单位：建设办、各社区", ["城管办"], ["建设办", "各社区"]),
        ("城管办、各社区（配合）", ["城管办"], ["各社区"]),
        ("党建办（主责单位）、各社区", ["党建办"], ["各社区"]),
    ],
)
def test_units_are_divided_by_the_words_of_their_cell(
    text: str, lead: list[str], supporting: list[str]
) -> None:
    assert divide(text, Meaning("lead_unit", "责任单位")) == Division(lead, supporting, divided=True)


@pytest.mark.parametrize("text", ["各学校配合城管办", "城管办（牵头、督办）", "城管办牵头各社区配合"])
def test_words_that_are_not_understood_leave_the_cell_as_it_is(tmp_path: Path, text: str) -> None:
    result = imported(tmp_path, [HEAD[:3], ("1", "清理小广告", text)])
    assert result.tasks[0].fields["lead_unit"] == [text]
    assert told(result) == [f"X042 C2 “{text}”里谁牵头、谁配合看不懂，照原样写进了牵头"]


def test_divided_cells_are_listed(tmp_path: Path) -> None:
    rows = [HEAD[:3], ("1", "清理小广告", "城管办（牵头）、各社区"), ("2", "修补路面", "建设办牵头")]
    result = imported(tmp_path, rows)
    assert told(result) == ["X042 C2 “责任单位”栏里写明牵头、配合的，分开写了：C2、C3"]
    assert [fields(task)[:2] for task in result.tasks] == [
        (["城管办"], ["各社区"]),
        (["建设办"], None),
    ]


AIMS: Rows = [
    ("工作目标", "任务", "责任单位"),
    ("（一）人防\n配齐保安", "配备保安", "公安局"),
    (None, "护学岗", "交警队"),
    ("（二）技防", "一键报警", "公安局"),
]


@pytest.mark.parametrize("merges", [["A2:A3"], []])
def test_numbered_aims_over_several_rows_are_upper_tasks(tmp_path: Path, merges: list[str]) -> None:
    result = imported(tmp_path, AIMS, merges)
    assert names(result.tasks) == [("人防", ["配备保安", "护学岗"]), ("技防", ["一键报警"])]
    assert result.tasks[0].fields == {"standard": ["配齐保安"]}
    assert told(result)[0] == "X042 A1 “工作目标”栏的格子编了号、管着几行，当作上级任务"


def test_aims_of_single_tasks_stay_aims(tmp_path: Path) -> None:
    rows = [AIMS[0], ("（一）全覆盖", "配备保安", "公安局"), ("（二）无盲区", "一键报警", "公安局")]
    result = imported(tmp_path, rows)
    assert [task.fields["standard"] for task in result.tasks] == [["（一）全覆盖"], ["（二）无盲区"]]
    assert result.findings == []
