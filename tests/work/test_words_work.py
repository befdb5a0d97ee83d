"""The work of words: what a template prints, reads back and proves grows with the plan and no faster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from bench.content import make_plan
from bench.facts import as_yaml
from tests.work.counting import calls_of
from wenming_docs.blocks import Manuscript, Markup, dump_text, number_headings, texts_in
from wenming_docs.pipeline import Options, read_workspace, requests
from wenming_docs.words.checks import lost, open_gaps
from wenming_docs.words.contexts import Context, build_context
from wenming_docs.words.markup import parse_markup
from wenming_docs.words.template import render_template

SMALL, LARGE = 40, 80
"""Tasks of the two plans. Each has further parts besides, the same in both."""


class Document:
    """A plan of some tasks at each step on its way through words."""

    def __init__(self, tasks: int, folder: Path) -> None:
        path = folder / f"{tasks}.yaml"
        path.write_text(as_yaml(make_plan("M", tasks=tasks)), encoding="utf-8")
        workspace = read_workspace(path)
        [(request, _)] = requests(workspace, Options(), path)
        assert request
        self.context: Context = build_context(workspace, request)
        self.markup: Markup = self.render()
        self.manuscript: Manuscript = number_headings(parse_markup(self.markup))

    def render(self) -> Markup:
        return render_template(self.context.template, self.context.names)


STEPS: dict[str, tuple[Callable[[Document], object], int]] = {
    "template": (Document.render, 118),
    "markup": (lambda document: parse_markup(document.markup), 35),
    "proof": (lambda document: lost(document.context, document.markup), 45),
    "gaps": (lambda document: open_gaps(document.context, document.markup), 1),
    "numbers": (lambda document: number_headings(document.manuscript), 14),
    "dump": (lambda document: dump_text(document.manuscript), 19),
    "walk": (lambda document: texts_in(document.manuscript.blocks), 1),
}
"""Each step, and the calls that a further task may cost it."""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Document]:
    folder = tmp_path_factory.mktemp("plans")
    return cache(lambda tasks: Document(tasks, folder))


@pytest.mark.parametrize("step", STEPS)
def test_a_further_task_costs_a_bounded_number_of_calls(
    step: str, document: Callable[[int], Document]
) -> None:
    work, budget = STEPS[step]
    small, large = (calls_of(partial(work, document(tasks))).total() for tasks in (SMALL, LARGE))
    assert large - small <= budget * (LARGE - SMALL)
    assert large <= 2 * small + 10


def test_a_plan_of_tables_and_headings_never_meets_the_markdown_parser(
    document: Callable[[int], Document],
) -> None:
    calls = calls_of(lambda: parse_markup(document(SMALL).markup))
    assert calls["tokens.py:pieces_of"] == 1
    assert calls["tokens.py:_parsed"] == 0


def test_the_rows_of_a_table_are_walked_without_a_call(document: Callable[[int], Document]) -> None:
    calls: Counter[str] = calls_of(lambda: texts_in(document(LARGE).manuscript.blocks))
    assert calls["walk.py:_collect_table"] == 1
    assert calls["walk.py:_collect"] < 30


def test_a_macro_is_called_straight_and_its_text_is_looked_at_once(
    document: Callable[[int], Document],
) -> None:
    calls = calls_of(document(SMALL).render)
    assert calls["__init__.py:escape"] == 0
    assert calls["sandbox.py:_finalize"] == 0
    assert calls["recorder.py:put"] == len(document(SMALL).markup.slots)


def test_each_imported_template_is_looked_up_once(document: Callable[[int], Document]) -> None:
    assert calls_of(document(SMALL).render)["folders.py:unchanged"] <= 12
