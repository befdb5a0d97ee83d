"""Faults of a plan: who does it, until when, in which phase, towards which target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.book import Book, Entry
from tests.mutations.operator import operator

TASK = ("任务", "子任务")
LEAD, SUPPORT, DEADLINE = "牵头", "配合", "时限"


def of_tasks(book: Book, key: str) -> list[Entry]:
    """The entries called ``key`` that belong to a task."""
    return [e for e in book.entries(key) if e.keys[0] == "任务" and e.above in TASK and e.value]


def names_of(text: str) -> list[str]:
    return [name for name in re.split("[、，]", text) if name]


@operator("牵头单位删去", "F060", "F040")
def lead_unit_removed(book: Book) -> Iterator[Book]:
    leads = of_tasks(book, LEAD)
    for lead in leads if len(leads) > 1 else ():
        if not any(_is_above(book, other, lead) for other in leads):
            yield book.without(lead)


def _is_above(book: Book, other: Entry, entry: Entry) -> bool:
    """Whether ``other`` belongs to a task that the task of ``entry`` is a part of."""
    inside = other.item < entry.item < book.item_of(other)[1]
    return other.file == entry.file and other.column < entry.column and inside


@operator("牵头写两个单位", "F061")
def second_lead_unit(book: Book) -> Iterator[Book]:
    names = sorted({e.value for e in of_tasks(book, LEAD) if not e.value.startswith("各")})
    for lead in of_tasks(book, LEAD):
        support = next((e.value for e in book.entries(SUPPORT) if e.item == lead.item), "")
        other = next((n for n in names if n not in lead.value and n not in support and "、" not in n), None)
        if other and "、" not in lead.value and not lead.value.startswith("各"):
            yield book.with_value(lead, f"{lead.value}、{other}")


@operator("牵头单位又写进配合", "F062")
def lead_among_supporters(book: Book) -> Iterator[Book]:
    for support in of_tasks(book, SUPPORT):
        lead = next((e for e in of_tasks(book, LEAD) if e.item == support.item), None)
        if lead and "、" not in lead.value:
            yield book.with_value(support, f"{support.value}、{lead.value}")


@operator("配合写“有关单位”", "F063")
def vague_supporters(book: Book) -> Iterator[Book]:
    for support in of_tasks(book, SUPPORT):
        yield book.with_value(support, "有关单位")


@operator("单位名写错一个字", "F042", "F098")
def unit_misspelt(book: Book) -> Iterator[Book]:
    for lead in of_tasks(book, LEAD):
        if "、" not in lead.value and not lead.value.startswith("各") and len(lead.value) > 2:
            yield book.with_value(lead, lead.value[:-1] + "站")


@operator("责任人不在人员名单里", "F045")
def person_not_registered(book: Book) -> Iterator[Book]:
    people = of_tasks(book, "责任人") + of_tasks(book, "责任领导")
    known = dict.fromkeys(name for person in people for name in names_of(person.value))
    for person in of_tasks(book, "责任人"):
        wrong = book.with_value(person, person.value[0] + "某某")
        yield wrong.with_lines(person.file, 0, 0, "人员:", *(f"  - {name}" for name in known))


@operator("时限写6月31日", "F005")
def impossible_deadline(book: Book) -> Iterator[Book]:
    for deadline in of_tasks(book, DEADLINE):
        yield book.with_value(deadline, "6月31日前")


@operator("时限写11月前", "F013")
def ambiguous_deadline(book: Book) -> Iterator[Book]:
    for deadline in of_tasks(book, DEADLINE):
        yield book.with_value(deadline, "11月前")


@operator("时限写近期", "F014")
def vague_deadline(book: Book) -> Iterator[Book]:
    for deadline in of_tasks(book, DEADLINE):
        yield book.with_value(deadline, "近期")


@operator("时限早于第一阶段", "F064")
def deadline_before_the_campaign(book: Book) -> Iterator[Book]:
    for deadline in of_tasks(book, DEADLINE) if book.entries("阶段") else ():
        yield book.with_value(deadline, "1月10日前")


@operator("时限晚于最后阶段", "F065")
def deadline_after_the_campaign(book: Book) -> Iterator[Book]:
    for deadline in of_tasks(book, DEADLINE) if book.entries("阶段") else ():
        yield book.with_value(deadline, "2027年8月底前")


def spans(book: Book) -> list[Entry]:
    return [e for e in book.entries("阶段", "起止") if re.fullmatch(r"\d+月(—\d+月)?", e.value)]


def months(entry: Entry) -> tuple[int, int]:
    found = [int(month) for month in re.findall(r"\d+", entry.value)]
    return found[0], found[-1]


@operator("阶段止在起之前", "F012")
def phase_ends_before_it_starts(book: Book) -> Iterator[Book]:
    for span in spans(book):
        first, last = months(span)
        if first < last:
            yield book.with_value(span, f"{last}月—{first}月")


@operator("阶段重叠", "F066")
def phases_overlap(book: Book) -> Iterator[Book]:
    found = spans(book)
    for span, after in zip(found, found[1:], strict=False):
        if months(after)[0] < months(after)[1]:
            yield book.with_value(span, f"{months(span)[0]}月—{months(after)[0]}月")


@operator("阶段断档", "F067")
def gap_between_phases(book: Book) -> Iterator[Book]:
    for span in spans(book)[:-1]:
        first, last = months(span)
        if last - first > 1:
            yield book.with_value(span, f"{first}月—{last - 1}月")


@operator("阶段次序颠倒", "F068", "F066")
def phases_swapped(book: Book) -> Iterator[Book]:
    found = spans(book)
    for span, after in zip(found, found[1:], strict=False):
        yield book.with_value(span, after.value).with_value(after, span.value)


@operator("阶段只有名称", "F069")
def phase_without_content(book: Book) -> Iterator[Book]:
    for content in book.entries("阶段", "内容"):
        yield book.without(content)


@operator("阶段出了创建年度", "F070", "F065", "F067")
def phase_outside_the_year(book: Book) -> Iterator[Book]:
    for span in spans(book)[-1:]:
        yield book.with_value(span, "2028年3月—2028年5月")


@operator("频次和总数对不上", "F071")
def frequency_against_total(book: Book) -> Iterator[Book]:
    for frequency in of_tasks(book, "频次"):
        if re.search(r"每[月周季]", frequency.value) and not any(
            e.key == "数量" and e.item == frequency.item for e in book.entries("数量")
        ):
            yield book.with_value(frequency, "每月1次").with_line_after(frequency, "数量: 30次")


@operator("目标值没有计量单位", "F072", "F005")
def target_without_measure(book: Book) -> Iterator[Book]:
    for goal in book.entries("工作目标", "目标"):
        if number := re.search(r"\d+", goal.value):
            if not goal.value.rstrip().endswith("%"):
                yield book.with_value(goal, number.group())


@operator("分值之和和合计不符", "F076")
def total_row_differs(book: Book) -> Iterator[Book]:
    for head in book.entries("表头"):
        if "分值" in head.value:
            row = book.line(head.file, head.end)
            number = re.search(r"\| (\d+) \|", book.line(head.file, head.end + 1))
            if number and "行:" in row:
                columns = head.value.count("、")
                last = next(e for e in book.entries("表", "行") if e.file == head.file)
                cells = ["合计", *("—" for _ in range(columns))]
                cells[[cell.strip() for cell in head.value.split("、")].index("分值")] = "87"
                yield book.with_lines(
                    head.file, last.end, last.end, " " * (last.column + 2) + "- " + " | ".join(cells)
                )


@operator("同一人职务不一", "F079")
def one_person_two_posts(book: Book) -> Iterator[Book]:
    for members in book.entries("领导小组", "成员"):
        head = next((e for e in book.entries("领导小组", "组长")), None)
        if head and (name := re.match(r"([^（、]+)（", head.value)):
            yield book.with_value(members, f"{members.value}、{name[1]}（工会主席）")


@operator("两项任务同名", "F080")
def two_tasks_of_one_name(book: Book) -> Iterator[Book]:
    names = of_tasks(book, "名称")
    for name, after in zip(names, names[1:], strict=False):
        if name.column == after.column:
            yield book.with_value(after, name.value)


@operator("任务名在成果里写错", "F043")
def unknown_task(book: Book) -> Iterator[Book]:
    for task in book.entries("成果", "任务"):
        yield book.with_value(task, task.value + "工程")


@operator("依据晚于成文日期", "F100")
def basis_after_the_document(book: Book) -> Iterator[Book]:
    for date in book.entries("依据", "日期"):
        if any("【依据" in line for lines in book.files.values() for line in lines):
            yield book.with_value(date, "2027年5月9日")


@operator("文号用方括号", "F048")
def document_number_in_square_brackets(book: Book) -> Iterator[Book]:
    for number in book.entries("依据", "文号"):
        yield book.with_value(number, number.value.replace("〔", "（").replace("〕", "）"))


@operator("下级任务时限晚于上级", "F084")
def subtask_later_than_its_parent(book: Book) -> Iterator[Book]:
    for lead in of_tasks(book, "责任领导"):
        parts = [
            e
            for e in of_tasks(book, DEADLINE)
            if e.file == lead.file and lead.line < e.line < book.item_of(lead)[1]
        ]
        late = [e for e in parts if re.fullmatch(r"(9|1[012])月底前", e.value)]
        if late and not any(e.item == lead.item for e in of_tasks(book, DEADLINE)):
            yield book.with_line_after(lead, "时限: 8月底前")
