"""Edited paragraphs → changes of single values; what cannot be one is listed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from itertools import groupby

from wenming_docs.blocks import Inlines, plain
from wenming_docs.findings import Finding
from wenming_docs.page.word import Passage, Returned
from wenming_docs.pulling import listing
from wenming_docs.pulling.edits import Edit, agreed, entire
from wenming_docs.pulling.hunks import Hunk, hunks_between, with_hunks
from wenming_docs.pulling.occurrences import in_printed_order
from wenming_docs.pulling.pieces import Piece, Placed, pieces_of, place_hunks, touched
from wenming_docs.pulling.places import Places
from wenming_docs.pulling.rows import row_of
from wenming_docs.pulling.threefold import NUMBER, Threefold
from wenming_docs.records import dataclass

_NAMES_OF_ALL = frozenset(("单位.名称", "单位.简称", "创建.名称"))


@dataclass(slots=True)
class Proposals:
    """What could be changed, and what is left to the person; passages of which some edit is left."""

    edits: list[Edit] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    parted: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Proposing:
    """What proposals are made from. ``template_place`` tells where a template has some words."""

    returned: Returned
    now: Sequence[Inlines]
    places: Places
    template_place: Callable[[str], str]

    def proposals(self, threefold: Threefold) -> Proposals:
        """Every edit as a change of one value, or listed."""
        found = Proposals()
        shifted = _Shifted(
            [self._passage(j).text for j, _ in threefold.added],
            [plain(self.now[k]) for k in threefold.deleted],
        )
        for each in threefold.edited:
            self._propose(each.passage, each.now, shifted, found)
        self._without_quarrels(found)
        found.edits, lost = entire(found.edits, found.parted)
        found.left += [self._of_parted(edit) for edit in lost]
        for j, k in threefold.conflicts:
            found.left.append(listing.conflict(self._passage(j), None if k is None else self.now[k]))
        moved = dict(threefold.moved)
        for row, group in _runs(sorted(moved), lambda j: row_of(self._passage(j).place)):
            found.left += [self._moved(some, moved) for some in ([group] if row else [[j] for j in group])]
        found.left += self._added(threefold.added)
        found.left += self._deleted(threefold.deleted)
        found.left += [self._again(number, threefold) for number in threefold.again]
        found.left += self._remarks(threefold)
        return found

    def _passage(self, number: int) -> Passage:
        return self.returned.passages[number]

    def _propose(self, j: int, k: int, shifted: _Shifted, found: Proposals) -> None:
        passage, old = self._passage(j), plain(self.now[k])
        if shifted.explains(hunks_between(old, passage.text), old):
            found.left.append(self._parted(passage, k))
            return
        pieces = in_printed_order(pieces_of(self.now[k], self.places), self.now[:k], self.places)
        inside, between = place_hunks(pieces, hunks_between(old, passage.text))
        for hunk in between:
            found.parted.add(j)
            found.left.append(listing.of_two(passage.place, old, hunk, touched(pieces, hunk)))
        for each in inside:
            cut = each.piece.cut(each.inner) if each.piece.spot else None
            if cut is not None and each.piece.spot is not None and self._is_everywhere(each, pieces, passage):
                found.parted.add(j)
                found.left.append(self._of_name(passage.place, old, k, each))
            elif cut is not None and each.piece.spot is not None:
                found.edits.append(Edit(j, k, each.hunk, each.piece.spot, cut))
            elif not _is_numbering(each, old):
                found.parted.add(j)
                found.left.append(self._unsure(passage.place, old, k, each))

    def _unsure(self, place: str, old: str, k: int, each: Placed) -> Finding:
        origins = each.piece.origins
        if not origins:
            near = listing.nearest(self.now, k)
            return listing.of_template(place, old, each.hunk, self.template_place(each.piece.text), near)
        if len(origins) > 1:
            return listing.of_several(place, old, each.hunk, origins)
        return listing.elsewhere(place, old, each.hunk, origins[0], own=self.places.has(origins[0]))

    def _is_everywhere(self, each: Placed, pieces: Sequence[Piece], passage: Passage) -> bool:
        """Whether the title or the signature of one document was edited, in words that all of them print."""
        if each.piece.spot is None or each.piece.spot.scalar.origin.path not in _NAMES_OF_ALL:
            return False
        is_signature = len(pieces) == 1 and not row_of(passage.place)
        return is_signature or any(o.path.endswith(".文种") for piece in pieces for o in piece.origins)

    def _of_name(self, place: str, old: str, k: int, each: Placed) -> Finding:
        title = any(o.path.endswith(".文种") for o in listing.origins_in(self.now[k]))
        kinds = (o for run in self.now for o in listing.origins_in(run) if o.path.endswith(".文种"))
        key = "标题" if title else "落款"
        return listing.of_name(place, old, each.hunk, key, [each.piece.origins[0], next(kinds, None)])

    def _without_quarrels(self, found: Proposals) -> None:
        """Edits that want different things of the same characters are listed, all of them (X057)."""
        found.edits, quarrelling = agreed(found.edits)
        found.parted |= {edit.passage for edit in quarrelling}
        for edit in quarrelling:
            old = plain(self.now[edit.now])
            message = listing.changed(self._passage(edit.passage).place, old, edit.hunk)
            message += "：同一项别处改得不一样"
            hint = f"定下用哪个，在 {listing.lines_of([edit.origin])} 改"
            found.left.append(listing.told("X057", message, hint, edit.origin))

    def _of_parted(self, edit: Edit) -> Finding:
        return listing.of_parted(
            self._passage(edit.passage).place, plain(self.now[edit.now]), edit.hunk, edit.origin
        )

    def _parted(self, passage: Passage, k: int) -> Finding:
        """X059: a paragraph was parted in two, or two were joined: nothing of a fact is gone or new."""
        origins = listing.origins_in(self.now[k])
        message = f"{passage.place}“{listing.excerpt(passage.text)}”和相邻的段落拆开或并起来了，计划里没有动"
        hint = "分段在计划里改" + (f"：{listing.lines_of(origins)}" if origins else "")
        return listing.told("X059", message, hint, origins[0] if origins else None)

    def _moved(self, group: Sequence[int], moved: Mapping[int, int]) -> Finding:
        """X059: a paragraph, or the cells of a row, in another place."""
        origins = [origin for j in group for origin in listing.origins_in(self.now[moved[j]])]
        texts = "｜".join(self._passage(j).text for j in group)
        place = self._passage(group[0]).place
        message = f"“{listing.excerpt(texts, 60)}”移到了{place}，计划里的次序没有动"
        hint = f"要换次序，就在计划里移：{listing.lines_of(origins)}" if origins else "次序是模板定的"
        return listing.told("X059", message, hint, origins[0] if origins else None)

    def _added(self, added: list[tuple[int, int | None]]) -> list[Finding]:
        found = []
        for row, group in _runs([j for j, _ in added], lambda j: row_of(self._passage(j).place)):
            before = dict(added)[group[0]]
            passages = [self._passage(j) for j in group]
            near = listing.nearest(self.now, before)
            found += [listing.added(passages, near)] if row else [listing.added([p], near) for p in passages]
        return found

    def _deleted(self, deleted: list[int]) -> list[Finding]:
        """What was taken out, side by side as one."""
        groups = _runs(deleted, lambda _: "")
        return [listing.deleted([self.now[k] for k in group]) for _, group in groups]

    def _again(self, number: int, threefold: Threefold) -> Finding:
        """X057: a cell that goes on was edited where it is said again, and not where it is said."""
        again = self.returned.again[number]
        runs = [self.now[threefold.now_of[j]] for j in again.sources if j in threefold.now_of]
        origins = [origin for run in runs for origin in listing.origins_in(run)]
        return listing.said_again(again.place, again.text, "".join(map(plain, runs)), origins)

    def _remarks(self, threefold: Threefold) -> list[Finding]:
        found = []
        for remark in self.returned.remarks:
            k = threefold.now_of.get(remark.passage)
            known = 0 <= remark.passage < len(self.returned.passages)
            place = self._passage(remark.passage).place if known else "文稿里"
            near = listing.nearest(self.now, k) if k is not None else None
            message = f"{place}有{remark.author or '没有署名'}的批注：{listing.excerpt(remark.text, 120)}"
            hint = "看过以后自己改计划" + (f"，相近的一项在 {listing.lines_of([near])}" if near else "")
            found.append(listing.told("X058", message, hint, near))
        return found


@dataclass(frozen=True, slots=True)
class _Shifted:
    """Paragraphs that came to be and that are gone: words that only went there or came from there."""

    added: list[str]
    deleted: list[str]

    def explains(self, hunks: Sequence[Hunk], old: str) -> bool:
        """Whether one of ``hunks`` takes out what stands in a new paragraph, or puts in one that is gone."""
        return any(
            _share(old[hunk.start : hunk.end], self.added) or _share(hunk.new, self.deleted) for hunk in hunks
        )


_LEAST_SHARED = 4


def _share(words: str, texts: list[str]) -> bool:
    words = words.strip()
    if len(words) < _LEAST_SHARED:
        return False
    return any(words in text or (len(text) >= _LEAST_SHARED and text in words) for text in texts)


def _runs(numbers: Sequence[int], kind: Callable[[int], str]) -> list[tuple[str, list[int]]]:
    """Numbers of one row together; those of none as far as they follow one another."""
    keyed = [
        (row := kind(number), 0 if row else number - index, number) for index, number in enumerate(numbers)
    ]
    groups = groupby(keyed, key=lambda each: each[:2])
    return [(key[0], [number for *_, number in group]) for key, group in groups]


def _is_numbering(each: Placed, old: str) -> bool:
    """Whether only the number of a heading was changed, which the program sets anew."""
    number = each.piece.text
    if each.piece.origins or not old.startswith(number) or not NUMBER.fullmatch(number):
        return False
    return NUMBER.fullmatch(with_hunks(number, [each.inner])) is not None


__all__ = ["Proposals", "Proposing"]
