"""Dataclasses that are cheap to define: their functions are compiled when they are first called.

``dataclasses.dataclass`` writes and compiles up to six functions for each class, whether it is used or not;
for three hundred classes that was half of what a start spent on imports. All else is the same, ``fields``,
``replace`` and ``match`` included. ``InitVar`` is not known here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As ``dataclasses.dataclass``, where all but ``slots=True`` with or without ``frozen=True`` goes."""
        if options == {"frozen": True, "slots": True}:
            return _frozen
        if options == {"slots": True}:
            return _record
        return dataclasses.dataclass(cls, **options)


def _record(given: type) -> type:
    own = vars(given)
    cls: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(given)
    cls.__init__ = _at_first_call(cls, "__init__", _init)
    if "__eq__" not in own:
        cls.__eq__ = _at_first_call(cls, "__eq__", _eq)
        if "__hash__" not in own:
            cls.__hash__ = None
    if "__repr__" not in own:
        cls.__repr__ = _repr
    made: type = cls
    return made


def _frozen(given: type) -> type:
    own = vars(given)
    cls: Any = _record(given)
    if own.get("__hash__") is None:  # what defines __eq__ alone has None here
        cls.__hash__ = _at_first_call(cls, "__hash__", _hash)
    for name, function in _OF_FROZEN.items():
        if name not in own:
            setattr(cls, name, function)
    made: type = cls
    return made


def _at_first_call(
    cls: type, name: str, write: Callable[[type, dict[str, Any]], Iterable[str]]
) -> Callable[..., Any]:
    """Stands for a function of ``cls`` until somebody calls it: then it is compiled and takes this place."""

    def stand_in(*args: Any, **named: Any) -> Any:
        names: dict[str, Any] = {}
        exec("\n".join(write(cls, names)), names)
        function: Callable[..., Any] = names[name]
        function.__qualname__ = f"{cls.__qualname__}.{name}"
        function.__module__ = cls.__module__
        setattr(cls, name, function)
        return function(*args, **named)

    return stand_in


# what is compiled; ``names`` takes what the text refers to


def _init(cls: type, names: dict[str, Any]) -> Iterator[str]:
    """A frozen slot is filled by its setter, past ``__setattr__``; any other plainly, in half the time."""
    names["MISSING"] = MISSING
    setter: Any = cls.__setattr__
    frozen = setter is not object.__setattr__
    taken = [field for field in fields(cls) if field.init]
    parameters = ["self", *(_parameter(field, names) for field in taken if not field.kw_only)]
    if keyword_only := [_parameter(field, names) for field in taken if field.kw_only]:
        parameters += ["*", *keyword_only]
    yield f"def __init__({', '.join(parameters)}):"
    yield " pass"
    for field in fields(cls):
        if value := _value(field, names):
            names[f"_set_{field.name}"] = getattr(cls, field.name).__set__
            yield f" _set_{field.name}(self, {value})" if frozen else f" self.{field.name} = {value}"
    if hasattr(cls, "__post_init__"):
        yield " self.__post_init__()"


def _parameter(field: Field[Any], names: dict[str, Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=MISSING"
    if field.default is MISSING:
        return field.name
    names[f"_default_{field.name}"] = field.default
    return f"{field.name}=_default_{field.name}"


def _value(field: Field[Any], names: dict[str, Any]) -> str:
    """What a slot is filled with; nothing for a field that is neither given nor has a default."""
    if field.default_factory is not MISSING:
        names[f"_make_{field.name}"] = field.default_factory
        made = f"_make_{field.name}()"
        return f"{made} if {field.name} is MISSING else {field.name}" if field.init else made
    if field.init:
        return field.name
    names[f"_default_{field.name}"] = field.default
    return "" if field.default is MISSING else f"_default_{field.name}"


def _eq(cls: type, _names: dict[str, Any]) -> Iterator[str]:
    yield "def __eq__(self, other):"
    yield " if other.__class__ is not self.__class__: return NotImplemented"
    compared = [field for field in fields(cls) if field.compare]
    yield f" return {_values(compared, 'self')} == {_values(compared, 'other')}"


def _hash(cls: type, _names: dict[str, Any]) -> Iterator[str]:
    hashed = [field for field in fields(cls) if (field.compare if field.hash is None else field.hash)]
    yield f"def __hash__(self): return hash({_values(hashed, 'self')})"


def _values(chosen: Iterable[Field[Any]], owner: str) -> str:
    return "(" + "".join(f"{owner}.{field.name}," for field in chosen) + ")"


# what is the same for all


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_setting(_self: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_OF_FROZEN: dict[str, Callable[..., Any]] = {
    "__setattr__": _refuse_setting,
    "__delattr__": _refuse_deleting,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
}
