"""Figures that stand in prose: 【名：数】 names one where it is printed, 【名】 quotes it."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.model import DocumentPlan, Workspace, paragraphs
from wenming_docs.facts.values import BadValue, Quantity
from wenming_docs.findings import Origin, SourceText, place_in
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_BRACKET = lazy_pattern(r"【(?P<name>[^【】：:]+)(?:[：:](?P<value>[^【】]+))?】")


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure named in the prose of ``document``, and where its bracket begins."""

    document: DocumentPlan
    name: str
    quantity: Quantity
    place: Origin | None


def typed_figures(workspace: Workspace) -> tuple[TypedFigure, ...]:
    """All 【名：数】 of a file, in written order; those whose number cannot be read are left out."""
    return workspace.kept(_typed_figures)


def _typed_figures(workspace: Workspace) -> tuple[TypedFigure, ...]:
    return tuple(figure for document in workspace.documents for figure in _typed_in(document))


def _typed_in(document: DocumentPlan) -> Iterator[TypedFigure]:
    for text in paragraphs(document):
        if "【" not in text:
            continue
        for found in _BRACKET.finditer(str(text)):
            name = found["name"].strip()
            if found["value"] is None or name.startswith("待填"):
                continue
            place = place_in(text, found.start())
            try:
                quantity = Quantity.parse(SourceText(found["value"], (place,) if place else ()))
            except BadValue:
                continue
            yield TypedFigure(document, name, quantity, place)


def quoted_names(document: DocumentPlan) -> dict[str, Origin | None]:
    """The names that a document quotes without a value or a suffix, each with its first place."""
    found: dict[str, Origin | None] = {}
    for text in paragraphs(document):
        for bracket in _BRACKET.finditer(str(text)) if "【" in text else ():
            if bracket["value"] is None:
                found.setdefault(bracket["name"].strip(), place_in(text, bracket.start()))
    return found
