"""Each example still gives what was looked at and committed, stage by stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.canonical import canonical_xml
from tests.goldens import EXAMPLES, GOLDEN, WRITE, differences, first_difference


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_gives_its_goldens(path: Path) -> None:
    found = differences(path)
    assert not found, "\n".join([*found, f"if that is wanted: {WRITE}"])


def test_goldens_belong_to_examples() -> None:
    kept = {folder.name for folder in GOLDEN.iterdir() if folder.is_dir()}
    assert kept == {path.stem for path in EXAMPLES}


def test_a_difference_is_named_with_both_readings() -> None:
    found = first_difference("甲\n乙\n", "甲\n丙\n")
    assert found == "line 2\n  golden: 丙\n  now:    乙"
    assert first_difference("甲\n", "甲\n乙\n").startswith("line 2")


def test_canonical_xml_puts_one_element_on_a_line() -> None:
    text = canonical_xml(
        '<w:p xmlns:w="urn:w" w:b="2" w:a="1"><w:t xml:space="preserve"> 甲&amp;</w:t></w:p>'.encode()
    )
    assert text == (
        '<w:p xmlns:w="urn:w" w:a="1" w:b="2">\n  <w:t xml:space="preserve"> 甲&amp;</w:t>\n</w:p>\n'
    )
