"""Which files make documents: from folders, patterns and names to a list of jobs.

A file that another one includes is a part of that one and no job; a file without 文稿 asks for no
document. Both are told apart by a look at the text (looks.py).

It is long because what an argument means, which files it finds and what their documents are called
decide together which documents there will be.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

from wenming_docs.batch.looks import Looks
from wenming_docs.errors import WrongUse
from wenming_docs.matching import has_magic, names_matching
from wenming_docs.output import name_key, safe_name
from wenming_docs.records import dataclass

DEFAULT_FOLDER = "输出"
OTHER_FOLDERS = frozenset((DEFAULT_FOLDER, "templates", "规范"))
"""Folders in which no plan of an office lies: documents, templates, house rules."""
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One entry file to make documents of.

    ``key`` is its path below the root of the input: with ``/``, in NFC, the same on every machine.
    ``address`` is how the user knows the file where ``entry`` is only a copy of it. ``taken`` are names
    of documents that are not its to write, as ``name_key`` has them, each with what is said of it.
    """

    key: str
    entry: Path
    address: str = ""
    taken: tuple[tuple[str, str], ...] = field(default=(), compare=False)

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

    @property
    def start(self) -> str:
        """The same with the ``-`` behind it, as it is written: equal where file systems see one name."""
        return name_start(self.stem)


@dataclass(frozen=True, slots=True)
class Jobs:
    """What was found: the jobs in order of their keys, parts of others, files that ask for no document.

    ``closed`` are folders that could not be looked into.
    """

    jobs: tuple[Job, ...]
    parts: tuple[Path, ...] = ()
    left_out: tuple[Path, ...] = ()
    closed: tuple[Path, ...] = ()


def name_start(stem: str) -> str:
    """What the names of the documents of a file with this stem begin with; nobody else's do but by chance."""
    return name_key(safe_name(f"{stem}-"))


def is_many(name: str) -> bool:
    """Whether an argument means files in number: a folder, or a pattern that is no file's name."""
    return os.path.isdir(name) or has_magic(name) and not os.path.lexists(name)


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
    search = _Search(out)
    named: dict[str, Job] = {}
    found: dict[str, Job] = {}
    for root, files in _roots(names, search):
        for path, by_name in files:
            key = unicodedata.normalize("NFC", Path(os.path.relpath(path, root)).as_posix())
            (named if by_name else found).setdefault(place.of(str(path)), Job(key, path))
    looks = Looks()
    for real in found:
        looks.at(real)
    included = looks.parts()
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
    closed = tuple(sorted(search.closed))
    return Jobs(_distinct(jobs), tuple(sorted(parts)), tuple(sorted(others)), closed)


def in_shard(job: Job, number: int, count: int) -> bool:
    """Whether a job is of shard ``number`` (from 1) of ``count``, whatever other jobs there are."""
    return int.from_bytes(sha256(job.key.encode("utf-8", "surrogatepass")).digest()) % count == number - 1


def _distinct(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """The jobs in order; WrongUse naming two whose documents would lie in the same place."""
    owners: dict[str, Job] = {}
    for job in sorted(jobs):
        place = f"{name_key(job.folder)}/{job.start}"
        owner = owners.setdefault(place, job)
        if owner is not job:
            raise WrongUse(
                f"“{owner.entry}”和“{job.entry}”的文稿会写成同名的文件：给其中一个改名，或分两次写到不同的文件夹"
            )
    return tuple(owners.values())


# from arguments to files


def _roots(
    names: Sequence[str], search: _Search | None = None
) -> list[tuple[Path, Iterator[tuple[Path, bool]]]]:
    """Each root with its files; ``True`` beside those that were named one by one."""
    search = search or _Search(None)
    singles = [Path(name) for name in names if not is_many(name)]
    if missing := [str(path) for path in singles if not path.is_file()]:
        raise WrongUse("；".join(f"找不到文件“{name[-300:]}”" for name in missing))
    roots: list[tuple[Path, Iterator[tuple[Path, bool]]]] = []
    for name in names:
        if not is_many(name):
            continue
        if os.path.isdir(name):
            files, complaint = search.walk(Path(name)), f"“{name}”里没有 YAML 文件"
            roots.append((Path(name), search.nonempty(files, complaint)))
        else:
            root = _fixed_part(name)
            files, complaint = search.matches(name, root), f"没有符合“{name}”的文件"
            roots.append((root, search.nonempty(files, complaint)))
    if singles:
        roots.append((_common_folder(singles), ((path, True) for path in singles)))
    return roots


def _common_folder(files: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath([path.absolute().parent for path in files]))
    except ValueError:
        raise WrongUse("这些文件在不同的盘上，请一个盘一个盘地生成") from None


class _Search:
    """Looks for files outside ``out``; ``closed`` are folders that could not be looked into."""

    def __init__(self, out: Path | None) -> None:
        self.out = out
        self.closed: set[Path] = set()

    def nonempty(self, files: Iterator[Path], complaint: str) -> Iterator[tuple[Path, bool]]:
        """The files, none of which was named; WrongUse where there are none."""
        none = True
        for path in files:
            none = False
            yield path, False
        if none and self.closed:
            raise WrongUse(f"打不开文件夹“{min(self.closed)}”：没有读取权限，或磁盘有问题")
        if none:
            raise WrongUse(complaint)

    def walk(self, folder: Path) -> Iterator[Path]:
        """The YAML files below a folder, in order; links to folders are not followed: they may go round."""
        for entry in self._listed(folder):
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in OTHER_FOLDERS and _is_open(entry.name) and not _same(entry, self.out):
                    yield from self.walk(folder / entry.name)
            elif _is_plan_name(entry.name) and (
                entry.is_file(follow_symlinks=False) or entry.is_symlink() and _is_file(entry.path)
            ):
                yield folder / entry.name

    def matches(self, pattern: str, root: Path) -> Iterator[Path]:
        """The YAML files that a pattern means, in order; a folder that it matches means the files in it."""
        self._try(root, Path(pattern).parts[len(root.parts) :])
        seen: set[Path] = set()
        below = "/".join(Path(pattern).parts[len(root.parts) :])
        for name in names_matching(root, below).names:
            path = root / name
            inside = path.relative_to(root).parts[:-1]
            if any(part in OTHER_FOLDERS for part in inside) or _written(path, root, self.out):
                continue
            found = (
                self.walk(path)
                if path.is_dir() and path.name not in OTHER_FOLDERS and "**" not in pattern
                else [path]
                if _is_plan_name(path.name) and _is_file(str(path))
                else []
            )
            for each in found:
                if each not in seen:
                    seen.add(each)
                    yield each

    def _listed(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError:
            self.closed.add(folder)
            return []

    def _try(self, folder: Path, parts: Sequence[str]) -> None:
        """Notes the closed ones of the folders that ``glob`` passes through: it says nothing of them."""
        entries = self._listed(folder)
        names = [
            entry.name
            for entry in entries
            if entry.is_dir(follow_symlinks=False)
            and entry.name not in OTHER_FOLDERS
            and _is_open(entry.name)
            and not _same(entry, self.out)
        ]
        for name in names:
            if parts[0] == "**":
                self._try(folder / name, parts)
            elif fnmatchcase(name, parts[0]) and len(parts) > 1:
                self._try(folder / name, parts[1:])


def _fixed_part(pattern: str) -> Path:
    """The folders of a pattern before its first sign."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if has_magic(part))
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


def _is_file(path: str) -> bool:
    """Whether it is a file, or a link that leads to none: that is told, not passed over."""
    return os.path.isfile(path) or os.path.islink(path) and not os.path.exists(path)


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
