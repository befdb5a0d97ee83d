"""Worker processes of one machine: each gets a few jobs at a time and gives back one result after another.

Every worker has a pipe of its own, so that it is known which job a process had in hand when it died:
that one is tried once more, and the others it had been given go to another worker.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.run import PDFS_AT_ONCE, Done, State, run_batch
from wenming_docs.batch.settings import Settings
from wenming_docs.collecting import collect_rarely
from wenming_docs.errors import InternalError, OutputRefused
from wenming_docs.output import cause_of, lies_in, remove_leftovers
from wenming_docs.records import dataclass

JOBS_AT_ONCE = 8
"""Jobs in one message: enough that no worker waits for the next ones."""
_TRIES = 2
_MOST_FRUITLESS = 5
_PATIENCE = 10.0
"""Seconds for a worker to finish the job in hand when a run is stopped."""


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_in_pool(
    jobs: Iterable[Job],
    settings: Settings,
    digest: str,
    workers: int,
    *,
    one_by_one: bool = False,
    life: Callable[[Connection, Settings, str], None] | None = None,
) -> Generator[Done, None, None]:
    """The jobs in up to ``workers`` processes, in the order in which they are finished.

    ``jobs`` is asked for more when a worker wants some: memory does not grow with their number. With
    ``one_by_one`` nothing is handed out ahead, so that a run can stop at once. Closing the iterator
    ends the workers, each after the job in hand. ``life`` is what a worker does: :func:`serve`.
    """
    together = "pdf" in settings.formats
    at_once = 1 if one_by_one else PDFS_AT_ONCE if together else JOBS_AT_ONCE
    pool = _Pool(iter(jobs), (settings, digest), workers, at_once, together, life or serve)
    try:
        yield from pool.run()
    finally:
        pool.stop()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    jobs: deque[Job] = field(default_factory=deque)
    """What it has been given and not answered yet; the first of them is in hand."""
    started: bool = False


@dataclass(frozen=True, slots=True)
class _Started:
    """The first thing a worker says: that it is ready, or why it is not."""

    trace: str = ""


@dataclass(slots=True)
class _Pool:
    jobs: Iterator[Job]
    given: tuple[Settings, str]
    most: int
    at_once: int
    together: bool
    """Whether a worker does the jobs of a message at once: then none of them is known to be in hand."""
    life: Callable[[Connection, Settings, str], None]
    workers: list[_Worker] = field(default_factory=list)
    again: deque[Job] = field(default_factory=deque)
    tried: dict[Job, int] = field(default_factory=dict)
    spent: bool = False
    fruitless: int = 0
    """Workers that died before they had started."""

    @property
    def ahead(self) -> int:
        """Jobs in hand with which a worker gets more: it never waits for them."""
        return 0 if self.at_once == 1 else 2

    def run(self) -> Iterator[Done]:
        while self._feed():
            for pipe in wait([worker.pipe for worker in self.workers]):
                worker = next(each for each in self.workers if each.pipe is pipe)
                try:
                    said: Done | _Started = worker.pipe.recv()
                except (EOFError, OSError):
                    yield from self._bury(worker)
                    continue
                if isinstance(said, _Started):
                    worker.started = True
                    if said.trace:
                        raise InternalError(said.trace)
                    continue
                worker.jobs.remove(said.job)
                yield said

    def _feed(self) -> bool:
        """Jobs for every worker that runs short, new workers while there are more; whether any is at work."""
        for worker in self.workers:
            if len(worker.jobs) <= self.ahead and (batch := self._next_batch(idle=not worker.jobs)):
                self._send(worker, batch)
        while len(self.workers) < self.most and (batch := self._next_batch(idle=True)):
            self._send(self._hired(), batch)
        return any(worker.jobs for worker in self.workers)

    def _next_batch(self, *, idle: bool) -> list[Job]:
        """The next jobs; one that lost its worker goes alone, to a worker that has nothing else in hand."""
        if self.again and idle:
            return [self.again.popleft()]
        batch: list[Job] = []
        while not self.spent and len(batch) < self.at_once:
            job = next(self.jobs, None)
            if job is None:
                self.spent = True
            else:
                batch.append(job)
        return batch

    def _send(self, worker: _Worker, batch: list[Job]) -> None:
        worker.jobs.extend(batch)
        with suppress(OSError):  # it died just now: the next wait tells
            worker.pipe.send(batch)

    def _hired(self) -> _Worker:
        context = get_context("spawn")  # the same on every system, and no lock of ours is copied
        ours, theirs = context.Pipe()
        process = context.Process(target=self.life, args=(theirs, *self.given), daemon=True)
        # On Windows it is a PipeConnection, which does the same.
        worker = _Worker(process, ours)  # type: ignore[arg-type, unused-ignore]
        with _interrupts_later():
            try:
                process.start()
            except OSError as error:
                raise OutputRefused(f"开不了工作进程（{cause_of(error)}）：加 --jobs 1 再试") from error
            self.workers.append(worker)
        theirs.close()
        return worker

    def _bury(self, worker: _Worker) -> Iterator[Done]:
        """What a dead worker had goes to others; the job it had in hand is lost when it was so before."""
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self._sweep(worker.jobs)
        if not worker.started:
            self.fruitless += 1
            if self.fruitless == _MOST_FRUITLESS:
                raise OutputRefused(
                    "工作进程一启动就被系统终止（多半是内存不够）：加 --jobs 1 再试，不另开进程"
                )
            self.again.extendleft(reversed(worker.jobs))
            return
        if not worker.jobs:
            return
        if len(worker.jobs) == 1 or not self.together:
            in_hand = worker.jobs.popleft()
            self.tried[in_hand] = self.tried.get(in_hand, 0) + 1
            if self.tried[in_hand] < _TRIES:
                self.again.append(in_hand)
            else:
                yield Done(in_hand, State.LOST)
        self.again.extendleft(reversed(worker.jobs))

    def _sweep(self, jobs: Iterable[Job]) -> None:
        """Half a file that a dead worker left where these jobs write is gone; those of live workers stay."""
        out = self.given[0].out
        for folder in {out / job.folder for job in jobs}:
            if lies_in(folder, out):
                remove_leftovers(folder)

    def stop(self) -> None:
        """No worker is left: each ends after the job in hand, or is ended."""
        for worker in self.workers:
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.terminate()
                worker.process.join()
        self.workers.clear()


def serve(pipe: Connection, settings: Settings, digest: str) -> None:
    """The life of a worker: batches come in, one Done goes out for each job, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who leads
    collect_rarely()
    with suppress(EOFError, OSError):
        try:
            settings.options()
        except Exception:  # our own fault, told once by the one who leads
            pipe.send(_Started(traceback.format_exc()))
            return
        pipe.send(_Started())
        while True:
            for done in run_batch(pipe.recv(), settings, digest):
                pipe.send(done)


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Ctrl+C waits meanwhile, and what is started then never hears of it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # its own start, within that of the first worker, would let them in
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
