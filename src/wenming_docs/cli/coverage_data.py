"""``wenming coverage --format json``: the coverage as plain data; numbers of 分 as exact decimals in text."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from wenming_docs.facts.analysis import TaskNode
from wenming_docs.facts.analysis.coverage import AssessmentCoverage, Covered, Item, rows_of_unit
from wenming_docs.facts.analysis.scoring import Score, points_of, review, score_of, scores
from wenming_docs.facts.model import AssessedIndicator, AssessedProject, Workspace
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import Origin, SourceText

Data = dict[str, Any]


def as_data(workspace: Workspace, coverage: AssessmentCoverage, unit: str = "") -> Data:
    """All of it, with a place for whatever somebody wrote; ``unit`` leaves only that unit's items."""
    rows = rows_of_unit(workspace, coverage, unit) if unit else coverage.rows
    kept = {row.item.loc for row in rows}
    system = workspace.assessment_system
    found = scores(coverage)
    return {
        "system": str(system.name) if system and system.name else None,
        "unit": unit or None,
        "items": [_row(row) for row in rows],
        "holes": [row.item.label for row in coverage.holes if not unit],
        "doubled": [row.item.label for row in coverage.doubled if row.item.loc in kept],
        "without_evidence": [row.item.label for row in coverage.unproved if row.item.loc in kept],
        "unknown": [
            {"number": str(link.number), "task": str(link.task.name), "meant": coverage.meant(link.number)}
            | _place(link.number.origin)
            for link in coverage.unknown
        ],
        "twins": [{"code": str(twin.again)} | _place(twin.again.origin) for twin in coverage.twins],
        "review": _review(workspace, coverage, kept),
        "scores": {
            "whole": _score(found.whole),
            "projects": [_level(level) | _score(score) for level, score in found.projects],
            "indicators": [_level(level) | _score(score) for level, score in found.indicators],
        },
    }


def _row(row: Covered) -> Data:
    item, criterion = row.item, row.item.criterion
    return {
        "code": _text(item.code),
        "content": str(item.content),
        "standard": str(criterion.standard) if criterion and criterion.standard else None,
        "methods": [str(method) for method in criterion.methods] if criterion else [],
        "points": _decimal(points_of(item)),
        "score": _decimal(score_of(item)),
        "reason": _text(criterion.reason) if criterion else None,
        "project": _level(item.project),
        "indicator": _level(item.indicator) if item.indicator else None,
        "tasks": [_task(task) for task in row.tasks],
        "leads": [str(unit) for unit in row.leads],
        "evidence": [str(proof) for proof in row.evidence],
    } | _place(item.origin)


def _task(task: TaskNode) -> Data:
    path = [str(name) for name in task.path]
    return {"name": str(task.name), "path": path, "leads": [str(unit) for unit in task.leads]} | _place(
        task.name.origin
    )


def _review(workspace: Workspace, coverage: AssessmentCoverage, kept: set[Any]) -> Data | None:
    found = review(workspace, coverage)
    if found is None:
        return None
    return {
        "changed": [
            {
                "code": _text(change.row.item.code),
                "agreed": str(change.agreed),
                "now": change.row.item.text,
                "tasks": [str(task.name) for task in change.row.tasks],
            }
            for change in found.changed
            if change.row.item.loc in kept
        ],
        "new": _labels(row.item for row in found.new if row.item.loc in kept),
        "gone": [str(code) for code in found.gone],
    }


def _labels(items: Iterable[Item]) -> list[str]:
    return [item.label for item in items]


def _score(score: Score) -> Data:
    return {
        "items": score.items,
        "points": _decimal(score.points),
        "assessed": score.assessed,
        "assessed_points": _decimal(score.assessed_points),
        "score": _decimal(score.score),
        "share": None if score.share is None else f"{score.share:.2f}",
        "complete": score.complete,
    }


def _level(level: AssessedProject | AssessedIndicator) -> Data:
    return {"code": _text(level.code), "name": str(level.name)}


def _place(origin: Origin | None) -> Data:
    return {"file": origin.file if origin else None, "line": origin.line if origin else None}


def _text(text: SourceText | None) -> str | None:
    return str(text) if text else None


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain_number(value)
