"""A baseline: the findings an office lives with, so that ``check`` names only new ones.

It knows a finding again by its code, its file, its path among the facts and its words, never
by its line: what moves stays known. Errors are never part of it: no document comes of them,
so hiding one would call a file sound from which nothing can be rendered.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from wenming_docs.errors import WrongUse
from wenming_docs.findings import Finding, Severity
from wenming_docs.records import dataclass

VERSION = 1
_INDEX = re.compile(r"\[\d+\]")
_LINE = re.compile(r"第 ?\d+(?:、\d+)* ?行")


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """What a finding is known by, wherever its line has moved to."""

    file: str
    code: str
    path: str
    message: str

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, the same on every machine."""
        joined = "\0".join((self.file, self.code, self.path, self.message))
        return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:32]


def known_by(finding: Finding, file: str) -> Known:
    """The marks of a finding; places in lists and line numbers move, so they do not count."""
    path = _INDEX.sub("[]", finding.origin.path) if finding.origin else ""
    return Known(file, finding.code, path, _LINE.sub("第…行", finding.message))


def name_from(folder: Path, file: str) -> str:
    """How a file is called seen from ``folder``, with forward slashes on every system."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return Path(file).as_posix()


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each known finding may come; ``folder`` is where its file names count from."""

    folder: Path
    counts: Counter[Known]

    def of(self, finding: Finding, file: str) -> Known:
        """What a finding is known by in this baseline; ``file`` is where it was found."""
        place = finding.origin.file if finding.origin else file
        return known_by(finding, name_from(self.folder, place))

    def split(
        self, found: Sequence[tuple[Finding, str]], checked: Iterable[str]
    ) -> tuple[list[tuple[Finding, str]], list[Known]]:
        """The findings (each with its file) that are new, and what is known but gone.

        Only of the files that were ``checked`` can be said that a finding is gone.
        """
        room = Counter(self.counts)
        new = []
        for finding, file in found:
            known = self.of(finding, file)
            if finding.severity is not Severity.ERROR and room[known] > 0:
                room[known] -= 1
            else:
                new.append((finding, file))
        names = {name_from(self.folder, file) for file in checked}
        gone = [known for known in sorted(room.elements()) if known.file in names]
        return new, gone


def record(found: Iterable[tuple[Finding, str]], folder: Path) -> Baseline:
    """A baseline of all these findings but the errors."""
    empty = Baseline(folder, Counter())
    kept = [(finding, file) for finding, file in found if finding.severity is not Severity.ERROR]
    return Baseline(folder, Counter(empty.of(finding, file) for finding, file in kept))


def as_text(baseline: Baseline) -> str:
    """The baseline as JSON for a repository: sorted, one line a mark, so that changes read well."""
    rows = [asdict(known) | {"count": count} for known, count in sorted(baseline.counts.items())]
    return json.dumps({"wenming": VERSION, "findings": rows}, ensure_ascii=False, indent=2) + "\n"


def from_text(text: str, path: Path) -> Baseline:
    """The baseline in a file's text; WrongUse where it is none."""
    counts: Counter[Known] = Counter()
    try:
        data = json.loads(text)
        if data["wenming"] != VERSION:
            raise WrongUse(f"“{path}”是另一个版本写的基线，用 --write-baseline 重写")
        for row in data["findings"]:
            marks = [row[name] for name in ("file", "code", "path", "message")]
            if not all(isinstance(mark, str) for mark in marks):
                raise TypeError
            counts[Known(*marks)] += int(row["count"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise WrongUse(f"“{path}”不是基线文件，用 --write-baseline 写一份") from error
    return Baseline(path.parent, counts)
