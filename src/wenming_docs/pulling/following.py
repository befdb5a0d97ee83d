"""A name that was changed where it stands: what refers to it by the old one is to follow."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenming_docs.facts.source import Scalar
from wenming_docs.findings import Finding
from wenming_docs.pulling.edits import Edit
from wenming_docs.pulling.hunks import Hunk, with_hunks
from wenming_docs.pulling.places import Places, Spot

_LONGEST_NAME = 60
_NAMES = frozenset(("名称", "简称", "指标", "编号", "标题", "小标题", "事"))
"""What gives a thing its name; any other value only says which one is meant."""


def following(edits: Sequence[Edit], errors: Iterable[Finding], places: Places) -> list[Edit]:
    """Edits of the values that errors complain of, where they cite a changed value by what it was.

    Whole, as one of a list (甲、乙), or in 【】; each knows the value that it follows.
    """
    cuts: dict[tuple[int, int], list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.follows is None and _is_name(edit.spot.scalar):
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


def _is_name(scalar: Scalar) -> bool:
    """Whether a value is what something is called (or the key that is), and not who or what is meant by it.

    A unit in a row that was given to another unit has not changed its name: what cites it stays.
    """
    if not 0 < len(scalar.text) <= _LONGEST_NAME:
        return False
    path = scalar.origin.path
    last = path.rpartition(".")[2]
    kind, bracket, _ = last.partition("[")
    if kind in ("任务", "子任务"):  # a task that is one sentence; otherwise the task that is meant
        return bool(bracket)
    return kind in _NAMES or path.endswith(f".{scalar.text}")


def _citing(spot: Spot, name: str, new: str) -> Iterator[Hunk]:
    pattern = rf"(?:(?<=^)|(?<=[、，,；;【\s])){re.escape(name)}(?=$|[、，,；;】·・\s])"
    for place in re.finditer(pattern, spot.scalar.text, re.M):
        yield Hunk(place.start(), place.end(), new)


__all__ = ["following"]
