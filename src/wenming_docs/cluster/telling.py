"""Paths of a worker's own folder, told to the user as the addresses they stand for."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.run import Done
from wenming_docs.findings import Finding

Shown = tuple[tuple[str, str], ...]


def as_shown(done: Done, job: Job, shown: Shown) -> Done:
    """What became of ``job``, with every path as the user knows it; ``done`` has it as this worker does."""
    return replace(
        done,
        job=replace(job, address=_text(str(done.job.entry), shown)),
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
