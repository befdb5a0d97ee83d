"""A copy of the text in which known mistakes are mended, so that the rest can be read.

A mended text is never taken for the user's: each mending stands for an error. It only lets
the parser go on and find the next mistake in the same run.
"""

from __future__ import annotations


class Draft:
    """The lines of a text, the changes made to them, and the way back to typed columns."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self._changes: dict[int, list[tuple[int, int, int]]] = {}
        self.mended: set[int] = set()
        self.dropped: set[int] = set()  # lines given up because the parser could not read them
        self.blanked: set[int] = set()  # lines made a comment, whoever gave them up

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def replace(self, line: int, start: int, stop: int, new: str, *, harmless: bool = False) -> None:
        """Put ``new`` in the place of columns start to stop (from 0) of a line; only a harmless
        change leaves the meaning as it is, every other one must go with an error."""
        if not harmless:
            self.mended.add(line)
        old = self.lines[line]
        self.lines[line] = old[:start] + new + old[stop:]
        if stop - start != len(new):
            self._changes.setdefault(line, []).append((start, stop - start, len(new)))

    def blank_out(self, line: int) -> None:
        """Make a line a comment."""
        self.blanked.add(line)
        self.replace(line, 0, len(self.lines[line]), "#")

    def typed(self, line: int, column: int) -> int:
        """The column (from 0) at which the user typed what now stands in ``column``."""
        for start, old, new in reversed(self._changes.get(line, ())):
            if column >= start + new:
                column += old - new
            elif column >= start:
                column = start + min(column - start, max(old - 1, 0))
        return column
