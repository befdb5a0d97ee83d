"""What parent and child say to each other: a length and a pickle, over pipes.

The parent unpickles no more than our own plain records: a child that fell into strange hands cannot make
the parent call anything.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import field
from enum import Enum
from typing import Any, BinaryIO

from wenming_docs.confined.limits import Limits
from wenming_docs.findings import Finding
from wenming_docs.reads import Notes
from wenming_docs.records import dataclass

_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Task:
    """A call to make within ``limits``: of a function that both can import, with plain arguments.

    ``folder`` and ``environment`` are where the one who asks is now. With ``at_once`` the bounds hold from
    the start, not from the first template on. ``noting`` asks for what was read.
    """

    function: Callable[..., object]
    arguments: tuple[object, ...]
    limits: Limits
    folder: str
    environment: dict[str, str]
    at_once: bool = False
    noting: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """A template begins: its file."""

    file: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a task ended: with ``result``, or with one of the others.

    ``fault`` is (code, message, cure) of what the bounds stopped; ``refused`` the class name and the words
    of an exception for the user; ``trace`` a fault of our own.
    """

    result: object = None
    findings: tuple[Finding, ...] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    fault: tuple[str, str, str] | None = None
    refused: tuple[str, str] | None = None
    trace: str = ""
    notes: Notes | None = None


class TooLong(Exception):
    """A frame is longer than allowed."""


class _Writer(pickle.Pickler):
    """Spells a member of an enumeration by class and value: early Pythons 3.11 say ``getattr`` instead."""

    def reducer_override(self, thing: Any) -> Any:
        return (type(thing), (thing.value,)) if isinstance(thing, Enum) else NotImplemented


def write_frame(pipe: BinaryIO, message: object) -> None:
    """Sends one message."""
    spelt = io.BytesIO()
    _Writer(spelt, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    data = spelt.getbuffer()
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def read_frame(pipe: BinaryIO, most: Callable[[], int] | None = None) -> bytes | None:
    """The bytes of the next message; None where the other side has gone. Raises TooLong."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    if most is not None and length > most():
        raise TooLong
    data = pipe.read(length)
    return data if len(data) == length else None


_PLAIN = frozenset(
    [
        *(("pathlib", name) for name in ("Path", "PosixPath", "WindowsPath", "PurePosixPath")),
        *(("builtins", name) for name in ("set", "frozenset", "complex", "bytearray")),
        *(("datetime", name) for name in ("date", "datetime", "timedelta")),
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("types", "MappingProxyType"),
        ("collections", "OrderedDict"),
        ("copyreg", "_reconstructor"),
        ("builtins", "object"),
    ]
)


class _Reader(pickle.Unpickler):
    """Knows the classes of this package and a few plain ones, no function of anybody."""

    def find_class(self, module: str, name: str) -> Any:
        found = None
        if (module, name) in _PLAIN or module.startswith("wenming_docs.") and "." not in name:
            found = super().find_class(module, name)
        own = isinstance(found, type) and found.__module__ == module
        if own or (module, name) in _PLAIN:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain record")


def plain_message(data: bytes) -> object:
    """A message from the child. Raises UnpicklingError for anything but plain records."""
    return _Reader(io.BytesIO(data)).load()
