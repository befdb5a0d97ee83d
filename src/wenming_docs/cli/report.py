"""Findings as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenming_docs.cli.console import DONE, SEVERITY_NAMES, clean, paint, severity_name
from wenming_docs.findings import Finding, Origin, Severity

_MOST_BYTES = 15_000
"""A report beyond 16 KB is read by nobody; the rest is left for the last lines and the colours."""
_MOST_FINDINGS = 200
_LONGEST = 400
"""Characters of one message or cure; whoever quotes a whole paragraph says no more by it."""
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding and the file it was found for, which is named when the finding has no place of its own."""

    finding: Finding
    file: str

    @property
    def place(self) -> str:
        """``plan.yaml:12:5``, or the file alone."""
        return clean(str(self.finding.origin or self.file))


def in_reading_order(entries: Iterable[Entry]) -> list[Entry]:
    """Each finding once: files as they came up, then by line and column, those without a place last."""
    unique = {(entry.place, entry.finding): entry for entry in entries}
    files: dict[str, int] = {}
    for entry in unique.values():
        files.setdefault(_file(entry), len(files))
    return sorted(unique.values(), key=lambda entry: (files[_file(entry)], *_position(entry)))


def _file(entry: Entry) -> str:
    return entry.finding.origin.file if entry.finding.origin else entry.file


def _position(entry: Entry) -> tuple[bool, int, int, str, str]:
    origin = entry.finding.origin or Origin("", 0, 0)
    return entry.finding.origin is None, origin.line, origin.column, entry.finding.code, entry.finding.message


def text_report(entries: Iterable[Entry], texts: Mapping[str, str]) -> str:
    """Each finding with its line and a caret, blank lines between files, the count at the end.

    At most 200 findings and 16 KB: errors first, then what fits; how many are left is said.
    """
    ordered = in_reading_order(entries)
    if not ordered:
        return f"{paint(DONE, 'green')} 没有发现问题"
    shown = _fitting(ordered, texts)
    lines: list[str] = []
    for before, entry in zip([None, *shown], shown, strict=False):
        if before is not None and _file(before) != _file(entry):
            lines.append("")
        lines.append(_block(entry, texts, colour=True))
    if left := len(ordered) - len(shown):
        lines.append(f"\n还有 {left} 处没有列出，改好以上几处再检查（全部列出：wenming check --format json）")
    return "\n".join([*lines, "", summary([entry.finding for entry in ordered])])


def _fitting(ordered: Sequence[Entry], texts: Mapping[str, str]) -> list[Entry]:
    """What a report has room for, in reading order; errors are the last to be left out."""
    room = _MOST_BYTES
    chosen: set[int] = set()
    for index in sorted(range(len(ordered)), key=lambda index: _RANK[ordered[index].finding.severity]):
        room -= len(_block(ordered[index], texts, colour=False).encode("utf-8", "replace")) + 2
        if room < 0 and chosen or len(chosen) == _MOST_FINDINGS:
            break
        chosen.add(index)
    return [entry for index, entry in enumerate(ordered) if index in chosen]


def _block(entry: Entry, texts: Mapping[str, str], *, colour: bool) -> str:
    """One finding: its place and message, the line it is about, the cure."""
    finding = entry.finding
    name = severity_name(finding.severity) if colour else SEVERITY_NAMES[finding.severity]
    lines = [f"{entry.place}: {name} [{finding.code}] {_short(finding.message)}"]
    lines += [f"    {clean(line)}" for line in _snippet(texts, finding.origin)]
    if finding.hint:
        lines.append(f"  → {_short(finding.hint)}")
    return "\n".join(lines)


def _short(text: str) -> str:
    return clean(text if len(text) <= _LONGEST else text[:_LONGEST] + "……")


def _snippet(texts: Mapping[str, str], origin: Origin | None) -> list[str]:
    if origin is None or origin.file not in texts:
        return []
    from wenming_docs.facts.source import snippet

    return snippet(dict(texts), origin).splitlines()


def summary(findings: Iterable[Finding]) -> str:
    """``共 2 处错误、1 处警告``."""
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{counts[severity]} 处{SEVERITY_NAMES[severity]}" for severity in Severity if counts[severity]]
    return f"共 {'、'.join(parts)}"


def json_report(entries: Iterable[Entry], *, ascii_only: bool) -> str:
    """``{"findings": [{code, severity, file, line, column, message, hint}]}``; all of them.

    ``line`` and ``column`` are null where a finding has no place. ``ascii_only`` escapes the
    rest, so that a pipe in GBK loses nothing.
    """
    rows = [_row(entry) for entry in in_reading_order(entries)]
    return json.dumps({"findings": rows}, ensure_ascii=ascii_only, indent=2)


def _row(entry: Entry) -> dict[str, Any]:
    finding, origin = entry.finding, entry.finding.origin
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": _file(entry),
        "line": origin.line if origin else None,
        "column": origin.column if origin else None,
        "message": finding.message,
        "hint": finding.hint,
    }
