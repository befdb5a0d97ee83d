"""Reading texts with all rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property, lru_cache

from wenming_docs.zh.wording import blanks, numbers, signs, slips
from wenming_docs.zh.wording.hits import Hit, veiled
from wenming_docs.zh.wording.stand_ins import stand_ins
from wenming_docs.zh.wording.suspicion import Suspicion
from wenming_docs.zh.wording.terms import Terms, wrong_terms


class Sort(Enum):
    """What a text is: each sort has rules of its own."""

    PROSE = "prose"
    LINE = "line"
    HEADING = "heading"
    NAME = "name"
    """A name that other facts refer to, or a list of such."""
    PERSON = "person"
    """A person with posts: taken apart and printed anew, so that only its words can be wrong."""
    NUMBER = "number"
    """The number of a document."""


Rule = Callable[[str], Iterable[Hit]]

RULES: tuple[Rule, ...] = (
    numbers.document_numbers,
    blanks.leftovers,
    slips.placeholders,
    signs.dots_and_dashes,
    signs.clashing_marks,
    slips.typed_numbering,
    signs.half_width_marks,
    signs.half_width_brackets,
    signs.straight_quotes,
    blanks.full_width_signs,
    blanks.blanks,
    numbers.dates,
    numbers.ranges,
    numbers.as_of,
    numbers.approximations,
    numbers.mixed_numerals,
    signs.pause_between_titles,
    signs.marks_inside_brackets,
    signs.pause_before_and,
    signs.unbalanced_signs,
    slips.particles,
    slips.doubled_words,
)
"""Every rule for any text; where two are sure about the same place, the earlier one has it."""
_OF_SORT: dict[Sort, tuple[Rule, ...]] = {
    Sort.PROSE: (slips.left_open,),
    **dict.fromkeys((Sort.LINE, Sort.HEADING, Sort.NAME, Sort.PERSON), (stand_ins,)),
}
LONGEST_PARAGRAPH = 5_000
"""Characters; what is longer is no prose, and some rules take time that grows with its square."""
_ONLY = {Sort.PERSON: ("W005", "W020", "W022"), Sort.NUMBER: ("W005", "W006")}
_NOT_FOR_NAMES = frozenset(("W003", "W004", "W014", "W025"))
"""Blanks, quotes and dates in names and lists of names are often part of the name."""


class Reader:
    """All rules with one list of terms."""

    def __init__(self, terms: Terms | None = None) -> None:
        self.terms = terms or Terms()

    @cached_property
    def _term(self) -> re.Pattern[str]:
        return re.compile(self.terms.pattern)

    @cached_property
    def _suspicion(self) -> Suspicion:
        return Suspicion(self.terms.by_wrong)

    def suspects(self, texts: Sequence[str]) -> list[int]:
        """The indexes of the texts in which any rule may find something; the others need no reading."""
        return self._suspicion.among(texts)

    def hits(self, text: str, sort: Sort) -> list[Hit]:
        """What is wrong in one text, in order; no two hits share a character."""
        if len(text) > LONGEST_PARAGRAPH:
            return []
        seen = veiled(text)
        found = [hit for rule in (*RULES, *_OF_SORT.get(sort, ())) for hit in rule(seen)]
        found += wrong_terms(seen, self.terms, self._term)
        if sort is Sort.NAME:
            found = [hit for hit in found if hit.code not in _NOT_FOR_NAMES]
        elif sort in _ONLY:
            found = [hit for hit in found if hit.code in _ONLY[sort]]
        return sorted(_apart(found), key=lambda hit: (hit.start, hit.end))

    def mended(self, text: str, sort: Sort) -> str:
        """``text`` with everything certain put right, until nothing certain is left."""
        for _ in range(9):
            sure = [hit for hit in self.hits(text, sort) if hit.new is not None]
            if not sure:
                break
            text = replaced(text, sure)
        return text


@lru_cache(maxsize=4)
def reader_of(terms: Terms) -> Reader:
    """The reader with a list of terms: making its filter takes longer than reading a short plan."""
    return Reader(terms)


def _apart(hits: list[Hit]) -> Iterator[Hit]:
    """Sure hits before doubtful ones, earlier rules before later ones, none overlapping another."""
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda hit: hit.new is None):
        own = range(hit.start, hit.end)
        if taken.isdisjoint(own):
            taken.update(own)
            yield hit


def replaced(text: str, hits: Iterable[Hit]) -> str:
    """``text`` with each hit's replacement in its place."""
    for hit in sorted(hits, key=lambda hit: -hit.start):
        text = text[: hit.start] + (hit.new or "") + text[hit.end :]
    return text
