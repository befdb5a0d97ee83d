"""Which names a pattern such as ``成果/**/*.yaml`` matches: as ``glob`` has it, but it always ends.

``glob`` follows links to folders for ever: two links to their own folder are enough to keep it busy until
somebody pulls the plug. Here ``**`` looks at each folder once, and not at all at one outside the first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import field
from fnmatch import fnmatch

from wenming_docs.records import dataclass

_ANY_DEPTH = "**"
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Matched:
    """``names`` relative to the folder, sorted; ``strays`` lead out of it, and ``**`` does not enter them."""

    names: tuple[str, ...]
    strays: tuple[str, ...] = ()


def has_magic(name: str) -> bool:
    """Whether it is a pattern, and not the name of one file."""
    return _MAGIC.search(name) is not None


def names_matching(folder: str | os.PathLike[str], pattern: str) -> Matched:
    """The names below ``folder`` that ``pattern`` matches; hidden ones only if it says so."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    if not parts:
        return Matched(())
    walk = _Walk(os.fspath(folder), parts)
    walk.run()
    return Matched(tuple(sorted(walk.names)), tuple(sorted(walk.strays)))


@dataclass(slots=True)
class _Walk:
    """One walk; ``waiting`` are (path below the folder, number of the next part of the pattern)."""

    folder: str
    parts: list[str]
    names: set[str] = field(default_factory=set)
    strays: set[str] = field(default_factory=set)
    waiting: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    links: list[tuple[str, int]] = field(default_factory=list)
    seen: set[tuple[int, int, int]] = field(default_factory=set)

    def run(self) -> None:
        while self.waiting or self.links:
            at, number = (self.waiting or self.links).pop()  # links last: a folder goes by its own name
            part = self.parts[number]
            if part == _ANY_DEPTH:
                self._all_below(at, number)
            elif has_magic(part):
                for entry in self._entries(at):
                    if fnmatch(entry.name, part) and (part.startswith(".") or not entry.name.startswith(".")):
                        self._found(_join(at, entry.name), number)
            elif os.path.lexists(self._path(_join(at, part))):
                self._found(_join(at, part), number)

    def _found(self, name: str, number: int) -> None:
        if number + 1 == len(self.parts):
            self.names.add(name)
        else:
            self.waiting.append((name, number + 1))

    def _all_below(self, at: str, number: int) -> None:
        """``**``: this folder, and each below it once; as the last part it matches all that there is."""
        try:
            status = os.stat(self._path(at))
        except OSError:
            return
        key = (status.st_dev, status.st_ino, number)
        if status.st_ino and key in self.seen:
            return
        self.seen.add(key)
        last = number + 1 == len(self.parts)
        if not last:
            self.waiting.append((at, number + 1))
        for entry in self._entries(at):
            name = _join(at, entry.name)
            if entry.name.startswith("."):
                continue
            if last:
                self.names.add(name)
            if not entry.is_symlink():
                if entry.is_dir():
                    self.waiting.append((name, number))
            elif os.path.isdir(entry.path):
                if lies_below(entry.path, self.folder):
                    self.links.append((name, number))
                else:
                    self.strays.add(name)

    def _entries(self, at: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(self._path(at)) as entries:
                found = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError:
            return
        yield from found

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name) if name else self.folder or os.curdir


def lies_below(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Whether ``path`` is ``folder`` or below it, once all links are followed; also on several drives."""
    real, home = (os.path.normcase(os.path.realpath(each)) for each in (path, folder))
    try:
        return os.path.commonpath([real, home]) == home
    except ValueError:  # another drive
        return False


def _join(at: str, name: str) -> str:
    return f"{at}/{name}" if at else name
