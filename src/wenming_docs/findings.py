"""Where something stands in the user's files, and what is wrong with it.

Every leaf value keeps its ``Origin`` from the YAML line to the printed page, so that a
check, a proof or a trace can name the line without searching for it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple, SupportsIndex

from wenming_docs.records import dataclass


class Origin(NamedTuple):
    """A place in a user's file: line and column count from 1, columns in code points.

    A named tuple, because a long file has tens of thousands: it is made, hashed and compared in a
    third of the time that a dataclass takes.
    """

    file: str
    line: int
    column: int
    path: str = ""
    cell: str = ""
    """The cell of a spreadsheet (``C7``); line and column are then its row and column."""

    def __str__(self) -> str:
        return f"{self.file}!{self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"

    def line_beside(self, other: Origin | None) -> str:
        """第12行; with its file where ``other`` stands in another: by its way from there (社区/东门.yaml)."""
        if other is None or other.file == self.file:
            return f"第{self.line}行"
        path, home = PurePath(self.file), PurePath(other.file).parent
        shown = path.relative_to(home) if path.is_relative_to(home) else path.name
        return f"{shown}第{self.line}行"


class Severity(StrEnum):
    """How much a finding matters: an error stops the document, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what, where, and what to do about it (all in Chinese).

    ``code`` is stable and belongs to a family: S source, F facts, W wording, L layout,
    T template, X spreadsheets that came back.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    origin: Origin | None = None

    def __post_init__(self) -> None:
        """Message and hint quote what users typed: no control signs, and never a page of it."""
        object.__setattr__(self, "message", _fit(self.message))
        object.__setattr__(self, "hint", _fit(self.hint))


LONGEST = 300
"""Characters of a message or a hint; a longer one loses its middle."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ue000\ue001\ufeff]")


def _fit(text: str) -> str:
    shown = _UNSEEN.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))
    if len(shown) <= LONGEST:
        return shown
    return f"{shown[: LONGEST * 2 // 3]}……{shown[-LONGEST // 3 :]}"


class SourceText(str):
    """A string that remembers where its author wrote it.

    Several origins mean that the text was computed from several places. String methods
    return plain ``str``; use :func:`sourced` to give their result its origins again.
    """

    __slots__ = ("origins",)
    origins: tuple[Origin, ...]

    def __new__(cls, text: str, origins: Iterable[Origin] = ()) -> SourceText:
        self = str.__new__(cls, text)
        self.origins = tuple(origins)
        return self

    @property
    def origin(self) -> Origin | None:
        """The first place this text comes from, if any."""
        return self.origins[0] if self.origins else None

    def __getnewargs__(self) -> tuple[str, tuple[Origin, ...]]:  # type: ignore[override]
        return str(self), self.origins

    def strip(self, chars: str | None = None, /) -> SourceText:
        bare = str.strip(self, chars)
        return self if len(bare) == len(self) else SourceText(bare, self.origins)

    def __getitem__(self, key: SupportsIndex | slice, /) -> SourceText:
        return SourceText(super().__getitem__(key), self.origins)


def origins_of(*values: object) -> tuple[Origin, ...]:
    """All origins of ``values`` in order, each once; values without any count as none."""
    first: tuple[Origin, ...] = ()
    more: list[Origin] = []
    for value in values:
        if origins := getattr(value, "origins", ()):
            if first:
                more += origins
            else:
                first = origins
    return first if len(first) < 2 and not more else tuple(dict.fromkeys((*first, *more)))


def sourced(text: str, *values: object) -> SourceText:
    """``text`` with the origins of the values it was made from."""
    return SourceText(text, origins_of(*values))


def place_in(text: SourceText, offset: int) -> Origin | None:
    """The place of a character inside a text that keeps its line as typed (narrative text)."""
    origin = text.origin
    return Origin(origin.file, origin.line, origin.column + offset, origin.path) if origin else None


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in reading order (file, line, column), those without a place last; no doubles.

    Figures that a roll-up cannot add (F125) are no news where a document that quotes them says so (F022).
    """
    unique = dict.fromkeys(findings)
    refused = {finding.origin for finding in unique if finding.code == "F022" and finding.origin}
    told = [f for f in unique if f.code != "F125" or f.origin not in refused]
    last = Origin("\U0010ffff", 0, 0)
    return sorted(told, key=lambda f: (f.origin or last, f.code, f.message))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings stops the document."""
    return any(finding.severity is Severity.ERROR for finding in findings)
