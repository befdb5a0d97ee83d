"""What a template is given is plain: text, numbers, lists and frozen views; nothing that can be called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.pipeline import Options, read_workspace, requests
from wenming_docs.words.contexts import build_context
from wenming_docs.words.template import template_environment
from wenming_docs.words.template.faults import TemplateFault

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(
    [*(ROOT / "examples").glob("*.yaml"), *(ROOT / "examples" / "年度").glob("*.yaml")]
    + [*(ROOT / "tests" / "words" / "everything").glob("*.yaml")]
)
ENOUGH = 200
"""So many objects of each type are looked into."""
LEAVES = (str, int, float, Decimal, date, type(None))


def contexts() -> Iterator[tuple[str, dict[str, object]]]:
    for path in FILES:
        try:
            workspace = read_workspace(path)
            asked = requests(workspace, Options(draft=True, today=date(2026, 11, 22)), path)
        except (InvalidInput, WrongUse):  # it has no document of its own
            continue
        for request, _ in asked:
            if request is not None:
                yield str(request.document.kind), dict(build_context(workspace, request).names)


class Walk:
    """Reaches whatever a template can reach; ``odd`` is what no template should get."""

    def __init__(self) -> None:
        self.environment = template_environment(())
        self.looked: dict[type, int] = {}
        self.odd: dict[str, object] = {}

    def into(self, value: object, way: str) -> None:
        kind = type(value)
        self.looked[kind] = self.looked.get(kind, 0) + 1
        if callable(value):
            self.odd[way] = value
        if self.looked[kind] > ENOUGH and kind not in (tuple, list, dict):
            return
        if isinstance(value, dict):
            for key, below in value.items():
                assert type(key) is str
                self.into(below, f"{way}.{key}")
        elif isinstance(value, (tuple, list)):
            for below in value:
                self.into(below, f"{way}[]")
        elif not self.is_frozen(value):
            self.odd[way] = value
        for name in () if self.looked[kind] > 3 and isinstance(value, LEAVES) else dir(kind):
            self.field(value, name, way)

    def field(self, value: object, name: str, way: str) -> None:
        try:
            below = self.environment.getattr(value, name)
        except TemplateFault:
            return
        assert not name.startswith("_")
        if not _is_method_of_dict(below):
            self.into(below, f"{way}.{name}")

    @staticmethod
    def is_frozen(value: object) -> bool:
        """A plain value, or a record of ours that cannot be changed."""
        if isinstance(value, LEAVES):
            return True
        own = type(value).__module__.startswith("wenming_docs.")
        return own and type(value).__setattr__ is not object.__setattr__


def test_no_template_gets_hold_of_anything_that_can_be_called_or_changed() -> None:
    walk = Walk()
    kinds = set()
    for kind, names in contexts():
        kinds.add(kind)
        walk.into(names, kind)
    assert walk.odd == {}
    assert len(kinds) >= 15 and len(walk.looked) >= 50


def _is_method_of_dict(value: object) -> bool:
    return getattr(value, "__name__", "") in ("items", "keys", "values")


@pytest.mark.parametrize("name", ["count", "index", "__class__", "__len__"])
def test_the_methods_of_a_list_are_none_of_its_fields(name: str) -> None:
    with pytest.raises(TemplateFault):
        template_environment(()).getattr((1, 2), name)


@pytest.mark.parametrize("name", ["update", "pop", "get", "copy", "clear", "setdefault"])
def test_of_a_mapping_three_methods_can_be_had(name: str) -> None:
    environment = template_environment(())
    with pytest.raises(TemplateFault):
        environment.getattr({"甲": 1}, name)
    assert list(environment.getattr({"甲": 1}, "items")()) == [("甲", 1)]
