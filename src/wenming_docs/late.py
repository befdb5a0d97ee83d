"""Names of a room that are imported when they are first asked for: a start imports what it uses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late(room: str, places: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """A ``__getattr__`` for the package ``room`` (PEP 562).

    ``places`` tells the names that each of its own modules offers; no module is called as one of them,
    because Python sets a package's attribute to the module once that is imported.
    """
    modules = {name: module for module, names in places.items() for name in names}

    def named(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value = offered(room, modules[name], name)
        setattr(sys.modules[room], name, value)
        return value

    return named


def offered(room: str, module: str, name: str) -> Any:
    """What ``module`` of the package ``room`` offers as ``name``."""
    return getattr(import_module(f"{room}.{module}"), name)
