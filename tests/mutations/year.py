"""Faults of a year: problems and their steps, the assessment, the countdown, the units below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.mutations.book import Book, Entry
from tests.mutations.operator import operator
from tests.mutations.plan import of_tasks

LEDGER = "问题台账"


def steps_of(book: Book) -> list[list[Entry]]:
    """The steps under 经过, problem by problem."""
    steps = [e for e in book.entries() if e.keys[-3:-1] == (LEDGER, "经过")]
    return [
        [step for step in steps if step.file == moves.file and moves.line < step.line < moves.end]
        for moves in book.entries(LEDGER, "经过")
    ]


@operator("问题的两步颠倒", "F135")
def steps_swapped(book: Book) -> Iterator[Book]:
    for steps in steps_of(book):
        for step, after in pairwise(steps):
            first, second = book.line(step.file, step.line), book.line(after.file, after.line)
            yield book.with_lines(
                step.file,
                step.line,
                after.line + 1,
                first.replace(step.key, after.key),
                second.replace(after.key, step.key),
            )


@operator("问题的后一步早于前一步", "F136")
def steps_back_in_time(book: Book) -> Iterator[Book]:
    for steps in steps_of(book):
        for step in steps[1:]:
            yield book.with_value(step, "1月2日")


@operator("问题少记一步", "F135")
def step_left_out(book: Book) -> Iterator[Book]:
    for steps in steps_of(book):
        for step in steps[:-1]:
            if step.key in ("立项", "整改", "复核"):
                yield book.without(step)


@operator("销号没有佐证", "F138")
def closed_without_evidence(book: Book) -> Iterator[Book]:
    closed = {steps[-1].line: steps[-1] for steps in steps_of(book) if steps and steps[-1].key == "销号"}
    for evidence in book.entries(LEDGER, "佐证"):
        if any(
            e.file == evidence.file and evidence.item < line < evidence.line for line, e in closed.items()
        ):
            yield book.without(evidence)


@operator("整改时限早于立项", "F107")
def due_before_it_was_opened(book: Book) -> Iterator[Book]:
    for deadline in book.entries(LEDGER, "时限"):
        yield book.with_value(deadline, "1月4日前")


@operator("问题编号重了", "F140")
def code_twice(book: Book) -> Iterator[Book]:
    for code, after in pairwise(book.entries(LEDGER, "编号")):
        yield book.with_value(after, code.value)


@operator("测评编号写错", "F151")
def unknown_criterion(book: Book) -> Iterator[Book]:
    for links in of_tasks(book, "测评"):
        yield book.with_value(links, re.sub(r"[\d.]+$", "9.9.9", links.value))


@operator("测评内容没有任务对应", "F150")
def criterion_without_a_task(book: Book) -> Iterator[Book]:
    for links in of_tasks(book, "测评"):
        yield book.without(links)


@operator("自评超过分值", "F153")
def score_over_its_points(book: Book) -> Iterator[Book]:
    for score in book.entries("内容", "自评"):
        yield book.with_value(score, "99分")


@operator("前置绕成一圈", "F162")
def precedence_in_a_circle(book: Book) -> Iterator[Book]:
    names = {(e.file, e.item): e.value for e in of_tasks(book, "名称")}
    for before in of_tasks(book, "前置"):
        own = names[before.file, before.item]
        for name in of_tasks(book, "名称"):
            other = [e for e in book.entries("前置") if (e.file, e.item) == (name.file, name.item)]
            if name.value in before.value.split("、"):
                yield book.with_value(other[0], own) if other else book.with_line_after(name, f"前置: {own}")


@operator("前置不是任务", "F161")
def unknown_predecessor(book: Book) -> Iterator[Book]:
    for before in of_tasks(book, "前置"):
        yield book.with_value(before, before.value + "工程")


@operator("工期没有单位", "F005")
def duration_without_measure(book: Book) -> Iterator[Book]:
    for duration in of_tasks(book, "工期"):
        if number := re.match(r"\d+", duration.value):
            yield book.with_value(duration, number.group())


@operator("下级文件的单位不对", "F128")
def wrong_unit_below(book: Book) -> Iterator[Book]:
    for name in below(book, "单位", "名称"):
        mutant = book.with_value(name, "云山市火星镇人民政府")
        short = next((e for e in below(mutant, "单位", "简称") if e.file == name.file), None)
        yield mutant.without(short) if short else mutant


def below(book: Book, *keys: str) -> list[Entry]:
    """The entries of the files of units below."""
    files = book.below
    return [entry for entry in book.entries(*keys) if entry.file in files]


@operator("下级文件没有了", "F120")
def file_below_gone(book: Book) -> Iterator[Book]:
    for file in book.below:
        yield Book(book.name, {name: lines for name, lines in book.files.items() if name != file})


@operator("下级是另一年的", "F129")
def other_year_below(book: Book) -> Iterator[Book]:
    for year in below(book, "创建", "年度"):
        yield book.with_value(year, "2024")


@operator("下级换了计量单位", "F125", "F093", "F022")
def measure_changed_below(book: Book) -> Iterator[Book]:
    figures = [e for e in below(book) if e.above == "数据" and re.fullmatch(r"\d+[^\d，（]{1,3}", e.value)]
    for figure in figures:
        if sum(e.key == figure.key for e in figures) > 1:
            yield book.with_value(figure, re.sub(r"\D+", "平方米", figure.value))


@operator("下级换了口径", "F123")
def rule_changed_below(book: Book) -> Iterator[Book]:
    for rule in below(book):
        if rule.above == "指标口径":
            yield book.with_value(rule, "平均")


@operator("上报少了一期", "F121")
def report_missing(book: Book) -> Iterator[Book]:
    """One of several: who never wrote 上报 counts as having reported once there are figures."""
    reports = [e for e in below(book) if e.above == "上报"]
    for report in reports:
        if sum(e.file == report.file for e in reports) > 1:
            yield book.without(report)


@operator("上报的日期不存在", "F131", "F121")
def impossible_report_day(book: Book) -> Iterator[Book]:
    for report in book.entries():
        if report.above == "上报":
            yield book.with_value(report, "2月30日")


@operator("含下级的总数比合计少", "F126")
def whole_smaller_than_its_parts(book: Book) -> Iterator[Book]:
    top = next(iter(book.files))
    figures = [e for e in below(book) if e.above == "数据" and re.fullmatch(r"\d{2,}[^\d，（]{1,3}", e.value)]
    for name in dict.fromkeys(e.key for e in figures):
        measure = next(re.sub(r"\d+", "", e.value) for e in figures if e.key == name)
        stock = any(e.above == "指标口径" and e.key == name for e in book.entries())
        for results in () if stock else book.entries("成果"):
            if results.file == top or results.file not in book.below:
                row = ["  - 期间: 全年", "    含下级: 是", "    数据:", f"      {name}: 1{measure}"]
                yield book.with_lines(results.file, results.line + 1, results.line + 1, *row)


@operator("上期安排的事项写错", "F180")
def follow_up_misspelt(book: Book) -> Iterator[Book]:
    for entry in book.entries():
        if entry.above == "上期安排":
            line = book.line(entry.file, entry.line).replace(entry.key, "调试广场新装的照明灯具")
            yield book.with_lines(entry.file, entry.line, entry.line + 1, line)


@operator("亮灯的标准反了", "F170")
def lights_reversed(book: Book) -> Iterator[Book]:
    for green in book.entries("亮灯", "绿灯"):
        yellow = next(e for e in book.entries("亮灯", "黄灯") if e.file == green.file)
        yield book.with_value(green, yellow.value).with_value(yellow, green.value)
