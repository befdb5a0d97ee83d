"""Value types of the facts: parse, print, compare, add."""

from wenming_docs.facts.values.amounts import Amount
from wenming_docs.facts.values.base import BadValue
from wenming_docs.facts.values.deadline import Deadline, DeadlineEntry, DeadlineKind
from wenming_docs.facts.values.frequency import Frequency, FrequencyEntry
from wenming_docs.facts.values.people import Person, parse_names, parse_people
from wenming_docs.facts.values.quantity import Part, Quantity

__all__ = [
    "Amount",
    "BadValue",
    "Deadline",
    "DeadlineEntry",
    "DeadlineKind",
    "Frequency",
    "FrequencyEntry",
    "Part",
    "Person",
    "Quantity",
    "parse_names",
    "parse_people",
]
