"""A paragraph as pieces: words of one value, figures that are quoted, words of the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from wenming_docs.blocks import Inlines
from wenming_docs.findings import Origin
from wenming_docs.pulling.hunks import Hunk, Part, placed
from wenming_docs.pulling.places import Literal, Places, Spot, Stretch, in_order, quoting, stretches
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph with the facts they come from; with ``spot`` they can be changed there."""

    text: str
    origins: tuple[Origin, ...] = ()
    spot: Spot | None = None
    stretches: tuple[Stretch, ...] = ()

    @property
    def part(self) -> Part:
        return Part(self.text, self.spot is not None and bool(self.stretches), bool(self.origins))

    def cut(self, hunk: Hunk) -> Hunk | None:
        """The same change in the value; None where the value is not written as it is printed."""
        for stretch in self.stretches:
            if stretch.printed <= hunk.start and hunk.end <= stretch.printed + stretch.length:
                return hunk.moved(stretch.value - stretch.printed)
        return None


@dataclass(frozen=True, slots=True)
class Placed:
    """A hunk of a paragraph with the piece it lies in, and the same change counted in that piece."""

    hunk: Hunk
    piece: Piece
    inner: Hunk


def pieces_of(run: Inlines, places: Places) -> list[Piece]:
    """The pieces of a paragraph, in order; their texts make up the whole of it."""
    found: list[Piece] = []
    for text, origins in _joined(run):
        found += _pieces(text, tuple(origin for origin in origins if origin.file), places)
    return found


def _joined(run: Inlines) -> Iterator[tuple[str, tuple[Origin, ...]]]:
    """Texts side by side that come from the same places were one text: a gap in it stood apart."""
    text, origins = "", None
    for each in run:
        if origins is not None and each.origins != origins:
            yield text, origins
            text = ""
        text, origins = text + each.text, each.origins
    if origins is not None:
        yield text, origins


def _pieces(text: str, origins: tuple[Origin, ...], places: Places) -> list[Piece]:
    spots: dict[tuple[int, int], tuple[Spot, int, Origin]] = {}
    unknown = False
    for origin in origins:
        found = places.spot(origin)
        unknown |= found is None
        if found:
            spots.setdefault(found[0].key, (*found, origin))
    for host, offset, _ in spots.values():
        literals = quoting(text, host.scalar.text, offset)
        if literals is not None:
            others = [each for key, each in spots.items() if key != host.key]
            return [_literal(one, host, others, origins) for one in literals]
    if len(spots) == 1 and not unknown:
        spot, offset, _ = next(iter(spots.values()))
        return [Piece(text, origins, spot, stretches(text, spot.scalar.text, offset))]
    if not unknown and (listed := _listed(text, list(spots.values()))):
        return listed
    return _composed(text, origins, list(spots.values()))


def _literal(
    one: Literal, host: Spot, others: list[tuple[Spot, int, Origin]], origins: tuple[Origin, ...]
) -> Piece:
    """Words of the value itself; or a figure it quotes, which one other value may hold as printed."""
    if one.at is not None:
        return Piece(one.text, (host.scalar.origin,), host, (Stretch(0, one.at, len(one.text)),))
    holding = [
        (spot, origin, value.index(one.text))
        for spot, _, origin in others
        if (value := spot.scalar.text).count(one.text) == 1
    ]
    if len(holding) == 1:
        spot, origin, at = holding[0]
        return Piece(one.text, (origin,), spot, (Stretch(0, at, len(one.text)),))
    others_there = tuple(origin for _, _, origin in others)
    return Piece(one.text, others_there or origins)


def _listed(text: str, spots: list[tuple[Spot, int, Origin]]) -> list[Piece]:
    """Several values side by side, with words between them; none if the text is not such a list."""
    values = [spot.scalar.text for spot, _, _ in spots]
    starts = in_order(text, values)
    if starts is None:
        return []
    pieces: list[Piece] = []
    at = 0
    for start, (spot, _, origin) in zip(starts, spots, strict=True):
        if start > at:
            pieces.append(Piece(text[at:start]))
        length = len(spot.scalar.text)
        pieces.append(Piece(text[start : start + length], (origin,), spot, (Stretch(0, 0, length),)))
        at = start + length
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def _composed(text: str, origins: tuple[Origin, ...], spots: list[tuple[Spot, int, Origin]]) -> list[Piece]:
    """A text made of several facts and words of our own (a title): the names in it that stand there once.

    A number is never taken for a part of it: a sum may have the digits of one of its rows.
    """
    found: list[tuple[int, int, Spot, Origin]] = []
    for spot, _, origin in spots:
        value = spot.scalar.text
        at = text.find(value)
        alone = len(value) > 1 and text.count(value) == 1 and len(value) < len(text)
        if alone and not any(sign.isnumeric() for sign in value):
            found.append((at, at + len(value), spot, origin))
    found.sort(key=lambda each: each[:2])
    pieces: list[Piece] = []
    done = 0
    for start, stop, spot, origin in found:
        if start >= done:
            pieces += [Piece(text[done:start], origins)] if start > done else []
            pieces.append(Piece(text[start:stop], (origin,), spot, (Stretch(0, 0, stop - start),)))
            done = stop
    return [*pieces, Piece(text[done:], origins)] if done < len(text) else pieces


def place_hunks(pieces: Sequence[Piece], hunks: Iterable[Hunk]) -> tuple[list[Placed], list[Hunk]]:
    """Each hunk with its piece, and those that cannot be given to one."""
    starts = [0, *accumulate(len(piece.text) for piece in pieces)]
    inside, left = placed([piece.part for piece in pieces], list(hunks))
    return [Placed(inner.moved(starts[number]), pieces[number], inner) for number, inner in inside], left


def touched(pieces: Sequence[Piece], hunk: Hunk) -> list[Piece]:
    """The pieces that a hunk lies in or borders on."""
    starts = [0, *accumulate(len(piece.text) for piece in pieces)]
    return [
        piece
        for number, piece in enumerate(pieces)
        if starts[number] <= hunk.end and hunk.start <= starts[number + 1] and piece.text
    ]


__all__ = ["Piece", "Placed", "pieces_of", "place_hunks", "touched"]
