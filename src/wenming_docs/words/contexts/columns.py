"""列: the columns that an author chooses for the table of a section, an attachment or a whole document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from wenming_docs.blocks import Block, ColumnsError, Table, choose_columns, texts_in
from wenming_docs.findings import Origin, SourceText, place_in
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.bar_chart import is_bar_chart
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.views import PartView, SectionView


@dataclass(frozen=True, slots=True)
class _Place:
    """A table among parts: which part, which of its blocks."""

    part: int
    block: int
    table: Table


def with_columns(composer: Composer, line: SourceText | None, parts: Sequence[PartView]) -> list[PartView]:
    """The parts, the only table among them with the columns of ``line``.

    What stands in the other columns is left out on purpose: nothing in the document has to print it.
    """
    if line is None or not parts:
        return list(parts)
    tables = list(_tables(parts))
    if len(tables) != 1:
        _refuse(composer, line, len(tables))
        return list(parts)
    place = tables[0]
    chosen = _chosen(composer, line, place.table)
    if chosen is None:
        return list(parts)
    composer.dropped |= dropped_places((place.table,), (chosen,))
    part = parts[place.part]
    blocks = list(cast(tuple[Block, ...], part.data))
    blocks[place.block] = chosen
    found = list(parts)
    found[place.part] = replace(part, data=tuple(blocks))
    return found


def sections_with_columns(
    composer: Composer, line: SourceText | None, sections: tuple[SectionView, ...]
) -> tuple[SectionView, ...]:
    """The sections of a document that is one table, with its columns chosen."""
    if line is None or not sections:
        return sections
    parts = [part for section in sections for part in section.parts]
    chosen = iter(with_columns(composer, line, parts))
    return tuple(replace(section, parts=tuple(next(chosen) for _ in section.parts)) for section in sections)


def dropped_places(before: Iterable[Block], after: Iterable[Block]) -> set[Origin]:
    """The places whose texts stand in ``before`` and no longer in ``after``."""
    return _places(before) - _places(after)


def _places(blocks: Iterable[Block]) -> set[Origin]:
    return {origin for text in texts_in(blocks) for origin in text.origins}


def _tables(parts: Sequence[PartView]) -> Iterable[_Place]:
    for at, part in enumerate(parts):
        if part.form != "块":
            continue
        for number, block in enumerate(cast(tuple[Block, ...], part.data)):
            if isinstance(block, Table) and not is_bar_chart(block):
                yield _Place(at, number, block)


def _refuse(composer: Composer, line: SourceText, count: int) -> None:
    if count:
        message = f"这里有{count}张表，不知道“列”说的是哪一张"
        hint = "分成几节，一节取一张表，各写各的“列”"
        composer.error("F185", message, hint, line.origin)
        return
    hint = "把“列”写在取表的那一节或附件下；这一处没有表就删去“列”"
    composer.warn("F185", "写了“列”，这里却没有表可选列", hint, line.origin)


def _chosen(composer: Composer, line: SourceText, table: Table) -> Table | None:
    try:
        return choose_columns(table, str(line))
    except ColumnsError as error:
        code = "F183" if error.unknown else "F184"
        composer.error(code, error.message, error.hint, place_in(line, error.at))
        return None


__all__ = ["dropped_places", "sections_with_columns", "with_columns"]
