"""Three texts of one document: as it was given out, as it came back, as the facts say it now.

What came back is judged against what was given out; what the facts say now is asked only where something
was edited. Paragraphs are matched by their marks, those that were edited by their place and likeness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from wenming_docs.blocks import Inlines, plain
from wenming_docs.page.word import Passage, Returned, mark_of
from wenming_docs.pulling.rows import moved_rows, row_of
from wenming_docs.pulling.sequences import equal_pairs, gaps, likely_pairs
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

NUMBER = lazy_pattern(
    r"(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|\d+[.．]|（\d+）|附件：|\d+\.\t|附件：\d+\.\t|附件\d*)"
)


_NONE: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Edited:
    """A paragraph that was edited: what came back, and what the facts say in its place now."""

    passage: int
    now: int


@dataclass(slots=True)
class Threefold:
    """What became of the paragraphs; numbers of ``passages`` and of what is said now."""

    edited: list[Edited] = field(default_factory=list)
    conflicts: list[tuple[int, int | None]] = field(default_factory=list)
    added: list[tuple[int, int | None]] = field(default_factory=list)
    """A passage that was not given out, and what is said now before it."""
    deleted: list[int] = field(default_factory=list)
    """What is said now and was taken out."""
    moved: list[tuple[int, int]] = field(default_factory=list)
    already: int = 0
    renumbered: int = 0
    spaced: int = 0
    again: list[int] = field(default_factory=list)
    """Cells said again on the next page that were edited there, otherwise than the cell they repeat."""
    now_of: dict[int, int] = field(default_factory=dict)
    """Of each passage, what is said now in its place."""


def compared(returned: Returned, now: Sequence[Inlines]) -> Threefold:
    """What was edited in ``returned``, held against what is said ``now``."""
    return _Comparing(returned, [plain(run) for run in now]).result()


class _Comparing:
    def __init__(self, returned: Returned, now: list[str]) -> None:
        self.passages = returned.passages
        self.again = returned.again
        self.now = now
        self.now_marks = [mark_of(text) for text in now]
        self.given = list(self.now_marks if returned.marks is None else returned.marks)
        self.found = Threefold()

    def result(self) -> Threefold:
        came = [mark_of(each.before) if each.before else f"+{n}" for n, each in enumerate(self.passages)]
        to_passage = dict(equal_pairs(self.given, came))
        to_now = dict(equal_pairs(self.given, self.now_marks))
        moved = self._moved_rows(came, to_passage, to_now)
        if moved:
            to_passage = _equal_but(moved, self.given, came)
        texts: list[str | None] = [None] * len(self.given)
        for i, j in to_passage.items():
            texts[i] = self.passages[j].before
        for i, k in to_now.items():
            texts[i] = self.now[k]
        self._fill(to_passage, texts, [each.before or each.text for each in self.passages], moved)
        self._fill(to_now, texts, self.now)
        given_of = {j: i for i, j in to_passage.items()} | moved
        self.found.now_of = {j: to_now[i] for j, i in given_of.items() if i in to_now}
        self.found.moved = [(j, to_now[i]) for j, i in moved.items()]
        self._new_ones(given_of, set(to_now.values()))
        for j, passage in enumerate(self.passages):
            if j in given_of:
                self._judge(j, passage, given_of[j], to_now.get(given_of[j]))
            elif passage.text:
                self._added(j, passage)
        elsewhere = set(moved.values())
        for i in range(len(self.given)):
            if i not in to_passage and i in to_now and i not in elsewhere:
                self.found.deleted.append(to_now[i])
        self._find_moved()
        self._look_again(given_of)
        return self.found

    def _look_again(self, given_of: dict[int, int]) -> None:
        """A cell that is said again was edited there if it reads neither as given out nor as the cell above.

        Where rows were taken out, the cell above may be another: then any text that was given out will do.
        """
        parted = bool(self.found.deleted or self.found.moved or self.found.conflicts)
        for number, each in enumerate(self.again):
            marks = {self.given[given_of[j]] for j in each.sources if j in given_of}
            if parted or not marks:
                marks = set(self.given)
            texts = {"".join(self.passages[j].text.split()) for j in each.sources}
            if mark_of(each.text) not in marks and "".join(each.text.split()) not in texts:
                self.found.again.append(number)

    def _moved_rows(self, came: list[str], pairs: dict[int, int], to_now: dict[int, int]) -> dict[int, int]:
        """Cells of rows that were moved, with what was given out as each; rows that the facts still say."""
        moved = moved_rows(self.given, came, [each.place for each in self.passages], pairs)
        lost = {
            row_of(self.passages[j].place)
            for j, i in moved.items()
            if i not in to_now or mark_of(self.passages[j].text) != self.given[i]
        }
        return {j: i for j, i in moved.items() if row_of(self.passages[j].place) not in lost}

    def _fill(
        self, pairs: dict[int, int], texts: list[str | None], other: list[str], but: Mapping[int, int] = _NONE
    ) -> None:
        """Pairs for what lies between those that are equal: a paragraph that was edited."""
        gone = set(but.values())
        for all_here, all_there in gaps(sorted(pairs.items()), len(texts), len(other)):
            here = [x for x in all_here if x not in gone]
            there = [y for y in all_there if y not in but]
            if here and there:
                inner = likely_pairs([texts[x] for x in here], [other[y] for y in there])
                pairs.update((here[x], there[y]) for x, y in inner)

    def _new_ones(self, given_of: dict[int, int], known: set[int]) -> None:
        """What the facts have come to say since, where it was typed into the document as well."""
        self.since = {self.now[k]: k for k in range(len(self.now)) if k not in known}

    def _judge(self, j: int, passage: Passage, i: int, k: int | None) -> None:
        given, found = self.given[i], self.found
        if mark_of(passage.text) == given:
            return
        if not passage.text:
            if k is not None:
                found.deleted.append(k)
            return
        if k is None:
            if passage.text in self.since:
                found.already += 1
            else:
                found.conflicts.append((j, None))
            return
        now = self.now[k]
        if now == passage.text:
            found.already += 1
        elif "".join(now.split()) == "".join(passage.text.split()):
            found.spaced += 1
        elif self.now_marks[k] == given:
            found.edited.append(Edited(j, k))
        else:
            self._renumbered(j, passage.text, given, k)

    def _renumbered(self, j: int, text: str, given: str, k: int) -> None:
        """A paragraph whose number alone the facts have changed since is no conflict."""
        ours, theirs = NUMBER.match(self.now[k]), NUMBER.match(text)
        if ours is None or theirs is None:
            self.found.conflicts.append((j, k))
            return
        words = self.now[k][ours.end() :]
        if words == text[theirs.end() :]:
            self.found.renumbered += 1
        elif mark_of(theirs.group() + words) == given:
            self.found.edited.append(Edited(j, k))
        else:
            self.found.conflicts.append((j, k))

    def _added(self, j: int, passage: Passage) -> None:
        if passage.text in self.since:
            self.found.already += 1
        elif passage.text.strip():
            self.found.added.append((j, self._said_before(j)))

    def _said_before(self, j: int) -> int | None:
        """What is said now nearest before passage ``j``."""
        return next((self.found.now_of[n] for n in range(j - 1, -1, -1) if n in self.found.now_of), None)

    def _find_moved(self) -> None:
        """What was taken out in one place and put in at another, word for word."""
        gone: dict[str, list[int]] = {}
        for k in self.found.deleted:
            gone.setdefault(_words(self.now[k]), []).append(k)
        added = []
        for j, before in self.found.added:
            words = _words(self.passages[j].text)
            if len(words) > 1 and gone.get(words):
                self.found.moved.append((j, gone[words].pop(0)))
            else:
                added.append((j, before))
        moved = {k for _, k in self.found.moved}
        self.found.added = added
        self.found.deleted = sorted(k for k in self.found.deleted if k not in moved)


def _equal_but(moved: Mapping[int, int], given: list[str], came: list[str]) -> dict[int, int]:
    """What is equal and in the same order, apart from what was moved."""
    gone = set(moved.values())
    here = [i for i in range(len(given)) if i not in gone]
    there = [j for j in range(len(came)) if j not in moved]
    pairs = equal_pairs([given[i] for i in here], [came[j] for j in there])
    return {here[x]: there[y] for x, y in pairs}


def _words(text: str) -> str:
    """A paragraph without its number: what is moved is counted anew."""
    found = NUMBER.match(text)
    return text[found.end() :] if found else text


__all__ = ["NUMBER", "Edited", "Threefold", "compared"]
