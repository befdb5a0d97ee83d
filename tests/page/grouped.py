"""A table of invented tasks, grouped several levels deep, with its merged cells."""

from __future__ import annotations

from itertools import groupby

from wenming_docs.blocks import Align, Cell, Column, Table, inlines

HEADS = ("重点领域", "重点任务", "具体任务", "具体事项", "责任片区")
_SIZES = (97, 41, 17, 7, 3)  # rows that share a label, from the first level to the fifth
_MATTERS = (
    "清理楼道堆物",
    "规范车辆停放并落实每日巡查",
    "更换破损公益广告",
    "入户宣传1200户，力争6月底前完成95%",
)

Rows = list[tuple[tuple[str, ...], tuple[str, ...]]]


def grouped_rows(count: int, depth: int) -> Rows:
    """Rows as the labels that each stands under and its own texts."""
    rows: Rows = []
    for row in range(count):
        numbers = [row // size + 1 for size in _SIZES[:depth]]
        labels = tuple(
            f"{HEADS[level]}{'之'.join(map(str, numbers[: level + 1][-2:]))}" for level in range(depth)
        )
        rows.append((labels, (_MATTERS[row % 4] * (1 + row % 3), "城管办", f"{row % 12 + 1}月底前")))
    return rows


def spans(rows: Rows, level: int) -> list[int]:
    """How many rows each group of a level has, by the data alone."""
    return [len(list(group)) for _, group in groupby(rows, key=lambda row: row[0][: level + 1])]


def grouped_table(rows: Rows, depth: int) -> Table:
    """The table of some rows: equal labels merged, each level inside the one before."""
    merged = [
        [span if row == 0 else 0 for span in spans(rows, level) for row in range(span)]
        for level in range(depth)
    ]
    body = tuple(
        (
            Cell(inlines(str(number + 1)), align=Align.CENTER),
            *(
                Cell(inlines(label) if merged[level][number] else (), rows=merged[level][number])
                for level, label in enumerate(labels)
            ),
            *(Cell(inlines(text)) for text in texts),
        )
        for number, (labels, texts) in enumerate(rows)
    )
    heads = ("序号", *HEADS[:depth], "工作内容", "牵头单位", "完成时限")
    return Table(tuple(Column(inlines(head)) for head in heads), body, inlines("任务分解表"))
