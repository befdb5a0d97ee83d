"""Which files behind an address make documents: the rule of ``batch.find_jobs``, held to a copy of them.

One folder of the first level is copied at a time, on a worker where there are some, so that neither
names nor texts of a province lie together. What a plan includes lies below it, so nothing is missed
but what a file at the very top includes: that is brought when it is looked for, and known as a part.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from wenming_docs.batch.jobs import OTHER_FOLDERS, SUFFIXES, Job, Jobs, find_jobs
from wenming_docs.bringing import bringing
from wenming_docs.cluster.fetching import Fetcher
from wenming_docs.cluster.store import Store, is_sound, open_store
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
    listed: dict[str, dict[str, int]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there was a facts file."""
        return bool(self.jobs or self.parts or self.left_out)


Spread = Callable[[Callable[[str], Found], Iterable[str]], Iterator[Found]]
"""Like ``map``: it may ask many workers at once, but gives the answers in order."""


def find_in_store(
    store: Store, *, without: str = "", every: bool = False, spread: Spread = map
) -> Iterator[Found]:
    """What each folder of the first level holds, the files at the top before; nothing below ``without``.

    Raises WrongUse where there is no facts file at all, or where two would make the same document.
    """
    top = store.top()
    files = {name: size for name, size in top.items() if size is not None}
    first = _found(store, "", files, (without, every))
    yield first
    included = set(first.parts)
    some = bool(first)
    folders = [name for name, size in top.items() if size is None and _may_be_plan(f"{name}/x.yaml")]
    for found in spread(partial(find_below, store.address, without, every), folders):
        jobs = tuple(job for job in found.jobs if job.entry.as_posix() not in included)
        some = some or bool(found)
        yield replace(found, jobs=jobs)
    if not some:
        raise WrongUse(f"“{store.address}”里没有 YAML 文件")


def find_below(address: str, without: str, every: bool, folder: str) -> Found:
    """What one folder of a store holds, like :func:`find_in_store`; on whatever machine."""
    store = open_store(address)
    return _found(store, folder, store.below(folder), (without, every))


def _may_be_plan(name: str) -> bool:
    """Whether ``find_jobs`` would look at a file of this name."""
    *folders, last = name.split("/")
    return (
        last.lower().endswith(SUFFIXES)
        and is_sound(name)
        and not OTHER_FOLDERS.intersection(folders)
        and not any(part.startswith((".", "~$")) for part in (*folders, last))
    )


def _found(store: Store, folder: str, files: dict[str, int], asked: tuple[str, bool]) -> Found:
    without, every = asked
    names = [name for name in files if _may_be_plan(name) and not (without and name.startswith(without))]
    if not names:
        return Found(())
    with tempfile.TemporaryDirectory(prefix="wm-") as place:
        home = Path(place).resolve()
        fetcher = Fetcher(store, home, {folder: files} if folder else None)
        fetcher.fetch(names)
        try:
            with bringing(fetcher):
                found = find_jobs([str(home)], home / ".", every=every)
        except WrongUse as error:
            raise WrongUse(str(error).replace(str(home), store.address)) from None
        return _named(found, home, fetcher.brought.difference(names), files)


def _named(found: Jobs, home: Path, more: set[str], files: dict[str, int]) -> Found:
    """What was found in a copy, by the names below the source; ``more`` was included from elsewhere."""

    def name_of(path: Path) -> str:
        return path.relative_to(home).as_posix()

    jobs = tuple(Job(job.key, Path(name_of(job.entry))) for job in found.jobs)
    parts = more.union(map(name_of, found.parts))
    return Found(jobs, _few_below(jobs, files), tuple(sorted(parts)), tuple(map(name_of, found.left_out)))


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
