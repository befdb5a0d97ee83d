"""Where the boxes of a network stand: a tree from the top down, its lines between them. All in twips.

A level that is wider than its room goes on in a further row; a line on the left leads to it. A first box
that alone has boxes below it (办公室 over the units) stands left of the others, and what is below it
under all of them. The first look that fits the page is taken: unbroken lines before broken ones, the
larger letters before the smaller.

It is long because an arrangement is tried, measured and taken back as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from wenming_docs.blocks import NetworkBox, plain
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width

INSET = 50  # between the border of a box and its text
_GAP, _FALL, _INDENT = 90, 200, 130  # beside each other; from a box to those below; right of a trunk
_SLACK = 0.6  # characters: a stop that may not begin a line takes one more with it
_BETWEEN = 1.0  # characters between two columns of names
_ABREAST = 3  # names beside each other in a box that stands alone over others
_TORN, _OVER = 13, 30  # characters: a look of fewer tears lines; what a box over others has at least
_STEP = 60  # how finely the width of rows is tried


@dataclass(frozen=True, slots=True)
class Look:
    """One way to draw a network.

    ``size`` are half-points, ``pitch`` the line in twips; lines up to ``whole`` characters are not
    broken; a list of names has at most ``tall`` lines a column; the boxes below one of several have
    ``share`` of the room before they go on in a further row.
    """

    size: int
    pitch: int
    whole: int
    tall: int
    share: float


_LETTERS = {24: 310, 21: 275, 18: 222}
"""小四, 五号, 小五, each with its line."""
_UNBROKEN = tuple(product((24, 21, 18), (44, 27)))
_BROKEN = tuple((size, whole) for whole in (18, 13, 10, 8, 6) for size in (24, 21, 18))
LOOKS = tuple(
    Look(size, _LETTERS[size], whole, tall, share)
    for (size, whole), tall, share in product(
        (*_UNBROKEN, *_BROKEN), (5, 4, 8, 3, 2, 12), (1, 0.5, 0.33, 0.2)
    )
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and where it stands, from the upper left corner of the drawing.

    ``columns`` are the widths of the columns of its lines, () where they are one under the other.
    """

    box: NetworkBox
    left: int
    top: int
    width: int
    height: int
    columns: tuple[int, ...] = ()

    def lines_of(self, column: int) -> tuple[int, int]:
        """The first and the last but one of the lines that stand in a column."""
        each = math.ceil(len(self.box.lines) / len(self.columns))
        return column * each, min((column + 1) * each, len(self.box.lines))


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, upright or level."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing: its boxes in reading order, its lines, and its look. ``anchor`` is the middle of its top."""

    look: Look
    width: int
    height: int
    anchor: int
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...] = ()

    def fits(self, width: int, height: int) -> bool:
        """Whether the drawing fits a room."""
        return self.width <= width and self.height <= height

    def moved(self, right: int, down: int) -> Layout:
        """The same at another place."""
        return replace(
            self,
            anchor=self.anchor + right,
            boxes=tuple(replace(one, left=one.left + right, top=one.top + down) for one in self.boxes),
            lines=tuple(replace(one, left=one.left + right, top=one.top + down) for one in self.lines),
        )


def lay_out_network(top: NetworkBox, width: int, heights: Sequence[int]) -> Layout:
    """The boxes below and with ``top`` within a width and the first of some heights that is enough.

    What fits nowhere is as small as it can be.
    """
    tried: list[Layout] = []
    shares = {look.share for look in LOOKS} if _forks(top) else {LOOKS[0].share}
    talls = {look.tall for look in LOOKS} if _has_list(top) else {LOOKS[0].tall}
    for look in LOOKS:
        if look.share not in shares or look.tall not in talls:
            continue  # it would look like another one
        tried.append(_tree(top, look, width, 0))
        if tried[-1].fits(width, heights[0]):
            return tried[-1]
    for height in heights[1:]:
        for layout in tried:
            if layout.fits(width, height):
                return layout
    return min(tried, key=lambda layout: max(layout.width / width, layout.height / heights[-1]))


def _forks(box: NetworkBox) -> bool:
    """Whether several boxes beside each other have boxes below them, so that they share the room."""
    return sum(bool(child.children) for child in box.children) > 1 or any(map(_forks, box.children))


def _has_list(box: NetworkBox) -> bool:
    return box.listed or any(map(_has_list, box.children))


