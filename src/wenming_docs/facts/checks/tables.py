"""Hand-made tables and weights: what has to add up does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from wenming_docs.facts.analysis import TaskNode, task_tree
from wenming_docs.facts.model import HandTable, Prose, Section, Workspace, whole_text
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import Finding, Severity, SourceText
from wenming_docs.zh import half_width_digits
from wenming_docs.zh.lazy import lazy_pattern

NUMBER = lazy_pattern(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<measure>[%％]|[一-龥㎡/]{0,4})")
TOTAL_ROW = lazy_pattern(r"(?:合|总|小|共)\s*计|总\s*[数分]")
SUBTOTAL_ROW = lazy_pattern(r"小\s*计")
WEIGHT_HEAD = lazy_pattern(r"(?:所占)?(?:权重|比重)(?:[（(][%％][）)])?")
POINTS_HEAD = lazy_pattern(r"(?:标准|基本|满)?分值?(?:[（(].*[）)])?")
FULL_SCORE = lazy_pattern(
    r"(?:满分|总分值?|合计)(?:为|是)?(?P<score>\d{2,4})分|[（(](?P<head>\d{2,4})分[）)]"
)
NOT_ADDED = lazy_pattern("序|号|率|比|占|均|排名|名次|年|月|日期|时间|标准|单价|备注|得分|电话")
"""Heads of columns whose numbers do not make a total."""
NO_NUMBER = frozenset(("", "—", "-", "－", "/", "／", "——", "无"))
LEFT_OPEN = "留空"
WEIGHT = lazy_pattern(r"权重(?:为|占|是|：)?(?P<number>\d+(?:\.\d+)?)[%％]")
FULL = Decimal(100)
Row = Sequence[SourceText]


def sums_in_tables(workspace: Workspace) -> Iterator[Finding]:
    """Rows of totals, columns of weights and of points that do not come out."""
    for table, nearby in _tables(workspace):
        rows = [row for row in table.rows if len(row) == len(table.head)]
        if len(rows) < len(table.rows):
            continue
        for column, head in enumerate(table.head):
            cells = [row[column] for row in rows]
            yield from _total_rows(str(head), cells, rows, column)
            yield from _full_columns(table, str(head), cells, rows, nearby)


def _tables(workspace: Workspace) -> Iterator[tuple[HandTable, str]]:
    """Every hand-made table with the prose beside it."""
    for document in workspace.documents:
        yield from _of_sections(document.sections)
        for attached in document.attachments:
            if attached.table:
                yield attached.table, str(attached.text or "")
            yield from _of_sections(attached.sections)


def _of_sections(sections: Iterable[Section]) -> Iterator[tuple[HandTable, str]]:
    for section in sections:
        if section.table:
            yield section.table, str(section.text or "")
        yield from _of_sections(section.sections)


def _total_rows(
    head: str, cells: Sequence[SourceText], rows: Sequence[Row], column: int
) -> Iterator[Finding]:
    """Each 小计 against the rows since the last one, each 合计 against all rows."""
    if NOT_ADDED.search(head) or column == 0:
        return
    whole = group = Decimal(0)
    counted = 0
    for row, cell in zip(rows, cells, strict=True):
        label = _label(row)
        number = _number(cell)
        if label is None:
            if number is None and cell.strip() not in NO_NUMBER:
                return
            whole, group = whole + (number or 0), group + (number or 0)
            counted += number is not None
            continue
        should = group if SUBTOTAL_ROW.fullmatch(label) else whole
        if number is not None and counted > 1 and number != should:
            message = f"“{head}”一列的{label}写的是{cell}，相加是{plain_number(should)}"
            yield Finding("F076", Severity.WARNING, message, "核对各行，改正写错的一个", cell.origin)
        if SUBTOTAL_ROW.fullmatch(label):
            group = Decimal(0)


def _full_columns(
    table: HandTable, head: str, cells: Sequence[SourceText], rows: Sequence[Row], nearby: str
) -> Iterator[Finding]:
    """A column of weights comes to 100, one of points to the full score that is named nearby."""
    wanted = None
    if WEIGHT_HEAD.fullmatch(head.strip()):
        wanted = FULL
    elif POINTS_HEAD.fullmatch(head.strip()):
        wanted = _full_score(head, str(table.caption or ""), str(table.notes or ""), nearby)
    plain = [cell for row, cell in zip(rows, cells, strict=True) if _label(row) is None]
    numbers = [_number(cell) for cell in plain if cell.strip() not in NO_NUMBER]
    if wanted is None or len(numbers) < 2 or None in numbers:
        return
    summed = sum((number for number in numbers if number is not None), Decimal(0))
    fraction = WEIGHT_HEAD.fullmatch(head.strip()) is not None and summed <= 2
    if summed == (1 if fraction else wanted) or _each_group_full(rows, cells, wanted):
        return
    message = f"“{head}”一列相加是{plain_number(summed)}，应当是{1 if fraction else plain_number(wanted)}"
    yield Finding("F076", Severity.WARNING, message, "核对各行，改正写错的一个", plain[0].origin)


def _full_score(*texts: str) -> Decimal | None:
    for text in texts:
        if found := FULL_SCORE.search(half_width_digits(text)):
            return Decimal(found["score"] or found["head"])
    return None


def _each_group_full(rows: Sequence[Row], cells: Sequence[SourceText], wanted: Decimal) -> bool:
    """Whether the rows under each first cell come to the full sum of their own."""
    sums: list[Decimal] = []
    last = None
    for row, cell in zip(rows, cells, strict=True):
        name = row[0].strip()
        if not sums or (name and name != last):
            sums.append(Decimal(0))
        last = name or last
        sums[-1] += _number(cell) or 0
    return len(sums) < len(rows) and all(total == wanted for total in sums)


def _label(row: Row) -> str | None:
    """合计 or 小计 where the row starts with it."""
    return next((text.strip() for text in row[:2] if TOTAL_ROW.fullmatch(text.strip())), None)


def _number(cell: SourceText) -> Decimal | None:
    found = NUMBER.fullmatch(half_width_digits(cell.strip()))
    return Decimal(found["number"].replace(",", "")) if found else None


def weights_in_lists(workspace: Workspace) -> Iterator[Finding]:
    """Weights typed in the texts of one list (权重30%) that do not come to 100."""
    whole = whole_text(workspace)
    if "权重" not in whole and "权\n" not in whole:  # two texts beside each other may make the word
        return
    targets = [
        (f"{target.title or ''}{target.text or ''}{target.indicator or ''}", target.text or target.indicator)
        for target in workspace.targets
    ]
    yield from _weights("工作目标", targets)
    tree = task_tree(workspace)
    yield from _weights("任务", [_told(node) for node in tree])
    for node in tree.all:
        if len(node.children) > 1:
            yield from _weights(f"“{node.name}”的下级任务", [_told(child) for child in node.children])


def _told(node: TaskNode) -> tuple[str, SourceText | Prose | None]:
    task = node.task
    return f"{node.name}{task.content or ''}{task.standard or ''}", task.name


def _weights(where: str, items: Sequence[tuple[str, SourceText | Prose | None]]) -> Iterator[Finding]:
    found = [WEIGHT.findall(text) if "权重" in text else [] for text, _ in items]
    weighed = [Decimal(numbers[0]) for numbers in found if len(numbers) == 1]
    if len(weighed) < 2 or any(len(numbers) > 1 for numbers in found):
        return
    summed = sum(weighed, Decimal(0))
    if summed > FULL or (len(weighed) == len(items) and summed < FULL):
        first = next(place for (_, place), numbers in zip(items, found, strict=True) if numbers)
        origin = first.origins[0] if first and first.origins else None
        message = f"{where}里的权重相加是{plain_number(summed)}%，不是100%"
        yield Finding("F076", Severity.WARNING, message, "核对各项权重", origin)
