"""Changes of values, and which go together: no paragraph is taken by half."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import combinations

from wenming_docs.findings import Origin
from wenming_docs.pulling.hunks import Hunk, with_hunks
from wenming_docs.pulling.places import Spot
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``hunk`` in paragraph ``now`` of what is said, ``cut`` in the value at ``spot``.

    ``follows`` is the value whose new name this one, which cites it, takes over.
    """

    passage: int
    now: int
    hunk: Hunk
    spot: Spot
    cut: Hunk
    follows: tuple[int, int] | None = None

    @property
    def leader(self) -> tuple[int, int]:
        """The value that was edited: its own, or the one it follows."""
        return self.follows or self.spot.key

    @property
    def origin(self) -> Origin:
        """Where the changed characters stand."""
        return self.spot.scalar.place(self.cut.start)


Groups = dict[int, list[Edit]]
"""The changes of one value, by the paragraph in which they were made."""


def agreed(edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """The edits of which each value can take all, and those that want different things of one value.

    Paragraphs that make the same text of a value, each in its own pieces, come to have the same pieces.
    """
    by_value: dict[tuple[int, int], Groups] = defaultdict(lambda: defaultdict(list))
    for edit in edits:
        by_value[edit.spot.key][edit.passage].append(edit)
    same: dict[int, Edit] = {}
    quarrelling: set[int] = set()
    for groups in by_value.values():
        _made_alike(groups, same)
        quarrelling |= {id(edit) for passage in _quarrelling(groups, same) for edit in groups[passage]}
    kept = [same.get(id(edit), edit) for edit in edits if id(edit) not in quarrelling]
    return kept, [edit for edit in edits if id(edit) in quarrelling]


def _made_alike(groups: Groups, same: dict[int, Edit]) -> None:
    """The cuts of the first paragraph for all that come to the same text of the value."""
    first: dict[str, list[Edit]] = {}
    for edits in groups.values():
        if _at_odds({edit.cut for edit in edits}):
            continue
        text = with_hunks(edits[0].spot.scalar.text, list({edit.cut for edit in edits}))
        leading = first.setdefault(text, edits)
        for number, edit in enumerate(edits):
            cut = leading[min(number, len(leading) - 1)].cut
            same[id(edit)] = edit if edit.cut == cut else replace(edit, cut=cut)


def _quarrelling(groups: Groups, same: dict[int, Edit]) -> set[int]:
    """The paragraphs that disagree with another one, or with themselves, about the same characters."""
    cuts = {passage: {same.get(id(edit), edit).cut for edit in edits} for passage, edits in groups.items()}
    found = {passage for passage, own in cuts.items() if _at_odds(own)}
    distinct: dict[frozenset[Hunk], list[int]] = defaultdict(list)
    for passage, own in cuts.items():
        distinct[frozenset(own)].append(passage)
    for one, other in combinations(distinct, 2):
        if any(a != b and _meet(a, b) for a in one for b in other):
            found |= {*distinct[one], *distinct[other]}
    return found


def _at_odds(cuts: Set[Hunk]) -> bool:
    """Whether changes of one paragraph want the same characters, or the same place, of a value."""
    return any(
        (a.start < b.end and b.start < a.end) or (a.start == b.start and a.end == b.end)
        for a, b in combinations(cuts, 2)
    )


def _meet(one: Hunk, other: Hunk) -> bool:
    """Whether changes of two paragraphs touch the same characters; side by side, where one only adds."""
    if one.start < other.end and other.start < one.end:
        return True
    beside = one.start <= other.end and other.start <= one.end
    return beside and (one.start == one.end or other.start == other.end)


def entire(edits: Sequence[Edit], troubled: Iterable[int]) -> tuple[list[Edit], list[Edit]]:
    """The edits without those of ``troubled`` paragraphs, where something cannot be taken; and those.

    What another paragraph asks for in all its edits is taken all the same, and so it is no loss here.
    """
    parted = set(troubled)
    sure = {(edit.spot.key, edit.cut) for edit in edits if edit.passage not in parted and not edit.follows}
    lost = [
        edit
        for edit in edits
        if not edit.follows and edit.passage in parted and (edit.spot.key, edit.cut) not in sure
    ]
    gone = set(map(id, lost))
    leaders = {edit.spot.key for edit in edits if not edit.follows and id(edit) not in gone}
    kept = [edit for edit in edits if (edit.leader in leaders if edit.follows else id(edit) not in gone)]
    return kept, lost


__all__ = ["Edit", "agreed", "entire"]
