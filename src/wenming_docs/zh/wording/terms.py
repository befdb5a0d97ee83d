"""Words that are written wrongly, from a list that an office may extend (规范/用语.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cached_property

from wenming_docs.records import dataclass
from wenming_docs.zh.wording.hits import Hit


@dataclass(frozen=True, slots=True)
class Term:
    """``wrong`` should be ``right`` unless it is part of one of the ``exceptions``.

    ``sure`` terms are mended by the program, the others only told.
    """

    wrong: str
    right: str
    exceptions: tuple[str, ...] = ()
    sure: bool = True
    source: str = ""
    since: str = ""


@dataclass(frozen=True, eq=False)
class Terms:
    """A list of terms, ready to search with; no list equals another."""

    by_wrong: dict[str, Term] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any of the wrong spellings, grouped by first character; never empty."""
        by_first: dict[str, list[str]] = {}
        for wrong in sorted(self.by_wrong, key=lambda wrong: (-len(wrong), wrong)):
            by_first.setdefault(wrong[0], []).append(re.escape(wrong[1:]))
        return (
            "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()) or "(?!)"
        )

    def with_more(self, more: Iterable[Term]) -> Terms:
        """These and ``more``; a later term takes the place of an earlier one with the same wrong spelling.

        A term whose right spelling is the wrong one takes it off the list; so does a later term
        that writes what an earlier one calls wrong.
        """
        later = {term.wrong: term for term in more}
        search = re.compile(self.pattern)
        undone = {found.group() for term in later.values() for found in search.finditer(term.right)}
        earlier = {wrong: term for wrong, term in self.by_wrong.items() if wrong not in undone}
        joined = {**earlier, **later}
        return Terms({wrong: term for wrong, term in joined.items() if term.right != wrong})


def terms_of(terms: Iterable[Term]) -> Terms:
    """A searchable list."""
    return Terms().with_more(terms)


def going_round(terms: Iterable[Term]) -> list[Term]:
    """Those whose right spelling other terms turn back into the wrong one, so that no mending ends."""
    listed = terms_of(terms)
    search = re.compile(listed.pattern)
    next_of = {
        wrong: {
            found.group() for found in search.finditer(term.right) if not _stands(term.right, term, found)
        }
        for wrong, term in listed.by_wrong.items()
    }
    while ends := [wrong for wrong, following in next_of.items() if not following & next_of.keys()]:
        for wrong in ends:
            del next_of[wrong]
    return [listed.by_wrong[wrong] for wrong in next_of]


def wrong_terms(text: str, terms: Terms, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """W022: each wrong spelling in ``text`` that is not part of a right word."""
    for found in pattern.finditer(text):
        term = terms.by_wrong[found.group()]
        if any(_covers(text, word, found) for word in term.exceptions) or _stands(text, term, found):
            continue
        hint = f"写成“{term.right}”" + (f"（{term.source}）" if term.source else "")
        new = term.right if term.sure else None
        yield Hit("W022", *found.span(), new, f"“{term.wrong}”应为“{term.right}”", hint)


def _stands(text: str, term: Term, found: re.Match[str]) -> bool:
    """Whether the right spelling, which holds the wrong one, stands there already: 市文明办 for 文明办."""
    at = term.right.find(term.wrong)
    while at >= 0:
        if text.startswith(term.right, found.start() - at) and found.start() >= at:
            return True
        at = term.right.find(term.wrong, at + 1)
    return False


def _covers(text: str, word: str, found: re.Match[str]) -> bool:
    """Whether ``word`` stands in ``text`` where it shares a character with ``found``.

    ``既使……又`` is an exception where 又 follows in the same sentence.
    """
    begin, dots, later = word.partition("……")
    if dots and later not in re.split("[。！？；\n]", text[found.end() :])[0]:
        return False
    first = max(found.start() - len(begin) + 1, 0)
    return begin in text[first : found.end() + len(begin) - 1]
