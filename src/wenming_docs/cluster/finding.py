"""Which files behind an address make documents: the rule of ``batch.find_jobs``, held to a copy of them.

One folder of the first level is copied at a time, so that neither names nor texts of a province
lie here together. What a plan includes lies below it, so nothing is missed but what a file at the
very top includes: that is brought when it is looked for, and known as a part from then on.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from wenming_docs.batch.jobs import OTHER_FOLDERS, SUFFIXES, Job, find_jobs
from wenming_docs.bringing import bringing
from wenming_docs.cluster.fetching import Fetcher
from wenming_docs.cluster.store import Store, is_sound
from wenming_docs.errors import WrongUse
from wenming_docs.records import dataclass

_FEW = 500
"""Files below a folder, of which a worker is told the names."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: jobs in order of their keys, entries named below the source; names that are none.

    ``listed`` are the files below the folder of each job, with their sizes, where they are few.
    """

    jobs: tuple[Job, ...]
    listed: dict[str, dict[str, int]]
    parts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def find_in_store(store: Store, *, without: str = "", every: bool = False) -> Iterator[Found]:
    """What each folder of the first level holds, the files at the top before; nothing below ``without``.

    Raises WrongUse where there is no facts file at all, or where two would make the same document.
    """
    included: set[str] = set()
    none = True
    for files in store.files():
        names = [name for name in files if _may_be_plan(name) and not (without and name.startswith(without))]
        if not names:
            continue
        none = False
        with tempfile.TemporaryDirectory(prefix="wm-") as folder:
            found = _found(store, Path(folder).resolve(), names, files, every)
        if "/" not in names[0]:
            included.update(found.parts)
        jobs = tuple(job for job in found.jobs if job.entry.as_posix() not in included)
        yield Found(jobs, _few_below(jobs, files), found.parts, found.left_out)
    if none:
        raise WrongUse(f"“{store.address}”里没有 YAML 文件")


def _may_be_plan(name: str) -> bool:
    """Whether ``find_jobs`` would look at a file of this name."""
    *folders, last = name.split("/")
    return (
        last.lower().endswith(SUFFIXES)
        and is_sound(name)
        and not OTHER_FOLDERS.intersection(folders)
        and not any(part.startswith((".", "~$")) for part in (*folders, last))
    )


def _found(store: Store, home: Path, names: list[str], files: dict[str, int], every: bool) -> Found:
    top = names[0].partition("/")[0] if "/" in names[0] else ""
    fetcher = Fetcher(store, home, {top: files} if top else None)
    fetcher.fetch(names)
    try:
        with bringing(fetcher):
            jobs = find_jobs([str(home)], home / ".", every=every)
    except WrongUse as error:
        raise WrongUse(str(error).replace(str(home), store.address)) from None

    def named(path: Path) -> str:
        return path.relative_to(home).as_posix()

    own = {job.entry: Job(job.key, Path(named(job.entry))) for job in jobs.jobs}
    parts = fetcher.brought.difference(names).union(map(named, jobs.parts))
    return Found(tuple(own.values()), {}, tuple(sorted(parts)), tuple(map(named, jobs.left_out)))


def _few_below(jobs: tuple[Job, ...], files: dict[str, int]) -> dict[str, dict[str, int]]:
    names = sorted(files)
    listed = {}
    for folder in dict.fromkeys(job.entry.as_posix().rpartition("/")[0] for job in jobs):
        if not folder:
            continue  # the top: its folders were not listed with it
        start, end = bisect_left(names, f"{folder}/"), bisect_left(names, f"{folder}0")  # "0" follows "/"
        if end - start <= _FEW:
            listed[folder] = {name: files[name] for name in names[start:end]}
    return listed
