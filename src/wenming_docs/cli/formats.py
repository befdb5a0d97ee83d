"""Findings for other programs: JSON, GitHub's annotations, GitLab's code quality, JUnit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from wenming_docs.baseline import known_by
from wenming_docs.cli.console import SEVERITY_NAMES, clean
from wenming_docs.cli.report import Entry
from wenming_docs.findings import Severity

_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTICE: "info"}


def name_in_project(file: str) -> str:
    """A file as a project calls it: relative to the folder of the run, with forward slashes."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def fingerprints(entries: Sequence[Entry]) -> list[str]:
    """One mark an entry that stays the same while lines move; the second of its kind is told apart."""
    seen: Counter[str] = Counter()
    marks = []
    for entry in entries:
        mark = known_by(entry.finding, name_in_project(entry.where)).fingerprint
        seen[mark] += 1
        marks.append(f"{mark}:{seen[mark]}")
    return marks


def told(entry: Entry, between: str = " → ") -> str:
    """Message and cure in one text, without anything that could steer a terminal."""
    finding = entry.finding
    return clean(finding.message) + (between + clean(finding.hint) if finding.hint else "")


# JSON


def json_report(entries: Iterable[Entry], *, ascii_only: bool) -> str:
    """``{"findings": [{code, severity, file, line, column, path, message, hint}]}``; all of them.

    ``line`` and ``column`` are null where a finding has no place. ``ascii_only`` escapes the
    rest, so that a pipe in GBK loses nothing.
    """
    rows = [_row(entry) for entry in entries]
    return json.dumps({"findings": rows}, ensure_ascii=ascii_only, indent=2)


def _row(entry: Entry) -> dict[str, Any]:
    finding, origin = entry.finding, entry.finding.origin
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": entry.where,
        "line": origin.line if origin else None,
        "column": origin.column if origin else None,
        "path": origin.path if origin else "",
        "message": finding.message,
        "hint": finding.hint,
    }


# GitHub: workflow commands


def github_report(entries: Iterable[Entry]) -> str:
    """``::error file=…,line=…,col=…,title=…::…``, a line a finding; "" where there is none."""
    return "\n".join(_annotation(entry) for entry in entries)


def _annotation(entry: Entry) -> str:
    finding, origin = entry.finding, entry.finding.origin
    properties = {"file": name_in_project(entry.where)}
    if origin:
        properties |= {"line": str(origin.line), "col": str(origin.column)}
    properties["title"] = f"{SEVERITY_NAMES[finding.severity]} {finding.code}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = _data(told(entry, "\n→ "))
    return f"::{finding.severity.value} {listed}::{text}"


def _data(text: str) -> str:
    """Text of a workflow command: these three would end it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(clean(text)).replace(":", "%3A").replace(",", "%2C")


# GitLab: code quality


def gitlab_report(entries: Sequence[Entry], *, ascii_only: bool) -> str:
    """The list that GitLab shows beside a merge request; a finding without a place stands in line 1."""
    rows = []
    for entry, mark in zip(entries, fingerprints(entries), strict=True):
        finding, origin = entry.finding, entry.finding.origin
        lines = {"begin": origin.line if origin else 1}
        rows.append(
            {
                "description": told(entry),
                "check_name": finding.code,
                "fingerprint": mark,
                "severity": _GITLAB[finding.severity],
                "location": {"path": name_in_project(entry.where), "lines": lines},
            }
        )
    return json.dumps(rows, ensure_ascii=ascii_only, indent=2)


# JUnit


def junit_report(entries: Sequence[Entry], files: Iterable[str], *, strict: bool, ascii_only: bool) -> str:
    """A testsuite a file, a testcase a finding; what does not fail the run is no failure."""
    by_file: dict[str, list[Entry]] = {file: [] for file in files}
    for entry in entries:
        by_file.setdefault(entry.where, []).append(entry)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    failures = sum(entry.finding.severity in failing for entry in entries)
    tests = sum(max(len(found), 1) for found in by_file.values())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites tests="{tests}" failures="{failures}">']
    for file, found in by_file.items():
        lines += _suite(name_in_project(file), found, failing)
    text = "\n".join([*lines, "</testsuites>"])
    return text.encode("ascii", "xmlcharrefreplace").decode() if ascii_only else text


def _suite(file: str, found: Sequence[Entry], failing: set[Severity]) -> Iterator[str]:
    name = quoteattr(clean(file))
    failures = sum(entry.finding.severity in failing for entry in found)
    yield f'  <testsuite name={name} tests="{max(len(found), 1)}" failures="{failures}" errors="0">'
    if not found:
        yield f'    <testcase classname={name} name="没有发现问题"/>'
    for entry in found:
        yield from _case(name, entry, failing)
    yield "  </testsuite>"


def _case(suite: str, entry: Entry, failing: set[Severity]) -> Iterator[str]:
    finding = entry.finding
    place = f"第{finding.origin.line}行 " if finding.origin else ""
    name = quoteattr(f"{finding.code} {place}{clean(finding.message)}")
    yield f"    <testcase classname={suite} name={name}>"
    text = escape(f"{entry.place}: {SEVERITY_NAMES[finding.severity]} [{finding.code}] {told(entry)}")
    if finding.severity in failing:
        yield f'      <failure type="{finding.code}" message={quoteattr(told(entry))}>{text}</failure>'
    else:
        yield f"      <system-out>{text}</system-out>"
    yield "    </testcase>"
