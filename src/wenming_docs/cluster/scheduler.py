"""A dask scheduler: batches handed out, results taken in, lost workers made good.

What a batch does is none of this module's business: ``work`` turns it into a report, on some
worker. Few batches are under way at a time, so that neither the scheduler nor we hold the
names of a whole province.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from wenming_docs.cluster.store import INSTALL
from wenming_docs.errors import OutputRefused, WrongUse
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

PATIENCE = 10
"""Seconds to wait for the scheduler, and again for its first worker."""
_AHEAD = 3
"""Batches under way for each thread of a worker: one at work, the next ones on their way."""
_RETRIES = 2
"""How often a batch that failed without its worker dying is tried again elsewhere."""


class Divisible(Protocol):
    """A batch: can be taken apart into batches of one job each."""

    def singles(self) -> Iterator[Self]: ...


_Batch = TypeVar("_Batch", bound=Divisible)
_Report = TypeVar("_Report")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Lost(Generic[_Batch]):
    """A batch that gave no report, and why: ``killed`` every worker that tried it, or an exception."""

    batch: _Batch
    error: BaseException
    killed: bool


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at ``address``, which has a worker; else WrongUse says what is missing."""
    _need_distributed()
    from distributed import Client

    _quieten()
    _look_for(address)
    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise WrongUse(f"调度器“{address}”上一个 worker 也没有：在每台机器上运行 dask worker") from None
        yield client


def _quieten() -> None:
    """What goes wrong is told in our words: dask would show a traceback when its scheduler goes."""
    import logging

    for name in ("distributed", "distributed.client", "distributed.core", "distributed.utils"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _look_for(address: str) -> None:
    """WrongUse unless a scheduler answers: a Client that found none would hang about for half a minute."""
    import asyncio

    from distributed import Security, rpc

    async def ask() -> object:
        arguments = Security().get_connection_args("client")
        async with rpc(address, timeout=PATIENCE, connection_args=arguments) as remote:
            return await asyncio.wait_for(remote.identity(), PATIENCE)

    try:
        answer = asyncio.run(ask())
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise WrongUse(
            f"连不上调度器“{address}”：检查地址（如 tcp://10.0.0.1:8786），并看它开着没有：dask scheduler"
        ) from error
    if not (isinstance(answer, dict) and answer.get("type") == "Scheduler"):
        raise WrongUse(f"“{address}”不是调度器的地址：写 dask scheduler 启动时打印的那一个")


@contextmanager
def on_this_machine(processes: int) -> Iterator[Client]:
    """The same with a scheduler of our own and worker processes of this machine."""
    _need_distributed()
    import logging

    from distributed import Client, LocalCluster

    _quieten()
    with _without_interrupts():
        cluster = LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",
            silence_logs=logging.CRITICAL,
        )
    with cluster, Client(cluster, set_as_default=False) as client:
        yield client


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl+C, which is for the one who leads."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _need_distributed() -> None:
    try:
        import distributed
    except ImportError:
        raise WrongUse(f"多台机器一起做要用 dask.distributed，它还没有装：{INSTALL}") from None
    del distributed


def threads(client: Client) -> int:
    """How many batches can be at work at once."""
    nthreads: dict[str, int] = client.nthreads()
    return max(sum(nthreads.values()), 1)


def on_every_worker(client: Client, ask: Callable[[], str]) -> dict[str, str | BaseException]:
    """What each worker answers, by its address; an exception where it could not."""
    answers: dict[str, str | BaseException] = client.run(ask, on_error="return")
    return answers


def hand_out(
    client: Client, work: Callable[[_Batch], _Report], batches: Iterator[_Batch]
) -> Generator[_Report | Lost[_Batch], None, None]:
    """The report of each batch, as it comes.

    dask gives the batch of a dead worker to another one by itself; a batch that has killed as many
    as the scheduler allows holds, perhaps, one job that kills. Its jobs then run one by one at the
    end, when nothing else does: what kills again is known to be guilty, and comes as :class:`Lost`.
    """
    suspects: list[_Batch] = []
    with _Errands(client, work) as errands:
        for batch, outcome in errands.run(batches, threads(client) * _AHEAD):
            if isinstance(outcome, Lost) and outcome.killed:
                suspects += batch.singles()
            else:
                yield outcome
        for _, outcome in errands.run(iter(suspects), 1):
            yield outcome


def in_order(
    client: Client, function: Callable[[_Item], _Result], items: Iterable[_Item]
) -> Iterator[_Result]:
    """``map`` by the workers, before whatever else they have to do; a few items ahead of the reader."""
    from distributed.scheduler import KilledWorker

    under_way: deque[Future[_Result]] = deque()
    most = threads(client) * _AHEAD

    def first() -> _Result:
        try:
            return under_way.popleft().result()
        except KilledWorker as error:
            raise OutputRefused(f"找文件的时候，worker 一再被系统终止：{error}") from error

    for item in items:
        under_way.append(client.submit(function, item, pure=False, retries=_RETRIES, priority=10))
        if len(under_way) >= most:
            yield first()
    while under_way:
        yield first()


class _Errands(Generic[_Batch, _Report]):
    """Futures under way; none is left behind on the scheduler, whatever happens."""

    def __init__(self, client: Client, work: Callable[[_Batch], _Report]) -> None:
        self.client = client
        self.work = work
        self.under_way: dict[Future[_Report], _Batch] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.under_way:
            with suppress(Exception):  # the scheduler may be what has gone
                self.client.cancel(list(self.under_way), force=True)
        self.under_way.clear()

    def run(self, batches: Iterator[_Batch], most: int) -> Iterator[tuple[_Batch, _Report | Lost[_Batch]]]:
        """Each batch with what became of it; at most ``most`` under way."""
        from distributed import as_completed

        finished = as_completed(loop=self.client.loop, with_results=True, raise_errors=False)
        for batch in batches:
            self._start(batch, finished)
            if len(self.under_way) >= most:
                yield self._taken(*next(finished))
        for future, result in finished:
            yield self._taken(future, result)

    def _start(self, batch: _Batch, finished: as_completed) -> None:
        future = self.client.submit(self.work, batch, pure=False, retries=_RETRIES)
        self.under_way[future] = batch
        finished.add(future)

    def _taken(self, future: Future[_Report], result: object) -> tuple[_Batch, _Report | Lost[_Batch]]:
        from distributed.scheduler import KilledWorker

        batch = self.under_way.pop(future)
        if future.status == "finished":
            return batch, result  # type: ignore[return-value]  # as_completed is not typed
        if future.status == "error":
            error = future.exception() or RuntimeError("no reason given")
            return batch, Lost(batch, error, isinstance(error, KilledWorker))
        raise OutputRefused("与调度器的连接断了：看它还在不在；用同样的命令再运行一次，就从断处接着做")
