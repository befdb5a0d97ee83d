"""The facts made for trying templates, the contracts of names, and the commands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.errors import OutputRefused, WrongUse
from wenming_docs.facts.kinds import KINDS
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.keys import shape_of
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, compile_document
from wenming_docs.template_check import check_templates, copy_template, shipped_template, used_templates
from wenming_docs.template_check.contracts import COMMAND, PAGE, Change, compare, compare_contracts
from wenming_docs.template_check.examples import EXAMPLES, LEFT_OUT, MADE_BY_HAND, SIZES, Size
from wenming_docs.template_check.facts import made_facts
from wenming_docs.template_check.names_page import names_page
from wenming_docs.template_check.trial import _requests, try_kinds
from wenming_docs.words.checks.templates.types import (
    VIEWS,
    Flag,
    Items,
    Kind,
    Nothing,
    Number,
    Page,
    Thing,
    Type,
    Words,
    certainly,
    context_names,
    field,
    field_names,
    item_of,
)
from wenming_docs.words.contexts import build_context
from wenming_docs.words.contexts.meanings import MEANINGS
from wenming_docs.words.contexts.meanings import VIEWS as VIEW_MEANINGS
from wenming_docs.words.contexts.names import IMPLIED
from wenming_docs.words.template import builtin_templates

ALL_KINDS = tuple(kind.name for kind in KINDS)


def models() -> list[type[FactModel]]:
    """Every model that a workspace holds."""
    found: list[type[FactModel]] = [Workspace]
    for model in found:
        for attribute in model.model_fields:
            below = shape_of(model, attribute).model
            if below is not None and below not in found:
                found.append(below)
    return found


NOT_MADE = {"DeclaredPerson", "Section", "HandTable", "AttachedDocument", "PageFacts"}
"""Models that the made-up facts write by hand or leave out as a whole."""


def test_every_field_of_the_facts_has_an_example_or_a_reason_to_have_none() -> None:
    leaves = {
        f"{model.__name__}.{attribute}"
        for model in models()
        if model.__name__ not in NOT_MADE
        for attribute in model.model_fields
        if shape_of(model, attribute).model is None
    }
    assert leaves - set(EXAMPLES) - set(LEFT_OUT) - MADE_BY_HAND == set(), (
        "add them to template_check/examples"
    )
    assert set(EXAMPLES) - leaves == set()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.label)
def test_made_up_facts_are_right_and_our_templates_print_them_all(size: Size) -> None:
    text = made_facts(size)
    assert text == made_facts(size)
    findings = list(build_workspace(parse_source(text, "试排.yaml")).findings)
    kinds = set()
    for request, workspace in _requests(size, ALL_KINDS):
        findings += compile_document(workspace, request, Options(draft=True), None).findings
        kinds.add(request.kind.name)
    assert [f.message for f in findings if f.severity is Severity.ERROR] == []
    assert kinds == set(ALL_KINDS)


def test_a_trial_that_takes_too_long_says_so_and_stops(tmp_path: Path) -> None:
    ticks = iter(range(0, 10_000, 6))
    (finding,) = try_kinds(None, ALL_KINDS, clock=lambda: float(next(ticks)))
    assert (finding.code, finding.severity) == ("T027", Severity.NOTICE)


# the types of names are those of the contexts


def misfit(value: object, kinds: Type, path: str) -> list[str]:
    """Where a real value is none of the kinds that templates are read against."""
    for kind in sorted(kinds, key=repr):
        if fits(value, kind):
            inside = [kind for kind in kinds if fits(value, kind)]
            return min((deeper(value, one, path) for one in inside), key=len)
    return [f"{path}: {value!r:.60}"]


def fits(value: object, kind: Kind) -> bool:
    match kind:
        case Nothing():
            return value is None
        case Words(literal=literal):
            return isinstance(value, str) and value != "" and literal in (None, value)
        case Number(literal=literal):
            return type(value) is int and literal in (None, value)
        case Flag(literal=literal):
            return value is literal
        case Page():
            return isinstance(value, tuple) and bool(value)
        case Items(some=some):
            return isinstance(value, tuple) and some in (None, bool(value))
        case Thing(name=name):
            return type(value).__name__ == name or (name == "AutoView" and isinstance(value, dict))
    return False


def deeper(value: object, kind: Kind, path: str) -> list[str]:
    match kind:
        case Items() if isinstance(value, tuple):
            return [
                wrong
                for index, item in enumerate(value)
                for wrong in misfit(item, item_of(frozenset({kind})), f"{path}[{index}]")
            ]
        case Thing():
            found = []
            for name in field_names(kind.name):
                inside = value[name] if isinstance(value, dict) else getattr(value, name)
                found += misfit(inside, field(kind, name) or frozenset(), f"{path}.{name}")
            return found + broken_implications(value, kind, path)
    return []


def broken_implications(value: object, kind: Thing, path: str) -> list[str]:
    return [
        f"{path}: {name} without {other}"
        for (view, name, holds), others in IMPLIED.items()
        if view == kind.name and bool(getattr(value, name)) is holds
        for other in others
        if "." not in other and not getattr(value, other)
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.label)
def test_the_names_of_a_template_have_the_types_they_are_read_against(size: Size) -> None:
    wrong: list[str] = []
    for request, workspace in _requests(size, ALL_KINDS):
        context = build_context(workspace, request)
        types = context_names(request.kind.family)
        assert set(context.names) == set(types)
        for name, value in context.names.items():
            wrong += misfit(value, types[name], f"{request.kind.name}: {name}")
    assert wrong == []


def test_every_name_has_a_meaning() -> None:
    every = {f"{view}.{name}".lstrip(".") for view in VIEWS for name in field_names(view)}
    assert set(MEANINGS) == every
    assert set(VIEW_MEANINGS) == set(VIEWS)


# contracts


def test_the_contracts_say_what_templates_may_use() -> None:
    assert compare_contracts() == [], f"names of templates changed; look at them, then run: {COMMAND}"


def test_the_reference_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == names_page(), f"run: {COMMAND}"


def test_a_name_that_went_is_breaking_and_a_new_one_is_not() -> None:
    promised = {"名称": {"title": "文字", "note": "文字，可能没有"}, "TaskView": {"heading": "文字"}}
    now = {"名称": {"title": "文字，可能没有", "note": "文字", "body": "文字"}, "TaskView": {}}
    assert list(compare("通知", promised, now)) == [
        Change("通知", "“title”由“文字”变成“文字，可能没有”", True),
        Change("通知", "“note”由“文字，可能没有”变成“文字”", False),
        Change("通知", "“TaskView.heading”没有了（原来是文字）", True),
        Change("通知", "新增“body”（文字）", False),
    ]


# list and show


def test_list_tells_ours_from_the_offices(tmp_path: Path) -> None:
    file = tmp_path / "通知" / "正文.md.j2"
    file.parent.mkdir()
    file.write_text('{% extends "内置/通知/正文.md.j2" %}\n', encoding="utf-8")
    (entry,) = used_templates(tmp_path, "通知")
    assert [(used.name, used.own, used.how) for used in entry.templates[:3]] == [
        ("通知/正文.md.j2", True, ""),
        ("内置/通知/正文.md.j2", False, "继承"),
        ("共用/公文.md.j2", False, "继承"),
    ]


def test_every_kind_is_listed() -> None:
    assert sorted(name for entry in used_templates(None) for name in entry.kinds) == sorted(ALL_KINDS)


def test_a_copy_can_be_checked_at_once_and_is_not_written_over(tmp_path: Path) -> None:
    name, text = shipped_template("实施方案")
    target = copy_template(name, text, tmp_path, force=False)
    assert target.read_text(encoding="utf-8") == (builtin_templates() / name).read_text(encoding="utf-8")
    assert check_templates(tmp_path, trial=False).findings == ()
    target.write_text("改过", encoding="utf-8")
    with pytest.raises(OutputRefused, match="已经有了"):
        copy_template(name, text, tmp_path, force=False)
    copy_template(name, text, tmp_path, force=True)
    assert target.read_text(encoding="utf-8") == text


def test_an_unknown_template_is_refused_with_a_suggestion() -> None:
    with pytest.raises(WrongUse, match="是不是想写“共用/公文.md.j2”"):
        shipped_template("共用/公闻.md.j2")


def test_certainly_asks_every_kind() -> None:
    assert certainly(frozenset({Words()}), True)
    assert not certainly(frozenset({Words(), Nothing()}), True)
    assert certainly(frozenset({Nothing()}), False)
