"""One job: read, rendered and written whole, in this process or another one.

``run_job`` takes plain values and gives plain values back, so that it can travel; whatever goes
wrong is in what it returns, so that one file never stops another.
"""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.manifest import Record
from wenming_docs.batch.settings import Settings, templates_digest
from wenming_docs.collecting import one_file
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse
from wenming_docs.findings import Finding, Severity
from wenming_docs.reads import Notes, taking_notes
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from wenming_docs.pipeline import Options
    from wenming_docs.writing import Rendered

PDFS_AT_ONCE = 20
"""Documents that one call of LibreOffice lays out: its start costs as much as ten of them."""


class State(StrEnum):
    """What became of a job; only MADE and SKIPPED are good."""

    MADE = "made"
    SKIPPED = "skipped"
    BROKEN = "broken"
    """The files hold mistakes: ``findings``."""
    REFUSED = "refused"
    """A document may not or cannot be written: ``complaints``."""
    MISUSED = "misused"
    """An option means nothing for it: ``complaints``."""
    BUG = "bug"
    """Our own fault: ``trace``."""
    LOST = "lost"
    """The process that had it in hand died, twice."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job.

    ``warnings`` counts by code what did not stop it; ``findings`` (with the lines they are about in
    ``texts``) are those of a BROKEN one. ``record`` is what the manifest holds of what was MADE or SKIPPED.
    ``names`` are the documents that were written, in the folder of the job. ``beside`` pairs one that could
    not be replaced with the name that the new one got: no record then, for what was asked for is not there.
    """

    job: Job
    state: State
    documents: int = 0
    findings: tuple[Finding, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()
    trace: str = ""
    record: Record | None = None
    names: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def is_good(self) -> bool:
        return self.state in (State.MADE, State.SKIPPED)


def run_job(job: Job, settings: Settings, digest: str | None = None) -> Done:
    """Renders a job and writes its documents below ``settings.out``.

    ``digest`` is ``settings.digest()``, for those who do many jobs.
    """
    [done] = run_batch([job], settings, digest)
    return done


def document_names(job: Job, settings: Settings) -> tuple[str, ...]:
    """What the documents of a job would be called; none of a file with mistakes. Nothing is written."""
    with one_file():
        return _names(_make(job, settings.options(), settings))


def run_batch(jobs: Iterable[Job], settings: Settings, digest: str | None = None) -> Iterator[Done]:
    """Each job in turn; PDFs of many by one call of LibreOffice."""
    digest = digest or settings.digest()
    options = settings.options()
    if "pdf" not in settings.formats:
        for job in jobs:
            with one_file():
                done = _write(_make(job, options, settings), settings, digest)
            yield done
        return
    waiting: list[_Made] = []
    for job in jobs:
        with one_file():
            waiting.append(_make(job, options, settings))
        if len(waiting) == PDFS_AT_ONCE:
            yield from (_write(made, settings, digest) for made in _printed(waiting))
            waiting = []
    yield from (_write(made, settings, digest) for made in _printed(waiting))


@dataclass(frozen=True, slots=True)
class _Made:
    """A job with its documents in hand; ``done`` is final where there are none."""

    done: Done
    documents: tuple[Rendered, ...]
    notes: Notes
    templates: str = ""


def _make(job: Job, options: Options, settings: Settings) -> _Made:
    from wenming_docs.confined import render_file

    beside = templates_digest(job.entry.parent / "templates")  # before they are read
    with taking_notes() as notes:
        try:
            outcome = render_file(job.entry, options)
            findings, texts, documents = outcome.findings, outcome.texts, outcome.documents
        except InvalidInput as error:
            findings, texts, documents = error.findings, error.texts, ()
        except WrongUse as error:
            return _Made(Done(job, State.MISUSED, complaints=(str(error),)), (), notes)
        except OutputRefused as error:
            return _Made(Done(job, State.REFUSED, complaints=(str(error),)), (), notes)
        except MemoryError:
            return _Made(Done(job, State.REFUSED, complaints=(f"“{job.entry}”没有出：内存不够",)), (), notes)
        except Exception:  # a bug, told with its trace; the next file may still be fine
            return _Made(Done(job, State.BUG, trace=traceback.format_exc()), (), notes)
    stopping = {Severity.ERROR, Severity.WARNING} if settings.strict else {Severity.ERROR}
    if any(finding.severity in stopping for finding in findings):
        done = Done(job, State.BROKEN, findings=findings, texts=lines_about(findings, texts))
        return _Made(done, (), notes)
    warnings = Counter(f"{finding.severity.value} {finding.code}" for finding in findings)
    return _Made(Done(job, State.MADE, warnings=dict(warnings)), documents, notes, beside)


def lines_about(findings: Iterable[Finding], texts: dict[str, str]) -> dict[str, str]:
    """The texts with nothing but the lines that the findings are about, each in its place."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        if finding.origin:
            wanted.setdefault(finding.origin.file, set()).add(finding.origin.line)
    shown: dict[str, str] = {}
    for file, numbers in wanted.items():
        lines = texts.get(file, "").split("\n")[: max(numbers)]
        shown[file] = "\n".join(line if n in numbers else "" for n, line in enumerate(lines, 1))
    return {file: text for file, text in shown.items() if text}


def _printed(waiting: Sequence[_Made]) -> Iterator[_Made]:
    """The jobs with their PDFs; where LibreOffice leaves one out, each by itself."""
    from wenming_docs.printing import print_out

    documents = [document for made in waiting for document in made.documents]
    try:
        printed = iter(print_out(documents))
    except OutputRefused as error:
        if len(waiting) > 1:
            for made in waiting:
                yield from _printed([made])
        else:
            [made] = waiting
            rest = tuple(document for document in made.documents if not document.awaits_printing)
            complaint = f"“{made.done.job.entry}”没有出 PDF：{error}"
            done = replace(made.done, state=State.REFUSED, complaints=(complaint,))
            yield replace(made, done=done, documents=rest)
        return
    for made in waiting:
        yield replace(made, documents=tuple(next(printed) for _ in made.documents))


def _write(made: _Made, settings: Settings, digest: str) -> Done:
    """Each document is written by itself: one that is refused does not hold up the others."""
    from wenming_docs.output import name_key, refuse_outside, write_document

    job, taken = made.done.job, dict(made.done.job.taken)
    written: dict[str, str] = {}
    beside: list[tuple[str, str]] = []
    complaints = list(made.done.complaints)
    names = _names(made)
    replacing = settings.replacing(names)
    for name, document in zip(names, made.documents, strict=True):
        path = settings.out / job.folder / name
        if complaint := taken.get(name_key(name)):
            complaints.append(complaint)
            continue
        try:
            refuse_outside(path.parent, settings.out)
            stands = write_document(path, document.data, replacing)
        except OutputRefused as error:
            if str(error) not in complaints:
                complaints.append(str(error))
            continue
        except Exception:
            return replace(made.done, state=State.BUG, trace=traceback.format_exc())
        written[stands.name] = sha256(document.data).hexdigest()
        beside += [(name, stands.name)] if stands != path else []
    done = replace(made.done, documents=len(written), names=tuple(written), beside=tuple(beside))
    if complaints and made.done.state in (State.MADE, State.REFUSED):
        return replace(done, state=State.REFUSED, complaints=tuple(complaints))
    if made.done.state is not State.MADE or beside:
        return done
    return replace(done, record=_record(made, settings, digest, written))


def _names(made: _Made) -> tuple[str, ...]:
    from wenming_docs.output import plan_file_names

    return plan_file_names([(document.stem, document.suffix) for document in made.documents])


def _record(made: _Made, settings: Settings, digest: str, written: dict[str, str]) -> Record:
    job, notes = made.done.job, made.notes
    home = os.path.abspath(job.entry.parent)

    def named(path: str) -> str:
        return Path(os.path.relpath(path, home)).as_posix()

    return Record(
        job=job.key,
        settings=digest,
        files={named(path): digest for path, digest in notes.files.items()},
        patterns=tuple(
            (named(folder), pattern, names) for (folder, pattern), names in notes.patterns.items()
        ),
        templates=made.templates,
        day=str(settings.as_of or settings.today) if notes.asked_today else "",
        outputs=written,
        warnings=made.done.warnings,
    )
