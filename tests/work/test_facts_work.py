"""The work of facts and contexts: they are walked once, and grow with the plan and no faster."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.content import make_plan
from bench.facts import as_yaml
from tests.work.counting import calls_of
from wenming_docs.blocks import Cell, Table, Text
from wenming_docs.facts.analysis import ledger, task_tree
from wenming_docs.facts.checks import check_facts
from wenming_docs.facts.model import Workspace, leaves, paragraphs, whole_text
from wenming_docs.pipeline import Options, read_workspace, requests
from wenming_docs.words.contexts import Context, Request, build_context
from wenming_docs.words.contexts.words_within import Words

SMALL, LARGE = 40, 80
"""Tasks of the two plans. Each has further parts besides, the same in both."""


class Plan:
    """A plan that was read, and the only document asked of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.workspace = read_workspace(path)
        [(request, _)] = requests(self.workspace, Options(), path)
        assert request
        self.request: Request = request

    def context(self, workspace: Workspace | None = None) -> Context:
        return build_context(workspace or self.workspace, self.request)

    def unread(self) -> Workspace:
        """The same facts, of which nothing is kept yet."""
        return self.workspace.model_copy()


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Plan]:
    folder = tmp_path_factory.mktemp("plans")

    def made(tasks: int) -> Plan:
        path = folder / f"{tasks}.yaml"
        path.write_text(as_yaml(make_plan("M", tasks=tasks)), encoding="utf-8")
        return Plan(path)

    return cache(made)


STEPS: dict[str, tuple[Callable[[Plan], object], int, int]] = {
    "reading": (lambda plan: read_workspace(plan.path), 230, 1600),
    "first checks": (lambda plan: check_facts(plan.unread()), 78, 1400),
    "checks": (lambda plan: check_facts(plan.workspace), 42, 880),
    "first context": (lambda plan: plan.context(plan.unread()), 172, 1300),
    "context": (Plan.context, 155, 1230),
}
"""Each step, and the calls that a further task may cost it, and those that every plan costs it."""


@pytest.mark.parametrize("step", STEPS)
def test_a_further_task_costs_a_bounded_number_of_calls(step: str, plan: Callable[[int], Plan]) -> None:
    work, budget, always = STEPS[step]
    small, large = (calls_of(partial(work, plan(tasks))).total() for tasks in (SMALL, LARGE))
    assert large - small <= budget * (LARGE - SMALL)
    assert large <= 2 * small + 10
    assert 2 * small - large <= always  # a small document is little else


def test_checks_and_contexts_walk_the_facts_as_often_however_many_there_are(
    plan: Callable[[int], Plan],
) -> None:
    def first(tasks: int) -> None:
        facts = plan(tasks).unread()
        check_facts(facts)
        plan(tasks).context(facts)

    walks = [calls_of(partial(first, tasks))["walk.py:_leaves"] for tasks in (SMALL, LARGE)]
    assert walks[0] == walks[1] <= 10


def test_what_was_walked_is_not_walked_again(plan: Callable[[int], Plan]) -> None:
    calls = calls_of(lambda: check_facts(plan(SMALL).workspace))
    assert calls["walk.py:_gather"] == calls["names.py:_gather_told"] == calls["tasks.py:_node"] == 0


def test_only_columns_that_somebody_filled_have_cells_of_their_own(plan: Callable[[int], Plan]) -> None:
    calls = calls_of(plan(SMALL).context)
    tables = [block for block in plan(SMALL).context().blocks if isinstance(block, Table)]
    filled = {"牵头单位", "配合单位", "责任领导", "责任人", "完成时限", "频次"}
    assert calls["cells.py:cell_of"] == len(filled) * SMALL
    assert all(len(table.rows) == SMALL and len(table.spare) > len(filled) for table in tables)


def test_a_text_printed_twice_is_judged_once(plan: Callable[[int], Plan]) -> None:
    """The content of a task stands in the text of the plan and in its table."""
    calls = calls_of(plan(SMALL).context)
    told = len(set(paragraphs(plan(SMALL).workspace))) + len(task_tree(plan(SMALL).workspace).all)
    assert calls["guard.py:_wrong_in_text"] <= told < calls["guard.py:guard_numbers"]


def test_a_context_goes_when_nobody_holds_it(plan: Callable[[int], Plan]) -> None:
    """No circle is left behind: in a run of thousands of documents memory stays flat."""
    plan(SMALL).context()
    gc.collect()
    gc.disable()
    try:
        plan(SMALL).context()
        check_facts(plan(SMALL).unread())
        assert gc.collect() == 0
    finally:
        gc.enable()


# what is kept


def test_a_copy_with_other_facts_keeps_nothing_of_the_first(plan: Callable[[int], Plan]) -> None:
    first = plan(SMALL).workspace
    assert len(task_tree(first)) > 1 and leaves(first) and whole_text(first)
    other = first.model_copy(update={"tasks": first.tasks[:1], "documents": ()})
    assert [node.name for node in task_tree(other)] == [first.tasks[0].name]
    assert len(leaves(other)) < len(leaves(first))
    assert len(whole_text(other)) < len(whole_text(first))
    assert set(paragraphs(other)) < set(paragraphs(first))


def test_what_is_kept_is_no_part_of_what_the_facts_say(plan: Callable[[int], Plan]) -> None:
    unread = plan(SMALL).unread()
    check_facts(plan(SMALL).workspace)
    assert unread == plan(SMALL).workspace
    assert check_facts(unread) == check_facts(plan(SMALL).workspace)


def test_the_tree_and_the_ledger_of_two_workspaces_in_turn_are_made_once_each(
    plan: Callable[[int], Plan],
) -> None:
    """As in a roll-up, which asks for those of every unit again and again."""
    both = plan(SMALL).workspace, plan(LARGE).workspace
    before = [(task_tree(facts), ledger(facts, task_tree(facts))) for facts in both]
    after = [(task_tree(facts), ledger(facts, task_tree(facts))) for facts in both]
    assert all(old[0] is new[0] and old[1] is new[1] for old, new in zip(before, after, strict=True))


# shortcuts, held against the plain way

_SIGNS = st.sampled_from("清理楼道")


@given(st.lists(st.text(_SIGNS, min_size=2, max_size=4), max_size=9), st.text(_SIGNS, max_size=9))
def test_words_found_by_their_beginning_are_those_that_stand_in_the_sentence(
    words: list[str], sentence: str
) -> None:
    found = Words((word, f"{number}") for number, word in enumerate(words)).within(sentence)
    assert found == [f"{number}" for number, word in enumerate(words) if word in sentence]


def test_texts_and_cells_are_frozen_and_equal_by_what_they_hold() -> None:
    text = Text("甲", emphasis=True)
    assert text == Text("甲", (), True, False) and hash(text) == hash(Text("甲", (), True))
    assert replace(text, text="乙") == Text("乙", emphasis=True)
    assert Cell((text,), rows=2) == replace(Cell((text,)), rows=2) != Cell((text,))
    with pytest.raises(FrozenInstanceError):
        text.text = "丙"  # type: ignore[misc]
