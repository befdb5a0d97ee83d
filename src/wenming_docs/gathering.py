"""The units below: reading each subordinate's own file, and theirs, until there are no more.

A file that cannot be read never hides the others: it stays in its place with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from wenming_docs.collecting import many_files
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import Subordinate, UnitGroup, Workspace
from wenming_docs.facts.source import path_below
from wenming_docs.findings import Finding, Severity, SourceText

Read = Callable[[Path, Path], Workspace]
"""The facts of a file, which has to lie below a folder still when it is opened (S090)."""

WHOLE_FILE = frozenset(("S001", "S002", "S003", "S090"))
"""Findings that are about a file as such, at no line of it."""
DEEPEST = 12
"""Levels of units; 社区 → 街道 → 区 → 市 → 省 has five."""


def read_with(own: Callable[[], Workspace], path: Path, read: Read) -> Workspace:
    """The facts that ``own`` gives for ``path``, with those of the units below, which ``read`` reads."""
    try:
        return gather(own(), path, read)
    except InvalidInput as error:
        draft = gather(error.draft, path, read) if isinstance(error.draft, Workspace) else None
        raise InvalidInput(error.findings, error.texts, draft) from None


def gather(workspace: Workspace, path: Path, read: Read) -> Workspace:
    """``workspace`` with the facts of every unit below it that names a file (单位.下级).

    ``read`` turns a file into facts and may raise InvalidInput. Files are named relative to the
    folder of ``path`` and must stay inside it, also while they are opened.
    """
    if not any(group.files for group in workspace.unit.subordinates):
        return workspace
    with many_files():
        return _Gathering(read, {_identity(path)}).above(workspace, path, 1)


def _identity(path: Path) -> object:
    """What two names of one file share: links of either kind would make it count twice."""
    try:
        found = os.stat(path)
    except OSError:  # reading it will say why
        return os.path.realpath(path)
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(path)


class _Gathering:
    """One walk down the units; ``seen`` are the files read so far: none counts twice."""

    def __init__(self, read: Read, seen: set[object]) -> None:
        self.read = read
        self.seen = seen

    def above(self, workspace: Workspace, path: Path, depth: int) -> Workspace:
        found = tuple(self._units(workspace, path.parent, depth))
        return workspace.above(found) if found else workspace

    def _units(self, workspace: Workspace, folder: Path, depth: int) -> Iterator[Subordinate]:
        for group in workspace.unit.subordinates:
            files = dict(group.files)
            for name in group.units:
                if file := files.get(str(name)):
                    yield self._unit(group, name, file, folder, depth)

    def _unit(
        self, group: UnitGroup, name: SourceText, file: SourceText, folder: Path, depth: int
    ) -> Subordinate:
        path, reason = path_below(str(file), folder)
        if path is None:
            return self._lost(group, name, file, reason, "检查文件名；路径从这个文件所在的文件夹算起")
        if depth > DEEPEST:
            return self._lost(group, name, file, f"下级套了{DEEPEST}层以上", "检查是不是绕了回来")
        identity = _identity(path)
        if identity in self.seen:
            return self._lost(
                group,
                name,
                file,
                "这个文件已经是另一个单位的，或者绕了回来，再算就重了",
                "一个单位写一个文件",
            )
        self.seen.add(identity)
        try:
            facts = self.above(self.read(path, folder), path, depth + 1)
        except InvalidInput as error:
            return self._lost(group, name, file, *_first(error))
        return Subordinate(name, group.sort, file, str(path), facts)

    @staticmethod
    def _lost(group: UnitGroup, name: SourceText, file: SourceText, reason: str, hint: str) -> Subordinate:
        message = f"“{name}”的文件“{file}”用不了：{reason}"
        fault = Finding("F120", Severity.WARNING, message, hint, file.origin or name.origin)
        return Subordinate(name, group.sort, file, str(file), None, fault)


def _first(error: InvalidInput) -> tuple[str, str]:
    """What is wrong with a file, by its first mistake, and where to read the others."""
    wrong = [finding for finding in error.findings if finding.severity is Severity.ERROR]
    first = wrong[0] if wrong else error.findings[0]
    line = f"第{first.origin.line}行" if first.origin and first.code not in WHOLE_FILE else ""
    others = f"（共{len(wrong)}处错误）" if len(wrong) > 1 else ""
    file = first.origin.file if first.origin else ""
    return f"{line}{first.message}{others}", f"先改好它：wenming check {file}" if file else first.hint
