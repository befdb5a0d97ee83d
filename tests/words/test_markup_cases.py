"""Each case of tests/cases/markup: what a template wrote, and the block tree or the fault it gives.

A case is a title, a line ``.``, the text, a line ``.``, what is expected, a line ``.``; see
``markup_text`` for how values are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words.markup_text import markup_of, written_out
from wenming_docs.words.markup import MarkupError, parse_markup

CASES = Path(__file__).parent.parent / "cases" / "markup"


def cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.txt")):
        parts = file.read_text(encoding="utf-8").split("\n.\n")
        *triples, rest = [parts[start : start + 3] for start in range(0, len(parts), 3)]
        assert "".join(rest).strip() == "", f"{file.name}: the last case is incomplete"
        for title, text, expected in triples:
            yield pytest.param(text + "\n", expected + "\n", id=f"{file.stem}: {title.strip()}")


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_markup_case(text: str, expected: str) -> None:
    try:
        result = written_out(parse_markup(markup_of(text)).blocks)
    except MarkupError as error:
        result = f"{error.line}: {error.message}\n   {error.hint}\n"
    assert result == expected
