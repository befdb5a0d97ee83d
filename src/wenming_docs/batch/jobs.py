"""Which files make documents: from folders, patterns and names to a list of jobs.

A file that another one includes is a part of that one and no job; a file without 文稿 asks for no
document. Both are told apart here by a look at the text, so that a thousand files are not parsed twice.

It is long because what an argument means, which files it finds and what these ask for decide together
which documents there will be.
"""

from __future__ import annotations

import glob
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from wenming_docs.errors import WrongUse
from wenming_docs.output import name_key
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

DEFAULT_FOLDER = "输出"
OTHER_FOLDERS = frozenset((DEFAULT_FOLDER, "templates", "规范"))
"""Folders in which no plan of an office lies: documents, templates, house rules."""
DOCUMENTS_KEYS = ("文稿", "documents")
SUFFIXES = (".yaml", ".yml")

_KEYS = "|".join(DOCUMENTS_KEYS)
_TOP_LEVEL = lazy_pattern(rf"^[\"']?(?:{_KEYS})[\"']?[ \t\u3000]*[:：]", re.MULTILINE)
_ANYWHERE = lazy_pattern(rf"(?:{_KEYS})[\"']?\s*[:：]")
_INCLUDES = lazy_pattern(r"(?:包含|include)[\"']?\s*[:：]")


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One entry file to make documents of.

    ``key`` is its path below the root of the input: with ``/``, in NFC, the same on every machine.
    ``address`` is how the user knows the file where ``entry`` is only a copy of it.
    """

    key: str
    entry: Path
    address: str = ""

    @property
    def folder(self) -> str:
        """Where its documents go, below the output."""
        return self.key.rpartition("/")[0]

    @property
    def shown(self) -> str:
        """What messages call it."""
        return self.address or str(self.entry)

    @property
    def stem(self) -> str:
        """What the names of its documents begin with."""
        return self.entry.stem


@dataclass(frozen=True, slots=True)
class Jobs:
    """What was found: the jobs in order of their keys, parts of others, files that ask for no document."""

    jobs: tuple[Job, ...]
    parts: tuple[Path, ...] = ()
    left_out: tuple[Path, ...] = ()


def is_many(name: str) -> bool:
    """Whether an argument means files in number: a folder, or a pattern that is no file's name."""
    return os.path.isdir(name) or glob.has_magic(name) and not os.path.lexists(name)


def default_output(names: Sequence[str]) -> Path:
    """Where documents go unless it is said: 输出 in the folder of the inputs; WrongUse for several."""
    roots = {str(root) for root, _ in _roots(names)}
    if len(roots) > 1:
        raise WrongUse("几个文件夹一起生成时，要用 -o 说明写到哪个文件夹")
    return Path(roots.pop()) / DEFAULT_FOLDER


def find_jobs(names: Sequence[str], out: Path, *, every: bool = False) -> Jobs:
    """The jobs that the arguments mean, each file once; with ``every`` also files without 文稿.

    A file that was named itself is always a job. Raises WrongUse for what cannot be read, for a
    pattern or folder without files, and for two jobs whose documents would have the same names.
    """
    place = _Places()
    named: dict[str, Job] = {}
    found: dict[str, Job] = {}
    for root, files in _roots(names, out):
        for path, by_name in files:
            key = unicodedata.normalize("NFC", Path(os.path.relpath(path, root)).as_posix())
            (named if by_name else found).setdefault(place.of(str(path)), Job(key, path))
    looks = _Looks()
    for real in found:
        looks.at(real)
    included = looks.included()
    jobs, parts, others = list(named.values()), [], []
    for real, job in found.items():
        if real in named:
            continue
        if real in included:
            parts.append(job.entry)
        elif every or looks.asks(real):
            jobs.append(job)
        else:
            others.append(job.entry)
    return Jobs(_distinct(jobs), tuple(sorted(parts)), tuple(sorted(others)))


def in_shard(job: Job, number: int, count: int) -> bool:
    """Whether a job is of shard ``number`` (from 1) of ``count``, whatever other jobs there are."""
    return int.from_bytes(sha256(job.key.encode("utf-8", "surrogatepass")).digest()) % count == number - 1


