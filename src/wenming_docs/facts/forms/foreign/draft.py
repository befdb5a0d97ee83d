"""Tasks as a table tells them, before they are YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from wenming_docs.findings import Finding, Origin, Severity

Value: TypeAlias = "str | list[str]"
"""One line, or a list: names of units, paragraphs."""


@dataclass(slots=True)
class Draft:
    """One task: fields by attribute of the model, and what had no field, as comments."""

    name: str
    origin: Origin
    fields: dict[str, Value] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    subtasks: list[Draft] = field(default_factory=list)

    def walk(self) -> list[Draft]:
        """This task and all below it, in written order."""
        return [self, *(each for task in self.subtasks for each in task.walk())]


@dataclass(slots=True)
class Imported:
    """What a table gave. ``comments`` stand at the top of the YAML, ``findings`` are told."""

    source: str
    tasks: list[Draft] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: str, severity: Severity, origin: Origin, message: str, hint: str) -> None:
        """One more thing that was not understood, or was decided."""
        self.findings.append(Finding(code, severity, message, hint, origin))

    def count(self) -> int:
        """All tasks, those below others included."""
        return sum(len(task.walk()) for task in self.tasks)
