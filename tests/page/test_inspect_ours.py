"""Everything that wenming makes passes its own inspection, also after LibreOffice has rewritten it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.page.inspected import clean_document
from tests.page.pdf import convert, missing_tool
from tests.page.variants import load_variants
from wenming_docs.blocks import FontSet, PageSettings, Title
from wenming_docs.facts.scaffold.catalogue import profiles
from wenming_docs.facts.scaffold.starter import starter
from wenming_docs.page.inspect import inspect_document
from wenming_docs.page.word import write_docx
from wenming_docs.pipeline import Options, render_file

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
VARIANTS = load_variants()


def told(data: bytes) -> list[str]:
    """The findings, each with its code."""
    return [f"{finding.code} {finding.message}" for finding in inspect_document(data).findings]


def told_of_file(path: Path) -> dict[str, list[str]]:
    """Each document of a facts file with what is found in it; sound ones left out."""
    documents = render_file(path, Options(draft=True)).documents
    assert documents
    return {document.stem: found for document in documents if (found := told(document.data))}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_document_of_an_example_is_sound(path: Path) -> None:
    assert told_of_file(path) == {}


@pytest.mark.parametrize("profile", [profile.name for profile in profiles()])
def test_the_documents_of_a_new_plan_are_sound(profile: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(starter(profile, {"年度": "2026"}), encoding="utf-8")
    assert told_of_file(plan) == {}


# These variants are pieces of a document: they have no title, and attachments that no text lists.
_PIECES = ("L115", "L140")


@pytest.mark.parametrize("fonts", FontSet)
@pytest.mark.parametrize("latin", ["", "Times New Roman"])
@pytest.mark.parametrize("name", VARIANTS)
def test_every_page_variant_is_sound_in_every_font(name: str, latin: str, fonts: FontSet) -> None:
    manuscript = replace(VARIANTS[name].manuscript, settings=PageSettings(fonts, latin))
    has_title = any(isinstance(block, Title) for block in manuscript.blocks)
    found = [line for line in told(write_docx(manuscript)) if has_title or line[:4] not in _PIECES]
    assert found == []


@pytest.mark.page
def test_a_document_that_went_through_libreoffice_is_still_sound(tmp_path: Path) -> None:
    if reason := missing_tool():
        pytest.skip(reason)
    example = render_file(ROOT / "examples" / "市司法局.yaml", Options()).documents[0].data
    ours = {"clean": clean_document(), "example": example}
    odt = convert(ours, tmp_path, "docx", "odt")
    again = convert({name: path.read_bytes() for name, path in odt.items()}, tmp_path, "odt", "docx")
    assert {name: told(path.read_bytes()) for name, path in again.items()} == {"clean": [], "example": []}
