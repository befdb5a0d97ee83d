"""What ``wenming fmt`` does to a file: first what was mistyped as YAML, then how it is worded.

Nothing is changed but by splicing characters into lines; after each round the files are read
again, and what they say must be what they said, but for the changes meant. A value that other
facts name is changed in all places or in none. Whatever is doubtful is left and told.

It is long because the two halves share the files they work on and the proof at the end.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from wenming_docs.errors import InvalidInput, WenmingError
from wenming_docs.facts.checks import check_facts
from wenming_docs.facts.house import read_terms
from wenming_docs.facts.model import Workspace, build_workspace, top_level_synonyms
from wenming_docs.facts.source import Mapping, Scalar, Source
from wenming_docs.facts.source.edit import Edit, TextFile, edit_of, open_text, scalars_of, spliced
from wenming_docs.facts.source.edit_traps import mend_traps
from wenming_docs.facts.source.files import display_name
from wenming_docs.facts.source.includes import include_patterns, included_files
from wenming_docs.facts.source.merge import merge
from wenming_docs.facts.source.source import Page, parse_page
from wenming_docs.findings import Finding, by_place, has_errors
from wenming_docs.pipeline import Options, render_workspace
from wenming_docs.records import dataclass
from wenming_docs.words.checks.wording import spotted, told
from wenming_docs.words.checks.written import written_in
from wenming_docs.zh.wording import Hit, Reader, Sort

_MOST_ROUNDS = 6
_MOST_FILES = 5_000
_NAMED = (Sort.NAME, Sort.HEADING)
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """One file before and after; ``counts`` says how many of each code were mended in it."""

    path: Path
    before: bytes
    after: bytes
    old_text: str
    new_text: str
    counts: dict[str, int]

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Formatted:
    """An entry file with what it includes; ``findings`` is what only its author can mend."""

    files: tuple[FormattedFile, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str]


@dataclass(slots=True)
class _Desk:
    """The files at hand, by display name, in the order they are merged."""

    path: Path
    opened: dict[str, TextFile]
    current: dict[str, TextFile]
    counts: dict[str, Counter[str]]
    findings: list[Finding]


def format_file(path: Path, terms: Path | None = None) -> Formatted:
    """``path`` and every file it includes, mended; nothing is written."""
    desk = _Desk(path, {}, {}, {}, [])
    _open(desk, path, set())
    listed, mistakes = read_terms(path.parent, terms)
    reader = Reader(listed)
    _mend_wording(desk, reader)
    findings = [*desk.findings, *mistakes, *_left(desk, reader)]
    files = tuple(_result(desk, name) for name in desk.opened)
    return Formatted(files, tuple(by_place(findings)), {n: f.text for n, f in desk.current.items()})


def _result(desk: _Desk, name: str) -> FormattedFile:
    old, new = desk.opened[name], desk.current[name]
    same = old.lines == new.lines and not old.converted
    after = old.data if same else new.encoded()
    counts = dict(desk.counts[name])
    if old.converted:
        counts["S006"] = 1
    return FormattedFile(old.path, old.data, after, old.text, new.text, counts)


# the files and what is mistyped in them


def _open(desk: _Desk, path: Path, seen: set[str]) -> None:
    """Read and mend a file and, depth first, those it includes."""
    real = os.path.realpath(path)
    if real in seen or len(seen) >= _MOST_FILES:
        return
    seen.add(real)
    name = display_name(path)
    synonyms = top_level_synonyms()
    file, findings = open_text(path, name, {*synonyms, *synonyms.values()})
    if file is None:
        desk.findings += findings
        return
    mended = mend_traps(file.lines, name)
    desk.opened[name], desk.current[name] = file, file.with_lines(mended.lines)
    desk.counts[name] = Counter(mended.counts)
    page = parse_page("\n".join(mended.lines), name)
    if page.draft is None:
        return
    ignored: list[Finding] = []
    for pattern in include_patterns(page.draft, ignored):
        for part in included_files(pattern, path.parent, path, ignored):
            _open(desk, part, seen)


def _pages(desk: _Desk) -> dict[str, Page]:
    return {name: parse_page(file.text, name) for name, file in desk.current.items()}


def _workspace(desk: _Desk, pages: dict[str, Page]) -> Workspace | None:
    """The facts of the files as they now are, as far as they can be read."""
    roots = [page.draft for page in pages.values() if page.draft is not None]
    if not roots:
        return None
    root = merge(roots, top_level_synonyms())[0] if len(roots) > 1 else roots[0]
    texts = {name: page.text for name, page in pages.items()}
    try:
        return build_workspace(Source(desk.path, root, texts))
    except InvalidInput as error:
        return error.draft if isinstance(error.draft, Workspace) else None


# wording


def _mend_wording(desk: _Desk, reader: Reader) -> None:
    """Every certain fault of wording mended; names only if nothing that refers to them breaks."""
    start, counts = dict(desk.current), {name: Counter(own) for name, own in desk.counts.items()}
    if not _rounds(desk, reader, with_names=True):
        return
    before = _complaints(_Desk(desk.path, desk.opened, start, {}, []))
    if _complaints(desk) - before:
        desk.current, desk.counts = start, counts
        _rounds(desk, reader, with_names=False)


def _complaints(desk: _Desk) -> Counter[tuple[str, str]]:
    """What is wrong with the facts and the documents made of them, for a comparison."""
    workspace = _workspace(desk, _pages(desk))
    if workspace is None:
        return Counter()
    findings = [*workspace.findings, *check_facts(workspace)]
    try:
        options = Options(draft=True, format="md")
        findings += render_workspace(workspace, desk.path, options).findings if workspace.documents else ()
    except WenmingError:  # facts that are wrong beyond rendering; before and after are compared without
        return Counter()
    return Counter(
        (finding.code, str(finding.severity)) for finding in set(findings) if has_errors([finding])
    )


def _rounds(desk: _Desk, reader: Reader, *, with_names: bool) -> bool:
    """Mend until nothing certain is left; whether any name was changed."""
    renamed = False
    for _ in range(_MOST_ROUNDS):
        pages = _pages(desk)
        workspace = _workspace(desk, pages)
        if workspace is None:
            break
        round_ = _Round(desk, pages, reader, _sorts(workspace, with_names=with_names))
        renamed |= bool(round_.renames)
        if not round_.make():
            break
    return renamed


def _sorts(workspace: Workspace, *, with_names: bool) -> dict[Place, Sort]:
    """The place of each value that may be mended → its sort."""
    found: dict[Place, Sort] = {}
    for each in written_in(workspace):
        if with_names or each.sort not in _NAMED:
            for origin in each.text.origins:
                found.setdefault((origin.file, origin.line, origin.column), each.sort)
    numbers = [basis.document_number for basis in workspace.basis]
    numbers += [plan.masthead.document_number for plan in workspace.documents if plan.masthead]
    for number in numbers:
        if number is not None and number.origin:
            origin = number.origin
            found[origin.file, origin.line, origin.column] = Sort.NUMBER
    return found


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be changed in one value: each hit in its text with the edit of its line."""

    parts: tuple[tuple[Hit, Edit], ...]

    def of(self, text: str) -> str:
        """The text after the change."""
        for hit, _ in sorted(self.parts, key=lambda part: -part[0].start):
            text = text[: hit.start] + (hit.new or "") + text[hit.end :]
        return text


