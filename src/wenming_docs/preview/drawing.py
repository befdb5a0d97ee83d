"""One document of a reading of the facts, as the .docx that ``render --draft`` would write."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.facts.checks import check_facts
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.source.includes import MISSING, path_below
from wenming_docs.findings import Finding, Severity, has_errors
from wenming_docs.photographs import Darkroom, photos_in
from wenming_docs.pipeline import Options, compile_document, read_workspace, requests
from wenming_docs.preview.menu import Choice
from wenming_docs.records import dataclass
from wenming_docs.writing import write_document

_GAPS = "F041"


@dataclass(frozen=True, slots=True)
class Page:
    """A finished document: its .docx, and a name for these very bytes."""

    data: bytes
    digest: str

    @classmethod
    def of(cls, data: bytes) -> Page:
        return cls(data, sha256(data).hexdigest()[:20])


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of drawing one document: its page, or the errors that stand in its way."""

    page: Page | None
    errors: tuple[Finding, ...] = ()


def draw(workspace: Workspace, choice: Choice, path: Path, options: Options) -> Drawn:
    """The document chosen, gaps and all; errors of the facts or of this document stop it, as in a render.

    Errors of other documents in the same file do not.
    """
    asked = replace(options, kind=choice.kind, period=choice.period, draft=True, format="docx")
    found = [*workspace.findings, *(f for f in check_facts(workspace) if f.code != _GAPS)]
    try:
        request, more = requests(workspace, asked, path)[choice.index or 0]
        found += more
        if request is None or has_errors(found):
            return Drawn(None, _errors(found))
        compiled = compile_document(workspace, request, asked, path)
        found += compiled.findings
        if has_errors(found):
            return Drawn(None, _errors(found))
        darkroom = Darkroom()
        manuscript = darkroom.develop(compiled.manuscript)
        found += darkroom.findings
        if has_errors(found):
            return Drawn(None, _errors(found))
        rendered = write_document(request, manuscript, path.stem, asked.format, None)
    except InvalidInput as error:
        return Drawn(None, _errors([*found, *error.findings]))
    except WrongUse as error:  # a period that this kind cannot have
        return Drawn(None, (Finding("", Severity.ERROR, str(error)),))
    return Drawn(Page.of(rendered.data))


def draw_file(path: Path, choice: Choice, options: Options) -> Drawn:
    """The same for facts that are read here: in the process where foreign templates are confined."""
    try:
        return draw(read_workspace(path), choice, path, options)
    except InvalidInput as error:
        return Drawn(None, _errors([*error.findings]))


def files_of(workspace: Workspace, home: Path) -> list[str]:
    """Every file that the facts were read from or show: YAML and photographs, also those that are missing.

    A name that is not allowed to lead anywhere below ``home`` is not even looked at.
    """
    photographs = []
    for photo in photos_in(workspace):
        if place := photo.file.origin:
            folder = Path(place.file).parent
            path, reason = path_below(str(photo.file), folder, home)
            if path is not None or reason == MISSING:
                photographs.append(str(folder / str(photo.file).replace("\\", "/")))
    return [*workspace.texts, *photographs]


def _errors(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