def _distinct(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """The jobs in order; WrongUse naming two whose documents would lie in the same place."""
    owners: dict[str, Job] = {}
    for job in sorted(jobs):
        place = name_key(f"{job.folder}/{job.stem}")
        owner = owners.setdefault(place, job)
        if owner is not job:
            raise WrongUse(
                f"“{owner.entry}”和“{job.entry}”的文稿会写成同名的文件：给其中一个改名，或分两次写到不同的文件夹"
            )
    return tuple(owners.values())


# from arguments to files


def _roots(names: Sequence[str], out: Path | None = None) -> list[tuple[Path, Iterator[tuple[Path, bool]]]]:
    """Each root with its files; ``True`` beside those that were named one by one."""
    singles = [Path(name) for name in names if not is_many(name)]
    if missing := [str(path) for path in singles if not path.is_file()]:
        raise WrongUse("；".join(f"找不到文件“{name[-300:]}”" for name in missing))
    roots: list[tuple[Path, Iterator[tuple[Path, bool]]]] = []
    for name in names:
        if not is_many(name):
            continue
        if os.path.isdir(name):
            roots.append((Path(name), _nonempty(_walk(Path(name), out), f"“{name}”里没有 YAML 文件")))
        else:
            root = _fixed_part(name)
            roots.append((root, _nonempty(_matches(name, root, out), f"没有符合“{name}”的文件")))
    if singles:
        roots.append((_common_folder(singles), ((path, True) for path in singles)))
    return roots


def _common_folder(files: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath([path.absolute().parent for path in files]))
    except ValueError:
        raise WrongUse("这些文件在不同的盘上，请一个盘一个盘地生成") from None


def _nonempty(files: Iterator[Path], complaint: str) -> Iterator[tuple[Path, bool]]:
    none = True
    for path in files:
        none = False
        yield path, False
    if none:
        raise WrongUse(complaint)


def _walk(folder: Path, out: Path | None) -> Iterator[Path]:
    """The YAML files below a folder, in order; links to folders are not followed: they may go round."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise WrongUse(f"打不开文件夹“{folder}”：没有读取权限，或磁盘有问题") from error
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in OTHER_FOLDERS and _is_open(entry.name) and not _same(entry, out):
                yield from _walk(folder / entry.name, out)
        elif _is_plan_name(entry.name) and entry.is_file():
            yield folder / entry.name


def _matches(pattern: str, root: Path, out: Path | None) -> Iterator[Path]:
    """The YAML files that a pattern means, in order; a folder that it matches means the files in it."""
    seen: set[Path] = set()
    for name in sorted(glob.iglob(pattern, recursive=True)):
        path = Path(name)
        inside = path.relative_to(root).parts[:-1]
        if any(part in OTHER_FOLDERS for part in inside) or _written(path, root, out):
            continue
        found = (
            _walk(path, out)
            if path.is_dir() and path.name not in OTHER_FOLDERS and "**" not in pattern
            else [path]
            if _is_plan_name(path.name) and path.is_file()
            else []
        )
        for each in found:
            if each not in seen:
                seen.add(each)
                yield each


def _fixed_part(pattern: str) -> Path:
    """The folders of a pattern before its first sign."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed])


class _Places:
    """Where files really are; a folder above many of them is looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The same as ``os.path.realpath``."""
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir) or os.path.islink(path):
            return os.path.realpath(path)
        if folder not in self._folders:
            self._folders[folder] = self.of(folder)
        return os.path.join(self._folders[folder], name)


def _is_plan_name(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and _is_open(name)


def _is_open(name: str) -> bool:
    """Neither hidden nor the lock file of an open document."""
    return not name.startswith((".", "~$"))


def _same(entry: os.DirEntry[str], out: Path | None) -> bool:
    """Whether a folder, which is no link, is the output."""
    return out is not None and os.path.exists(out) and os.path.samefile(entry.path, out)


def _written(path: Path, root: Path, out: Path | None) -> bool:
    """Whether a file lies in the output, where that is a folder of its own below the root."""
    if out is None:
        return False
    real = os.path.realpath(out)
    return _lies_in(real, os.path.realpath(root)) and _lies_in(os.path.realpath(path), real)


def _lies_in(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)


# what a file asks for


@dataclass(frozen=True, slots=True)
class _Look:
    asks: bool
    parts: tuple[str, ...] = ()


class _Looks:
    """A look at each file, and at what it includes, once."""

    def __init__(self) -> None:
        self._looks: dict[str, _Look] = {}

    def at(self, real: str) -> _Look:
        if real not in self._looks:
            self._looks[real] = _look(Path(real))
        return self._looks[real]

    def included(self) -> set[str]:
        """Every file that another one includes."""
        waiting = list(self._looks)
        included: set[str] = set()
        while waiting:
            for part in self.at(waiting.pop()).parts:
                if part not in included:
                    included.add(part)
                    waiting.append(part)
        return included

    def asks(self, real: str) -> bool:
        """Whether the file or one of its parts lists a document."""
        seen, waiting = {real}, [real]
        while waiting:
            look = self.at(waiting.pop())
            if look.asks:
                return True
            fresh = [part for part in look.parts if part not in seen]
            seen.update(fresh)
            waiting += fresh
        return False


def _look(path: Path) -> _Look:
    """What one file asks for; one that cannot be read asks, so that its mistakes are told."""
    from wenming_docs.facts.source.files import LARGEST

    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError:
        data = None
    if data is None:
        return _Look(asks=True)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _read(path)
    if _INCLUDES.search(text):
        return _read(path)
    if _TOP_LEVEL.search(text):
        return _Look(asks=True)
    return _read(path) if _ANYWHERE.search(text) else _Look(asks=False)


def _read(path: Path) -> _Look:
    """The same by reading its YAML."""
    from wenming_docs.facts.source.includes import include_patterns, included_files
    from wenming_docs.facts.source.source import read_page

    page = read_page(path, path.name)
    if page.draft is None:
        return _Look(asks=True)
    asks = any(entry.key.text in DOCUMENTS_KEYS for entry in page.draft.entries)
    parts = [
        os.path.realpath(part)
        for pattern in include_patterns(page.draft, [])
        for part in included_files(pattern, path.parent, path, [])
    ]
    return _Look(asks, tuple(parts))
