"""Faults of figures, names and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.book import Book, Entry
from tests.mutations.operator import operator


def figures(book: Book) -> list[Entry]:
    """The figures of results: plain numbers with a measure."""
    return [e for e in book.entries() if e.above == "数据" and re.fullmatch(r"\d+[^\d，（]{1,3}", e.value)]


@operator("同一条成果记了两遍", "F091")
def result_twice(book: Book) -> Iterator[Book]:
    for figure in figures(book):
        start, end = _result(book, figure)
        yield book.with_lines(figure.file, end, end, *book.files[figure.file][start:end])


@operator("同一数写了两个值", "F090")
def two_values(book: Book) -> Iterator[Book]:
    for figure in figures(book):
        start, end = _result(book, figure)
        lines = list(book.files[figure.file][start:end])
        lines[figure.line - start] = lines[figure.line - start].replace(figure.value, "9" + figure.value)
        yield book.with_lines(figure.file, end, end, *lines)


def _result(book: Book, figure: Entry) -> tuple[int, int]:
    """First line and end of the result row that a figure stands in."""
    lines = book.files[figure.file]
    start = next(n for n in range(figure.line, -1, -1) if lines[n].lstrip().startswith("- "))
    column = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > column:
        end += 1
    return start, end


@operator("计量单位混用", "F093", "F022", "F020", "F125", "F125")
def measures_mixed(book: Book) -> Iterator[Book]:
    for name in sorted({e.key for e in figures(book)}):
        rows = [e for e in figures(book) if e.key == name]
        if len(rows) > 1:
            number = re.match(r"\d+", rows[-1].value)
            assert number
            yield book.with_value(rows[-1], f"{number.group()}吨")


@operator("概数加到确数上", "F092")
def approximate_added_to_exact(book: Book) -> Iterator[Book]:
    stocks = {e.key for e in book.entries() if e.above == "指标口径"}
    kept = [e for e in book.entries() if e.above == "数据" and e.key not in stocks]
    for name, file in sorted({(e.key, e.file) for e in kept}):
        rows = [e for e in kept if (e.key, e.file) == (name, file)]
        if len(rows) > 1 and all(re.fullmatch(r"\d+[^\d，（余多]{1,3}", e.value) for e in rows):
            number, measure = re.match(r"(\d+)(.*)", rows[0].value).groups()  # type: ignore[union-attr]
            yield book.with_value(rows[0], f"{number}余{measure}")


@operator("办结多于收到", "F078")
def more_handled_than_received(book: Book) -> Iterator[Book]:
    for figure in figures(book):
        number = re.match(r"(\d+)(.*)", figure.value)
        if number and number[2] in ("件", "处", "个", "起", "条"):
            more = int(number[1]) + 7
            yield book.with_value(figure, f"{figure.value}，已办结{more}{number[2]}")


@operator("分项之和超过总数", "F077")
def parts_over_the_total(book: Book) -> Iterator[Book]:
    for figure in figures(book):
        number = re.match(r"(\d+)(?![\d余多])(.*)", figure.value)
        if number:
            more = int(number[1]) + 5
            yield book.with_value(figure, f"{figure.value}，其中东片{more}{number[2]}")


@operator("成果日期是2月30日", "F010")
def impossible_result_date(book: Book) -> Iterator[Book]:
    for date in book.entries("成果", "日期"):
        yield book.with_value(date, "2月30日")


@operator("成果没有时间", "F016")
def result_without_time(book: Book) -> Iterator[Book]:
    for when in [*book.entries("成果", "日期"), *book.entries("成果", "期间")]:
        rows = [e for e in figures(book) if e.file == when.file and _result(book, e)[0] == when.item]
        if rows:
            yield book.without(when)


@operator("成果期间颠倒", "F012")
def result_period_backwards(book: Book) -> Iterator[Book]:
    for period in book.entries("成果", "期间"):
        if match := re.fullmatch(r"(\d+)—(\d+)月", period.value):
            if match[1] != match[2]:
                yield book.with_value(period, f"{match[2]}—{match[1]}月")


@operator("期间重叠重复计数", "F096")
def periods_overlap(book: Book) -> Iterator[Book]:
    for period in book.entries("成果", "期间"):
        match = re.fullmatch(r"(\d+)—(\d+)月", period.value)
        rows = [e for e in figures(book) if e.file == period.file and _result(book, e)[0] == period.item]
        if match and rows:
            start, end = _result(book, rows[0])
            lines = [
                line.replace(period.value, f"{match[2]}月") for line in book.files[period.file][start:end]
            ]
            yield book.with_lines(period.file, end, end, *lines)


@operator("下一步时限早于成文日期", "F103")
def next_step_in_the_past(book: Book) -> Iterator[Book]:
    for deadline in book.entries("下一步", "时限"):
        yield book.with_value(deadline, "2026年1月底前")


@operator("正文数字和成果不符", "F028", "F023")
def figure_typed_in_prose(book: Book) -> Iterator[Book]:
    for file, lines in book.files.items():
        for number, line in enumerate(lines):
            match = re.search(r"([一-鿿]{4,8})【\1】", line)
            figure = next((e for e in figures(book) if match and e.key == match[1]), None)
            if match and figure:
                new = line.replace(match.group(), f"{match[1]}98765{figure.value.lstrip('0123456789')}", 1)
                yield book.with_lines(file, number, number + 1, new)


@operator("【】里的名字写错", "F020")
def unknown_figure(book: Book) -> Iterator[Book]:
    for file, lines in book.files.items():
        for number, line in enumerate(lines):
            if match := re.search(r"【([一-鿿]{3,8})】", line):
                new = line.replace(match.group(), f"【{match[1]}量】", 1)
                yield book.with_lines(file, number, number + 1, new)


@operator("【没有配对", "F021")
def bracket_left_open(book: Book) -> Iterator[Book]:
    for file, lines in book.files.items():
        for number, line in enumerate(lines):
            if match := re.search(r"【([一-鿿]{3,8})】", line):
                new = line.replace(match.group(), f"【{match[1]}", 1)
                yield book.with_lines(file, number, number + 1, new)


@operator("荣誉缺授予单位和年份", "F106")
def honour_without_issuer(book: Book) -> Iterator[Book]:
    for name in book.entries("荣誉", "授予单位"):
        yield book.without(name)


@operator("荣誉名称写错一个字", "F098")
def honour_misspelt(book: Book) -> Iterator[Book]:
    for honour in book.entries("创建", "荣誉"):
        for file, number in book.paragraphs():
            if "创建" in book.line(file, number) and honour.value not in book.line(file, number):
                wrong = (
                    honour.value[:-2] + "诚市" if honour.value.endswith("城市") else honour.value[:-1] + "味"
                )
                new = book.line(file, number).replace("创建", f"创建{wrong}", 1)
                yield book.with_lines(file, number, number + 1, new)


@operator("自称和单位不符", "F099")
def wrong_self_name(book: Book) -> Iterator[Book]:
    own = next(iter(book.entries("单位", "自称")), None)
    if own is None:
        return
    wrong = "我院" if own.value != "我院" else "我校"
    for file, lines in book.files.items():
        for number, line in enumerate(lines):
            if own.value in line and number != own.line:
                yield book.with_lines(file, number, number + 1, line.replace(own.value, wrong, 1))


@operator("成果的单位没有登记", "F042")
def unknown_result_unit(book: Book) -> Iterator[Book]:
    for figure in figures(book):
        start, end = _result(book, figure)
        # A unit that names no units of its own has nothing to compare with.
        foreign = figure.file in book.below
        if not foreign and not any(
            e.key == "单位" and start <= e.line < end for e in book.entries("成果", "单位")
        ):
            dash = book.files[figure.file][start]
            column = dash.index("- ") + 2
            yield book.with_lines(figure.file, end, end, " " * column + "单位: 火星社区")
