"""Making frozen values of which a document needs tens of thousands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any


def setters(kind: Any) -> list[Callable[[object, object], None]]:
    """What writes each slot of a frozen dataclass, in the order of its fields.

    For an ``__init__`` of its own: the one that dataclasses generate looks each slot up by name, and
    takes twice as long.
    """
    return [vars(kind)[slot.name].__set__ for slot in fields(kind)]
