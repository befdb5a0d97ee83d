"""One fault is sown into a sound document; exactly that fault is found."""

from __future__ import annotations

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
