"""How Chinese official prose is written: rules as pure functions on a text (GB/T 15834, GB/T 15835).

A rule yields what it is sure of with a replacement, what it doubts without. Beyond that it is silent.
"""

from wenming_docs.zh.wording.hits import Hit
from wenming_docs.zh.wording.names import NAMES
from wenming_docs.zh.wording.numbers import statistics_in_figures, statistics_in_words
from wenming_docs.zh.wording.reader import Reader, Sort, reader_of
from wenming_docs.zh.wording.slips import LONG_PARAGRAPH
from wenming_docs.zh.wording.terms import Term, Terms, going_round, terms_of

__all__ = [
    "LONG_PARAGRAPH",
    "NAMES",
    "Hit",
    "Reader",
    "Sort",
    "Term",
    "Terms",
    "going_round",
    "reader_of",
    "statistics_in_figures",
    "statistics_in_words",
    "terms_of",
]