class _Round:
    """One round over all files: what to change, and the proof that only that changed."""

    def __init__(self, desk: _Desk, pages: dict[str, Page], reader: Reader, sorts: dict[Place, Sort]) -> None:
        self.desk, self.pages, self.reader, self.sorts = desk, pages, reader, sorts
        self.renames: dict[str, str] = {}
        self.plan: dict[str, dict[int, _Change]] = {}
        sound = {name: page.root for name, page in pages.items() if page.root is not None}
        for name, root in sound.items():
            self.plan[name] = dict(self._worded(name, root))
        if self.renames:
            for name, root in sound.items():
                self._follow(name, root)

    def make(self) -> bool:
        """Put the changes into the files; whether there were any that held."""
        made = False
        for name, changes in self.plan.items():
            if changes:
                made |= self._make(name, changes)
        return made

    def _make(self, name: str, changes: dict[int, _Change]) -> bool:
        root = self.pages[name].root
        assert root is not None
        old = [scalar.text for scalar in scalars_of(root)]
        held = self._held(name, old, changes)
        if not held:
            return False
        self.desk.current[name] = self.desk.current[name].with_lines(self._with(name, held))
        codes = (hit.code for change in held.values() for hit, _ in change.parts)
        self.desk.counts[name].update(code for code in codes if code)
        return True

    def _with(self, name: str, changes: dict[int, _Change]) -> tuple[str, ...]:
        edits = (edit for change in changes.values() for _, edit in change.parts)
        return spliced(self.desk.current[name].lines, edits)

    def _held(self, name: str, old: list[str], changes: dict[int, _Change]) -> dict[int, _Change]:
        """Those of the changes after which the file says what it said but for them; halved until they do."""
        if not changes or _says(parse_page("\n".join(self._with(name, changes)), name), old, changes):
            return changes
        if len(changes) == 1:
            return {}
        places = sorted(changes)
        half = len(places) // 2
        first = self._held(name, old, {place: changes[place] for place in places[:half]})
        second = self._held(name, old, {place: changes[place] for place in places[half:]})
        both = {**first, **second}
        return both if _says(parse_page("\n".join(self._with(name, both)), name), old, both) else first

    def _worded(self, name: str, root: Mapping) -> Iterator[tuple[int, _Change]]:
        lines = self.desk.current[name].lines
        scalars = list(scalars_of(root))
        worth = set(self.reader.suspects([scalar.text.replace("\n", "\r") for scalar in scalars]))
        for index, scalar in enumerate(scalars):
            sort = self._sort(scalar) if index in worth else None
            if sort is None:
                continue
            parts = _editable(scalar, lines, _sure_hits(self.reader, scalar.text, sort))
            if parts:
                yield index, _Change(parts)
                if sort in _NAMED:
                    self.renames |= _renames(scalar.text, _Change(parts).of(scalar.text))

    def _sort(self, scalar: Scalar) -> Sort | None:
        """The sort of a value, by the place of its first character as facts remember it."""
        origin = scalar.origin
        sort = self.sorts.get((origin.file, origin.line, origin.column))
        if sort is None and scalar.text.strip():
            place = scalar.place(len(scalar.text) - len(scalar.text.lstrip()))
            sort = self.sorts.get((place.file, place.line, place.column))
        return sort

    def _follow(self, name: str, root: Mapping) -> None:
        """Change a renamed name wherever else it is meant: in 【】, and in values that are not prose."""
        lines, changes = self.desk.current[name].lines, self.plan[name]
        for index, scalar in enumerate(scalars_of(root)):
            sort = self._sort(scalar)
            if index in changes and sort in _NAMED:
                continue
            mentions = _mentions(scalar.text, self.renames, prose=sort in (Sort.PROSE, Sort.LINE))
            if parts := _editable(scalar, lines, mentions):
                known = changes[index].parts if index in changes else ()
                changes[index] = _Change((*known, *parts))


