"""The field reference says what the model does: every key, spelling and example is read by the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wenming_docs.cli.fields_page import COMMAND, PAGE, entry, example_of, fields_page
from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.model import FactModel, build_workspace
from wenming_docs.facts.model.describe import Described, Sort, Written, described, field_words, models
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import Frequency, Period
from wenming_docs.words.contexts.takes import attribute_of, table_names

FIELDS = [(model, field) for model in models() for field in described(model)]
IDS = [f"{model.__name__}.{field.attribute}" for model, field in FIELDS]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == fields_page(), f"stale: run {COMMAND}"


def test_every_field_is_told_and_nothing_else() -> None:
    told = {(model, title) for model, fields in field_words().items() for title in fields}
    assert told == {(model.__name__, field.title) for model, field in FIELDS}
    words = {key for fields in field_words().values() for field in fields.values() for key in field}
    assert words == {"说明", "例", "是", "可写"}


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=IDS)
def test_a_field_is_told_in_one_short_sentence(model: type[FactModel], field: Described) -> None:
    assert 2 <= len(field.description) <= 45
    assert not field.description.endswith("。")
    assert field.model is not None or field.example


def _way_to(model: type[FactModel]) -> list[tuple[type[FactModel], Described]]:
    """The fields that lead from the workspace down to ``model``, each with its owner."""
    for above, field in FIELDS:
        if field.model is model and above is not model:
            return [*_way_to(above), (above, field)]
    return []


def _file_with(model: type[FactModel], field: Described, key: str) -> tuple[str, list[str]]:
    """A facts file that holds ``field`` under ``key``, all else left out, and the way to it."""
    lines = [*_required(model, field), *entry(key, example_of(field))]
    way = _way_to(model)
    for owner, step in reversed(way):
        mark = "- " if step.written is Written.LIST else "  "
        below = [("  " + mark if number == 0 else "    ") + line for number, line in enumerate(lines)]
        lines = [*_required(owner, step), f"{step.title}:", *below]
    return "\n".join(lines) + "\n", [step.attribute for _, step in way]


def _required(model: type[FactModel], but: Described) -> list[str]:
    """The lines without which a set of facts would be refused."""
    needed = [field for field in described(model) if field.required and field.attribute != but.attribute]
    return [line for field in needed for line in entry(field.title, example_of(field))]


def _read(text: str, way: list[str]) -> Any:
    """What stands at the end of the way, after reading without any finding."""
    workspace = build_workspace(parse_source(text, "例.yaml"))
    assert workspace.findings == (), text
    found: Any = workspace
    for attribute in way:
        found = getattr(found, attribute)
        found = found[0] if isinstance(found, tuple) else found
    return found


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=IDS)
def test_the_example_of_a_field_is_accepted_under_every_spelling(
    model: type[FactModel], field: Described
) -> None:
    empty = model.model_fields[field.attribute].get_default(call_default_factory=True)
    values = []
    for key in (field.title, *field.spellings):
        text, way = _file_with(model, field, key)
        values.append(getattr(_read(text, way), field.attribute))
    assert values[0] != empty
    assert all(str(value) == str(values[0]) for value in values)


CHECKED: dict[Sort, Callable[[str], object]] = {
    Sort.KIND: find_kind,
    Sort.PERIOD: lambda text: Period.parse(text, year=2026),
    Sort.FREQUENCY: Frequency.parse,
    Sort.TAKEN: lambda text: all(attribute_of(name) or name == "清理背街小巷" for name in text.split("、")),
    Sort.ATTACHMENT: lambda text: text in table_names(),
}


@pytest.mark.parametrize(
    "field", [field for _, field in FIELDS if field.sort in CHECKED], ids=lambda field: field.title
)
def test_an_example_is_of_its_sort(field: Described) -> None:
    assert field.sort
    assert CHECKED[field.sort](field.example)
