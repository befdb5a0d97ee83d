"""What has to hold of the files once a command is done; asked inside the child, so that it cannot hang us."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from tests.fuzz.trials import Trial

Shape: TypeAlias = "tuple[object, ...] | str"


def look(trial: Trial, folder: Path) -> str:
    """Promises of one command that its files have broken, a line each."""
    work = folder / "工作"
    changed = {
        name: data
        for name, data in trial.files.items()
        if name.endswith(".yaml") and (work / name).read_bytes() != data
    }
    match trial.command:
        case "fmt":
            found = [fault for name, data in changed.items() for fault in _same_facts(work / name, data)]
        case "record" | "form":
            found = [*_only_added(work, changed)] if trial.command == "record" else []
            found += [f"no longer readable: {name}" for name in changed if not _readable(work / name)]
        case "import":
            new = work / trial.may_change[0] if trial.may_change else work
            found = (
                [f"what it wrote cannot be read: {new.name}"] if new.is_file() and not _readable(new) else []
            )
        case _:
            found = []
    return "\n".join(found)


def _same_facts(path: Path, before: bytes) -> Iterator[str]:
    old = path.with_name("原来.yaml")
    old.write_bytes(before)
    try:
        first, second = _shape(old), _shape(path)
    finally:
        old.unlink()
    if first and first != second:
        yield f"other facts after fmt: {path.name}"


def _shape(path: Path) -> Shape:
    """Lists and mappings by their length, texts by their digits and letters; "" for what cannot be read."""
    from wenming_docs.facts.source.nodes import Mapping as MappingNode
    from wenming_docs.facts.source.nodes import Node, Scalar
    from wenming_docs.facts.source.source import read_page

    def of(node: Node) -> Shape:
        if isinstance(node, Scalar):  # zeros come and go: 2026-05-01 becomes 2026年5月1日
            return "".join(re.findall(r"[1-9A-Za-z]", unicodedata.normalize("NFKC", node.text)))
        if isinstance(node, MappingNode):
            return tuple(of(entry.value) for entry in node.entries)
        return tuple(of(item) for item in node.items)

    page = read_page(path, path.name)
    return of(page.root) if page.root is not None else ""


def _readable(path: Path) -> bool:
    from wenming_docs.facts.source.source import read_page

    return read_page(path, path.name).root is not None


def _only_added(work: Path, changed: Mapping[str, bytes]) -> Iterator[str]:
    for name, before in changed.items():
        old, new = before.splitlines(keepends=True), (work / name).read_bytes().splitlines(keepends=True)
        kinds = {kind for kind, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()}
        if kinds - {"equal", "insert"} and not (work / name).read_bytes().startswith(before.rstrip()):
            yield f"more than added lines: {name}"
