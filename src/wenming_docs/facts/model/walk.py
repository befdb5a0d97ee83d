"""Every leaf of the facts in written order; of a workspace and of a document the walk is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any, cast

from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.documents import DocumentPlan
from wenming_docs.facts.model.kept import Keeping
from wenming_docs.facts.model.leaves import Prose
from wenming_docs.facts.model.workspace import Workspace
from wenming_docs.findings import SourceText

COMMON = ("guiding_ideology", "targets", "basic_principles", "tasks", "phases", "safeguards") + (
    "work_requirements",
)
"""The facts whose prose every plan of a workspace may print."""


def leaves(value: Any) -> Sequence[Any]:
    """Every leaf value below ``value`` that says something and carries origins, in written order."""
    return value.kept(_leaves) if isinstance(value, (Workspace, DocumentPlan)) else _leaves(value)


def paragraphs(value: Workspace | DocumentPlan) -> Sequence[SourceText]:
    """Every paragraph of prose below ``value``, in written order."""
    return value.kept(_paragraphs)


def paragraphs_of_tasks(workspace: Workspace) -> Sequence[SourceText]:
    """Every paragraph of prose in the tasks, in written order."""
    return workspace.kept(_of_tasks)


def common_paragraphs(workspace: Workspace) -> Sequence[SourceText]:
    """Every paragraph of prose that all plans may print (:data:`COMMON`), fact by fact."""
    return workspace.kept(_common)


def whole_text(workspace: Workspace) -> str:
    """Every text of the facts, each on lines of its own: to see at once what stands nowhere in them."""
    return workspace.kept(_whole_text)


def _whole_text(workspace: Workspace) -> str:
    texts: list[str] = []
    for leaf in leaves(workspace):
        kind = type(leaf)
        if kind is SourceText:
            texts.append(leaf)
        elif kind is Prose:
            texts += leaf.paragraphs
        else:
            texts.append(str(getattr(leaf, "text", leaf)))
    return "\n".join((*texts, ""))


def _leaves(value: Any) -> Sequence[Any]:
    if isinstance(value, Workspace):
        return tuple(chain.from_iterable(value.kept(_by_fact).values()))
    found: list[Any] = []
    _gather((value,), found)
    return tuple(found)


def _by_fact(workspace: Workspace) -> dict[str, Sequence[Any]]:
    """The leaves of each kind of facts."""
    found: dict[str, Sequence[Any]] = {}
    for attribute, below in vars(workspace).items():
        if attribute == "documents":
            found[attribute] = tuple([leaf for document in below for leaf in leaves(document)])
        elif below:
            found[attribute] = _leaves(below)
    return found


def _paragraphs(value: Keeping) -> Sequence[SourceText]:
    return _prose(leaves(value))


def _of_tasks(workspace: Workspace) -> Sequence[SourceText]:
    return _prose(workspace.kept(_by_fact).get("tasks", ()))


def _common(workspace: Workspace) -> Sequence[SourceText]:
    by_fact, found = workspace.kept(_by_fact), list[SourceText]()
    for attribute in COMMON:
        found += _prose(by_fact.get(attribute, ()))
    return tuple(found)


def _prose(found: Iterable[Any]) -> tuple[SourceText, ...]:
    return tuple([text for leaf in found if type(leaf) is Prose for text in leaf.paragraphs])


def _gather(values: Iterable[Any], found: list[Any]) -> None:
    """The leaves below ``values``; told apart by their class, the frequent ones first: pydantic
    takes long to say that something is no model."""
    for value in filter(None, values):  # most fields are not written
        kind = type(value)
        if kind is SourceText or kind is Prose:
            if value.origins:
                found.append(value)
        elif kind is tuple:
            _gather(value, found)
        elif is_model(kind):
            _gather(vars(value).values(), found)  # the fields, in the order of the class
        elif kind is dict:
            for key, item in value.items():
                found.append(key)
                _gather((item,), found)
        elif getattr(value, "origins", ()):
            found.append(value)


def _is_model(kind: type) -> bool:
    return issubclass(kind, FactModel)


is_model = cast(Callable[[type], bool], cache(_is_model))
"""Whether values of a class are parts of the facts."""
