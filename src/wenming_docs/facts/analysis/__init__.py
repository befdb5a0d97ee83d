"""Sums over facts: the task tree, the calendar, the ledger of results, values of indicators."""

from wenming_docs.facts.analysis.adding import Total, Unaddable
from wenming_docs.facts.analysis.ledger import Ledger, ledger
from wenming_docs.facts.analysis.rows import Row, time_of
from wenming_docs.facts.analysis.schedule import PlacedPhase, Schedule, day_of, period_of, schedule
from wenming_docs.facts.analysis.tasks import TOGETHER, TaskNode, TaskTree, bare_unit, task_tree

__all__ = [
    "TOGETHER",
    "Ledger",
    "PlacedPhase",
    "Row",
    "Schedule",
    "TaskNode",
    "TaskTree",
    "Total",
    "Unaddable",
    "bare_unit",
    "day_of",
    "ledger",
    "period_of",
    "schedule",
    "task_tree",
    "time_of",
]
