"""A whole run: what is done already is left out, the rest is made, and each result is remembered at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
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

    def left() -> Iterator[Job]:
        """The jobs that have to be done; of the others it is told that nothing has changed."""
        for job in jobs:
            if stopped:
                return
            record = None if settings.force else manifest.done_before(job, settings, digest)
            if record is None:
                yield job
            else:
                tell(Done(job, State.SKIPPED, documents=len(record.outputs), warnings=record.warnings))

    with closing(_results(left(), settings, digest, workers, fail_fast)) as results:
        for done in results:
            if done.record:
                manifest.add(done.record)
            tell(done)
            stopped = stopped or fail_fast and not done.is_good


def _results(
    left: Iterator[Job], settings: Settings, digest: str, workers: int, fail_fast: bool
) -> Generator[Done, None, None]:
    if workers != 1:
        first = list(islice(left, FEW + 1 if workers == 0 else 1))
        if len(first) > FEW or workers > 1 and first:
            many = workers or processors()
            yield from run_in_pool(chain(first, left), settings, digest, many, one_by_one=fail_fast)
            return
        left = chain(first, left)
    for job in left:  # options are made, and with them the model imported, only when there is a job
        yield from run_batch(chain([job], left), settings, digest)
