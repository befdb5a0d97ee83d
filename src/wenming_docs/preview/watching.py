"""Which files a document is made from, and whether one of them has changed.

Looked at every fifth of a second: times and sizes first, the bytes only of what looks different.
Editors write in many ways (in place, by renaming, by deleting first); what counts is the content
that stands there once it has come to rest. No system service for file changes is used: each system
has another, and none works on all network drives.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PAUSE = 0.2
"""Seconds between two looks."""
_REST = 0.06
_LONGEST_UNREST = 1.5
_MOST_FOLDERS, _DEEPEST, _MOST_FILES = 200, 4, 2_000
_OUTPUT = "输出"
_NAMED = (".yaml", ".yml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_TEMPLATES = (".j2", ".md", ".yaml", ".yml")

Stamp = tuple[int, int, int] | None
Content = bytes | frozenset[str] | None


class Watcher:
    """The files behind one entry file: those read or shown, templates, and what is new beside them.

    ``templates`` is the folder that was asked for; ``templates/`` beside the entry file always counts.
    """

    def __init__(self, entry: Path, templates: Path | None = None) -> None:
        self._entry = entry
        self._template_folders = [entry.parent / "templates", *([templates] if templates else [])]
        self._read: frozenset[Path] = frozenset((entry,))
        self._stamps: dict[Path, Stamp] = {}
        self._contents: dict[Path, Content] = {}
        self._watched: tuple[Path, ...] = ()
        self._choose()

    def follow(self, names: Iterable[str]) -> bool:
        """From now on these files, which were read, count too; whether one of them is new here.

        A new one may have changed since it was read: read once more.
        """
        read = frozenset((self._entry, *(Path(name) for name in names)))
        new = not read <= self._read
        self._read = read
        self._choose()
        return new

    def look(self) -> bool:
        """Whether anything reads otherwise than at the last look; the first one finds everything new."""
        stamps = {path: _stamp(path) for path in self._watched}
        if stamps == self._stamps:
            return False
        changed = [path for path, stamp in stamps.items() if stamp != self._stamps.get(path, ())]
        contents = {path: self._contents.get(path) for path in self._watched}
        contents.update((path, _content(path)) for path in changed)
        different = contents != self._contents
        self._stamps, self._contents = stamps, contents
        if different:
            self._choose()
        return different

    def settle(self) -> None:
        """Returns once nothing has changed for a moment, at the latest after a second and a half.

        A file half written, or deleted to be written anew, is given the time to be whole.
        """
        start = time.monotonic()
        while time.monotonic() - start < _LONGEST_UNREST:
            time.sleep(_REST)
            moved = self.look()
            away = not self._contents.get(self._entry)
            if not moved and (not away or time.monotonic() - start > _LONGEST_UNREST / 3):
                return

    def _choose(self) -> None:
        """The files and folders to look at; of those not seen before, the present state is their first."""
        self._watched = tuple(dict.fromkeys((*self._read, *self._others())))
        for path in self._watched:
            if self._contents and path not in self._stamps:
                self._stamps[path] = _stamp(path)
                self._contents[path] = _content(path)
        for path in self._stamps.keys() - set(self._watched):
            del self._stamps[path], self._contents[path]

    def _others(self) -> Iterator[Path]:
        yield from _folders(self._entry.parent)
        for root in self._template_folders:
            for folder in _folders(root):
                yield folder
                yield from _files(folder, _TEMPLATES)


def _folders(root: Path) -> list[Path]:
    """``root`` and the folders below it, within bounds: a plan may lie on somebody's crowded desktop."""
    found = [root] if root.is_dir() else []
    level = list(found)
    for _ in range(_DEEPEST):
        level = [inner for folder in level[:_MOST_FOLDERS] for inner in _inner(folder)]
        found += level
        if len(found) > _MOST_FOLDERS:
            break
    return found[:_MOST_FOLDERS]


def _inner(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in _entries(folder) if entry.is_dir(follow_symlinks=False)]


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    return [Path(entry.path) for entry in _entries(folder) if entry.name.lower().endswith(suffixes)]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in ``folder``, by name, without hidden files and what a run writes; [] if unreadable."""
    try:
        with os.scandir(folder) as entries:
            seen = [entry for entry in entries if not entry.name.startswith((".", "~$"))]
    except OSError:
        return []
    seen = [entry for entry in seen if entry.name != _OUTPUT]
    return sorted(seen, key=lambda entry: entry.name)[:_MOST_FILES]


def _stamp(path: Path) -> Stamp:
    """What changes when a file is written or a name appears in a folder; None where nothing is."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _content(path: Path) -> Content:
    """A file's digest (empty for an empty one), a folder's names that matter, None for nothing."""
    try:
        if path.is_dir():
            return frozenset(_names(path))
        if not path.is_file():
            return None  # a pipe would never end
        with path.open("rb") as file:
            data = hashlib.file_digest(file, "blake2b")
        return data.digest() if path.stat().st_size else b""
    except (OSError, ValueError):
        return None


def _names(folder: Path) -> Iterator[str]:
    wanted = (*_NAMED, *_PICTURES, *_TEMPLATES)
    for entry in _entries(folder):
        if entry.name.lower().endswith(wanted) or entry.is_dir(follow_symlinks=False):
            yield entry.name
