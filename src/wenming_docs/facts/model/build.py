"""Source → Workspace: canonical keys, shapes, then pydantic; all mistakes in one run."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.keys import Canonical, Shape, keys_of, shape_of
from wenming_docs.facts.model.places import Loc, Places
from wenming_docs.facts.model.workspace import Workspace
from wenming_docs.facts.source import Source
from wenming_docs.findings import Finding, Severity, by_place, has_errors

ROUNDS = 20
"""How often the rest is tried again after faulty values were taken out."""
PLAIN_VALUES = frozenset(
    ("deadline", "quantity", "goal", "seal", "run_in", "landscape", "mark_suffix")
    + ("form", "task_style", "issue_form", "rows", "head", "per_row", "by")
)
"""Fields that nothing else refers to: without them no other finding becomes false."""


def top_level_synonyms() -> dict[str, str]:
    """Every spelling of a top-level key → its canonical one, for merging included files."""
    fields = Workspace.model_fields
    return {key: fields[attribute].title or attribute for key, attribute in keys_of(Workspace).items()}


def build_workspace(source: Source) -> Workspace:
    """The facts of ``source``; raises InvalidInput with every mistake of shape and value.

    Its ``draft`` is then the workspace without the faulty values.
    """
    canonical = Canonical(Workspace)
    data = canonical.plain(source.root, Shape(Workspace, False), ()) or {}
    findings = [*source.findings, *canonical.findings]
    pruning = Pruning(data)
    workspace = pruning.validate()
    findings += [_finding(detail, canonical.places) for detail in pruning.errors]
    names_lost = canonical.names_lost or pruning.names_lost
    bound = (
        workspace.bind(canonical.places, source.texts, tuple(by_place(findings)), names_lost)
        if workspace
        else None
    )
    if has_errors(findings) or bound is None:
        raise InvalidInput(by_place(findings), source.texts, bound)
    return bound


class Pruning:
    """Validation that goes on: each faulty value is noted and taken out, then the rest is tried again."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.errors: list[Any] = []
        self.names_lost = False

    def validate(self) -> Workspace | None:
        """The workspace of what is sound; None if even that cannot be built."""
        for _ in range(ROUNDS):
            try:
                return Workspace.model_validate(self.data)
            except ValidationError as error:
                details = error.errors()
                self.errors += details
                for loc in sorted({_faulty(detail) for detail in details}, key=_order, reverse=True):
                    self.names_lost |= loc[-1] not in PLAIN_VALUES
                    self.data = _without(self.data, loc)
        return None


def _faulty(detail: Any) -> Loc:
    """What to take out: the value itself, or the whole item where a required field is wrong or missing."""
    loc: Loc = tuple(detail["loc"])
    model, required = _model_of(loc)
    return loc[:-1] if len(loc) > 1 and (model is None or required) else loc


def _model_of(loc: Loc) -> tuple[type[FactModel] | None, bool]:
    """The model that the last step of ``loc`` is a field of, and whether that field is required."""
    model: type[FactModel] | None = Workspace
    for step in loc[:-1]:
        if isinstance(step, str) and model is not None:
            model = shape_of(model, step).model if step in model.model_fields else None
    last = loc[-1] if loc else ""
    if model is None or not isinstance(last, str) or last not in model.model_fields:
        return None, False
    return model, model.model_fields[last].is_required()


def _order(loc: Loc) -> tuple[tuple[int, str | int], ...]:
    return tuple((isinstance(step, str), step) for step in loc)


def _without(data: Any, loc: Loc) -> Any:
    if not loc:
        return {}
    step, rest = loc[0], loc[1:]
    if isinstance(data, tuple) and isinstance(step, int) and step < len(data):
        kept = () if not rest else (_without(data[step], rest),)
        return data[:step] + kept + data[step + 1 :]
    if isinstance(data, dict) and step in data:
        if not rest:
            return {key: value for key, value in data.items() if key != step}
        return {**data, step: _without(data[step], rest)}
    return data


def _finding(detail: Any, places: Places) -> Finding:
    """A pydantic error in our own words, at the place of the value or its nearest parent."""
    loc: Loc = tuple(detail["loc"])
    origin = places.nearest(loc)
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
