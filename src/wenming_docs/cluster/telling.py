"""Paths of a worker's own folder, told to the user as the addresses they stand for."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.run import Done
from wenming_docs.cluster.errand import Errand
from wenming_docs.findings import Finding

Shown = tuple[tuple[str, str], ...]


def known_as(job: Job, errand: Errand) -> Job:
    """The job with the name by which the user knows its file."""
    entry = job.entry.as_posix()
    return replace(job, address=f"{errand.source}/{entry}" if errand.source else _text(entry, errand.shown))


def as_shown(done: Done, job: Job, shown: Shown) -> Done:
    """What became of ``job``, with every path as the user knows it."""
    return replace(
        done,
        job=job,
        findings=tuple(_finding(each, shown) for each in done.findings),
        texts={_text(file, shown): text for file, text in done.texts.items()},
        complaints=tuple(_text(each, shown) for each in done.complaints),
        trace=_text(done.trace, shown),
    )


def _finding(finding: Finding, shown: Shown) -> Finding:
    origin = finding.origin
    return replace(
        finding,
        message=_text(finding.message, shown),
        hint=_text(finding.hint, shown),
        origin=origin and origin._replace(file=_text(origin.file, shown)),
    )


def _text(text: str, shown: Shown) -> str:
    for ours, theirs in shown:
        text = text.replace(ours, theirs)
    return text
