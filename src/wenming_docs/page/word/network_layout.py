"""Where the boxes of a network stand: a tree from the top down, its lines between them. All in twips.

The first look that fits the page is taken: the larger letters before the smaller ones, boxes beside
each other before boxes in columns, broad boxes before narrow ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, product

from wenming_docs.blocks import NetworkBox, plain
from wenming_docs.zh import em_width

INSET = 50  # between the border of a box and its text
_GAP, _FALL = 100, 240  # beside each other; from a box to those below it
_STACK_GAP, _INDENT = 90, 130  # in a column: under each other; from its line to a box
_SLACK = 0.5  # characters: a stop that may not begin a line takes one more with it
_ALONE = 26  # characters: the widest box over others that stands alone on its level


@dataclass(frozen=True, slots=True)
class Look:
    """One way to draw a network.

    ``size`` are half-points, ``pitch`` the line in twips; more than ``beside`` boxes without any below
    them stand in columns of ``column``; a box is about ``breadth`` times the root of its text wide and
    does not break texts of ``whole`` characters.
    """

    size: int
    pitch: int
    beside: int
    column: int
    breadth: float
    whole: int


LOOKS = tuple(
    Look(*letters, *stacking, *shape)
    for letters, stacking, shape in product(
        ((21, 290), (18, 245)),  # 五号, 小五
        ((8, 6), (8, 3), (8, 2), (3, 6), (3, 2), (1, 8)),
        ((1.5, 12), (1.2, 9), (2.2, 14), (3.2, 20), (1.0, 7), (0.85, 6), (0.7, 5), (0.6, 4)),
    )
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and where it stands, from the upper left corner of the drawing."""

    box: NetworkBox
    left: int
    top: int
    width: int
    height: int


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

    def upright(self) -> Iterator[Placed | Line]:
        """What others keep away from: the boxes, and the lines down to them."""
        yield from self.boxes
        yield from (line for line in self.lines if line.height)

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
    for look in LOOKS:
        tried.append(_tree(top, look, 0, alone=True))
        if tried[-1].fits(width, heights[0]):
            return tried[-1]
    for height in heights[1:]:
        for layout in tried:
            if layout.fits(width, height):
                return layout
    return min(tried, key=lambda layout: max(layout.width / width, layout.height / heights[-1]))


def _tree(box: NetworkBox, look: Look, least: int, *, alone: bool = False) -> Layout:
    """A box, at least ``least`` high, over what is below it."""
    width, height = _measure(box, look, alone=alone)
    own = Placed(box, 0, 0, width, max(height, least))
    if not box.children:
        return Layout(look, own.width, own.height, own.width // 2, (own,))
    below = _below(box.children, look)
    if len(below.boxes) == 1:  # a broad box alone hangs under the left half of a narrow one
        below = replace(below, anchor=min(below.anchor, own.width // 2), lines=())
        below = replace(below, lines=(Line(below.anchor, -_FALL // 2, 0, _FALL // 2),))
    shift = max(own.width // 2 - below.anchor, 0)  # so that nothing stands left of the drawing
    below = below.moved(shift, own.height + _FALL)
    own = replace(own, left=below.anchor - own.width // 2)
    fall = Line(below.anchor, own.height, 0, _FALL // 2)
    return Layout(
        look,
        max(below.width + shift, own.left + own.width),
        own.height + _FALL + below.height,
        below.anchor,
        (own, *below.boxes),
        (fall, *below.lines),
    )


def _below(children: Sequence[NetworkBox], look: Look) -> Layout:
    """The boxes under one box; their lines begin half a fall above them."""
    if sum(not child.children for child in children) > look.beside:
        return _beside([part for run in _runs(children) for part in _columns(run, look)], look)
    alone = len(children) == 1
    least = 0 if alone else max(_measure(child, look)[1] for child in children)
    return _beside([_tree(child, look, least, alone=alone) for child in children], look)


def _runs(children: Sequence[NetworkBox]) -> Iterator[Sequence[NetworkBox]]:
    """Those without any below them that follow each other, and each of the others by itself."""
    for leaf, run in groupby(children, key=lambda child: not child.children):
        together = tuple(run)
        yield from (together,) if leaf else ((child,) for child in together)


def _columns(run: Sequence[NetworkBox], look: Look) -> list[Layout]:
    if run[0].children:
        return [_tree(run[0], look, 0)]
    return [_column(run[start : start + look.column], look) for start in range(0, len(run), look.column)]


def _beside(trees: Sequence[Layout], look: Look) -> Layout:
    moved: list[Layout] = []
    for tree in trees:
        moved.append(tree.moved(_clear_of(moved, tree), 0))
    anchors = [tree.anchor for tree in moved]
    bus = Line(anchors[0], -_FALL // 2, anchors[-1] - anchors[0], 0)
    falls = tuple(Line(anchor, -_FALL // 2, 0, _FALL // 2) for anchor in anchors)
    return Layout(
        look,
        max(box.left + box.width for tree in moved for box in tree.boxes),
        max(tree.height for tree in moved),
        (anchors[0] + anchors[-1]) // 2,
        tuple(box for tree in moved for box in tree.boxes),
        ((bus,) if bus.width else ()) + falls + tuple(line for tree in moved for line in tree.lines),
    )


def _clear_of(placed: Sequence[Layout], tree: Layout) -> int:
    """How far to the right a tree goes to stand clear of those placed, each part at its own height."""
    return (
        max(
            0,
            *(
                before.left + before.width + _GAP - part.left
                for layout in placed
                for before in layout.upright()
                for part in tree.upright()
                if before.top - _FALL // 2 < part.top + part.height
                and part.top - _FALL // 2 < before.top + before.height
            ),
        )
        if placed
        else 0
    )


def _column(children: Sequence[NetworkBox], look: Look) -> Layout:
    """Boxes of one width under each other, at a line on their left."""
    sizes = [_measure(child, look) for child in children]
    width = max(width for width, _ in sizes)
    tops = list(accumulate((height + _STACK_GAP for _, height in sizes), initial=0))
    boxes = tuple(
        Placed(child, _INDENT, top, width, height)
        for child, top, (_, height) in zip(children, tops, sizes, strict=False)
    )
    middles = [box.top + box.height // 2 for box in boxes]
    lines = (Line(0, 0, 0, middles[-1]), *(Line(0, middle, _INDENT, 0) for middle in middles))
    return Layout(look, _INDENT + width, tops[-1] - _STACK_GAP, 0, boxes, lines)


def _measure(box: NetworkBox, look: Look, *, alone: bool = False) -> tuple[int, int]:
    """Width and height of a box: about as broad as its text wants, never broader than its longest line."""
    widths = [em_width(text) for text in texts_of(box)]
    longest = max(widths, default=1.0)
    breadth = math.ceil(look.breadth * math.sqrt(sum(widths)) * (2 if alone else 1))
    if alone and box.children:
        breadth = _ALONE
    characters = max(min(max(breadth, look.whole), longest), 2.0)
    lines = sum(max(math.ceil(width / characters), 1) for width in widths)
    character = look.size * 10
    return (
        round((characters + _SLACK) * character) + 2 * INSET,
        lines * look.pitch + 2 * INSET + look.pitch // 4,
    )


def texts_of(box: NetworkBox) -> Iterator[str]:
    """The title of a box, then its lines."""
    yield from (plain(inlines) for inlines in (box.title, *box.lines))
