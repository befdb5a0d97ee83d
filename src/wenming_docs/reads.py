"""What a run reads, noted where it is read: the memory of a batch is made of nothing else.

A note is taken of the very bytes that were used, or of a file before it is opened: what changes
meanwhile can only make a job be done once more, never be left out. Where nobody takes notes, nothing
is hashed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field

from wenming_docs.matching import names_matching
from wenming_docs.records import dataclass

ABSENT = ""
"""In place of a hash: there was no such file."""
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Notes:
    """Paths as they were opened, with the SHA-256 of what was found there, or ABSENT.

    ``patterns`` are (folder, pattern) with the SHA-256 of the names found; ``asked_today`` says whether
    the day of the computer had a part in the outcome.
    """

    files: dict[str, str] = field(default_factory=dict)
    patterns: dict[tuple[str, str], str] = field(default_factory=dict)
    asked_today: bool = False


_NOTES: ContextVar[Notes | None] = ContextVar("wenming_notes", default=None)


@contextmanager
def taking_notes() -> Iterator[Notes]:
    """Notes of all that is read inside the ``with``."""
    notes = Notes()
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def note_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """``data`` was read at ``path``; what was noted of it first stays."""
    if (notes := _NOTES.get()) is not None:
        notes.files.setdefault(os.fspath(path), hashlib.sha256(data).hexdigest())


def note_absent(path: str | os.PathLike[str]) -> None:
    """``path`` was looked for and cannot be read."""
    if (notes := _NOTES.get()) is not None:
        notes.files.setdefault(os.fspath(path), ABSENT)


def note_file(path: str | os.PathLike[str]) -> None:
    """``path`` is going to be read."""
    notes = _NOTES.get()
    if notes is not None and (name := os.fspath(path)) not in notes.files:
        notes.files[name] = hash_file(name)


def note_names(folder: str | os.PathLike[str], pattern: str, names: Iterable[str]) -> None:
    """``pattern`` in ``folder`` matched these names of YAML files."""
    if (notes := _NOTES.get()) is not None:
        notes.patterns.setdefault((os.fspath(folder), pattern), _hash_names(names))


def note_today() -> None:
    """The day of the computer decides something."""
    if (notes := _NOTES.get()) is not None:
        notes.asked_today = True


def is_noting() -> bool:
    """Whether anybody takes notes."""
    return _NOTES.get() is not None


def note_again(noted: Notes) -> None:
    """What another process noted for this one."""
    if (notes := _NOTES.get()) is not None:
        notes.files.update({path: seen for path, seen in noted.files.items() if path not in notes.files})
        notes.patterns.update({k: seen for k, seen in noted.patterns.items() if k not in notes.patterns})
        notes.asked_today = notes.asked_today or noted.asked_today


def hash_file(path: str) -> str:
    """The SHA-256 of a regular file; ABSENT where there is none that can be read."""
    digest = hashlib.sha256()
    try:
        if not os.path.isfile(path):  # a pipe would keep us waiting
            return ABSENT
        with open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return ABSENT
    return digest.hexdigest()


def hash_names(folder: str, pattern: str) -> str:
    """What :func:`note_names` would note now."""
    return _hash_names(names_matching(folder, pattern).names)


def _hash_names(names: Iterable[str]) -> str:
    listed = sorted(name for name in names if name.lower().endswith((".yaml", ".yml")))
    return hashlib.sha256("\0".join(listed).encode("utf-8", "surrogateescape")).hexdigest()
