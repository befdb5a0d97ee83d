"""Findings as the page shows them: plain strings, in the order in which ``wenming check`` lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypedDict

from wenming_docs.findings import Finding, Origin, Severity

MOST = 300
"""Findings shown at once: whoever has more mends these first."""
_LONGEST_LINE = 200


class Told(TypedDict):
    """One finding of the panel; ``line`` is the user's line that it is about, or ""."""

    code: str
    severity: str
    file: str
    place: str
    message: str
    cure: str
    line: str


def tell(findings: Iterable[Finding], texts: Mapping[str, str], file: str) -> list[Told]:
    """At most :data:`MOST` findings in reading order; ``file`` is where those without a place belong."""
    lines = {name: text.splitlines() for name, text in texts.items()}
    return [_told(finding, lines, file) for finding in in_reading_order(findings, file)[:MOST]]


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each severity."""
    found = Counter(finding.severity for finding in set(findings))
    return {str(severity): found[severity] for severity in Severity}


def in_reading_order(findings: Iterable[Finding], file: str) -> list[Finding]:
    """Each finding once: files as they come up, then by line and column, those without a place last."""
    unique = list(dict.fromkeys(findings))
    files: dict[str, int] = {}
    for finding in unique:
        files.setdefault(_file(finding, file), len(files))
    return sorted(unique, key=lambda finding: (files[_file(finding, file)], *_position(finding)))


def _position(finding: Finding) -> tuple[bool, int, int, str, str]:
    origin = finding.origin or Origin("", 0, 0)
    return finding.origin is None, origin.line, origin.column, finding.code, finding.message


def _file(finding: Finding, file: str) -> str:
    return finding.origin.file if finding.origin else file


def _told(finding: Finding, lines: Mapping[str, list[str]], file: str) -> Told:
    return Told(
        code=finding.code,
        severity=str(finding.severity),
        file=_file(finding, file),
        place=str(finding.origin or file),
        message=finding.message,
        cure=finding.hint,
        line=_line(finding.origin, lines),
    )


def _line(origin: Origin | None, lines: Mapping[str, list[str]]) -> str:
    if origin is None or origin.cell:
        return ""
    text = lines.get(origin.file, [])
    return text[origin.line - 1].strip()[:_LONGEST_LINE] if 0 < origin.line <= len(text) else ""
