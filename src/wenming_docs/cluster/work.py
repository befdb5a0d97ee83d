"""A whole run on a scheduler: jobs found, handed out in batches, and what became of each, as it comes.

Documents in a folder that all machines see are remembered like those of a batch on one machine, by
the client, in the same manifest. Where an address is part of it, the workers remember (memory.py).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs.batch.claims import Claims
from wenming_docs.batch.jobs import Job, in_shard
from wenming_docs.batch.manifest import FOLDER, Manifest
from wenming_docs.batch.run import Done, State
from wenming_docs.batch.settings import program_digest
from wenming_docs.cluster.errand import Batch, Errand, Report
from wenming_docs.cluster.finding import Found
from wenming_docs.cluster.memory import FEWEST, Memory, cell_name, cells
from wenming_docs.cluster.scheduler import Lost, hand_out, on_every_worker, threads
from wenming_docs.cluster.store import INSTALL, open_store
from wenming_docs.cluster.telling import known_as
from wenming_docs.cluster.worker import do_batch
from wenming_docs.errors import OutputRefused, WrongUse
from wenming_docs.output import cause_of
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from distributed import Client

_SHARE_IT = "要放在每台机器都看得到的文件夹，或用网址"
_ALIKE = "各台装成一样的，再运行一次"
_NAMED = 200
"""Files that are no jobs, named in the report of a run; a province has millions."""
_SMALL = 4
"""Batches for each thread below which a run is shared out in smaller ones."""


def make_ready(client: Client, errand: Errand, sees: Path | None) -> None:
    """WrongUse or OutputRefused, naming the worker, unless each can do the errand.

    ``sees`` is an entry file that all of them should see, where the inputs are in a folder.
    """
    _same_program(client, errand.program)
    if sees is not None:
        _ask_all(client, partial(_sees, str(sees)), f"看不到“{sees}”：{_SHARE_IT}")
    if not errand.target:
        mark = errand.settings.out / FOLDER / f"{secrets.token_hex(6)}.mark"
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
        except OSError as error:
            raise OutputRefused(f"写不了“{errand.settings.out}”：{cause_of(error)}") from error
        try:
            _ask_all(client, partial(_sees, str(mark)), f"看不到“{errand.settings.out}”：{_SHARE_IT}")
        finally:
            mark.unlink(missing_ok=True)
    for store in filter(None, (errand.source, errand.target)):
        _ask_all(client, partial(_opens, store), "")


def _same_program(client: Client, program: str) -> None:
    from wenming_docs import __version__

    for address, answer in on_every_worker(client, _program).items():
        if isinstance(answer, ModuleNotFoundError):
            raise WrongUse(f"worker {address} 上没有装 {answer.name}：每台机器都要 {INSTALL}")
        if isinstance(answer, BaseException):
            raise WrongUse(f"worker {address} 答不上话：{answer}")
        version, theirs = answer.split()
        if version != __version__:
            raise WrongUse(f"worker {address} 上的 wenming 是 {version}，这里是 {__version__}：{_ALIKE}")
        if theirs != program:
            raise WrongUse(f"worker {address} 上的 wenming、Python 或所用的包与这里不同：{_ALIKE}")


def _ask_all(client: Client, ask: Callable[[], str], complaint: str) -> None:
    for address, answer in on_every_worker(client, ask).items():
        if isinstance(answer, BaseException):
            raise WrongUse(f"worker {address}：{answer}")
        if answer:
            raise WrongUse(f"worker {address} {complaint or answer}")


def _program() -> str:
    from wenming_docs import __version__

    return f"{__version__} {program_digest()}"


def _sees(path: str) -> str:
    """ "" where this machine has such a file."""
    return "" if os.path.isfile(path) else path


def _opens(address: str) -> str:
    """ "" where this machine reaches a store."""
    try:
        open_store(address).read([f"{FOLDER}/none"])
    except (WrongUse, OutputRefused) as error:
        return str(error)
    return ""


@dataclass(slots=True)
class Names:
    """How many names there are, and the first of them."""

    number: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, names: Iterable[str]) -> None:
        for name in names:
            self.number += 1
            if len(self.first) < _NAMED:
                self.first.append(name)


@dataclass(slots=True)
class Tally:
    """What is known of a run besides its results: jobs found so far, and files that are none."""

    jobs: int = 0
    parts: Names = field(default_factory=Names)
    left_out: Names = field(default_factory=Names)


def work(
    client: Client,
    errand: Errand,
    found: Iterable[Found],
    *,
    tally: Tally | None = None,
    manifest: Manifest | None = None,
    claims: Claims | None = None,
    shard: tuple[int, int] = (1, 1),
    fail_fast: bool = False,
) -> Generator[Done, None, None]:
    """What becomes of each job, as it becomes known; with ``fail_fast`` until the first that fails.

    ``manifest`` where the documents go into a folder and the inputs lie in one; ``claims`` where all jobs
    are known before the first is done. Closing the iterator
    takes back what is under way.
    """
    run = _Run(errand, tally or Tally(), manifest, claims, shard)
    with closing(hand_out(client, do_batch, _sized(run.batches(found), threads(client)))) as results:
        for result in results:
            yield from run.skipped()
            for done in run.finished(result):
                yield done
                if fail_fast and not done.is_good:
                    return
    yield from run.skipped()


@dataclass(slots=True)
class _Run:
    errand: Errand
    tally: Tally
    manifest: Manifest | None
    claims: Claims | None
    shard: tuple[int, int]
    _skipped: list[Done] = field(default_factory=list)
    _listed: dict[str, dict[str, int]] = field(default_factory=dict)

    def batches(self, found: Iterable[Found]) -> Iterator[Batch]:
        """Cells of jobs that are not done yet."""
        for cell in cells(self._left(self._jobs(found))):
            folders = dict.fromkeys(job.entry.as_posix().rpartition("/")[0] for job in cell)
            listed = {folder: self._listed[folder] for folder in folders if folder in self._listed}
            for folder in list(listed)[:-1]:  # the next cell may begin in the last one
                del self._listed[folder]
            yield Batch(self.errand, cell_name(cell), cell, listed=listed)

    def _jobs(self, found: Iterable[Found]) -> Iterator[Job]:
        """The jobs of this shard, one folder of the first level after the other."""
        for each in found:
            self.tally.parts.add(each.parts)
            self.tally.left_out.add(each.left_out)
            jobs = [job for job in each.jobs if in_shard(job, *self.shard)]
            folders = {job.entry.as_posix().rpartition("/")[0] for job in jobs}
            self._listed.update({name: names for name, names in each.listed.items() if name in folders})
            self.tally.jobs += len(jobs)
            yield from jobs

    def _left(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """The jobs but for those that the client's manifest knows to be done."""
        settings = self.errand.settings
        for job in jobs:
            known = None
            if self.manifest and not settings.force:
                known = self.manifest.done_before(job, settings, self.errand.digest)
            if known:
                done = Done(
                    known_as(job, self.errand),
                    State.SKIPPED,
                    documents=len(known.outputs),
                    warnings=known.warnings,
                )
                self._skipped.append(done)
            else:
                yield self.claims.on(job) if self.claims else job

    def skipped(self) -> Iterator[Done]:
        while self._skipped:
            yield self._skipped.pop()

    def finished(self, result: Report | Lost[Batch]) -> Iterator[Done]:
        """What became of each job of a batch, remembered."""
        if isinstance(result, Lost):
            yield from _given_up(result)
            return
        records = [done.record for done in result.done if done.record]
        if self.manifest:
            for done in result.done:
                if done.record:
                    entry = self.claims.entry(done.job) if self.claims else ""
                    self.manifest.add(replace(done.record, entry=entry))
        elif records:  # of a part of a cell: the worker did not know the others
            target = self.errand.target
            Memory(open_store(target) if target else self.errand.settings.out).remember(result.cell, records)
        yield from result.done


def _given_up(lost: Lost[Batch]) -> Iterator[Done]:
    """Each job of a batch from which nothing came, with the reason."""
    if isinstance(lost.error, WrongUse):
        raise lost.error
    for unnamed in lost.batch.jobs:
        job = known_as(unnamed, lost.batch.errand)
        if lost.killed:
            yield Done(job, State.LOST)
        elif isinstance(lost.error, OutputRefused):
            yield Done(job, State.REFUSED, complaints=(str(lost.error),))
        else:
            yield Done(job, State.BUG, trace=f"{type(lost.error).__name__}: {lost.error}")


def _sized(batches: Iterator[Batch], at_once: int) -> Iterator[Batch]:
    """The batches; of a small run parts of them, so that no thread stands idle."""
    first = list(islice(batches, at_once * _SMALL))
    jobs = sum(len(batch.jobs) for batch in first)
    if len(first) < at_once * _SMALL:
        size = min(FEWEST, -(-jobs // (at_once * _SMALL)) or 1)
        yield from chain.from_iterable(batch.parts(size) for batch in first)
        return
    yield from chain(first, batches)
