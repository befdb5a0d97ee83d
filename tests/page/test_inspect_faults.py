"""One fault is sown into a sound document; exactly that fault is found."""

from __future__ import annotations

import io

import docx
import pytest

from tests.page.inspected import SOWN, Sown, clean_document
from wenming_docs.page.inspect import inspect_document


def test_the_sound_document_has_no_fault() -> None:
    assert inspect_document(clean_document()).findings == ()


@pytest.mark.parametrize("sown", SOWN, ids=lambda sown: sown.name)
def test_a_single_fault_is_found_and_nothing_else(sown: Sown) -> None:
    findings = inspect_document(sown.document()).findings
    assert [finding.code for finding in findings] == [sown.code], [each.message for each in findings]
    assert sown.says in findings[0].message
    assert sown.clause in findings[0].message
    assert findings[0].hint


def test_every_fault_is_sown_once() -> None:
    names = [sown.name for sown in SOWN]
    assert len(names) == len(set(names))
    assert len(SOWN) >= 40


def test_text_in_a_header_is_told_once_with_its_place() -> None:
    """python-docx writes the header: a part of its own with a relation and a content type."""
    document = docx.Document(io.BytesIO(clean_document()))
    document.sections[0].header.paragraphs[0].text = "青石街道文件模板"
    written = io.BytesIO()
    document.save(written)
    found = [
        (finding.severity, finding.message)
        for finding in inspect_document(written.getvalue()).findings
        if finding.code == "L148"
    ]
    assert [severity for severity, _ in found] == ["notice"]
    assert "青石街道文件模板" in found[0][1] and "页眉" in found[0][1]
