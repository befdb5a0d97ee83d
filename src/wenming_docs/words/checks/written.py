"""Every text an author wrote, with what kind of text it is: what checks of wording read and fmt mends.

Values with a grammar of their own (dates, periods, quantities, numbers of documents) are left out;
their own readers judge them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from wenming_docs.facts.model import FactModel, Prose, Workspace
from wenming_docs.facts.model.events import Figure
from wenming_docs.facts.model.who import UnitGroup
from wenming_docs.facts.values import Person
from wenming_docs.findings import Origin, SourceText
from wenming_docs.zh.wording import Sort

_OWN_GRAMMAR = frozenset(
    [
        "date",
        "period",
        "year",
        "when",
        "span",
        "deadline",
        "document_number",
        "issue_date",
        "print_date",
        "closed_on",
        "found_on",
        "copy_number",
        "security_classification",
        "classified_for",
        "urgency",
        "frequency",
        "code",
        "indicator_numbers",
        "contact",
        "evidence",
        "source",
        "take",
        "form",
        "reuse",
        "issues",
        "left_out",
        "fonts",
        "latin_font",
        "task_style",
        "issue_form",
        "columns",
        "kind",
        "quantity",
        "goal",
        "seal",
        "run_in",
        "landscape",
        "mark_suffix",
        "rows",
        "head",
        "renames",
        "indicator_rules",
    ]
)
_HEADINGS = frozenset(("heading", "title", "aspect"))
_FREE_LINES = frozenset(
    ("subtitle", "salutation", "note", "remark", "problem", "measure", "progress", "remedy", "cause")
    + ("participants", "place", "copy_recipients", "main_recipients", "honour", "caption", "text")
)
_CLOSED = frozenset(
    ("text", "content", "lead_in", "introduction", "closing", "guiding_ideology", "afterword", "deed")
)
"""Prose that is printed as paragraphs of its own, so that it ought to end with a mark."""


class Written(NamedTuple):
    """One text; ``closed`` where it is printed as a paragraph that ought to end with a mark."""

    text: SourceText
    sort: Sort
    closed: bool = False


def written_in(workspace: Workspace) -> list[Written]:
    """All texts of the facts in written order, those without a place left out."""
    found: list[Written] = []
    _of_model(workspace, found)
    return found


@cache
def _sorts(model: type[FactModel]) -> tuple[tuple[str, Sort, bool], ...]:
    """The fields of a model that hold texts, or models that hold some."""
    found = []
    for attribute in model.model_fields:
        if attribute in _OWN_GRAMMAR:
            continue
        sort = Sort.HEADING if attribute in _HEADINGS else Sort.NAME
        if attribute in _FREE_LINES:
            sort = Sort.LINE
        found.append((attribute, sort, attribute in _CLOSED))
    return tuple(found)


def _of_model(model: FactModel, found: list[Written]) -> None:
    given = vars(model)
    for attribute, sort, closed in _sorts(type(model)):
        if value := given[attribute]:
            _of_value(value, sort, closed, found)


def _of_value(value: Any, sort: Sort, closed: bool, found: list[Written]) -> None:
    kind = type(value)
    if kind is SourceText:
        if value.origins:
            found.append(Written(value, sort))
    elif kind is tuple:
        for item in value:
            _of_value(item, sort, closed, found)
    elif kind is Prose:
        found += [Written(text, Sort.PROSE, closed) for text in value.paragraphs]
    elif isinstance(value, FactModel):
        _of_model(value, found)
    elif isinstance(value, Figure):
        found.append(Written(value.name, Sort.NAME))
    elif isinstance(value, Person):
        if value.text.origins:
            found.append(Written(value.text, Sort.PERSON))
    elif isinstance(value, UnitGroup):
        _of_value(value.units, Sort.NAME, False, found)


def place_of(text: SourceText, offset: int, texts: dict[str, str]) -> Origin | None:
    """Where ``text[offset]`` stands, if its line holds the text as it is; else where the value begins."""
    origin = text.origin
    if origin is None or origin.file not in texts:
        return origin
    lines = texts[origin.file].split("\n")
    line = lines[origin.line - 1] if origin.line <= len(lines) else ""
    start = line.find(str(text), origin.column - 1)
    if start < 0:
        return origin
    return Origin(origin.file, origin.line, start + offset + 1, origin.path)
