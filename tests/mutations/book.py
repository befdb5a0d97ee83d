"""An example as lines with their keys, so that one place can be changed and all else stays."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_LINE = re.compile(r"^(?P<indent> *)(?P<dash>(?:- )*)(?P<key>[^\s:#'\"|-][^:]*): ?(?P<value>.*)$")
_FILE = re.compile(r"^[^#\n]*?([^\s:、，]+\.yaml)$", re.M)


@dataclass(frozen=True, slots=True)
class Entry:
    """``key: value`` at a line (from 0) of a file. ``keys`` leads from the top to this key.

    ``end`` is the line after all that belongs to it; ``item`` is the line its list item starts at.
    """

    file: str
    line: int
    column: int
    key: str
    value: str
    keys: tuple[str, ...]
    end: int
    item: int

    @property
    def above(self) -> str:
        """The key this entry stands under, "" at the top."""
        return self.keys[-2] if len(self.keys) > 1 else ""


@dataclass(frozen=True, slots=True)
class Book:
    """The files of an example by name; the first one is the entry file."""

    name: str
    files: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: Path) -> Book:
        """An example and every file it names under 包含 or 下级, and those that these name."""
        files: dict[str, tuple[str, ...]] = {}
        waiting = [path]
        while waiting:
            file = waiting.pop(0)
            text = file.read_text(encoding="utf-8")
            name = file.relative_to(path.parent).as_posix()
            if name not in files:
                files[name] = tuple(text.split("\n"))
                waiting += [part for named in _FILE.findall(text) for part in sorted(file.parent.glob(named))]
        return cls(path.stem, files)

    @property
    def text(self) -> str:
        return "\n".join("\n".join(lines) for lines in self.files.values())

    def write(self, folder: Path) -> Path:
        """All files below ``folder``; the path of the entry file."""
        for name, lines in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("\n".join(lines), encoding="utf-8")
        return folder / next(iter(self.files))

    # looking

    def entries(self, *keys: str) -> list[Entry]:
        """Every entry; with ``keys`` those whose last keys are these."""
        found = [entry for file, lines in self.files.items() for entry in _entries(file, lines)]
        return [entry for entry in found if not keys or entry.keys[-len(keys) :] == keys]

    @property
    def below(self) -> tuple[str, ...]:
        """The files of units below: those named under 下级, not those that are only included."""
        named = [e for e in self.entries() if "下级" in e.keys[:-1] and e.value.endswith(".yaml")]
        return tuple(dict.fromkeys(posixpath.join(posixpath.dirname(e.file), e.value) for e in named))

    def paragraphs(self) -> list[tuple[str, int]]:
        """File and line of each long line of prose."""
        return [
            (file, number)
            for file, lines in self.files.items()
            for number, line in enumerate(lines)
            if len(line.strip()) > 60 and line.rstrip().endswith("。") and "【" not in line
        ]

    def line(self, file: str, number: int) -> str:
        return self.files[file][number]

    # changing

    def with_lines(self, file: str, start: int, end: int, *new: str) -> Book:
        """This book with lines ``start`` to ``end`` (exclusive) of a file replaced by ``new``."""
        lines = self.files[file]
        return Book(self.name, {**self.files, file: (*lines[:start], *new, *lines[end:])})

    def with_value(self, entry: Entry, value: str) -> Book:
        """This book with another value behind the key of a one-line entry."""
        line = self.files[entry.file][entry.line]
        head = line[: entry.column + len(entry.key)]
        return self.with_lines(entry.file, entry.line, entry.line + 1, f"{head}: {value}")

    def without(self, entry: Entry) -> Book:
        """This book without an entry; where it opens a list item, the next key takes the dash."""
        lines = self.files[entry.file]
        if entry.item == entry.line and entry.end < len(lines):
            after = lines[entry.end]
            column = len(after) - len(after.lstrip(" "))
            if column == entry.column:
                dashed = lines[entry.line][: entry.column] + after[column:]
                return self.with_lines(entry.file, entry.line, entry.end + 1, dashed)
        return self.with_lines(entry.file, entry.line, entry.end)

    def with_line_after(self, entry: Entry, *text: str) -> Book:
        """This book with more keys of the same mapping after an entry."""
        return self.with_lines(
            entry.file, entry.end, entry.end, *(" " * entry.column + line for line in text)
        )

    def replaced(self, old: str, new: str, count: int = 1) -> Book:
        """This book with ``old`` replaced where it first stands in the lines, ``count`` times."""
        files = dict(self.files)
        for file, lines in files.items():
            changed = []
            for line in lines:
                if count and old in line:
                    line, count = line.replace(old, new, 1), count - 1
                changed.append(line)
            files[file] = tuple(changed)
        return Book(self.name, files)

    def item_of(self, entry: Entry) -> tuple[int, int]:
        """First line and end (exclusive) of the list item that an entry belongs to."""
        lines = self.files[entry.file]
        return entry.item, _end(
            lines, entry.item, len(lines[entry.item]) - len(lines[entry.item].lstrip(" "))
        )

    def again(self, entry: Entry, **changed: str) -> Book:
        """This book with the list item of ``entry`` twice, the second with other values by key."""
        start, end = self.item_of(entry)
        copy = []
        for line in self.files[entry.file][start:end]:
            match = _LINE.match(line)
            if match and match["key"] in changed:
                line = f"{match['indent']}{match['dash']}{match['key']}: {changed[match['key']]}"
            copy.append(line)
        return self.with_lines(entry.file, end, end, *copy)


@lru_cache(maxsize=256)
def _entries(file: str, lines: tuple[str, ...]) -> tuple[Entry, ...]:
    """Every entry of a file; kept, because each operator asks for all of them."""
    return tuple(_parsed(file, lines))


def _parsed(file: str, lines: tuple[str, ...]) -> Iterator[Entry]:
    stack: list[tuple[int, str]] = []
    block: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = None
        match = _LINE.match(line)
        if match is None or line.lstrip().startswith("#"):
            continue
        column = len(match["indent"]) + len(match["dash"])
        while stack and stack[-1][0] >= column:
            stack.pop()
        keys = (*(key for _, key in stack), match["key"])
        stack.append((column, match["key"]))
        if match["value"] == "|":
            block = column
        end, item = _end(lines, number, column), _item(lines, number, column)
        yield Entry(file, number, column, match["key"], match["value"], keys, end, item)


def _end(lines: tuple[str, ...], start: int, column: int) -> int:
    """The line after everything that is indented deeper than ``column``; trailing blanks stay out."""
    end = start + 1
    last = end
    while end < len(lines):
        line = lines[end]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            last = end + 1
        end += 1
    return last


def _item(lines: tuple[str, ...], start: int, column: int) -> int:
    """The line of the dash that opens the list item this key belongs to; its own line if none."""
    for number in range(start, -1, -1):
        line = lines[number]
        dash = line.find("- ")
        if dash >= 0 and line[:dash].strip() == "" and dash + 2 == column:
            return number
        if number != start and line.strip() and len(line) - len(line.lstrip(" ")) < column - 2:
            break
    return start
