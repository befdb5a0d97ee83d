"""Tasks as a table tells them, before they are YAML."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from typing import TypeAlias

from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

Value: TypeAlias = "str | list[str]"
"""One line, or a list: names of units, paragraphs."""


_SHOWN = 30
_MOST_OF_ONE_KIND = 50


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
    repeated: dict[str, list[Origin]] = field(default_factory=dict)
    """What was decided for empty cells → those cells."""
    divided: dict[str, list[Origin]] = field(default_factory=dict)
    """What was decided for cells with words for two fields → those cells."""

    def tell(self, code: str, severity: Severity, origin: Origin, message: str, hint: str) -> None:
        """One more thing that was not understood, or was decided."""
        self.findings.append(Finding(code, severity, message, hint, origin))

    def tell_decided(self) -> None:
        """One notice for each column of whose cells something was taken to be meant."""
        self._tell_cells("X045", self.repeated, "不是的话在表里补上再导入；真的没有，写一个“/”")
        self._tell_cells("X042", self.divided, "不是的话在表里分成两栏再导入")

    def _tell_cells(self, code: str, decided: dict[str, list[Origin]], hint: str) -> None:
        for message, places in decided.items():
            cells = "、".join(place.cell.rpartition("!")[2] for place in places[:_SHOWN])
            more = f"等{len(places)}格" if len(places) > _SHOWN else ""
            self.tell(code, Severity.NOTICE, places[0], f"{message}：{cells}{more}", hint)

    def shorten(self) -> None:
        """Of each code only the first few are told one by one; the rest are counted."""
        kept, count = [], Counter[str]()
        for finding in self.findings:
            count[finding.code] += 1
            if count[finding.code] <= _MOST_OF_ONE_KIND:
                kept.append(finding)
        for code, number in count.items():
            if number > _MOST_OF_ONE_KIND:
                last = [finding for finding in kept if finding.code == code][-1]
                message = f"同样的问题另有{number - _MOST_OF_ONE_KIND}处"
                kept.append(replace(last, message=message, hint="导入的文件里都有；改好表里的再导入一次"))
        self.findings = kept

    def count(self) -> int:
        """All tasks, those below others included."""
        return sum(len(task.walk()) for task in self.tasks)
