"""Tables with more columns than a page can hold."""

from __future__ import annotations

from wenming_docs.blocks import Table, plain
from wenming_docs.findings import Finding, Severity
from wenming_docs.page.word.measure import CELL_PADDING
from wenming_docs.page.word.styles import SIZE_SMALL_5


def too_many_columns(table: Table, room: int, *, landscape: bool) -> Finding | None:
    """L032 where the columns would be narrower than one 字 of the smallest size; ``room`` in twips."""
    most = room // (CELL_PADDING + SIZE_SMALL_5 * 10)
    if len(table.columns) <= most:
        return None
    texts = (text for column in table.columns for text in column.title)
    place = next((text.origins[0] for text in texts if text.origins and text.origins[0].file), None)
    name = f"“{plain(table.caption)}”" if plain(table.caption) else "一张表"
    page, turn = ("横页", "") if landscape else ("竖页", "，或写“横向: 是”")
    hint = f"用“列”选出要印的几列，或分成几张表{turn}"
    message = f"{name}有{len(table.columns)}列，{page}最多排{most}列"
    return Finding("L032", Severity.ERROR, message, hint, place)
