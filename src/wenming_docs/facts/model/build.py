"""Source → Workspace: canonical keys, shapes, then pydantic; all mistakes in one run."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.keys import Canonical, Shape, keys_of, shape_of
from wenming_docs.facts.model.workspace import Loc, Workspace
from wenming_docs.facts.source import Source
from wenming_docs.findings import Finding, Origin, Severity, by_place, has_errors


def top_level_synonyms() -> dict[str, str]:
    """Every spelling of a top-level key → its canonical one, for merging included files."""
    fields = Workspace.model_fields
    return {key: fields[attribute].title or attribute for key, attribute in keys_of(Workspace).items()}


def build_workspace(source: Source) -> Workspace:
    """The facts of ``source``; raises InvalidInput with every mistake of shape and value."""
    canonical = Canonical(Workspace)
    data = canonical.plain(source.root, Shape(Workspace, False), ())
    findings = [*source.findings, *canonical.findings]
    try:
        workspace = Workspace.model_validate(data or {})
    except ValidationError as error:
        findings += [_finding(detail, canonical.places) for detail in error.errors()]
        raise InvalidInput(by_place(findings), source.texts) from None
    if has_errors(findings):
        raise InvalidInput(by_place(findings), source.texts)
    return workspace.bind(canonical.places, source.texts, tuple(by_place(findings)))


def _finding(detail: Any, places: dict[Loc, Origin]) -> Finding:
    """A pydantic error in our own words, at the place of the value or its nearest parent."""
    loc: Loc = tuple(detail["loc"])
    origin = _nearest(loc, places)
    context = detail.get("ctx", {})
    if detail["type"] == "fact":
        place = context.get("origin") or origin
        return Finding("F005", Severity.ERROR, context["message"], context["hint"], place)
    if detail["type"] == "missing":
        title = _title(loc)
        return Finding(
            "F006", Severity.ERROR, f"这里缺“{title}”", f"加一行“{title}: ……”，不知道就写【待填】", origin
        )
    return Finding("F005", Severity.ERROR, f"“{_title(loc)}”的写法不对", "照 README 里的样子写", origin)


def _nearest(loc: Loc, places: dict[Loc, Origin]) -> Origin:
    for length in range(len(loc), -1, -1):
        if (place := places.get(loc[:length])) is not None:
            return place
    raise AssertionError("the root always has a place")


def _title(loc: Loc) -> str:
    """The Chinese key of the last field in ``loc``."""
    model: type[FactModel] | None = Workspace
    title = ""
    for step in loc:
        if model is None or not isinstance(step, str) or step not in model.model_fields:
            continue
        title = model.model_fields[step].title or step
        model = shape_of(model, step).model
    return title
