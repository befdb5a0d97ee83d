"""Which list or mapping a line belongs to, by its column."""

from __future__ import annotations

from wenming_docs.facts.source.values import Value

MAPPING, SEQUENCE = "mapping", "sequence"


class Misplaced(Exception):
    """A line that stands in no column of the lists and mappings above it.

    ``target`` is the column where it was probably meant to stand, if there is one.
    """

    def __init__(self, message: str, hint: str, target: int | None) -> None:
        super().__init__(message)
        self.message, self.hint, self.target = message, hint, target


class Levels:
    """The lists and mappings that are open, outermost first, and columns known to be wrong."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        self._shifts: dict[int, tuple[str, int]] = {}

    def shifted(self, kind: str, column: int) -> int | None:
        """Where such lines in ``column`` were meant to stand, if that was found out before."""
        for wrong in [wrong for wrong in self._shifts if wrong > column]:
            del self._shifts[wrong]
        found_kind, target = self._shifts.get(column, ("", None))
        return target if found_kind == kind else None

    def has(self, kind: str, column: int) -> bool:
        """Whether such a level is open in ``column``."""
        return (kind, column) in self._open

    def deepest(self, kind: str) -> int:
        """The column of the innermost such level, -1 if none is open."""
        return max((column for level, column in self._open if level == kind), default=-1)

    def enter(self, signs: list[tuple[str, int]], last: Value) -> None:
        """Open and close levels for a row with these signs; raises Misplaced."""
        kind, column = signs[0]
        closed: list[tuple[str, int]] = []
        while self._open and self._open[-1][1] > column:
            closed.append(self._open.pop())
        if not self._fits(kind, column, last, bool(closed)):
            closed_again = list(reversed(closed))
            problem = self._problem(kind, column, closed_again, last)
            self._open.extend(closed_again)
            raise problem
        self._push(signs)

    def settle(self, signs: list[tuple[str, int]], typed: int) -> None:
        """Enter a row that was moved; remember where it had been typed."""
        kind, column = signs[0]
        self._shifts[typed] = (kind, column)
        while self._open and self._open[-1][1] > column:
            self._open.pop()
        if kind == MAPPING and self._open and self._open[-1] == (SEQUENCE, column):
            self._open.pop()
        self._push(signs)

    def _push(self, signs: list[tuple[str, int]]) -> None:
        if not self._open or self._open[-1] != signs[0]:
            self._open.append(signs[0])
        self._open.extend(signs[1:])

    def _fits(self, kind: str, column: int, last: Value, closed: bool) -> bool:
        if not self._open:
            return not closed
        top, here = self._open[-1]
        if here < column:
            return not closed and last.kind == "child"
        if top == kind:
            return True
        if kind == MAPPING:
            self._open.pop()
            if self._open and self._open[-1] == (MAPPING, column):
                return True
            self._open.append((top, here))
            return False
        return not closed and last.kind == "child" and last.owner == column

    def _problem(self, kind: str, column: int, closed: list[tuple[str, int]], last: Value) -> Misplaced:
        near = [place for level, place in self._open + closed if level == kind]
        target = min(near, key=lambda place: (abs(place - column), place), default=None)
        if kind == MAPPING and self._open and self._open[-1] == (SEQUENCE, column):
            inner = [place for level, place in closed if level == MAPPING]
            hint = "缩进到与“- ”后面的字对齐"
            return Misplaced("这一行与列表的“- ”对齐了，不在列表里", hint, inner[0] if inner else target)
        if target is None:
            return Misplaced("这一行的“- ”放错了地方", "列表另起一行，写在“名称:”下面", None)
        if not closed and last.kind in ("plain", "done") and column > target:
            message = f"这一行多缩进了 {column - target} 格：上一行已经有内容，下面不能再分级"
            return Misplaced(message, "同级的对齐；要分级，上一行写成“名称:”，后面不写内容", target)
        return Misplaced(
            f"缩进对不齐：这一行缩进 {column} 格，同级的是 {target} 格", "同一级的第一个字上下对齐", target
        )
