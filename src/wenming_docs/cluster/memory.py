"""What workers remember of a run: one small object of JSON lines for each cell of jobs, beside the documents.

An object store cannot append, and no one could read the records of a whole province. So jobs stand in
cells that are the same in every run: whoever has a cell in hand reads its records, and writes
them whole when it is done. A cell ends after a job whose key says so; a job more or less moves
no boundary but those beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from wenming_docs.batch.jobs import Job
from wenming_docs.batch.manifest import FOLDER, NAME, Record, read_record
from wenming_docs.cluster.store import Store

FEWEST = 50
"""Jobs of a cell: a task costs the scheduler milliseconds, whatever there is in it."""
MOST = 150
_ONE_IN = 32


def cells(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """Jobs in order of their keys, cut into cells of FEWEST to MOST (the last may have fewer)."""
    cell: list[Job] = []
    for job in jobs:
        cell.append(job)
        if len(cell) == MOST or len(cell) >= FEWEST and _digest(job.key)[0] % _ONE_IN == 0:
            yield tuple(cell)
            cell = []
    if cell:
        yield tuple(cell)


def cell_name(jobs: tuple[Job, ...]) -> str:
    """What a cell is called: by its first job."""
    return _digest(jobs[0].key).hex()[:24]


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()


class Memory:
    """The records of cells, in a store or in a folder of this machine."""

    def __init__(self, out: Path | Store) -> None:
        self.out = out
        self._recalled: dict[str, dict[str, Record]] = {}

    def recall(self, cell: str) -> dict[str, Record]:
        """The records of a cell by the keys of their jobs; a damaged line counts as absent."""
        name = _name(cell)
        if isinstance(self.out, Store):
            data = self.out.read([name]).get(name, b"")
        else:
            path = self.out / name
            data = path.read_bytes() if path.is_file() else b""
        records = (read_record(line) for line in data.splitlines(keepends=True))
        self._recalled[cell] = {record.job: record for record in records if record}
        return self._recalled[cell]

    def remember(self, cell: str, records: Iterable[Record]) -> None:
        """These records are kept, and those of other jobs of the cell as they were when it was recalled."""
        fresh = {record.job: record for record in records}
        if not fresh:
            return
        known = self._recalled[cell] if cell in self._recalled else self.recall(cell)
        kept = {**known, **fresh}
        data = b"".join(kept[key].line() for key in sorted(kept))
        if isinstance(self.out, Store):
            self.out.write({_name(cell): data})
            return
        from wenming_docs.output import write_whole

        write_whole(self.out / _name(cell), data, force=True, is_ours=lambda _old: True)


def _name(cell: str) -> str:
    return f"{FOLDER}/{NAME}-{cell}.jsonl"
