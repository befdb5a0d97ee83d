"""Sums over facts: the task tree, the ledger of results, values of indicators."""

from wenming_docs.facts.analysis.ledger import Ledger, Row, ledger, time_of
from wenming_docs.facts.analysis.tasks import TaskNode, TaskTree, task_tree

__all__ = ["Ledger", "Row", "TaskNode", "TaskTree", "ledger", "task_tree", "time_of"]
