"""The units below: each with the facts of its own file, or with the reason why they are not there."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.model.workspace import Workspace
from wenming_docs.findings import Finding, SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Subordinate:
    """A unit that has a file of its own, as its superior names it.

    ``workspace`` holds its facts; None where they could not be read, and ``fault`` says why.
    ``path`` is the file as messages name it.
    """

    name: SourceText
    sort: SourceText
    file: SourceText
    path: str
    workspace: Workspace | None
    fault: Finding | None = None

    @property
    def subordinates(self) -> tuple[Subordinate, ...]:
        """The units below this one."""
        return self.workspace.subordinates if self.workspace else ()

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Subordinate]]:
        """This unit and all below it, superiors first, each with its names from the top down."""
        names = (*above, str(self.name))
        yield names, self
        for unit in self.subordinates:
            yield from unit.walk(names)


def family_of(workspace: Workspace) -> Iterator[tuple[tuple[str, ...], Subordinate]]:
    """Every unit below ``workspace`` that has a file, at any depth, in written order."""
    for unit in workspace.subordinates:
        yield from unit.walk()
