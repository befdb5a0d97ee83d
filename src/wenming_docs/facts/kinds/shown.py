"""Which fields a document prints, and which are for the program alone."""

from __future__ import annotations

UNPRINTED: dict[str, frozenset[str]] = {
    "Task": frozenset({"code", "indicator_numbers", "evidence", "duration", "predecessors"}),
    "Target": frozenset({"task"}),
    "Basis": frozenset({"date"}),
    "Result": frozenset(
        {"date", "period", "task", "unit", "evidence", "source", "remark", "includes_subordinates", "photos"}
    ),
    "Shortcoming": frozenset(),
    "RoleModel": frozenset({"unit"}),
    "Issue": frozenset({"evidence", "task", "moves", "photos"}),
    "Photo": frozenset({"file"}),
}
"""Per model class: fields that steer, refer or prove, and are not part of the text."""


def is_printed(model: str, attribute: str) -> bool:
    """Whether a document that shows a ``model`` has to print its ``attribute``."""
    return attribute not in UNPRINTED.get(model, frozenset())
