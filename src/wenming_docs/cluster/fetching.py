"""Files of a store, brought into a folder of this machine when they are looked for.

Of a small folder all that is text comes at once, many files side by side; of a large one, what the
plans name. A folder tree stays what it is, so that every path in a plan means the same file.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from wenming_docs.cluster.store import LARGEST, Store, is_sound

TEXTS = (".yaml", ".yml", ".j2")
OFFICE_FOLDERS = ("templates", "规范")
"""What an office keeps beside a plan and no plan names: read with every entry file."""
_MOST_TEXT = 16 * 1024 * 1024
_AT_ONCE = 500
"""Files read side by side."""
_HELD = 64 * 1024 * 1024
"""Bytes of them in memory."""


class Fetcher:
    """Brings files of ``store`` below ``home``; ``listed`` says what there is in folders known already."""

    def __init__(self, store: Store, home: Path, listed: dict[str, dict[str, int]] | None = None) -> None:
        self.store = store
        self.home = home
        self.brought: set[str] = set()
        self._listed = dict(listed or {})
        self._asked: dict[str, int | None] = {}

    def path(self, name: str) -> Path:
        """Where ``name`` is put."""
        return self.home.joinpath(*name.split("/"))

    def name_of(self, path: str | Path) -> str | None:
        """The name of a path below ``home``; None for a path elsewhere, "" for ``home`` itself."""
        relative = os.path.relpath(path, self.home)
        if relative == ".":
            return ""
        return None if relative.startswith("..") or os.path.isabs(relative) else Path(relative).as_posix()

    def bring(self, path: str) -> None:
        """The file at ``path``, if the store has one; a folder there is made."""
        if name := self.name_of(path):
            self.fetch([name])

    def bring_matching(self, folder: str, pattern: str) -> None:
        """Every YAML file below the part of ``pattern`` that has no sign in it."""
        fixed: list[str] = []
        for part in pattern.split("/"):
            if glob.has_magic(part):
                break
            fixed.append(part)
        name = self.name_of(os.path.join(folder, *fixed))
        if name is not None:
            self.fetch([each for each in self.below(name) if each.lower().endswith(TEXTS[:2])])

    def bring_beside(self, folder: str) -> None:
        """What is read for each entry file of a folder, and its texts where they are not many."""
        listed = self._listed.get(folder)
        if listed is not None:
            texts = {name: size for name, size in listed.items() if name.lower().endswith(TEXTS)}
            if sum(texts.values()) <= _MOST_TEXT:
                self.fetch(texts)
                return
        for each in OFFICE_FOLDERS:
            self.fetch(self.below(f"{folder}/{each}" if folder else each))

    def fetch(self, names: Iterable[str]) -> None:
        """These files stand below ``home``, those that there are."""
        wanted = {name: self._size(name) for name in dict.fromkeys(names) if name not in self.brought}
        self.brought.update(wanted)
        for group in grouped({name: size for name, size in wanted.items() if size is not None}):
            for name in group:
                self._set_aside(name, wanted[name] or 0)
            small = [name for name in group if (wanted[name] or 0) <= LARGEST]
            for name, data in (self.store.read(small) if small else {}).items():
                self._put(name).write_bytes(data)

    def below(self, folder: str) -> dict[str, int]:
        """All files below a folder of the store."""
        known = self._known(folder)
        if known is not None:
            return {name: size for name, size in known.items() if name.startswith(f"{folder}/")}
        if folder not in self._listed:
            self._listed[folder] = self.store.below(folder)
        return self._listed[folder]

    def _set_aside(self, name: str, size: int) -> None:
        """A file too large to be read stands there as large, but empty: the reader will refuse it."""
        if size > LARGEST:
            with open(self._put(name), "wb") as file:
                file.truncate(size)

    def _put(self, name: str) -> Path:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _size(self, name: str) -> int | None:
        if not is_sound(name):
            return None
        known = self._known(name)
        if known is not None:
            if name not in known and any(each.startswith(f"{name}/") for each in known):
                self.path(name).mkdir(parents=True, exist_ok=True)
            return known.get(name)
        if name not in self._asked:
            self._asked[name] = self.store.size(name)
        return self._asked[name]

    def _known(self, name: str) -> dict[str, int] | None:
        """The listing of the nearest folder above ``name`` of which there is one."""
        while name:
            name = name.rpartition("/")[0]
            if name in self._listed:
                return self._listed[name]
        return None


def grouped(sizes: dict[str, int]) -> Iterable[Sequence[str]]:
    """The names in groups that may be held in memory side by side."""
    group: list[str] = []
    held = 0
    for name, size in sizes.items():
        if group and (len(group) == _AT_ONCE or held + size > _HELD):
            yield group
            group, held = [], 0
        group.append(name)
        held += size
    if group:
        yield group
