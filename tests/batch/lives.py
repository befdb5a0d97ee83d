"""Lives of workers that make nothing, or die of it: what a pool owes its jobs does not depend on them.

They are light, for every such worker imports this.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wenming_docs.batch.jobs import Job
    from wenming_docs.batch.settings import Settings

DEADLY = "毒.yaml"


def obliging(pipe: Connection, asked: Settings, _digest: str) -> None:
    """A worker that says of each job that it is done; PDFs it takes up all at once, as a real one does."""
    from wenming_docs.batch.pool import _Started
    from wenming_docs.batch.run import Done, State

    pipe.send(_Started())
    while True:
        try:
            jobs = pipe.recv()
        except (EOFError, OSError):
            return
        for job in list(jobs) if "pdf" in asked.formats else jobs:
            pipe.send(Done(job, State.MADE))


def deadly(pipe: Connection, asked: Settings, digest: str) -> None:
    """A worker that dies of one file."""

    class Poisoned:
        """The pipe of such a worker."""

        def recv(self) -> Iterator[Job]:
            return (job for job in pipe.recv() if job.key != DEADLY or os.kill(os.getpid(), signal.SIGKILL))

        def send(self, said: object) -> None:
            pipe.send(said)

    obliging(Poisoned(), asked, digest)  # type: ignore[arg-type]


def still_born(_pipe: Connection, _asked: Settings, _digest: str) -> None:
    """A worker that never starts."""
