"""A whole run: what is done already is left out, the rest is made, and each result is remembered at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.manifest import Manifest
from wenming_docs.batch.pool import processors, run_in_pool
from wenming_docs.batch.run import Done, State, run_batch
from wenming_docs.batch.settings import Settings
from wenming_docs.output import remove_leftovers

FEW = 20
"""So many jobs are done sooner than further processes have started."""

Tell = Callable[[Done], None]


def work(
    jobs: Sequence[Job],
    settings: Settings,
    manifest: Manifest,
    tell: Tell,
    *,
    workers: int = 0,
    fail_fast: bool = False,
) -> None:
    """Does the jobs and tells what became of each, as it becomes known.

    ``workers`` 0: as many as there are processors, where the jobs are worth it. With ``fail_fast`` no
    job is begun after the first that fails. An exception that ``tell`` raises, or Ctrl+C, stops the
    run cleanly: what is in hand is finished.
    """
    digest = settings.digest()
    for folder in dict.fromkeys(job.folder for job in jobs):
        remove_leftovers(settings.out / folder)
    stopped = False

    def unless_stopped(jobs: Iterable[Job]) -> Iterator[Job]:
        for job in jobs:
            if stopped:
                return
            yield job

    left = _left(jobs, settings, manifest, digest, tell)
    first = list(islice(left, 1 if workers else FEW + 1))
    many = workers or (processors() if len(first) > FEW else 1)
    waiting = unless_stopped(chain(first, left))
    if many > 1 and first:
        results = run_in_pool(waiting, settings, digest, many, one_by_one=fail_fast)
    else:
        results = _run_here(waiting, settings, digest, one_by_one=fail_fast)
    with closing(results):
        for done in results:
            if done.record:
                manifest.add(done.record)
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
            tell(Done(job, State.SKIPPED, documents=len(record.outputs), warnings=record.warnings))


def _run_here(
    jobs: Iterator[Job], settings: Settings, digest: str, *, one_by_one: bool
) -> Generator[Done, None, None]:
    """The jobs in this process; the model is imported only when there is one."""
    for job in jobs:
        yield from run_batch([job] if one_by_one else chain([job], jobs), settings, digest)
