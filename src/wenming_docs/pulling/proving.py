"""The proof of a pull: with the changes in the plan, the document reads as it was edited.

What is not proved is taken back, one reason at a time, until the rest is sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field

from wenming_docs.blocks import Inlines, plain
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.word import Passage
from wenming_docs.plan_files import Checking, Part, checked
from wenming_docs.pulling import listing
from wenming_docs.pulling.applying import applied
from wenming_docs.pulling.edits import Edit, entire
from wenming_docs.pulling.following import following
from wenming_docs.pulling.hunks import with_hunks
from wenming_docs.pulling.places import Places
from wenming_docs.pulling.sequences import equal_pairs
from wenming_docs.records import dataclass

Render = Callable[[list[Part]], Sequence[Inlines]]
"""The document's paragraphs as the files' texts would have them; InvalidInput where they cannot be read."""

_MOST_ROUNDS = 12


@dataclass(slots=True)
class Proof:
    """What holds: the edits, the files with them, the document then, and what was taken back."""

    edits: list[Edit]
    parts: list[Part]
    after: Sequence[Inlines]
    left: list[Finding] = field(default_factory=list)
    brought: list[Finding] = field(default_factory=list)
    """Warnings that the plan did not have before."""


@dataclass(frozen=True, slots=True)
class Prover:
    """The plan as it is, the document that it makes, and how both are made and checked again."""

    parts: list[Part]
    now: Sequence[Inlines]
    passages: Sequence[Passage]
    render: Render
    check: Checking
    places: Places

    def proved(self, edits: Sequence[Edit], parted: Iterable[int] = ()) -> Proof:
        """As many of ``edits`` as hold together; of ``parted`` passages some edit is left already."""
        kept, left, given_up = list(edits), list[Finding](), set(parted)
        before = Counter(map(_mark, checked(self.parts, self.check).findings)) if kept else Counter()
        for _ in range(_MOST_ROUNDS):
            if not kept:
                break
            made = applied(self.parts, kept)
            if made.refused:
                rest = self._without_refused(kept, made.refused, left)
                kept = self._entire(kept, rest, given_up, left)
                continue
            brought = self._brought(made.parts, before)
            errors = [each for each in brought if each.severity is Severity.ERROR]
            if errors:
                if followers := following(kept, errors, self.places):
                    kept += followers
                    continue
                rest = self._without_errors(kept, errors, before, left)
                kept = self._entire(kept, rest, given_up, left)
                continue
            after = self.render(made.parts)
            wrong = self._not_as_edited(kept, after)
            if not wrong:
                return Proof(kept, made.parts, after, left, brought)
            rest = self._without_wrong(kept, wrong, left)
            kept = self._entire(kept, rest, given_up, left)
        left += [self._unproved(edit) for edit in kept if edit.follows is None]
        return Proof([], self.parts, self.now, left)

    def _entire(
        self, edits: list[Edit], rest: list[Edit], given_up: set[int], left: list[Finding]
    ) -> list[Edit]:
        """What stays of ``rest``, where some of ``edits`` were given up: no paragraph is taken by half."""
        staying = set(map(id, rest))
        given_up |= {edit.passage for edit in edits if id(edit) not in staying and edit.follows is None}
        kept, lost = entire(rest, given_up)
        for edit in lost:
            old, place = plain(self.now[edit.now]), self.passages[edit.passage].place
            left.append(listing.of_parted(place, old, edit.hunk, edit.origin))
        return kept

    def _shown(self, edit: Edit) -> str:
        return listing.changed(self.passages[edit.passage].place, plain(self.now[edit.now]), edit.hunk)

    def _without_refused(
        self, edits: list[Edit], refused: dict[tuple[int, int], str], left: list[Finding]
    ) -> list[Edit]:
        reasons = {edit.leader: refused[edit.spot.key] for edit in edits if edit.spot.key in refused}
        for edit in edits:
            if (reason := reasons.get(edit.leader)) and edit.follows is None:
                hint = f"请自己改 {listing.lines_of([edit.origin])}"
                if "UTF-8" in reason:
                    hint = f"先运行 wenming fmt {edit.origin.file} 改成 UTF-8，再收"
                left.append(listing.told("X063", f"{self._shown(edit)}：{reason}", hint, edit.origin))
        return [edit for edit in edits if edit.leader not in reasons]

    # what the plan would say

    def _brought(self, parts: list[Part], before: Counter[tuple[str, str, str]]) -> list[Finding]:
        """The findings that were not there before."""
        known = Counter(before)
        found = []
        for finding in checked(parts, self.check).findings:
            if known[_mark(finding)]:
                known[_mark(finding)] -= 1
            else:
                found.append(finding)
        return found

    def _without_errors(
        self,
        edits: list[Edit],
        errors: list[Finding],
        before: Counter[tuple[str, str, str]],
        left: list[Finding],
    ) -> list[Edit]:
        """The edits without those that bring an error: those on its line, else those that bring one alone."""
        guilty = {edit.leader: error for error in errors for edit in edits if _on_line(edit, error)}
        if not guilty:
            guilty = dict(self._guilty(edits, before))
        if not guilty:  # only together: none is better than the other
            guilty = {edit.leader: errors[0] for edit in edits}
        for edit in edits:
            if (error := guilty.get(edit.leader)) and edit.follows is None:
                message = f"{self._shown(edit)}：照这样改，计划里就有错：{error.message}"
                hint = error.hint or "在计划里改对了，再收"
                left.append(listing.told("X062", message, hint, edit.origin))
        return [edit for edit in edits if edit.leader not in guilty]

    def _guilty(
        self, edits: list[Edit], before: Counter[tuple[str, str, str]]
    ) -> Iterator[tuple[tuple[int, int], Finding]]:
        """Each value that brings an error by itself, found by halving."""
        made = applied(self.parts, edits)
        errors = [f for f in self._brought(made.parts, before) if f.severity is Severity.ERROR]
        keys = list(dict.fromkeys(edit.leader for edit in edits))
        if not errors:
            return
        if len(keys) == 1:
            yield keys[0], errors[0]
            return
        for half in (set(keys[: len(keys) // 2]), set(keys[len(keys) // 2 :])):
            yield from self._guilty([edit for edit in edits if edit.leader in half], before)

    # what the document would say

    def _not_as_edited(self, edits: Sequence[Edit], after: Sequence[Inlines]) -> set[int]:
        """The paragraphs of what is said now that would not read as they were edited."""
        wanted = [plain(run) for run in self.now]
        for k in {edit.now for edit in edits}:
            wanted[k] = self.wanted(k, edits)
        found = {x for x, _ in equal_pairs(wanted, [plain(run) for run in after])}
        return {edit.now for edit in edits} - found

    def wanted(self, k: int, edits: Sequence[Edit]) -> str:
        """Paragraph ``k`` with its edits."""
        hunks = list(dict.fromkeys(edit.hunk for edit in edits if edit.now == k))
        return with_hunks(plain(self.now[k]), hunks)

    def _without_wrong(self, edits: list[Edit], wrong: set[int], left: list[Finding]) -> list[Edit]:
        gone = {edit.leader for edit in edits if edit.now in wrong}
        for edit in edits:
            if edit.leader in gone and edit.follows is None:
                left.append(self._unproved(edit))
        return [edit for edit in edits if edit.leader not in gone]

    def _unproved(self, edit: Edit) -> Finding:
        message = f"{self._shown(edit)}：改了计划里的这一项，生成出来也不是这样"
        hint = f"它可能还印在别处，或要照一定的写法；请自己改 {listing.lines_of([edit.origin])}"
        return listing.told("X061", message, hint, edit.origin)


def _mark(finding: Finding) -> tuple[str, str, str]:
    return finding.code, str(finding.origin or ""), finding.message


def _on_line(edit: Edit, error: Finding) -> bool:
    place = error.origin
    return place is not None and _same_line(edit.spot.scalar.origin, place, edit.origin)


def _same_line(value: Origin, place: Origin, changed: Origin) -> bool:
    return place.file == value.file and place.line in (value.line, changed.line)


__all__ = ["Proof", "Prover", "Render"]
