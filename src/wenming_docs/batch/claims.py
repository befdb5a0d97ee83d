"""Names of documents that are not a job's to write: each is known before anything is written.

Names begin with the name of the entry file, so that two files of a folder can meet in one only where one
is called 社区 and the other 社区-实施方案: of all others nothing is read. And a document that stands there
may be of a file that is none of this run: the memory of the folder says of which.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from wenming_docs.batch.jobs import Job, name_start
from wenming_docs.batch.manifest import Manifest, Record
from wenming_docs.batch.settings import Settings
from wenming_docs.output import name_key
from wenming_docs.reads import hash_file


class Claims:
    """Who else has a claim to the documents of a job, of all ``jobs`` (those of other shards too).

    Without a manifest only the jobs themselves are held against each other.
    """

    def __init__(
        self, jobs: Iterable[Job], settings: Settings, manifest: Manifest | None, digest: str
    ) -> None:
        self._settings = settings
        self._manifest = manifest
        self._digest = digest
        self._out = os.path.realpath(settings.out)
        self._names: dict[str, dict[str, str]] = {}
        starts = {(name_key(job.folder), job.start): job for job in jobs}
        self._rivals: dict[str, list[Job]] = {}
        for (folder, start), job in starts.items():
            for other in (starts.get((folder, begin)) for begin in _beginnings(start)):
                if other:
                    self._rivals.setdefault(job.key, []).append(other)
                    self._rivals.setdefault(other.key, []).append(job)
        self._strangers = _Strangers(
            (manifest.jobs() if manifest else set()) - {job.key for job in starts.values()}
        )

    def on(self, job: Job) -> Job:
        """The job, knowing which names are not its to write."""
        taken = {} if self._settings.force else dict(self._of_others(job))
        taken |= self._of_rivals(job)
        return replace(job, taken=tuple(taken.items())) if taken else job

    def entry(self, job: Job) -> str:
        """Where a job's entry file lies, from the folder of the documents: for the memory."""
        entry = os.path.realpath(job.entry)
        try:
            return Path(os.path.relpath(entry, self._out)).as_posix()
        except ValueError:  # on another drive
            return Path(entry).as_posix()

    def _of_rivals(self, job: Job) -> dict[str, str]:
        taken = {}
        for rival in self._rivals.get(job.key, ()):
            if not _may_meet(job, rival):
                continue
            first, second = sorted((job, rival))
            theirs = self._names_of(rival)
            for key, name in self._names_of(job).items():
                if key in theirs:
                    taken[key] = f"“{first.shown}”和“{second.shown}”都写成“{name}”：给其中一个改名再生成"
        return taken

    def _names_of(self, job: Job) -> dict[str, str]:
        """What the documents of a rival are called, by key; made in memory where nobody remembers it."""
        if job.key not in self._names:
            settings = self._settings
            known = None
            if self._manifest and not settings.force:
                known = self._manifest.done_before(job, settings, self._digest)
            if known is None:
                from wenming_docs.batch.run import document_names

                names = document_names(job, settings)
            else:
                names = tuple(known.outputs)
            self._names[job.key] = {name_key(name): name for name in names}
        return self._names[job.key]

    def _of_others(self, job: Job) -> Iterator[tuple[str, str]]:
        """Documents that stand as another file's job has left them, while that file is still there."""
        if self._manifest is None:
            return
        for key in (job.key, *self._strangers.near(job)):
            for record in self._manifest.records(key):
                owner = self._owner(record, job)
                if not owner:
                    continue
                for name, known in record.outputs.items():
                    path = self._settings.out / job.folder / name
                    if hash_file(str(path)) == known:
                        what = f"“{path}”是“{owner}”的文稿，没有覆盖"
                        yield name_key(name), f"{what}：给其中一个改名，用 -o 换个文件夹，或用 --force 覆盖"

    def _owner(self, record: Record, job: Job) -> str:
        """The file that a record is of; "" where it is the job's own, gone, or not known."""
        path = os.path.normpath(os.path.join(self._out, record.entry))
        try:
            return "" if not record.entry or os.path.samefile(path, job.entry) else os.path.relpath(path)
        except (OSError, ValueError):
            return ""


def _may_meet(one: Job, other: Job) -> bool:
    """Whether one could make a document called like the other's: what its name has more is a kind."""
    from wenming_docs.facts.kinds.registry import KINDS

    shorter, longer = sorted((one.start, other.start), key=len)
    rest = longer.removeprefix(shorter)
    return any(rest.startswith(name_key(word)) for kind in KINDS for word in (kind.name, *kind.aliases))


class _Strangers:
    """Jobs that the memory knows and this run does not, by what their documents' names begin with."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._at: dict[tuple[str, str], list[str]] = {}
        self._below: dict[tuple[str, str], list[str]] = {}
        for key in sorted(keys):
            folder, start = name_key(key.rpartition("/")[0]), name_start(Path(key).stem)
            self._at.setdefault((folder, start), []).append(key)
            for begin in _beginnings(start):
                self._below.setdefault((folder, begin), []).append(key)

    def near(self, job: Job) -> Iterator[str]:
        """Those whose documents may have a name of the job's."""
        folder = name_key(job.folder)
        for begin in (job.start, *_beginnings(job.start)):
            yield from self._at.get((folder, begin), ())
        yield from self._below.get((folder, job.start), ())


def _beginnings(start: str) -> Iterator[str]:
    """``甲-``, ``甲-乙-`` of ``甲-乙-丙-``."""
    for place, sign in enumerate(start[:-1]):
        if sign == "-":
            yield start[: place + 1]
