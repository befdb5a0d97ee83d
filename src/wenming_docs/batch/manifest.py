"""The memory of a batch: one line of JSON for each job that was done, beside the documents.

A line is added and flushed when its job is finished, so that a killed run loses what was in flight
and nothing else. What a line says is believed only where all of it still holds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wenming_docs.errors import OutputRefused
from wenming_docs.output import cause_of, remove_leftovers, write_whole
from wenming_docs.reads import hash_file, hash_names
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from wenming_docs.batch.jobs import Job
    from wenming_docs.batch.settings import Settings

VERSION = 1
FOLDER = ".wenming"
NAME = "批次"
_LINES_PER_JOB = 2
"""Lines for each job before the file is written anew."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a job read and wrote.

    ``files`` and ``patterns`` are named from the folder of the entry file, ``outputs`` from the folder of
    the documents; ``day`` is the day it was made on, where that had a part in it. ``entry`` is the entry
    file from the folder of all documents ("": not known): two inputs may have jobs of one name.
    """

    job: str
    settings: str
    files: dict[str, str]
    patterns: tuple[tuple[str, str, str], ...] = ()
    templates: str = ""
    day: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    entry: str = ""

    def line(self) -> bytes:
        """The record as one line of JSON."""
        text = json.dumps({"v": VERSION, **asdict(self)}, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass") + b"\n"


def read_record(line: bytes) -> Record | None:
    """The record in a line; None for one that is torn, damaged or of another version."""
    if not line.endswith(b"\n"):
        return None
    try:
        data = json.loads(line.decode("utf-8", "surrogatepass"))
        if data.pop("v") != VERSION:
            return None
        patterns = tuple((a, b, c) for a, b, c in data.pop("patterns"))
        record = Record(**data, patterns=patterns)
        return record if _is_sound(record) else None
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _is_sound(record: Record) -> bool:
    """Whether all of it is of the kind that we write; raises as read_record expects where much is not."""
    texts = [record.job, record.settings, record.templates, record.day, record.entry]
    texts += chain(*record.patterns)
    for table in (record.files, record.outputs):
        texts += chain(*table.items())
    nameable = b"\0" not in b"".join(map(os.fsencode, texts))
    return nameable and all(
        len(name.split()) == len(("warning", "W001")) and type(number) is int
        for name, number in record.warnings.items()
    )


def still_holds(record: Record, job: Job, settings: Settings, digest: str) -> bool:
    """Whether doing the job again would give the documents that are there: every hash is the same."""
    from wenming_docs.batch.settings import templates_digest

    if record.settings != digest or record.day not in ("", str(settings.as_of or settings.today)):
        return False
    home = os.path.dirname(os.path.abspath(job.entry))
    place = os.path.join(settings.out, job.folder)
    return (
        all(hash_file(os.path.join(place, name)) == known for name, known in record.outputs.items())
        and all(hash_file(os.path.join(home, name)) == known for name, known in record.files.items())
        and all(hash_names(os.path.join(home, at), what) == known for at, what, known in record.patterns)
        and templates_digest(Path(home, "templates")) == record.templates
    )


class Manifest:
    """The records of one folder of documents; those of other shards are read, one's own file is added to.

    Only places in files are kept in memory, so that a hundred thousand records weigh little.
    ``damaged`` names files in which more than a torn last line could not be read. Raises
    OutputRefused where the folder cannot be written.
    """

    def __init__(self, out: Path, name: str = NAME) -> None:
        self.path = out / FOLDER / f"{name}.jsonl"
        self.damaged: list[Path] = []
        self._places: dict[str, list[tuple[Path, int]]] = {}
        self._own: set[tuple[str, str]] = set()
        self._count = 0
        self._readers: dict[Path, BinaryIO] = {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            remove_leftovers(self.path.parent)
            self._mend()
            for path in sorted(self.path.parent.glob(f"{NAME}*.jsonl")):
                if path == self.path or path.is_file():  # a pipe would keep us waiting
                    self._index(path)
                else:
                    self.damaged.append(path)
            self._file = open(self.path, "ab")  # noqa: SIM115 (closed by close)
        except OSError as error:
            raise OutputRefused(f"写不了“{out}”：{cause_of(error)}") from error

    def done_before(self, job: Job, settings: Settings, digest: str) -> Record | None:
        """The record of a job that need not be done again."""
        for path, start in reversed(self._places.get(job.key, ())):
            record = self._read(path, start)
            if record and record.job == job.key and still_holds(record, job, settings, digest):
                return record
        return None

    def jobs(self) -> set[str]:
        """The keys of all jobs that anything is remembered of."""
        return set(self._places)

    def records(self, key: str) -> Iterator[Record]:
        """All that is remembered of a job, the oldest first."""
        for path, start in self._places.get(key, ()):
            record = self._read(path, start)
            if record and record.job == key:
                yield record

    def add(self, record: Record) -> None:
        """The job is done, whatever happens to this run from now on."""
        try:
            self._file.write(record.line())
            self._file.flush()
        except OSError as error:
            raise OutputRefused(f"写不了“{self.path}”：{cause_of(error)}") from error
        self._own.add((record.job, record.entry))
        self._count += 1

    def close(self) -> None:
        """Nothing is added any more; a file with many old lines is written anew, whole."""
        with suppress(OSError):
            self._file.close()
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()
        if self._count > _LINES_PER_JOB * len(self._own):
            self._write_anew()

    def _mend(self) -> None:
        """Our own file holds whole lines alone, so that what is added stays one."""
        if not self.path.exists():
            return
        if not self.path.is_file():
            raise OutputRefused(f"写不了“{self.path}”：这里不是普通文件，请移走")
        bad = [number for number, (_, line) in enumerate(_lines(self.path), 1) if not read_record(line)]
        if bad:
            last = sum(1 for _ in _lines(self.path))
            self.damaged += [self.path] if bad != [last] else []
            self._write_anew()

    def _index(self, path: Path) -> None:
        """Where each job's lines begin."""
        for start, line in _lines(path):
            record = read_record(line)
            if record is None:
                continue
            self._places.setdefault(record.job, []).append((path, start))
            if path == self.path:
                self._own.add((record.job, record.entry))
                self._count += 1

    def _read(self, path: Path, start: int) -> Record | None:
        if path not in self._readers:
            self._readers[path] = open(path, "rb")  # noqa: SIM115 (closed by close)
        reader = self._readers[path]
        reader.seek(start)
        return read_record(reader.readline())

    def _write_anew(self) -> None:
        newest: dict[tuple[str, str], bytes] = {}
        for _, line in _lines(self.path):
            if record := read_record(line):
                newest[record.job, record.entry] = line
        data = b"".join(newest[job] for job in sorted(newest))
        write_whole(self.path, data, force=True, is_ours=lambda _old: True)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    start = 0
    with open(path, "rb") as file:
        for line in file:
            yield start, line
            start += len(line)


def shard_name(number: int, count: int) -> str:
    """What the manifest of a shard is called."""
    return f"{NAME}-{number}of{count}"
