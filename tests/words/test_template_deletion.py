"""Nothing that a template prints can be taken out of it unnoticed.

Each ``{{ … }}`` of each shipped template is removed in turn, in a copy that an office would keep
as its own templates. One of the files in ``everything/`` must then be refused, naming the
template and a line of it. Each document is asked for as a draft, which prints its gaps too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, check_file, compile_document, read_workspace, requests
from wenming_docs.words.contexts import Request
from wenming_docs.words.template import builtin_templates

EVERYTHING = sorted((Path(__file__).parent / "everything").glob("*.yaml"))
PRINTED = re.compile(r"\{\{-?\s.*?\s-?\}\}")
IMPORTED = re.compile(r"""\{%-?\s*(?:from|import|extends|include)\s+"([^"]+)\"""")
DRAFT = Options(draft=True)
TEMPLATES = builtin_templates()
SHIPPED = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2"))


def places() -> Iterator[tuple[str, int, int]]:
    """Template, and start and end of each ``{{ … }}`` in its text."""
    for name in SHIPPED:
        for found in PRINTED.finditer((TEMPLATES / name).read_text(encoding="utf-8")):
            yield name, found.start(), found.end()


PLACES = list(places())


def named(place: tuple[str, int, int]) -> str:
    name, start, end = place
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return f"{name}:{text.count(chr(10), 0, start) + 1} {text[start:end]}"


@cache
def used_by(template: str) -> frozenset[str]:
    """The templates that a document of ``template`` is written with."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    below = [used_by(name) for name in IMPORTED.findall(text)]
    return frozenset({template}).union(*below)


@cache
def documents() -> tuple[tuple[Path, Workspace, Request], ...]:
    """Every document of every file, read once."""
    found = []
    for path in EVERYTHING:
        workspace = read_workspace(path)
        asked = requests(workspace, DRAFT, path)
        assert [finding for _, findings in asked for finding in findings] == []
        found += [(path, workspace, request) for request, _ in asked if request]
    return tuple(found)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's own copy of all shipped templates."""
    folder = tmp_path_factory.mktemp("office") / "templates"
    shutil.copytree(TEMPLATES, folder)
    return folder


REFUSED: list[int] = []
"""Which documents refused, the last one first: what printed one place often prints the next one too."""


def refusals(office: Path, template: str) -> set[tuple[str, str]]:
    """Code and file of what one of the documents written with ``template`` says when it refuses."""
    every = documents()
    for number in (*REFUSED, *(number for number in range(len(every)) if number not in REFUSED)):
        path, workspace, request = every[number]
        if template not in used_by(request.kind.template):
            continue
        compiled = compile_document(workspace, request, replace(DRAFT, templates=office), path)
        errors = {
            (finding.code, finding.origin.file)
            for finding in compiled.findings
            if finding.severity is Severity.ERROR and finding.origin
        }
        if errors:
            REFUSED[:] = [number, *(other for other in REFUSED if other != number)]
            return errors
    return set()


def test_the_files_are_right_as_they_stand() -> None:
    for path in EVERYTHING:
        errors = {f.code for f in check_file(path).findings if f.severity is Severity.ERROR}
        assert errors == ({"F040"} if path.stem == "草稿" else set()), path.name


def test_an_unchanged_copy_refuses_nothing(office: Path) -> None:
    assert {name: refusals(office, name) for name in SHIPPED} == {name: set() for name in SHIPPED}


@pytest.mark.parametrize("place", PLACES, ids=named)
def test_no_print_can_be_deleted_unnoticed(office: Path, place: tuple[str, int, int]) -> None:
    name, start, end = place
    own = office / name
    whole = own.read_text(encoding="utf-8")
    try:
        own.write_text(whole[:start] + whole[end:], encoding="utf-8")
        found = refusals(office, name)
    finally:
        own.write_text(whole, encoding="utf-8")
    assert found, "nothing was refused: the text goes missing in silence"
    assert {code[0] for code, _ in found} == {"T"}
    assert {Path(file).is_relative_to(office) for _, file in found} == {True}
