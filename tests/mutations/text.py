"""Faults of wording, of the document as a whole, and of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.mutations.book import Book
from tests.mutations.operator import operator

Change = Callable[[str], str | None]


def in_prose(book: Book, change: Change) -> Iterator[Book]:
    """One mutant for each long paragraph that ``change`` changes."""
    for file, number in book.paragraphs():
        line = book.line(file, number)
        head = re.match(r"^\s*(?:- )?(?:[^：，。“”]{1,16}: )?", line)
        assert head
        new = change(line[head.end() :])
        if new is not None and new != line[head.end() :]:
            yield book.with_lines(file, number, number + 1, line[: head.end()] + new)


@operator("半角逗号", "W001")
def halfwidth_comma(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text.replace("，", ",", 1))


@operator("半角句号收尾", "W001")
def halfwidth_stop(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + ".")


@operator("直引号", "W003")
def straight_quotes(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:10] + '"抓手"' + text[10:] if "“" not in text else None)


@operator("汉字之间有空格", "W004")
def blank_between_characters(book: Book) -> Iterator[Book]:
    # In a long clause: in a short one a blank may part names, or the halves of a slogan.
    clause = re.compile("(?<![^，。；、])([一-鿿]{4})([一-鿿]{9})")
    yield from in_prose(book, lambda text: clause.sub(r"\1 \2", text, count=1))


@operator("全角数字", "W005")
def fullwidth_digits(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text.replace("。", "，共计１２处。", 1))


@operator("标点重复", "W007")
def doubled_stop(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text + "。")


@operator("引号缺一半", "W009")
def quote_left_open(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text.replace("”", "", 1) if text.count("”") == 1 else None)


@operator("书名号之间加顿号", "W010")
def comma_between_titles(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: f"对照《实施细则》、《操作手册》，{text}")


@operator("省略号写成三个点", "W011")
def three_dots(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + "...")


@operator("日期用点号", "W014")
def dotted_date(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: f"2026.5.12起，{text}")


@operator("截止目前", "W017")
def until_now(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: f"截止目前，{text}")


@operator("约……余", "W018")
def doubly_approximate(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + "，惠及居民约300余人。")


@operator("占位符", "W020")
def placeholder(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + "，投入XX万元。")


@operator("网页残留", "W021")
def web_leftover(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text + "&nbsp;")


@operator("错别字", "W022")
def wrong_character(book: Book) -> Iterator[Book]:
    for right, wrong in (("部署", "布署"), ("安装", "按装"), ("即使", "既使"), ("松懈", "松泄")):
        yield from in_prose(book, lambda text, r=right, w=wrong: text.replace(r, w, 1))  # type: ignore[misc]
    yield from in_prose(book, lambda text: text[:-1] + "，作好工作布署。")


@operator("叠字", "W023")
def doubled_word(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text.replace("的", "的的", 1))


@operator("星期和日期不符", "W102")
def wrong_weekday(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + "，6月14日（星期五）集中行动。")


@operator("提法超前", "W101")
def ideology_of_the_future(book: Book) -> Iterator[Book]:
    for year in book.entries("创建", "年度"):
        if any(
            "二十大" in line or "新时代中国特色" in line for lines in book.files.values() for line in lines
        ):
            old = book.replaced("2026年", "2015年", 200).with_value(year, "2015")
            yield old


@operator("提法过时", "W101")
def ideology_of_the_past(book: Book) -> Iterator[Book]:
    new = book.replaced("党的二十大精神", "党的十七大精神")
    if new != book:
        yield new


@operator("数词和所列不符", "W103")
def wrong_count(book: Book) -> Iterator[Book]:
    for words in (
        "以下两个方面",
        "以下五个方面",
        "以下六个方面",
        "以下四个方面",
        "以下两件事",
        "以下两项工作",
    ):
        new = book.replaced(words, words.replace("以下" + words[2], "以下七"))
        if new != book:
            yield new


@operator("同一段写了两遍", "W104")
def paragraph_twice(book: Book) -> Iterator[Book]:
    for file, number in book.paragraphs():
        line = book.line(file, number)
        before = book.line(file, number - 1)
        if not re.match(r"^\s*(?:- )?[^：，。]{1,16}: ", line) and before.rstrip().endswith("|"):
            yield book.with_lines(file, number, number + 1, line, line)


@operator("报告夹带请示", "W105")
def request_in_a_report(book: Book) -> Iterator[Book]:
    for kind in book.entries("文稿", "文种"):
        if kind.value == "报告":
            new = book.replaced("结语: 特此报告。", "结语: 请予解决工作经费20万元。特此报告。")
            if new != book:
                yield new


@operator("方案用总结口气", "W108")
def plan_that_boasts(book: Book) -> Iterator[Book]:
    for entry in book.entries("保障措施"):
        for number in range(entry.line + 1, entry.end):
            line = book.line(entry.file, number)
            yield book.with_lines(entry.file, number, number + 1, line.rstrip("。") + "，取得了显著成效。")


@operator("总结用方案口气", "W109")
def summary_that_promises(book: Book) -> Iterator[Book]:
    for document in book.entries("文稿", "文种"):
        if document.value != "工作总结":
            continue
        start, end = book.item_of(document)
        for number in range(start, end):
            line = book.line(document.file, number)
            if "取: " in line and "存在问题" not in line and "下一步" not in line and "荣誉" not in line:
                text = number + 2
                if text < end and len(book.line(document.file, text)) > 60:
                    new = book.line(document.file, text).rstrip("。") + "，力争年底前建成不少于5处。"
                    yield book.with_lines(document.file, text, text + 1, new)


@operator("汇报用别的时间词", "W107")
def time_word_of_another_period(book: Book) -> Iterator[Book]:
    for document in book.entries("文稿", "期间"):
        start, end = book.item_of(document)
        if document.value != "1—6月":
            continue
        for number in range(start, end):
            line = book.line(document.file, number)
            if len(line) > 70 and "【" in line and line.rstrip().endswith("。"):
                body = len(line) - len(line.lstrip())
                new = f"{line[:body]}一年来，{line[body:]}"
                yield book.with_lines(document.file, number, number + 1, new)


@operator("见附件号不对", "L015", "F020")
def attachment_that_is_not_there(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + "（见附件9）。")


@operator("标题自带序号", "F039")
def typed_number(book: Book) -> Iterator[Book]:
    for heading in book.entries("章节", "标题"):
        yield book.with_value(heading, f"一、{heading.value}")


@operator("待填", "F041")
def gap(book: Book) -> Iterator[Book]:
    yield from in_prose(book, lambda text: text[:-1] + "，经费【待填】。")


@operator("两节同名", "L018", "F020")
def headings_of_one_name(book: Book) -> Iterator[Book]:
    headings = book.entries("章节", "标题")
    for heading, after in zip(headings, headings[1:], strict=False):
        if heading.column == after.column and heading.keys == after.keys and after.value in book.text:
            if after.line - heading.line < 8 and book.text.count(after.value) == 1:
                yield book.with_value(after, heading.value)


@operator("全角冒号", "S030")
def fullwidth_colon(book: Book) -> Iterator[Book]:
    for entry in book.entries():
        if entry.value and entry.value != "|":
            line = book.line(entry.file, entry.line)
            new = line.replace(f"{entry.key}: ", f"{entry.key}：", 1)
            yield book.with_lines(entry.file, entry.line, entry.line + 1, new)


@operator("冒号后少空格", "S031")
def blank_missing(book: Book) -> Iterator[Book]:
    for entry in book.entries():
        if entry.value and entry.value[0].isalpha():
            line = book.line(entry.file, entry.line)
            new = line.replace(f"{entry.key}: ", f"{entry.key}:", 1)
            yield book.with_lines(entry.file, entry.line, entry.line + 1, new)


@operator("行首用 Tab", "S032")
def tab_indent(book: Book) -> Iterator[Book]:
    for entry in book.entries():
        line = book.line(entry.file, entry.line)
        if entry.column and line.startswith("  "):
            yield book.with_lines(entry.file, entry.line, entry.line + 1, "\t" + line[2:])


@operator("同一项写两遍", "S027", "F004")
def key_twice(book: Book) -> Iterator[Book]:
    for entry in book.entries():
        if entry.value and entry.value != "|" and entry.item != entry.line and entry.end == entry.line + 1:
            yield book.with_line_after(entry, f"{entry.key}: {entry.value}")


@operator("名称打错", "F003")
def unknown_key(book: Book) -> Iterator[Book]:
    for key in (
        *("牵头", "配合", "时限", "责任人", "起止", "文号", "引言", "落款", "指导思想", "保障措施", "内容"),
    ):
        for entry in book.entries(key):
            line = book.line(entry.file, entry.line).replace(f"{key}:", f"{key}们:", 1)
            yield book.with_lines(entry.file, entry.line, entry.line + 1, line)


@operator("文种打错", "F036")
def unknown_kind(book: Book) -> Iterator[Book]:
    for kind in book.entries("文稿", "文种"):
        yield book.with_value(kind, kind.value + "书")


@operator("缺必填项", "F040", "F037", "F020")
def required_removed(book: Book) -> Iterator[Book]:
    for date in book.entries("文稿", "日期"):
        kind = next((e.value for e in book.entries("文稿", "文种") if e.item == date.item), "")
        if kind in ("实施方案", "通知", "报告", "工作方案"):
            yield book.without(date)


@operator("成文日期不存在", "F010")
def impossible_issue_date(book: Book) -> Iterator[Book]:
    for date in book.entries("文稿", "日期"):
        yield book.with_value(date, "2026年2月30日")


@operator("引号没有配对", "S038")
def value_with_one_quote(book: Book) -> Iterator[Book]:
    for entry in book.entries("名称"):
        yield book.with_value(entry, f'"{entry.value}')


@operator("值以特殊符号开头", "S035")
def special_sign_first(book: Book) -> Iterator[Book]:
    for entry in book.entries("名称"):
        yield book.with_value(entry, f"@{entry.value}")
