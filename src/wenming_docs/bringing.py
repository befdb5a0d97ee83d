"""Files that lie elsewhere, brought just before they are looked for.

A worker of a cluster renders in a folder of its own; what a plan includes is known only while it is
read. So whoever looks for a file that a plan names says so first. Where nobody brings, nothing happens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

_Path = str | os.PathLike[str]


class Bringer(Protocol):
    """Puts files where they are looked for; one that there is not stays away."""

    def bring(self, path: str) -> None:
        """The file ``path``."""

    def bring_matching(self, folder: str, pattern: str) -> None:
        """At least every YAML file that the glob ``pattern`` matches in ``folder``."""


_BRINGER: ContextVar[Bringer | None] = ContextVar("wenming_bringer", default=None)


@contextmanager
def bringing(bringer: Bringer) -> Iterator[None]:
    """``bringer`` is told of all that is looked for inside the ``with``."""
    token = _BRINGER.set(bringer)
    try:
        yield
    finally:
        _BRINGER.reset(token)


def bring(path: _Path) -> None:
    """``path`` is going to be looked for."""
    if (bringer := _BRINGER.get()) is not None:
        bringer.bring(os.fspath(path))


def bring_matching(folder: _Path, pattern: str) -> None:
    """``pattern`` is going to be looked for in ``folder``."""
    if (bringer := _BRINGER.get()) is not None:
        bringer.bring_matching(os.fspath(folder), pattern)
