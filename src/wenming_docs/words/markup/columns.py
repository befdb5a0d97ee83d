"""列：… before a table of a template: which of its columns are printed, and how."""

from __future__ import annotations

from collections.abc import Sequence

from wenming_docs.blocks.column_line import ColumnsError
from wenming_docs.blocks.columns import choose_columns, settled
from wenming_docs.blocks.nodes import Block, Table
from wenming_docs.words.markup.faults import MarkupError
from wenming_docs.zh.lazy import lazy_pattern

COLUMNS = lazy_pattern(r"列[：:]\s*")
UNKNOWN, UNREADABLE, NO_TABLE = "T028", "T029", "T030"


class ColumnsLine:
    """The line that waits for its table, if there is one."""

    def __init__(self) -> None:
        self.text, self.line = "", 0

    def read(self, content: str, line: int) -> None:
        """Keep ``列：…`` for the table that has to follow. Raises MarkupError where one waits already."""
        self.prove_taken()
        self.text, self.line = COLUMNS.sub("", content, count=1), line

    def prove_taken(self, *, unless: bool = False) -> None:
        """Raise MarkupError where no table followed the line; ``unless`` it is still to come."""
        if self.line and not unless:
            hint = "“列：”自成一行，下一行写表格，或写 {{ }} 印一张表"
            raise MarkupError("“列：”后面没有表格", self.line, hint, code=NO_TABLE)

    def applied(self, blocks: Sequence[Block]) -> list[Block]:
        """The data blocks, the line applied to the table among them; none keeps columns in spare."""
        if self.line and sum(isinstance(block, Table) for block in blocks) != 1:
            self.prove_taken()
        return [self.chosen(block) if isinstance(block, Table) else block for block in blocks]

    def chosen(self, table: Table) -> Table:
        """The table with the columns of the line; those that its author has chosen already stay."""
        text, line = self.text, self.line
        self.text, self.line = "", 0
        if not line or table.chosen:
            return settled(table)
        try:
            return settled(choose_columns(table, text))
        except ColumnsError as error:
            code = UNKNOWN if error.unknown else UNREADABLE
            raise MarkupError(error.message, line, error.hint, code=code) from None


__all__ = ["COLUMNS", "ColumnsLine"]
