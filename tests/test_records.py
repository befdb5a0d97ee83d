"""Our dataclasses do what those of Python do; only their functions are compiled later."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, ClassVar

import pytest

from wenming_docs import records


def declared(dataclass: Callable[..., Any]) -> dict[str, type]:
    """Classes of every make, by name, declared with ``dataclass``."""

    @dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @dataclass(frozen=True, slots=True)
    class Plain:
        """Fields with and without a default."""

        name: str
        days: int = 3
        tags: tuple[str, ...] = ()
        KNOWN: ClassVar[int] = 1

    @dataclass(frozen=True, slots=True)
    class Made:
        """Defaults that are made, or do not count."""

        name: str
        seen: list[int] = field(default_factory=list, hash=False)
        place: object = field(default=None, compare=False, repr=False)
        own: dict[str, int] = field(default_factory=dict, init=False, compare=False)
        fixed: int = field(default=7, init=False)

    @dataclass(frozen=True, slots=True)
    class Keyed:
        """Fields that are given by name alone, and what comes after."""

        name: str
        days: int = field(kw_only=True)

        def __post_init__(self) -> None:
            if self.days < 0:
                raise ValueError("days")

    @dataclass(frozen=True, slots=True)
    class Below(Plain):
        """One more field than above."""

        more: str = "more"

    @dataclass(frozen=True, slots=True)
    class Own:
        """Functions of its own."""

        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and len(self.name) == len(other.name)

        def __repr__(self) -> str:
            return "own"

    @dataclass(frozen=True, slots=True)
    class Hashed:
        """A hash of its own."""

        name: str

        def __hash__(self) -> int:
            return 5

    @dataclass(slots=True)
    class Loose:
        """Fields that may be set."""

        name: str
        days: int = 3

    return {cls.__name__: cls for cls in (Empty, Plain, Made, Keyed, Below, Own, Hashed, Loose)}


OURS, PYTHONS = declared(records.dataclass), declared(dataclasses.dataclass)

CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Empty", (), {}),
    ("Empty", (1,), {}),
    ("Plain", ("甲",), {}),
    ("Plain", ("甲", 4, ("乙",)), {}),
    ("Plain", (), {"days": 4, "name": "甲"}),
    ("Plain", (), {}),
    ("Plain", ("甲",), {"name": "乙"}),
    ("Plain", ("甲",), {"else": 1}),
    ("Made", ("甲",), {}),
    ("Made", ("甲", [1]), {"place": 2}),
    ("Made", ("甲",), {"own": {}}),
    ("Keyed", ("甲",), {"days": 1}),
    ("Keyed", ("甲",), {"days": -1}),
    ("Keyed", ("甲", 1), {}),
    ("Below", ("甲",), {"more": "丙"}),
    ("Own", ("甲",), {}),
    ("Hashed", ("甲",), {}),
    ("Loose", ("甲",), {"days": 5}),
]


def told(cls: type, given: tuple[Any, ...], named: dict[str, Any]) -> dict[str, object]:
    """All that can be seen of an instance; of a call that fails, the kind of failure."""
    try:
        made = cls(*given, **named)
    except (TypeError, ValueError) as error:
        return {"error": type(error)}
    hashable = cls.__hash__ is not None
    return {
        "repr": repr(made).replace("declared.<locals>.", ""),
        "values": {each.name: getattr(made, each.name) for each in fields(made)},
        "hash": hash(made) if hashable else None,
        "equal": made == cls(*given, **named),
        "other": made == object(),
        "match": cls.__match_args__,  # type: ignore[attr-defined]
        "slots": cls.__slots__,  # type: ignore[attr-defined]
        "copied": copy.copy(made) == made and copy.deepcopy(made) == made,
        "dict": dataclasses.asdict(made),
    }


@pytest.mark.parametrize(("name", "given", "named"), CALLS)
def test_an_instance_is_what_python_would_make(
    name: str, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    for _ in range(2):  # what was compiled at the first call, and what stays
        assert told(OURS[name], given, named) == told(PYTHONS[name], given, named)


@pytest.mark.parametrize("name", sorted(OURS))
def test_only_what_is_not_frozen_can_be_set(name: str) -> None:
    arguments = {each.name: 1 for each in fields(OURS[name]) if each.init}
    made = OURS[name](**arguments)
    if name == "Loose":
        made.name = "乙"
        assert made.name == "乙"
        return
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        made.name = "乙"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del made.name


def test_two_classes_are_never_equal_and_records_can_be_replaced() -> None:
    assert OURS["Plain"]("甲") != OURS["Loose"]("甲")
    assert OURS["Plain"]("甲") != OURS["Below"]("甲")
    assert replace(OURS["Plain"]("甲", 4), days=5) == OURS["Plain"]("甲", 5)


def test_a_record_that_holds_itself_is_told() -> None:
    made = OURS["Made"]("甲")
    made.seen.append(made)
    assert "..." in repr(made)


@records.dataclass(frozen=True, slots=True)
class Sent:
    """One that another process gets."""

    name: str
    days: int = 3


def test_a_record_travels_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Sent("甲", 4))) == Sent("甲", 4)


def test_nothing_is_compiled_before_it_is_called() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Fresh:
        """Never made."""

        name: str

    functions = [vars(Fresh)[name] for name in ("__init__", "__eq__", "__hash__")]
    assert {function.__name__ for function in functions} == {"stand_in"}
    Fresh("甲")
    assert vars(Fresh)["__init__"].__qualname__.endswith("Fresh.__init__")
    assert vars(Fresh)["__eq__"].__name__ == "stand_in"
