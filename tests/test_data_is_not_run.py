"""Whatever stands in a text field is printed char for char in every format, or refused in its line.

The fields are those of the model itself: one that is added is tried without a word here.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from tests.test_template_trial import models
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.model.keys import shape_of
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding, Severity
from wenming_docs.page.word import read_text
from wenming_docs.pipeline import Options, Outcome, render_workspace
from wenming_docs.template_check.examples import EXAMPLES, LEFT_OUT, SIZES
from wenming_docs.template_check.facts import made_facts

PAYLOADS = (
    *("{{7*7}}", "{% for x in y %}", "{# 注 #}", "${x}", "%s%n", "<w:p/>", "&amp", "&#10", "]]>", "{=1+1}"),
    *('INCLUDETEXT "c:\\\\a"', "DDEAUTO cmd", "\\x00\\par", "**粗**", "__下__", "`码`", "[a](b)", "![图](b)"),
    *(":::", "::: 附件", "# 题", "| 甲 |", "<!-- 注 -->", "</w:t>", "<script>", "{PAGE}", "=1+1", "@SUM(A1)"),
)
UNPRINTED = {
    "Organisation.abbreviation": "only names units in other words",
    "Campaign.honour": "names the work where it has no name of its own",
    "Basis.date": "a number tells the basis already",
}
SINGLE = {"Result.task"}
"""Names of other facts: they mean something only where those stand."""
DROPPED = ("情况汇报", "责任网络图")
"""A kind that needs its author's sections, and one that has to fit on a page."""


def text_fields() -> list[str]:
    """Every field of the model that takes text and gets into the made-up facts."""
    return [
        key
        for model in models()
        for attribute, info in model.model_fields.items()
        if shape_of(model, attribute).model is None
        and (key := f"{model.__name__}.{attribute}") in EXAMPLES
        and key not in LEFT_OUT
        and key not in SINGLE
        and re.search("SourceText|Prose", str(info.annotation))
    ]


FIELDS = text_fields()


def hostile(number: int) -> str:
    """Seven payloads, another one first for each field; its number ends it."""
    told = [PAYLOADS[(number + turn) % len(PAYLOADS)] for turn in range(7)]
    return f"{told[0]}甲{'乙'.join(told[1:])}丙{number:03}"


HOSTILE = {field: hostile(number) for number, field in enumerate(FIELDS)}


def facts_with(texts: dict[str, str]) -> str:
    """Made-up facts with these texts in their fields, every code used once."""
    with pytest.MonkeyPatch.context() as patch:
        for field, text in texts.items():
            many = not EXAMPLES[field] or "{" in EXAMPLES[field]
            patch.setitem(EXAMPLES, field, text + "{n}" if many else text)
        made = made_facts(replace(SIZES[0], items=4))
    made = made.replace("    任务: '任务甲'\n    事: ", "    事: ").replace(
        "    任务: '任务甲'\n", "    事: '零星'\n"
    )
    codes = iter(range(10_000))
    made = re.sub("(编号: '.*)'", lambda found: f"{found[1]}号{next(codes)}'", made)
    head, *documents = re.split("^(?=  - 文种: )", made, flags=re.M)
    kept = (text for text in documents if not any(kind in text.split("\n")[0] for kind in DROPPED))
    return head + "".join(kept)


def rendered(text: str) -> tuple[Outcome | None, list[Finding]]:
    """What became of facts, and the errors in them."""
    options = Options(today=date(2026, 11, 22), more_formats=("md", "html", "xlsx"))
    try:
        outcome = render_workspace(build_workspace(parse_source(text, "试.yaml")), Path("试.yaml"), options)
    except InvalidInput as error:
        return None, [found for found in error.findings if found.severity is Severity.ERROR]
    return outcome, [found for found in outcome.findings if found.severity is Severity.ERROR]


class Tried(NamedTuple):
    """The documents with all texts that were not refused; for each that was, the code in its line."""

    outcome: Outcome
    refused: dict[str, str]


@cache
def tried() -> Tried:
    refused: dict[str, str] = {}
    for _ in range(8):
        text = facts_with({field: word for field, word in HOSTILE.items() if field not in refused})
        outcome, errors = rendered(text)
        if outcome and not errors:
            return Tried(outcome, refused)
        lines = text.replace("''", "'").split("\n")
        for error in errors:
            assert error.origin is not None, error
            line = lines[error.origin.line - 1]
            blamed = [field for field in FIELDS if HOSTILE[field] in line]
            assert blamed, f"{error} is not in a line with a hostile text"
            refused[blamed[0]] = error.code
    raise AssertionError(refused)


def printed(suffix: str) -> str:
    """The text of all documents of one format, as its reader sees it."""
    data = [document.data for document in tried().outcome.documents if document.suffix == suffix]
    match suffix:
        case ".docx":
            return "\n".join(line for each in data for line in read_text(each))
        case ".xlsx":
            books = [CalamineWorkbook.from_filelike(io.BytesIO(each)) for each in data]
            sheets = [book.get_sheet_by_name(name).to_python() for book in books for name in book.sheet_names]
            return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)
        case ".md":
            reader = MarkdownIt("commonmark").enable("table")
            return _seen("\n".join(reader.render(each.decode()) for each in data))
        case _:
            return _seen("\n".join(each.decode() for each in data))


def _seen(page: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", page))


@pytest.mark.parametrize("suffix", [".docx", ".md", ".html"])
def test_every_field_is_printed_char_for_char_or_refused(suffix: str) -> None:
    page = printed(suffix)
    missing = [
        field
        for field, text in HOSTILE.items()
        if field not in tried().refused and field not in UNPRINTED and text not in page
    ]
    assert missing == []


def test_workbooks_hold_the_same_text_and_no_formula() -> None:
    page = printed(".xlsx")
    assert sum(text in page for text in HOSTILE.values()) >= 60


def test_few_fields_refuse_what_is_no_value_of_theirs() -> None:
    assert len(FIELDS) >= 110 and len(PAYLOADS) >= 26
    assert len(tried().refused) <= 20
    assert set(tried().refused.values()) <= {"F005", "F010", "F012", "F160", "F043"}


def test_signs_of_the_program_itself_are_refused_in_every_field() -> None:
    for sign in ("\ue000", "\ue001"):
        text = facts_with(dict.fromkeys(FIELDS, f"甲{sign}0\ue001乙"))
        outcome, errors = rendered(text)
        assert outcome is None
        refused = {error.origin.line for error in errors if error.origin}
        assert refused and refused <= {n for n, line in enumerate(text.split("\n"), 1) if sign in line}
