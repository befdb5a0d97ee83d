"""What a clerk types and a YAML loader gets silently wrong: each row is refused, named, or kept as typed.

``NAME.findings`` holds what ``check`` says of the file itself and of its values (families S, F010);
``NAME.values`` the values that have to stay as they were typed, ``名称 = 值`` a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.test_wrong_cases import as_line
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import top_level_synonyms
from wenming_docs.facts.source import Mapping, Scalar, Sequence, Source, read_source
from wenming_docs.findings import by_place
from wenming_docs.pipeline import check_file

CASES = sorted((Path(__file__).parents[1] / "cases" / "traps").glob("*.yaml"))


def said(path: Path) -> list[str]:
    """The findings of the source, and those about dates of the facts."""
    try:
        found = list(read_source(path, synonyms=top_level_synonyms()).findings)
    except InvalidInput as error:
        found = list(error.findings)
    found += [finding for finding in check_file(path).findings if finding.code == "F010"]
    return [as_line(finding) for finding in by_place(found)]


def values(path: Path) -> list[str]:
    """The values of the top level, as they were read; none where the file is refused."""
    try:
        source = read_source(path, synonyms=top_level_synonyms())
    except InvalidInput:
        return []
    assert isinstance(source, Source)
    return [f"{entry.key.text} = {_text(entry.value)}" for entry in source.root.entries]


def _text(node: Scalar | Sequence | Mapping) -> str:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return "".join(f"[{_text(item)}]" for item in node.items)
    return "…"


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_trap_is_named_or_its_value_kept(path: Path) -> None:
    assert said(path) == lines_of(path.with_suffix(".findings"))
    assert values(path) == lines_of(path.with_suffix(".values"))


def test_no_trap_is_silent_without_a_value_to_keep() -> None:
    assert [path.stem for path in CASES if not (path.with_suffix(".findings").exists() or values(path))] == []
    assert len(CASES) == 27
