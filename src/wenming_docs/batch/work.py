"""A whole run: what is done already is left out, the rest is made, and each result is remembered at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice

from wenming_docs.batch.claims import Claims
from wenming_docs.batch.jobs import Job
from wenming_docs.batch.manifest import Manifest
from wenming_docs.batch.pool import processors, run_in_pool
from wenming_docs.batch.run import Done, State, run_batch
from wenming_docs.batch.settings import Settings
from wenming_docs.output import lies_in, remove_leftovers

FEW = 20
"""So many jobs are done sooner than further processes have started."""

Tell = Callable[[Done], None]


def work(
    jobs: Sequence[Job],
    settings: Settings,
    manifest: Manifest,
    tell: Tell,
    *,
    others: Sequence[Job] = (),
    workers: int = 0,
    fail_fast: bool = False,
) -> None:
    """Does the jobs and tells what became of each, as it becomes known.

    ``others`` are jobs of other shards: two that would write one document are refused, wherever they are.
    ``workers`` 0: as many as there are processors, where the jobs are worth it. With ``fail_fast`` no
    job is begun after the first that fails. An exception that ``tell`` raises, or Ctrl+C, stops the
    run cleanly: what is in hand is finished.
    """
    digest = settings.digest()
    for folder in dict.fromkeys(job.folder for job in jobs):
        if lies_in(settings.out / folder, settings.out):
            remove_leftovers(settings.out / folder)
    claims = Claims(chain(jobs, others), settings, manifest, digest)
    stopped = False

    def unless_stopped(jobs: Iterable[Job]) -> Iterator[Job]:
        for job in jobs:
            if stopped:
                return
            yield job

    left = _left(jobs, settings, manifest, digest, tell)
    first = list(islice(left, 1 if workers else FEW + 1))
    many = workers or (processors() if len(first) > FEW else 1)
    waiting = unless_stopped(map(claims.on, chain(first, left)))
    if many > 1 and first:
        results = run_in_pool(waiting, settings, digest, many, one_by_one=fail_fast)
    else:
        results = _run_here(waiting, settings, digest, one_by_one=fail_fast)
    with closing(results):
        for done in results:
            if done.record:
                manifest.add(replace(done.record, entry=claims.entry(done.job)))
            tell(done)
            stopped = stopped or fail_fast and not done.is_good


def _left(
    jobs: Iterable[Job], settings: Settings, manifest: Manifest, digest: str, tell: Tell
) -> Iterator[Job]:
    """The jobs that have to be done; of the others it is told that nothing has changed."""
    for job in jobs:
        record = None if settings.force else manifest.done_before(job, settings, digest)
        if record is None:
            yield job
        else:
            number = len(record.outputs)
            tell(Done(job, State.SKIPPED, documents=number, warnings=record.warnings, record=record))


def _run_here(
    jobs: Iterator[Job], settings: Settings, digest: str, *, one_by_one: bool
) -> Generator[Done, None, None]:
    """The jobs in this process; the model is imported only when there is one."""
    for job in jobs:
        yield from run_batch([job] if one_by_one else chain([job], jobs), settings, digest)
