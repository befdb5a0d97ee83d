"""Every leaf of the facts in written order; of a workspace and of a document the walk is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
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
    """Every leaf value below ``value`` that carries origins, in written order."""
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
    texts = [str(getattr(leaf, "text", leaf)) for leaf in leaves(workspace)]
    return "\n".join((*texts, ""))


def _leaves(value: Any) -> Sequence[Any]:
    found: list[Any] = []
    if isinstance(value, Workspace):
        for attribute, below in vars(value).items():
            if attribute == "documents":
                found += [leaf for document in below for leaf in leaves(document)]
            else:
                _gather((below,), found)
    else:
        _gather((value,), found)
    return tuple(found)


def _paragraphs(value: Keeping) -> Sequence[SourceText]:
    return _prose(leaves(value))


def _of_tasks(workspace: Workspace) -> Sequence[SourceText]:
    return _prose(_leaves(workspace.tasks))


def _common(workspace: Workspace) -> Sequence[SourceText]:
    found: list[SourceText] = []
    for attribute in COMMON:
        if attribute == "tasks":
            found += paragraphs_of_tasks(workspace)
        else:
            found += _prose(_leaves(getattr(workspace, attribute)))
    return tuple(found)


def _prose(found: Iterable[Any]) -> tuple[SourceText, ...]:
    return tuple([text for leaf in found if type(leaf) is Prose for text in leaf.paragraphs])


def _gather(values: Iterable[Any], found: list[Any]) -> None:
    """The leaves below ``values``; told apart by their class, the frequent ones first: pydantic
    takes long to say that something is no model."""
    for value in values:
        if value is None:
            continue
        kind = type(value)
        if kind is SourceText or kind is Prose:
            if value.origins:
                found.append(value)
        elif kind is tuple:
            if value:
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
