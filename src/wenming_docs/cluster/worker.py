"""What happens on a worker: a batch of jobs is brought, done by ``batch.run_batch``, and delivered.

Whatever goes wrong with one job is in its ``Done``. What is wrong with a store, or with the worker itself,
is raised: the scheduler then tries the batch elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.manifest import FOLDER, Record, still_holds
from wenming_docs.batch.run import Done, State, run_batch
from wenming_docs.batch.settings import Settings, program_digest
from wenming_docs.bringing import bringing
from wenming_docs.cluster.delivery import Delivery
from wenming_docs.cluster.errand import Batch, Report
from wenming_docs.cluster.fetching import Fetcher
from wenming_docs.cluster.memory import Memory
from wenming_docs.cluster.store import open_store
from wenming_docs.cluster.telling import as_shown, known_as
from wenming_docs.errors import WrongUse
from wenming_docs.output import remove_leftovers
from wenming_docs.page.word import stamped
from wenming_docs.reads import ABSENT
from wenming_docs.records import dataclass


def do_batch(batch: Batch) -> Report:
    """What became of each job; documents and, of a whole cell, records are where they belong."""
    errand = batch.errand
    if program_digest() != errand.program:
        raise WrongUse("有一台 worker 的 wenming 或它用的包与这里的版本不同：各台装同样的版本，再运行一次")
    # Short, because a message that names a path may be cut.
    with tempfile.TemporaryDirectory(prefix="wm-") as name:
        desk = _desk(batch, Path(name).resolve())
        with stamped(errand.moment), bringing(desk.fetcher) if desk.fetcher else nullcontext():
            done = desk.work()
        if desk.delivery:
            done = desk.delivery.deliver(done)
        if batch.whole and desk.memory:
            desk.memory.remember(batch.cell, (each.record for each in done if each.record))
            done = [replace(each, record=None) for each in done]  # not a gigabyte of them at the client
        known = (known_as(job, errand) for job in batch.jobs)
        told = (as_shown(each, job, desk.shown) for each, job in zip(done, known, strict=True))
        return Report(batch.cell, tuple(told))


def _desk(batch: Batch, folder: Path) -> _Desk:
    errand = batch.errand
    settings = errand.settings
    if not errand.target:  # where a worker died before, it may have left half a file
        for below in dict.fromkeys((*(job.folder for job in batch.jobs), FOLDER)):
            remove_leftovers(settings.out / below)
    shown = list(errand.shown)
    fetcher = delivery = None
    jobs = batch.jobs
    memory = Memory(settings.out) if errand.remembers else None
    if errand.source:
        fetcher = Fetcher(open_store(errand.source), folder / "i", batch.listed)
        jobs = tuple(replace(job, entry=fetcher.path(job.entry.as_posix())) for job in jobs)
        shown.append((str(fetcher.home), errand.source))
    if errand.target:
        delivery = Delivery(open_store(errand.target), folder / "o", settings)
        memory = Memory(delivery.store)
        settings = replace(settings, out=delivery.folder)
        shown.append((str(delivery.folder), errand.target))
    if settings.templates:
        own = _templates(errand.templates)
        shown.append((own.name, str(settings.templates)))
        settings = replace(settings, templates=Path(own.name))
    return _Desk(batch, jobs, settings, memory, fetcher, delivery, tuple(shown))


@lru_cache(maxsize=2)
def _templates(packed: tuple[tuple[str, bytes], ...]) -> tempfile.TemporaryDirectory[str]:
    """The office's templates in a folder of this machine, kept from one batch to the next."""
    folder = tempfile.TemporaryDirectory(prefix="wm-")
    for name, text in packed:
        path = Path(folder.name, *name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return folder


@dataclass(frozen=True, slots=True)
class _Desk:
    """A batch with what is at hand for it: its jobs and settings are those of this machine."""

    batch: Batch
    jobs: tuple[Job, ...]
    settings: Settings
    memory: Memory | None
    fetcher: Fetcher | None
    delivery: Delivery | None
    shown: tuple[tuple[str, str], ...]

    def work(self) -> list[Done]:
        """What became of each job, in their order."""
        known = self._known()
        self._fetch(known)
        digest = self.batch.errand.digest
        done: dict[str, Done] = {}
        for job in self.jobs:
            record = known.get(job.key)
            if record and still_holds(record, job, self.settings, digest):
                done[job.key] = Done(job, State.SKIPPED, len(record.outputs), warnings=record.warnings)
        left = [job for job in self.jobs if job.key not in done]
        # What stands in the store is held against the new documents when they are delivered.
        local = (
            replace(self.settings, force=True) if self.delivery and self.settings.keep_both else self.settings
        )
        done.update((each.job.key, each) for each in run_batch(left, local, digest))
        return [done[job.key] for job in self.jobs]

    def _known(self) -> dict[str, Record]:
        if self.memory is None or self.settings.force:
            return {}
        known = self.memory.recall(self.batch.cell)
        return {job.key: known[job.key] for job in self.jobs if job.key in known}

    def _fetch(self, known: dict[str, Record]) -> None:
        """Entries, what lies beside them, and what their records name, many files side by side."""
        if self.fetcher:
            names = [job.entry.as_posix() for job in self.batch.jobs]
            self.fetcher.fetch(names)
            for folder in dict.fromkeys(name.rpartition("/")[0] for name in names):
                self.fetcher.bring_beside(folder)
            for job in self.jobs:
                if record := known.get(job.key):
                    _bring_again(self.fetcher, job, record)
        if self.delivery:
            self.delivery.bring(_outputs(self.jobs, known))


def _outputs(jobs: Iterable[Job], known: dict[str, Record]) -> list[str]:
    """The names of the documents that records tell of, below the target."""
    return [
        f"{job.folder}/{name}" if job.folder else name
        for job in jobs
        if job.key in known
        for name in known[job.key].outputs
    ]


def _bring_again(fetcher: Fetcher, job: Job, record: Record) -> None:
    """All that a job read last time, and what it looked for."""
    home = os.path.dirname(job.entry)
    paths = {os.path.normpath(os.path.join(home, name)): known for name, known in record.files.items()}
    fetcher.fetch(
        [name for path, known in paths.items() if known != ABSENT and (name := fetcher.name_of(path))]
    )
    for path in paths:
        fetcher.bring(path)
    for at, pattern, _ in record.patterns:
        fetcher.bring_matching(os.path.join(home, at), pattern)
