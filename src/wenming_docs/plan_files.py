"""The files of one plan as texts that can be added to: opened, read as facts, checked as they would be.

Nothing is written here. ``record`` and ``form import`` change the texts of these parts and ask what the
plan would then say, before a byte of it is on disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.analysis import Unaddable, ledger, task_tree
from wenming_docs.facts.model import Result, Workspace, build_workspace, key_spellings, top_level_synonyms
from wenming_docs.facts.source import Mapping, Sequence, Source
from wenming_docs.facts.source.append import Row
from wenming_docs.facts.source.edit import TextFile, open_text
from wenming_docs.facts.source.files import display_name
from wenming_docs.facts.source.includes import include_patterns, included_files
from wenming_docs.facts.source.merge import merge
from wenming_docs.facts.source.source import Page, parse_page
from wenming_docs.facts.values import BadValue
from wenming_docs.findings import Finding, Severity, by_place, has_errors
from wenming_docs.gathering import Read, read_with
from wenming_docs.photographs import with_photographs
from wenming_docs.pipeline import Options, Outcome, check_read
from wenming_docs.records import dataclass

MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a plan: its name for messages, its text and its tree."""

    path: Path
    name: str
    file: TextFile
    page: Page

    def rows(self) -> bool:
        """Whether it holds 成果."""
        return self.page.root is not None and any(e.key.text in RESULTS for e in self.page.root.entries)

    def with_file(self, file: TextFile) -> Part:
        return replace(self, file=file, page=parse_page(file.text, self.name))


@dataclass(frozen=True, slots=True)
class Checking:
    """How to check: what reads the files of units below, and the options of the check."""

    read: Read
    options: Options


def spellings(canonical: str) -> tuple[str, ...]:
    """Every spelling of a top-level key, the canonical one first."""
    return (canonical, *(key for key, known in top_level_synonyms().items() if known == canonical != key))


RESULTS = spellings("成果")
"""Every spelling of the list of results."""


def open_parts(path: Path) -> list[Part]:
    """The entry file and, depth first, those it includes; all mistakes of their YAML at once."""
    parts: list[Part] = []
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    _open(path, parts, findings, texts, set())
    if has_errors(findings):
        raise InvalidInput(by_place(findings), texts)
    return parts


def _open(
    path: Path, parts: list[Part], findings: list[Finding], texts: dict[str, str], seen: set[str]
) -> None:
    real = os.path.realpath(path)
    if real in seen or len(seen) >= MOST_FILES:
        return
    seen.add(real)
    name = display_name(path)
    synonyms = top_level_synonyms()
    home = parts[0].path.parent if parts else None
    file, mistakes = open_text(path, name, {*synonyms, *synonyms.values()}, home)
    findings += mistakes
    if file is None:
        return
    page = parse_page(file.text, name)
    texts[name] = page.text
    findings += page.findings
    parts.append(Part(path, name, file, page))
    for pattern in include_patterns(page.draft, findings) if page.draft else ():
        for included in included_files(pattern, path.parent, path, findings):
            _open(included, parts, findings, texts, seen)


def facts_of(parts: list[Part]) -> tuple[Workspace | None, list[Finding]]:
    """The facts of the files as far as they can be read, and what makes them unreadable."""
    try:
        return build_workspace(_source(parts)), []
    except InvalidInput as error:
        return error.draft if isinstance(error.draft, Workspace) else None, list(error.findings)


def _source(parts: list[Part]) -> Source:
    roots = [part.page.root for part in parts if part.page.root is not None]
    root, conflicts = merge(roots, top_level_synonyms()) if len(roots) > 1 else (roots[0], [])
    texts = {part.name: part.page.text for part in parts}
    warned = [finding for part in parts for finding in part.page.findings]
    if has_errors(conflicts):
        raise InvalidInput(by_place([*warned, *conflicts]), texts, Source(parts[0].path, root, texts))
    return Source(parts[0].path, root, texts, tuple(by_place([*warned, *conflicts])))


def whole(parts: list[Part], read: Read) -> Workspace:
    """The facts of the files as documents are made from them: photographs and the units below included.

    ``read`` reads the files of those units. Raises InvalidInput like :func:`pipeline.read_workspace`.
    """
    entry = parts[0].path
    return read_with(lambda: with_photographs(lambda: build_workspace(_source(parts)), entry), entry, read)


def checked(parts: list[Part], check: Checking) -> Outcome:
    """What ``wenming check`` would say if the files held this, and rows that no document could add up."""
    entry, unaddable = parts[0].path, list[Finding]()

    def own() -> Workspace:
        workspace = build_workspace(_source(parts))
        unaddable.extend(_unaddable(workspace))
        return workspace

    outcome = check_read(lambda: read_with(own, entry, check.read), entry, check.options)
    found = {(f.code, f.message, f.origin): f for f in (*outcome.findings, *unaddable)}
    return replace(outcome, findings=tuple(by_place(found.values())))


def _unaddable(workspace: Workspace) -> Iterator[Finding]:
    """F022: rows that no document could add up, told while the row is still at hand (12车 beside 46吨)."""
    book = ledger(workspace, task_tree(workspace))
    for name in book.rows_by_name:
        try:
            book.value(name, lambda _row: True)
        except Unaddable as error:
            message = f"“{name}”加不起来：{error.message}"
            yield Finding("F022", Severity.ERROR, message, error.hint, error.origin)
        except BadValue:
            continue  # for the documents to tell: nothing of one row


def as_there(row: Row, part: Part) -> Row:
    """The row with its keys as the rows of the file spell them."""
    attributes = key_spellings(Result)
    there: dict[str, str] = {}
    for entry in part.page.root.entries if part.page.root else ():
        items = entry.value.items if entry.key.text in RESULTS and isinstance(entry.value, Sequence) else []
        for item in items:
            for each in item.entries if isinstance(item, Mapping) else ():
                there[attributes.get(each.key.text, "")] = each.key.text
    return tuple((there.get(attributes[key], key), value) for key, value in row)