def _tree(box: NetworkBox, look: Look, room: int, least: int) -> Layout:
    """A box, at least ``least`` high, in the middle over what is below it."""
    own = _measured(box, look, room)
    own = replace(own, height=max(own.height, least))
    if not box.children:
        return Layout(look, own.width, own.height, own.width // 2, (own,))
    below = _below(box.children, look, room)
    shift = max(own.width // 2 - below.anchor, 0)  # so that nothing stands left of the drawing
    below = below.moved(shift, own.height + _FALL)
    own = replace(own, left=below.anchor - own.width // 2)
    return Layout(
        look,
        max(below.width + shift, own.left + own.width),
        own.height + _FALL + below.height,
        below.anchor,
        (own, *below.boxes),
        (Line(below.anchor, own.height, 0, _FALL // 2), *below.lines),
    )


def _below(children: Sequence[NetworkBox], look: Look, room: int) -> Layout:
    """The boxes under one box; their lines begin half a fall above them."""
    branching = [child for child in children if child.children]
    if len(children) > 1 and len(branching) == 1 and children[0].children:
        return _over_all(children[0], children[1:], look, room)
    return _rows(children, look, round(room * look.share) if len(branching) > 1 else room, room)


def _rows(children: Sequence[NetworkBox], look: Look, room: int, most: int) -> Layout:
    """Boxes with all below them beside each other, in as many rows as ``most`` asks for.

    Where one row is not enough, a list of many names has a row of its own, in columns as it has room.
    """
    trees = [_tree(child, look, room, 0) for child in children]
    split = _split([tree.width for tree in trees], most)
    if len(split) > 1 and len(children) > 1 and _is_list(children[-1]):
        others, last = children[:-1], children[-1]
        split = _split([tree.width for tree in trees[:-1]], most - _INDENT)
        placed = _measured(last, look, most - _INDENT, broad=True)
        own = Layout(look, placed.width, placed.height, placed.width // 2, (placed,))
        above = _grid(others, trees[:-1], split, room)
        return _under([*above, _beside([own], look)], look)
    rows = _grid(children, trees, split, room)
    return rows[0] if len(rows) == 1 else _under(rows, look)


def _is_list(box: NetworkBox) -> bool:
    return box.listed and not box.children and len(box.lines) > _ABREAST


def _grid(
    children: Sequence[NetworkBox], trees: Sequence[Layout], split: Sequence[int], room: int
) -> list[Layout]:
    """The rows, the boxes of each equally high."""
    look = trees[0].look
    rows: list[Layout] = []
    start = 0
    for count in split:
        both = [*zip(children, trees, strict=True)][start : start + count]
        high = max(tree.boxes[0].height for _, tree in both)
        row = [
            tree if tree.boxes[0].height == high else _tree(child, look, room, high) for child, tree in both
        ]
        rows.append(_beside(row, look))
        start += count
    return rows


def _split(widths: Sequence[int], most: int) -> list[int]:
    """How many stand in each row: as few rows as ``most`` allows, all about equally wide."""
    inside = most if sum(widths) + _GAP * (len(widths) - 1) <= most else most - _INDENT
    least = _filled(widths, inside)
    for limit in range(max(widths), inside, _STEP):
        if len(found := _filled(widths, limit)) == len(least):
            return found
    return least


def _filled(widths: Sequence[int], most: int) -> list[int]:
    counts, used = [0], -_GAP
    for width in widths:
        if counts[-1] and used + _GAP + width > most:
            counts.append(0)
            used = -_GAP
        counts[-1] += 1
        used += _GAP + width
    return counts


def _beside(trees: Sequence[Layout], look: Look) -> Layout:
    """One row, its line half a fall above it; the middle of the row is its anchor."""
    moved: list[Layout] = []
    right = 0
    for tree in trees:
        moved.append(tree.moved(right, 0))
        right += tree.width + _GAP
    width = right - _GAP
    anchors = [tree.anchor for tree in moved]
    middle = anchors[0] if len(anchors) == 1 else width // 2
    falls = tuple(Line(anchor, -_FALL // 2, 0, _FALL // 2) for anchor in anchors)
    return Layout(
        look,
        width,
        max(tree.height for tree in moved),
        middle,
        tuple(box for tree in moved for box in tree.boxes),
        (*_bus(*anchors, middle), *falls, *(line for tree in moved for line in tree.lines)),
    )


def _bus(*points: int, top: int = -_FALL // 2) -> tuple[Line, ...]:
    """A level line through points; none where they are one."""
    return (Line(min(points), top, max(points) - min(points), 0),) if max(points) > min(points) else ()


def _under(rows: Sequence[Layout], look: Look) -> Layout:
    """Rows under each other: a trunk on the left leads to each."""
    width = max(row.width for row in rows)
    middle = _INDENT + width // 2
    boxes: list[Placed] = []
    lines: list[Line] = [*_bus(0, middle)]
    top = bus = 0
    for row in rows:
        placed = row.moved(_INDENT + (width - row.width) // 2, top)
        bus = top - _FALL // 2
        boxes += placed.boxes
        lines += (*_bus(0, placed.anchor, top=bus), *placed.lines)
        top += row.height + _FALL
    lines.append(Line(0, -_FALL // 2, 0, bus + _FALL // 2))
    return Layout(look, _INDENT + width, top - _FALL, middle, tuple(boxes), tuple(lines))


def _over_all(head: NetworkBox, others: Sequence[NetworkBox], look: Look, room: int) -> Layout:
    """The one box with boxes below it on the left, the others beside it; its own below all of them."""
    own = _measured(head, look, 0)
    grid = _rows(others, look, room, max(room - own.width - _GAP, _GAP))
    first = min(placed.height for placed in grid.boxes if placed.top == 0)
    if all(placed.top == 0 for placed in grid.boxes):
        own = replace(own, height=max(own.height, first))
        grid = _rows_of_height(others, look, own.height) if own.height > first else grid
    else:
        own = replace(own, height=max(own.height, grid.height))
    under = _below(head.children, look, room)
    upper = own.width + _GAP + grid.width
    left = max((under.width - upper) // 2, 0)
    high = max(own.height, grid.height)
    own = replace(own, left=left)
    hang = left + own.width // 2
    grid = grid.moved(left + own.width + _GAP, 0)
    below = under.moved(max(hang - under.anchor, 0) if under.width < upper else 0, high + _FALL)
    bus = high + _FALL - _FALL // 2
    width = max(upper, below.width, *(placed.left + placed.width for placed in below.boxes))
    lines = (
        *_bus(hang, grid.anchor, left + upper // 2),
        Line(hang, -_FALL // 2, 0, _FALL // 2),
        *grid.lines,
        Line(hang, own.height, 0, bus - own.height),
        *_bus(hang, below.anchor, top=bus),
        *below.lines,
    )
    boxes = (own, *below.boxes, *grid.boxes)
    return Layout(look, width, below.height + high + _FALL, left + upper // 2, boxes, lines)


def _rows_of_height(others: Sequence[NetworkBox], look: Look, least: int) -> Layout:
    return _beside([_tree(child, look, 0, least) for child in others], look)


def _measured(box: NetworkBox, look: Look, room: int, *, broad: bool = False) -> Placed:
    """A box as wide as its longest line where that may stay whole, at the upper left corner.

    ``broad``: it has a row of ``room`` for itself.
    """
    title, *rest = (em_width(text) for text in texts_of(box))
    over = bool(box.children) and look.whole > _TORN
    whole = max(look.whole, _OVER) if over else look.whole
    name = max(min(max(rest, default=0.0), whole), 2.0)
    character = look.size * 10
    each = len(rest) or 1  # lines a column
    if box.listed and (over or broad):  # names beside each other, as the room is there
        abreast = len(rest) if broad else _ABREAST
        each = math.ceil(each / max(min(abreast, int((room / character) / (name + _BETWEEN))), 1))
    elif box.listed:
        each = math.ceil(each / math.ceil(each / look.tall))
    columns = math.ceil(len(rest) / each) or 1
    inner = max(columns * name + (columns - 1) * _BETWEEN, min(title, whole))
    wide = name if columns > 1 else inner
    stacks = [rest[start : start + each] for start in range(0, len(rest), each)]
    lines = math.ceil(title / inner)
    lines += max((sum(max(math.ceil(one / wide), 1) for one in stack) for stack in stacks), default=0)
    width = round((inner + _SLACK) * character) + 2 * INSET
    height = lines * look.pitch + 2 * INSET + look.pitch // 4
    return Placed(box, 0, 0, width, height, (width // columns,) * columns if columns > 1 else ())


def texts_of(box: NetworkBox) -> Iterator[str]:
    """The title of a box, then its lines."""
    yield from (plain(inlines) for inlines in (box.title, *box.lines))
