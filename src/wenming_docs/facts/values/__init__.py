"""Value types of the facts: parse, print, compare, add."""

from wenming_docs.facts.values.amounts import Amount
from wenming_docs.facts.values.arithmetic import Aggregation, add, is_average, is_rate
from wenming_docs.facts.values.base import BadValue
from wenming_docs.facts.values.deadline import Deadline
from wenming_docs.facts.values.duration import Duration, DurationUnit
from wenming_docs.facts.values.frequency import Frequency, FrequencyEntry
from wenming_docs.facts.values.moments import DeadlineEntry, DeadlineKind
from wenming_docs.facts.values.naming import PeriodKind
from wenming_docs.facts.values.people import Person, names_in, parse_names, parse_people
from wenming_docs.facts.values.period import Period
from wenming_docs.facts.values.quantity import Part, Quantity
from wenming_docs.facts.values.rates import completion_rate, handling_rate, is_met, percent_text

__all__ = [
    "Aggregation",
    "Amount",
    "BadValue",
    "Deadline",
    "DeadlineEntry",
    "DeadlineKind",
    "Duration",
    "DurationUnit",
    "Frequency",
    "FrequencyEntry",
    "Part",
    "Period",
    "PeriodKind",
    "Person",
    "Quantity",
    "add",
    "completion_rate",
    "handling_rate",
    "is_average",
    "is_met",
    "is_rate",
    "names_in",
    "parse_names",
    "parse_people",
    "percent_text",
]
