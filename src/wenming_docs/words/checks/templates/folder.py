"""A folder of templates, read against what templates may use: every fault at once, nothing rendered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from wenming_docs.facts.kinds import KINDS
from wenming_docs.findings import Finding, Origin, Severity, by_place
from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates.containers import check_containers
from wenming_docs.words.checks.templates.library import Library, Notes, Source, own_names
from wenming_docs.words.checks.templates.literal import check_literals
from wenming_docs.words.checks.templates.structure import named_templates
from wenming_docs.words.checks.templates.unprinted import Shown, note_unprinted
from wenming_docs.words.checks.templates.unused import note_unused
from wenming_docs.words.checks.templates.walk import Walk
from wenming_docs.words.template.faults import UNREADABLE, TemplateFault
from wenming_docs.words.template.folders import BUILTIN_PREFIX, template_names, unreadable_folders
from wenming_docs.zh import nearest


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a folder: the findings in reading order, the texts to show lines from.

    ``kinds`` are the kinds that use a template of the folder; ``sound`` those of them without an error.
    """

    findings: tuple[Finding, ...]
    texts: dict[str, str]
    kinds: tuple[str, ...]
    sound: tuple[str, ...]


def read_folder(folder: Path | None) -> Report:
    """Every fault that can be seen by reading the templates in ``folder`` (None: those that ship)."""
    library = Library(folder)
    found: dict[Finding, None] = {}
    texts: dict[str, str] = {}
    sources = _own_sources(library, found)
    used, read = _read_kinds(library, found)
    for source in sources:
        texts[source.file.as_posix()] = source.text
        notes = Notes(library)
        for fault in source.parsed.faults:
            notes.fault(source, fault)
        check_literals(source, notes)
        check_containers(source, notes)
        if source not in read:
            _read_alone(source, library, notes)
            read.add(source)
        found.update(notes.found)
    notes = Notes(library)
    note_unused(sources, library, notes)
    found.update(notes.found)
    faulty = {f.origin.file for f in found if f.origin and f.severity is Severity.ERROR}
    sound = (kind for kind, files in used.items() if not faulty & files)
    return Report(tuple(by_place(_once_a_place(found))), texts, tuple(used), tuple(sound))


def _own_sources(library: Library, found: dict[Finding, None]) -> list[Source]:
    """The folder's own templates; one that cannot be read is a finding."""
    names = own_names(library.folder) if library.folder else template_names()
    sources = []
    for name in names:
        try:
            source = None if name.startswith(BUILTIN_PREFIX) else library.get(name)
        except TemplateFault as fault:
            found[_about_file(library, name, fault.code, fault.message, fault.hint)] = None
            continue
        if source is None:
            hint = f"“{BUILTIN_PREFIX}”指自带的模板，换一个文件夹名"
            found[_about_file(library, name, "T019", "这个文件夹里的模板不会被用到", hint)] = None
        else:
            sources.append(source)
    for folder in unreadable_folders(library.folder) if library.folder else ():
        name = folder.relative_to(library.folder or folder).as_posix()
        hint = "看看它的访问权限"
        found[_about_file(library, name, UNREADABLE, "这个文件夹读不了，里面的模板没有查", hint)] = None
    return sources


def _about_file(library: Library, name: str, code: str, message: str, hint: str) -> Finding:
    severity = Severity.NOTICE if code == "T019" else Severity.ERROR
    file = (library.folder or Path()) / name
    return Finding(code, severity, message, hint, Origin(file.as_posix(), 1, 1, name))


def _read_kinds(library: Library, found: dict[Finding, None]) -> tuple[dict[str, set[str]], set[Source]]:
    """Read the template of each kind; the kinds that use the folder, each with its files, and all read."""
    touched: dict[str, set[str]] = {}
    read: set[Source] = set()
    shown: list[tuple[str, Shown]] = []
    for template in dict.fromkeys(kind.template for kind in KINDS):
        if not _reaches_own(template, library, set()):
            continue
        notes = Notes(library)
        _walk(template, library, notes)
        read |= notes.read
        names = [kind.name for kind in KINDS if kind.template == template]
        touched |= {name: {source.file.as_posix() for source in notes.read} for name in names}
        found.update(notes.found)
        broken = any(finding.code in ("T001", "T004", "T005") for finding in notes.found)
        if library.folder and not broken and not any(source.parsed.faults for source in notes.read):
            shown += [(name, Shown(notes, template)) for name in names[:1]]
    notes = Notes(library)
    note_unprinted(shown, _ours, notes)
    found.update(notes.found)
    return touched, read


def _reaches_own(template: str, library: Library, seen: set[str]) -> bool:
    """Whether ``template``, or one it names, is the folder's own."""
    if template in seen:
        return False
    seen.add(template)
    try:
        source = library.get(template)
    except TemplateFault:  # a file of the folder that cannot be read
        return True
    if source is None:
        return False
    return source.checked or any(_reaches_own(name, library, seen) for name in named_templates(source))


def _walk(template: str, library: Library, notes: Notes) -> Walk:
    family = next((kind.family for kind in KINDS if kind.template == template), None)
    walk = Walk(library, notes, family)
    try:
        walk.document(template)
        walk.calls.read_uncalled()
    except TemplateFault:  # a file that cannot be read: said where it lies
        pass
    return walk


@cache
def _ours(template: str) -> Notes:
    """What our own template of a kind prints."""
    notes = Notes(Library(None))
    _walk(template, notes.library, notes)
    return notes


def _read_alone(source: Source, library: Library, notes: Notes) -> None:
    """A template that no kind uses is read by itself, and said to be of no use."""
    _walk(source.name, library, notes)
    known = sorted({kind.template for kind in KINDS} | set(template_names()))
    close = nearest(source.name, [name for name in known if name != source.name])
    hint = f"是不是想写“{close}”" if close else "在用到的模板里 extends、include 或 import 它，或删去"
    message = "没有一个文种用到这个模板"
    if library.folder and source.name not in known:
        notes.add("T019", source, (1, 1), message, hint, severity=Severity.NOTICE)


def _once_a_place(found: Iterable[Finding]) -> list[Finding]:
    """Of several findings about one place with one code the first is enough."""
    places: dict[object, Finding] = {}
    for finding in found:
        key = (
            (finding.code, finding.origin.file, finding.origin.line, finding.origin.column)
            if finding.origin
            else finding
        )
        places.setdefault(key if finding.code not in ("T018",) else finding, finding)
    return list(places.values())
