"""Words that a value holds several times (two persons of one office): which of them a paragraph prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wenming_docs.blocks import Inlines
from wenming_docs.pulling.pieces import Piece, pieces_of
from wenming_docs.pulling.places import Places, Stretch

Reached = dict[tuple[int, int], int]
"""Of each value, how far it has been printed."""


def in_printed_order(pieces: list[Piece], before: Sequence[Inlines], places: Places) -> list[Piece]:
    """``pieces`` of a paragraph, each at its own place of the value; ``before`` is what is said before it.

    A value is printed from its beginning to its end: what stands there twice is the one behind what was
    printed of it last. Where it is printed otherwise, the proof takes the change back.
    """
    unclear = {origin for piece in pieces if _is_unclear(piece, places) for origin in piece.origins}
    if not unclear:
        return pieces
    reached: Reached = {}
    for run in before:
        if any(origin in unclear for text in run for origin in text.origins):
            _followed(pieces_of(run, places), reached, places)
    return _followed(pieces, reached, places)


def _followed(pieces: list[Piece], reached: Reached, places: Places) -> list[Piece]:
    """``pieces`` with their places settled; ``reached`` goes on."""
    found = []
    for piece in pieces:
        if piece.spot is not None and _is_unclear(piece, places):
            value, text = piece.spot.scalar.text, piece.text
            at = value.find(text, reached.get(piece.spot.key, 0))
            piece = replace(piece, stretches=(Stretch(0, at if at >= 0 else value.index(text), len(text)),))
        if piece.spot is not None and _is_whole(piece):
            reached[piece.spot.key] = piece.stretches[0].value + len(piece.text)
        found.append(piece)
    return found


def _is_whole(piece: Piece) -> bool:
    """Whether the words stand in the value as they are printed, and in one place."""
    return len(piece.stretches) == 1 and piece.stretches[0].length == len(piece.text) > 0


def _is_unclear(piece: Piece, places: Places) -> bool:
    """Whether the words stand in the value several times, and nothing tells which of them is printed.

    Words between quoted figures (【】) have their place already, as those of a paragraph of its own.
    """
    if piece.spot is None or not _is_whole(piece):
        return False
    value = piece.spot.scalar.text
    if "【" in value or value.count(piece.text) < 2:
        return False
    known = (places.spot(origin) for origin in piece.origins)
    return not any(found and 0 < found[1] == piece.stretches[0].value for found in known)


__all__ = ["in_printed_order"]
