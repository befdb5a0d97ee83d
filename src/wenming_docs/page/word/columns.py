"""How wide each column of a table is: every column wraps to about the same number of lines."""

from __future__ import annotations

from wenming_docs.zh import em_width

HEAD_LINES = 2  # a head of more than four characters may wrap once
LEAST = 2.0  # characters: no column is narrower
CROWDED = 4  # lines in the longest cell above which a smaller size is tried
GROUPED = 6.0  # characters: shorter texts are not broken


def column_widths(
    columns: list[tuple[str, str]], room: int, character: int, padding: int
) -> tuple[list[int], bool]:
    """Widths in twips that add up to ``room``, and whether cells are crowded in them.

    ``columns`` holds the head and the longest line of each column; ``character`` is the
    width of a 汉字, ``padding`` what the cell margins take.
    """
    wanted = [max(em_width(head), em_width(longest), LEAST) for head, longest in columns]
    least = [_least(em_width(head), em_width(longest)) for head, longest in columns]
    available = (room - padding * len(columns)) / character
    lines = 1.0
    while sum(_shares(wanted, least, lines)) > available and lines < 400:
        lines *= 1.05
    shares = _shares(wanted, least, lines)
    factor = available / sum(shares)  # spare room goes to all in proportion; too little is taken so
    if factor >= 1:
        shares = [share * factor for share in shares]
    else:
        shares = [max(share * factor, 0.5) for share in shares]
    widths = [round(share * character) + padding for share in shares]
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths, lines > CROWDED


def _least(head: float, longest: float) -> float:
    """What a column needs so that neither its head nor a short text breaks badly."""
    head_share = head if head <= GROUPED else max(GROUPED, -(-head // HEAD_LINES))
    return max(LEAST, min(head_share, 6.0), min(longest, GROUPED))


def _shares(wanted: list[float], least: list[float], lines: float) -> list[float]:
    return [max(want / lines, low) for want, low in zip(wanted, least, strict=True)]
