"""What a batch is asked for, in plain values: a run that has nothing to do imports no model for it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs import __version__
from wenming_docs.reads import ABSENT, hash_file
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from wenming_docs.output import Replacing
    from wenming_docs.pipeline import Options

_COMPILERS = (
    *("jinja2", "markupsafe", "markdown-it-py", "mdit-py-plugins", "pydantic", "pyyaml"),
    *("python-docx", "lxml", "pillow", "xlsxwriter", "chinesecalendar"),
)
"""What our documents pass through besides our own code."""
_OWN_FILES = (".py", ".yaml", ".txt", ".j2", ".docx", ".xml", ".json", ".csv", ".css", ".js")
MOMENT = "SOURCE_DATE_EPOCH"
"""Where a build sets the time that documents are stamped with, it is part of their bytes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a run. ``today`` is the day of the computer, ``as_of`` one that the user named."""

    out: Path
    today: date
    formats: tuple[str, ...] = ("docx",)
    kind: str | None = None
    period: str | None = None
    as_of: date | None = None
    draft: bool = False
    strict: bool = False
    each_unit: bool = False
    only_units: tuple[str, ...] = ()
    templates: Path | None = None
    reference: bytes | None = None
    reference_name: str = ""
    force: bool = False
    keep_both: bool = False

    def options(self) -> Options:
        """The same for the pipeline."""
        from wenming_docs.pipeline import Options

        return Options(
            kind=self.kind,
            period=self.period,
            draft=self.draft,
            today=self.as_of or self.today,
            as_of=self.as_of,
            format=self.formats[0],
            more_formats=self.formats[1:],
            each_unit=self.each_unit,
            only_units=self.only_units,
            templates=self.templates,
            reference=self.reference,
            reference_name=self.reference_name,
            read_through=self.strict,
        )

    def replacing(self, names: Iterable[str] = ()) -> Replacing:
        """What may become of documents that stand there already; ``names`` are those of the run."""
        from wenming_docs.output import Replacing, name_key
        from wenming_docs.printing import is_ours, paragraphs_edited

        avoid = frozenset(map(name_key, names)) if self.keep_both else frozenset()
        return Replacing(is_ours, self.force, self.keep_both, avoid, paragraphs_edited)

    def digest(self) -> str:
        """Equal for two runs that make the same documents of the same files, today left aside."""
        asked = [
            program_digest(),
            *(self.formats, self.kind, self.period, str(self.as_of), self.draft, self.strict),
            *(self.each_unit, self.only_units),
            templates_digest(self.templates) if self.templates else ABSENT,
            hashlib.sha256(self.reference).hexdigest() if self.reference else ABSENT,
            os.environ.get(MOMENT, ""),
        ]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


@cache
def program_digest() -> str:
    """What is this program: its version, the text of its sources, and the versions it works with."""
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    for name in _COMPILERS:
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{name}\n".encode())
    package = Path(__file__).resolve().parent.parent
    beside = package.parents[1] / "templates"  # a checkout holds them at its root
    for folder in (package, *([] if (package / "templates").is_dir() else [beside])):
        for path in _files_below(folder, _OWN_FILES):
            digest.update(f"{path.relative_to(folder).as_posix()} {hash_file(str(path))}\n".encode())
    return digest.hexdigest()


def templates_digest(folder: Path) -> str:
    """All files in the office's folder of templates, for any of them can be included by its name.

    ABSENT where there is no such folder.
    """
    if not folder.is_dir():
        return ABSENT
    states = tuple(
        (path.relative_to(folder).as_posix(), status.st_mtime_ns, status.st_size, status.st_ino)
        for path in _files_below(folder, ("",))
        if (status := _status(path))
    )
    return _hash_templates(folder, states)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


_State = tuple[str, int, int, int]


_HASHED: dict[Path, tuple[tuple[_State, ...], str]] = {}
"""The last few folders: the jobs of one office share one, and it is read again when it changes."""
_MOST_HASHED = 64


def _hash_templates(folder: Path, states: tuple[_State, ...]) -> str:
    known = _HASHED.get(folder)
    if known and known[0] == states:
        return known[1]
    digest = hashlib.sha256()
    for name, *_ in states:
        digest.update(f"{name} {hash_file(str(folder / name))}\n".encode("utf-8", "surrogateescape"))
    if len(_HASHED) >= _MOST_HASHED:
        _HASHED.clear()
    _HASHED[folder] = states, digest.hexdigest()
    return digest.hexdigest()


def _files_below(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(suffixes):
                yield Path(parent, name)
