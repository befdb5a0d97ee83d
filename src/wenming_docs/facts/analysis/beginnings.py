"""Which tasks have begun as of a day, and which cannot have: it is not their turn yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from wenming_docs.facts.analysis.countdown import countdown, uses_countdown
from wenming_docs.facts.analysis.ledger import ledger
from wenming_docs.facts.analysis.precedence import precedence
from wenming_docs.facts.analysis.tasks import TaskNode, task_tree
from wenming_docs.facts.analysis.workdays import published_calendar
from wenming_docs.facts.model import Loc, Workspace


def begun_by(workspace: Workspace, as_of: date) -> frozenset[Loc]:
    """The tasks with a result by ``as_of``, each as the ledger places it."""
    rows = ledger(workspace, task_tree(workspace)).rows
    return frozenset(row.task.loc for row in rows if row.task and (row.start or row.end or as_of) <= as_of)


def has_begun(node: TaskNode, begun: Collection[Loc]) -> bool:
    """Whether a task, one above it or one below it is among those of :func:`begun_by`.

    What happened at an upper task may have been any of those below.
    """
    above = (node.loc[:length] for length in range(2, len(node.loc) + 1, 2))
    return any(loc in begun for loc in (*above, *(below.loc for below in node.walk())))


def out_of_turn(workspace: Workspace, finished: Collection[Loc], as_of: date) -> frozenset[Loc]:
    """The leaf tasks that need not have begun: what they wait for is not among the ``finished``, or
    the day on which the countdown has them begin at the latest is still to come."""
    if not uses_countdown(workspace):
        return frozenset()
    return frozenset((*_waiting(workspace, finished), *_early(workspace, as_of)))


def _waiting(workspace: Workspace, finished: Collection[Loc]) -> Iterator[Loc]:
    network = precedence(workspace)
    for link in network.links if network.sound else ():
        if link.before.loc not in finished:
            yield from (node.loc for node in link.after.walk() if node.is_leaf)


def _early(workspace: Workspace, as_of: date) -> Iterator[Loc]:
    try:
        counted = countdown(workspace, published_calendar())
    except ValueError:  # a check says that the tasks take more years than there are
        return
    for slot in counted.slots if counted else ():
        if slot.start is not None and as_of < slot.start:
            yield slot.node.loc


__all__ = ["begun_by", "has_begun", "out_of_turn"]