def _editable(scalar: Scalar, lines: tuple[str, ...], hits: Iterable[Hit]) -> tuple[tuple[Hit, Edit], ...]:
    """The hits that stand in the file as they stand in the value, each with its edit."""
    edits = ((hit, edit_of(scalar, lines, hit.start, hit.end, hit.new or "")) for hit in hits)
    return tuple((hit, edit) for hit, edit in edits if edit is not None)


def _sure_hits(reader: Reader, text: str, sort: Sort) -> Iterator[Hit]:
    """What is certain in a value; prose is read paragraph by paragraph, as the facts hold it."""
    start = 0
    for line in text.split("\n"):
        bare = line.strip(" \t\u3000")
        if bare:
            offset = start + line.index(bare)
            for hit in reader.hits(bare, sort):
                if hit.new is not None:
                    yield replace(hit, start=hit.start + offset, end=hit.end + offset)
        start += len(line) + 1


_SEPARATOR = re.compile("[、，；|\n]")


def _renames(old: str, new: str) -> dict[str, str]:
    """A name that was changed, whole and item by item."""
    found = {old.strip(): new.strip()}
    old_items, new_items = _SEPARATOR.split(old), _SEPARATOR.split(new)
    if len(old_items) == len(new_items):
        found |= {a.strip(): b.strip() for a, b in zip(old_items, new_items, strict=True)}
    return {a: b for a, b in found.items() if a and a != b}


_GAP = re.compile("【[^【】]*】")


def _mentions(text: str, renames: dict[str, str], *, prose: bool) -> Iterator[Hit]:
    """Where a renamed name is meant: as a part of 【甲·乙】; outside prose also as an item of a list."""
    stretches = [found.span() for found in _GAP.finditer(text)] if prose else [(0, len(text))]
    for start, end in stretches:
        taken = start
        for old in sorted(renames, key=len, reverse=True):
            pattern = rf"(?:(?<=[【·：:、，；|\s])|^){re.escape(old)}(?=[】·：:、，；|\s]|$)"
            for found in re.finditer(pattern, text[start:end]):
                if start + found.start() >= taken:
                    taken = start + found.end()
                    yield Hit("", start + found.start(), taken, renames[old], "")


def _says(page: Page, old: list[str], changes: dict[int, _Change]) -> bool:
    """Whether a file holds the old texts with just these changed."""
    if page.root is None:
        return False
    wanted = [changes[index].of(text) if index in changes else text for index, text in enumerate(old)]
    return [scalar.text for scalar in scalars_of(page.root)] == wanted


# what is left


def _left(desk: _Desk, reader: Reader) -> list[Finding]:
    """What only the author can mend: faults of the files, doubtful wording."""
    pages = _pages(desk)
    findings = [finding for page in pages.values() for finding in page.findings if finding.code != "S006"]
    workspace = _workspace(desk, pages)
    if workspace is not None:
        torn = {page: first for page, first in map(_first_fault, pages.items()) if first}
        left = told(spotted(written_in(workspace), reader), workspace.texts)
        findings += (_by_hand(finding, torn) for finding in left)
    return findings


def _first_fault(named: tuple[str, Page]) -> tuple[str, int]:
    """Name of a file and the line of what makes its structure unsound; 0 if it is sound."""
    name, page = named
    if page.root is not None:
        return name, 0
    wrong = [finding for finding in page.findings if has_errors([finding]) and finding.origin]
    return name, min((finding.origin.line for finding in wrong if finding.origin), default=0)


def _by_hand(finding: Finding, torn: dict[str, int]) -> Finding:
    """A certain fault that was left: its file is torn, or it stands behind an escape or in a name."""
    if "wenming fmt" not in finding.hint:
        return finding
    if finding.origin and (line := torn.get(finding.origin.file)):
        return replace(
            finding, hint=f"第{line}行有错，文件还读不准，程序没有动；先改好那一行，再运行 wenming fmt"
        )
    return replace(finding, hint="这里有转义，或是别处引用的名字，程序没有动，请自己改")
