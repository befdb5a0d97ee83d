"""How a finding speaks of other lines of the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from wenming_docs.findings import Origin

_NAMED = 4
"""Lines that a finding lists; of more it says how many there are."""


def line_said(place: Origin | None, beside: Origin | None = None) -> str:
    """第12行, with its file where ``beside`` stands in another one; "" without a place."""
    if place is None:
        return ""
    return place.line_beside(beside)


def noted(place: Origin | None, beside: Origin | None = None) -> str:
    """:func:`line_said` in brackets, to put behind a name."""
    said = line_said(place, beside)
    return f"（{said}）" if said else ""


def lines_said(places: Iterable[Origin | None], beside: Origin | None = None) -> str:
    """第12、16、20行; more than four are cut short with their number."""
    found = list(dict.fromkeys((place.file, place.line) for place in places if place))
    home = beside.file if beside else (found[0][0] if found else "")
    shown = [str(line) if file == home else f"{PurePath(file).name}的{line}" for file, line in found[:_NAMED]]
    rest = f"等{len(found)}处" if len(found) > _NAMED else ""
    return f"第{'、'.join(shown)}行{rest}" if found else ""
