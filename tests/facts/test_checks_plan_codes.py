"""Each code of a plan: its wrong example gives it, its right example gives nothing."""

from __future__ import annotations

import pytest

from wenming_docs.codes import Code
from wenming_docs.codes.plan import CODES
from wenming_docs.facts.checks import check_facts
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source

YEAR = "创建:\n  年度: 2026\n"
CHECKED = {code.code for code in CODES}


def given(text: str) -> list[str]:
    """The plan's codes among the findings about ``text``, with the gravest severity of each."""
    workspace = build_workspace(parse_source(YEAR + text, "台账.yaml"))
    return [f"{found.code} {found.severity}" for found in check_facts(workspace) if found.code in CHECKED]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_wrong_example_gives_its_code_and_no_other(code: Code) -> None:
    assert given(code.wrong) == [f"{code.code} {code.severity}"] or code.code in SAID_MORE_MILDLY
    assert {line.split()[0] for line in given(code.wrong)} == {code.code}


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_right_example_is_silent(code: Code) -> None:
    assert given(code.right) == []


SAID_MORE_MILDLY = {"F077"}
"""Codes whose example gives a milder finding than the gravest they can give."""


def test_a_code_says_why_and_where_its_rule_comes_from() -> None:
    assert [code.code for code in CODES if not (code.why and code.source and code.wrong and code.right)] == []
