"""A name that was changed where it stands: what refers to it by the old one is to follow."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenming_docs.findings import Finding
from wenming_docs.pulling.hunks import Hunk, with_hunks
from wenming_docs.pulling.places import Places, Spot
from wenming_docs.pulling.proposing import Edit

_LONGEST_NAME = 60


def following(edits: Sequence[Edit], errors: Iterable[Finding], places: Places) -> list[Edit]:
    """Edits of the values that errors complain of, where they cite a changed value by what it was.

    Whole, as one of a list (甲、乙), or in 【】; each knows the value that it follows.
    """
    cuts: dict[tuple[int, int], list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.follows is None and 0 < len(edit.spot.scalar.text) <= _LONGEST_NAME:
            cuts[edit.spot.key].append(edit)
    names = {own[0].spot.scalar.text: own[0] for own in cuts.values()}
    known = {(edit.spot.key, edit.cut) for edit in edits}
    found: dict[tuple[tuple[int, int], Hunk], Edit] = {}
    for error in errors:
        for spot in places.on_line(error.origin) if error.origin else ():
            for name, edit in names.items():
                if spot.key in cuts:
                    continue
                own = list(dict.fromkeys(each.cut for each in cuts[edit.spot.key]))
                new = with_hunks(name, own)
                for cut in _citing(spot, name, new):
                    if (spot.key, cut) not in known:
                        found[spot.key, cut] = replace(edit, spot=spot, cut=cut, follows=edit.spot.key)
    return list(found.values())


def _citing(spot: Spot, name: str, new: str) -> Iterator[Hunk]:
    pattern = rf"(?:(?<=^)|(?<=[、，,；;【\s])){re.escape(name)}(?=$|[、，,；;】·・\s])"
    for place in re.finditer(pattern, spot.scalar.text, re.M):
        yield Hunk(place.start(), place.end(), new)


__all__ = ["following"]
