"""Findings as SARIF 2.1.0 (OASIS), for GitHub's code scanning and editors that show it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from wenming_docs.cli.formats import fingerprints, name_in_project, told
from wenming_docs.cli.report import Entry
from wenming_docs.codes import CODES, Code, plain
from wenming_docs.findings import Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def sarif_report(entries: Sequence[Entry], *, ascii_only: bool) -> str:
    """One run: the codes that came up as its rules, every finding as a result."""
    from wenming_docs import __version__

    used = sorted({entry.finding.code for entry in entries})
    driver = {"name": "wenming", "version": __version__, "rules": [_rule(code) for code in used]}
    marks = fingerprints(entries)
    results = [_result(entry, used, mark) for entry, mark in zip(entries, marks, strict=True)]
    # Columns count 汉字 as one each, as the findings do; UTF-16 units would differ beyond U+FFFF.
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=ascii_only, indent=2)


def _rule(code: str) -> dict[str, Any]:
    """What a code means; one that a template of later days gives has only its name."""
    known = CODES.get(code)
    if known is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": plain(known.meaning)},
        "fullDescription": {"text": plain(known.why or known.meaning)},
        "help": {"text": f"怎么改：{plain(known.cure)}", "markdown": _markdown(known)},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
    }


def _markdown(code: Code) -> str:
    parts = [code.why, f"**怎么改**：{plain(code.cure)}"]
    for label, example in (("错的", code.wrong), ("对的", code.right)):
        parts += [f"{label}：\n\n```text\n{example}\n```"] if example else []
    parts += [f"依据：{code.source}"] if code.source else []
    return "\n\n".join(part for part in parts if part)


def _result(entry: Entry, rules: Sequence[str], mark: str) -> dict[str, Any]:
    finding, origin = entry.finding, entry.finding.origin
    place: dict[str, Any] = {"artifactLocation": _artifact(entry.where)}
    if origin:
        place["region"] = {"startLine": origin.line, "startColumn": origin.column}
    location: dict[str, Any] = {"physicalLocation": place}
    if origin and origin.path:
        location["logicalLocations"] = [{"fullyQualifiedName": origin.path}]
    return {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": told(entry)},
        "locations": [location],
        # The name under which code scanning looks for a mark that outlives moved lines.
        "partialFingerprints": {"primaryLocationLineHash": mark},
    }


def _artifact(file: str) -> dict[str, str]:
    """A file in the project by its relative URI, any other by its absolute one; 汉字 in percent signs."""
    name = name_in_project(file)
    windows = PureWindowsPath(file)
    if windows.drive and windows.is_absolute():
        return {"uri": windows.as_uri()}
    if PurePosixPath(name).is_absolute():
        return {"uri": PurePosixPath(name).as_uri()}
    return {"uri": quote(name.encode("utf-8", "replace"), safe="/"), "uriBaseId": "%SRCROOT%"}
