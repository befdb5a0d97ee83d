"""What travels to a worker: a batch of jobs, and all that it has to know to do them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.run import Done
from wenming_docs.batch.settings import Settings
from wenming_docs.errors import WrongUse
from wenming_docs.records import dataclass

MOST_TEMPLATES = 8 * 1024 * 1024
"""Bytes of templates and reference document: they travel with each batch."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What all batches of a run have in common.

    ``source`` and ``target`` are addresses; "" where inputs or documents lie in folders that every
    worker sees under the same path. ``digest`` and ``program`` are those of the client's settings.
    ``templates`` are the office's own, as (name, text). ``shown`` are beginnings of paths and how the
    user wrote them. ``moment`` is the client's SOURCE_DATE_EPOCH: one run, one stamp. ``remembers``:
    workers keep the records (see memory.py), not the client.
    """

    settings: Settings
    digest: str
    program: str
    source: str = ""
    target: str = ""
    templates: tuple[tuple[str, bytes], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()
    moment: str = ""

    @property
    def remembers(self) -> bool:
        return bool(self.source or self.target)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some jobs of one cell; ``whole`` if they are all of it.

    The entry of a job is an absolute path, or its name below the source. ``listed`` holds, for
    folders of the source with few files below, the name and size of each of these.
    """

    errand: Errand
    cell: str
    jobs: tuple[Job, ...]
    whole: bool = True
    listed: dict[str, dict[str, int]] = field(default_factory=dict)

    def singles(self) -> Iterator[Batch]:
        """The same, job by job."""
        return (replace(self, jobs=(job,), whole=False) for job in self.jobs)

    def parts(self, size: int) -> Iterator[Batch]:
        """The same, ``size`` jobs at a time."""
        if size >= len(self.jobs):
            yield self
            return
        for start in range(0, len(self.jobs), size):
            yield replace(self, jobs=self.jobs[start : start + size], whole=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each job of a batch, in their order; records only where the client keeps them."""

    cell: str
    done: tuple[Done, ...]


def packed_templates(folder: Path | None, reference: bytes | None) -> tuple[tuple[str, bytes], ...]:
    """All files below a folder of templates, for any can be included.

    WrongUse where they are too large to travel.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder else []
    packed = tuple((path.relative_to(folder or "").as_posix(), path.read_bytes()) for path in files)
    if sum(len(text) for _, text in packed) + len(reference or b"") > MOST_TEMPLATES:
        limit = MOST_TEMPLATES // 1024 // 1024
        raise WrongUse(f"模板和样式文件合起来超过 {limit} MB，每一批都要带着它们走：去掉用不着的图片和文件")
    return packed
