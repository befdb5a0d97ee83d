"""From a place in the facts back to the value that stands there, and from printed words to its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from wenming_docs.facts.source import Scalar
from wenming_docs.facts.source.edit import scalars_of
from wenming_docs.findings import Origin
from wenming_docs.plan_files import Part
from wenming_docs.records import dataclass

_QUOTED = re.compile(r"(【(?!待填)[^【】\n]*】)")
_LONGEST_COMPARED = 3_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of a plan: the file's number, the number of the value in it, and the value itself."""

    file: int
    number: int
    scalar: Scalar

    @property
    def key(self) -> tuple[int, int]:
        return self.file, self.number


@dataclass(frozen=True, slots=True)
class Stretch:
    """``length`` printed characters from ``printed`` on stand in the value from ``value`` on."""

    printed: int
    value: int
    length: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A part of a printed text: words of the value (from ``at`` on), or a figure that it quotes."""

    text: str
    at: int | None


class Places:
    """Every value of a plan's files, by where it stands."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._values: dict[str, tuple[list[tuple[int, int]], list[Spot]]] = {}
        for file, part in enumerate(parts):
            spots = []
            if part.page.root is not None:
                values = enumerate(scalars_of(part.page.root))
                spots = [Spot(file, number, scalar) for number, scalar in values]
            spots.sort(key=lambda spot: (spot.scalar.origin.line, spot.scalar.origin.column))
            self._values[part.name] = [(s.scalar.origin.line, s.scalar.origin.column) for s in spots], spots

    def has(self, origin: Origin) -> bool:
        """Whether the place lies in one of the plan's files, and not in a table or a file of a unit below."""
        return origin.file in self._values and not origin.cell

    def spot(self, origin: Origin) -> tuple[Spot, int] | None:
        """The value at ``origin`` and the offset of its character that stands there."""
        if not self.has(origin):
            return None
        starts, spots = self._values[origin.file]
        at = bisect_right(starts, (origin.line, origin.column)) - 1
        if at < 0 or spots[at].scalar.missing:
            return None
        offset = _offset(spots[at].scalar, origin)
        return None if offset is None else (spots[at], offset)

    def on_line(self, origin: Origin) -> list[Spot]:
        """The values that stand on the line of ``origin``, those of several lines included."""
        if not self.has(origin):
            return []
        starts, spots = self._values[origin.file]
        stop = bisect_right(starts, (origin.line + 1, 0))
        first = bisect_right(starts, (origin.line, 0))
        return spots[max(first - 1, 0) : stop]


def _offset(scalar: Scalar, origin: Origin) -> int | None:
    """Which character of ``scalar`` stands at ``origin``; 0 for a place that only means the whole value."""
    place = (origin.line, origin.column)
    if (scalar.origin.line, scalar.origin.column) == place:
        return 0
    near = origin.column - scalar.origin.column
    if 0 <= near < len(scalar.text) and scalar.place(near)[1:3] == place:
        return near
    for offset, sign in enumerate(scalar.text):
        if not sign.isspace() and scalar.place(offset)[1:3] == place:
            return offset
    return 0 if scalar.origin.path == origin.path and scalar.origin.line == origin.line else None


def stretches(text: str, value: str, offset: int) -> tuple[Stretch, ...]:
    """Which characters of a printed text stand in ``value``, whose part at ``offset`` it prints.

    The same words, else the only place where they stand, else what the two have in common, as far as they
    are written alike (a 。 that was set, a day that is printed in another form).
    """
    if value.startswith(text, offset):
        return (Stretch(0, offset, len(text)),)
    if value.count(text) == 1:
        return (Stretch(0, value.index(text), len(text)),)
    if max(len(text), len(value)) > _LONGEST_COMPARED:
        return ()
    start = value.rfind("\n", 0, offset) + 1
    stop = value.find("\n", offset)
    line = value[start : stop if stop >= 0 else len(value)]
    blocks = SequenceMatcher(None, text, line, autojunk=False).get_matching_blocks()
    return tuple(Stretch(a, start + b, size) for a, b, size in blocks if size)


def quoting(text: str, value: str, offset: int) -> list[Literal] | None:
    """``text`` cut where ``value`` quotes figures with 【】; None if it does not read so, or in two ways."""
    start = value.rfind("\n", 0, offset) + 1
    stop = value.find("\n", offset)
    line = value[start : stop if stop >= 0 else len(value)]
    if "【" not in line:
        return None
    tokens = _QUOTED.split(line)
    literals, quotes = tokens[::2], tokens[1::2]
    if not quotes:
        return None
    found = _read_as(text, literals)
    if found is None:
        return None
    parts: list[Literal] = []
    at = start
    for number, literal in enumerate(literals):
        parts.append(Literal(found[number][0], at))
        at += len(literal)
        if number < len(quotes):
            parts.append(Literal(found[number][1], None))
            at += len(quotes[number])
    return parts


def _read_as(text: str, literals: list[str]) -> list[tuple[str, str]] | None:
    """Each literal as printed with the figure behind it; a 。 may have been set or taken at the very end."""
    last = literals[-1]
    for end in dict.fromkeys((last, last.rstrip("。"), last + "。")):
        tries = [*literals[:-1], end]
        starts = _from_the_left(text, tries)
        if starts is None or starts != _from_the_right(text, tries):
            continue
        stops = [start + len(literal) for start, literal in zip(starts, tries, strict=True)]
        figures = [text[stop:start] for stop, start in zip(stops, starts[1:], strict=False)]
        return [*zip(tries[:-1], figures, strict=True), (end[: len(last)], end[len(last) :])]
    return None


def _from_the_left(text: str, literals: list[str]) -> list[int] | None:
    """Where the literals stand, each as far left as it can, with a figure before all but the first."""
    if not text.startswith(literals[0]):
        return None
    starts, at = [0], len(literals[0])
    for literal in literals[1:-1]:
        place = text.find(literal, at + 1)
        if place < 0:
            return None
        starts.append(place)
        at = place + len(literal)
    last = len(text) - len(literals[-1])
    return [*starts, last] if last > at and text.endswith(literals[-1]) else None


def _from_the_right(text: str, literals: list[str]) -> list[int] | None:
    stop = len(text) - len(literals[-1])
    starts = [stop]
    for literal in reversed(literals[1:-1]):
        stop = text.rfind(literal, 0, max(stop - 1, 0))
        if stop < 0:
            return None
        starts.append(stop)
    return [0, *reversed(starts)] if stop > len(literals[0]) else None


def in_order(text: str, values: Iterable[str]) -> list[int] | None:
    """Where each of ``values`` stands in ``text``, one behind the other with something between them."""
    at, found = 0, list[int]()
    for value in values:
        place = text.find(value, at)
        if place < 0 or not value or (found and place == at):
            return None
        found.append(place)
        at = place + len(value)
    return found


__all__ = ["Literal", "Places", "Spot", "Stretch", "in_order", "quoting", "stretches"]
