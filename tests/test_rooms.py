"""Rooms import only downward: the rule of docs/architecture, read from one dict.

A room is a folder or a module under ``src/wenming_docs``. ``GROUND`` may be imported by
all. Imports count wherever they stand: in functions, under TYPE_CHECKING, by importlib.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "wenming_docs"
SOURCE = Path(__file__).parent.parent / "src" / PACKAGE
MAX_LINES = 400

GROUND = {"findings", "errors", "zh", "codes", "reads", "bringing", "late", "records", "packages", "matching"}
FACTS = {
    f"facts.{room}"
    for room in ("values", "source", "model", "kinds", "analysis", "house", "checks", "forms", "scaffold")
}
WORDS = {f"words.{room}" for room in ("contexts", "template", "markup", "checks")}
PAGE = {"page.word", "page.html", "page.sheet", "page.layout", "page.inspect"}
WINGS = FACTS | WORDS | PAGE | {"blocks"}
ABOVE = {
    "gathering",
    "photographs",
    "writing",
    "pipeline",
    "confined",
    "formatting",
    "recording",
    "filling",
    "output",
    "office",
    "printing",
    "ignoring",
    "baseline",
}

ROOMS: dict[str, set[str]] = {
    # ground
    "late": set(),
    "collecting": set(),
    "records": set(),
    "findings": {"records"},
    "errors": {"findings"},
    "zh": {"errors", "findings", "records"},
    "codes": {"findings", "records"},
    "reads": {"records", "matching"},
    "matching": {"records"},
    "bringing": {"records"},
    "packages": {"records"},
    "keeping": set(),
    "blocks": {"zh", "findings", "records"},
    # facts: what is true
    "facts.values": GROUND,
    "facts.source": GROUND,
    "facts.kinds": GROUND,
    "facts.model": GROUND | {"facts.values", "facts.source"},
    "facts.analysis": GROUND | {"facts.model", "facts.values"},
    "facts.checks": GROUND | {"facts.analysis", "facts.kinds", "facts.model", "facts.source", "facts.values"},
    "facts.forms": GROUND | {"facts.analysis", "facts.model", "facts.kinds", "facts.source", "facts.values"},
    "facts.scaffold": GROUND | {"facts.model", "facts.kinds", "facts.source", "facts.values"},
    "facts.house": GROUND | {"facts.model", "facts.source", "facts.values"},
    # words: how it is said
    "words.template": GROUND | {"blocks", "keeping"},
    "words.markup": GROUND | {"blocks"},
    "words.contexts": GROUND | {"blocks", "facts.model", "facts.analysis", "facts.values", "facts.kinds"},
    "words.checks": GROUND | FACTS | {"words.contexts", "words.template", "words.markup", "blocks"},
    # page: how it looks
    "page.word": GROUND | {"blocks"},
    "page.html": GROUND | {"blocks"},
    "page.sheet": GROUND | {"blocks", "page.word"},
    "page.layout": GROUND | {"blocks", "page.word"},
    "page.inspect": GROUND | {"page.word"},
    # above the wings
    "ignoring": GROUND | {"facts.source"},
    "baseline": GROUND,
    "gathering": GROUND | {"collecting", "facts.model", "facts.source"},
    "photographs": GROUND | {"blocks", "facts.model", "facts.source"},
    "writing": GROUND | WINGS,
    "pipeline": GROUND | WINGS | {"ignoring", "gathering", "photographs", "writing"},
    "confined": GROUND | WINGS | {"collecting", "pipeline", "output"},
    "formatting": GROUND | WINGS | {"pipeline"},
    "plan_files": GROUND | FACTS | {"gathering", "photographs", "pipeline"},
    "recording": GROUND | FACTS | {"gathering", "pipeline", "plan_files"},
    "filling": GROUND | FACTS | {"gathering", "pipeline", "plan_files", "recording"},
    "pulling": GROUND | WINGS | {"pipeline", "plan_files", "filling", "writing"},
    "output": GROUND | WINGS | {"pipeline"},
    "office": GROUND | WINGS | {"pipeline", "output"},
    "printing": GROUND | WINGS | {"writing", "office"},
    "template_check": GROUND | WINGS | {"pipeline", "output"},
    "pagination": GROUND | WINGS | ABOVE,
    "batch": GROUND | WINGS | ABOVE | {"collecting"},
    "cluster": GROUND | WINGS | ABOVE | {"batch"},
    "preview": GROUND | WINGS | ABOVE | {"batch"},
    "cli": GROUND
    | WINGS
    | ABOVE
    | {"template_check", "pulling", "pagination", "batch", "cluster", "preview", "keeping", "collecting"},
    # the front doors
    "": {"errors", "findings", "pipeline"},
    "__main__": {"cli"},
}


def room_of(parts: tuple[str, ...]) -> str | None:
    """The room that owns a module path below the package; None when no room does."""
    for size in (2, 1):
        if ".".join(parts[:size]) in ROOMS:
            return ".".join(parts[:size])
    return "" if not parts else None


def module_of(file: Path, source: Path) -> tuple[str, ...]:
    """The module path of ``file`` below the package, without ``__init__``."""
    parts = file.relative_to(source).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def dynamic_target(call: ast.Call) -> str | None:
    """What ``import_module(…)`` or ``__import__(…)`` imports, "?" if it cannot be read."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if getattr(call.func, "id", "") in ("late", "offered"):
        # They import modules of the package named first; that has to be the caller's own.
        return None if getattr(call.args[0], "id", "") in ("__name__", "__package__") else "?"
    if name not in ("import_module", "__import__"):
        return None
    argument = call.args[0] if call.args else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return "?"


def imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """(line, absolute module name) of every import, also inside functions.

    ``package`` is the folder a relative import counts from.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [node.module] if node.module else []
            if node.level:
                base = [PACKAGE, *package[: len(package) - node.level + 1], *base]
            # `from wenming_docs import facts` names a room too, so the name goes along.
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)
        elif isinstance(node, ast.Call) and (target := dynamic_target(node)):
            yield node.lineno, target


def imports_of_file(file: Path, source: Path) -> Iterator[tuple[int, str]]:
    """All imports of one source file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    folder = file.parent.relative_to(source).parts
    yield from imports(tree, folder)


def violation(room: str, target: str) -> str | None:
    """What is wrong with ``room`` importing ``target``; None if it may."""
    if target == "?" and room == "late":  # here it is the callers who answer for it
        return None
    if target == "?":
        return "imports a module whose name cannot be read"
    parts = target.split(".")
    if parts[0] != PACKAGE:
        return None
    if parts[1:] == ["__version__"]:
        return None
    owner = room_of(tuple(parts[1:]))
    if owner is None:
        return f"imports {target}, which belongs to no room"
    if owner == room or owner in ROOMS[room]:
        return None
    return f"imports {target}; it may import {sorted(ROOMS[room])}"


def complaints(source: Path) -> list[str]:
    """Every broken rule of the package at ``source``, as "file:line what"."""
    found = []
    for file in sorted(source.rglob("*.py")):
        name = file.relative_to(source).as_posix()
        room = room_of(module_of(file, source))
        # facts/, words/ and page/ only hold rooms, so their __init__ says nothing.
        if name in ("facts/__init__.py", "words/__init__.py", "page/__init__.py"):
            found += [f"{name}:{line} wings import nothing" for line, _ in imports_of_file(file, source)]
            continue
        if room is None:
            found.append(f"{name}:1 belongs to no room")
            continue
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > MAX_LINES:
            found.append(f"{name}:{lines} is longer than {MAX_LINES} lines")
        for line, target in imports_of_file(file, source):
            if wrong := violation(room, target):
                found.append(f"{name}:{line} {wrong}")
    return found


def test_rooms_import_only_what_they_may() -> None:
    assert complaints(SOURCE) == []


def test_every_room_below_the_package_is_known() -> None:
    wings = {"facts", "words", "page"}
    folders = {
        path.relative_to(SOURCE).as_posix().replace("/", ".")
        for path in [*SOURCE.glob("*/"), *(room for wing in wings for room in (SOURCE / wing).glob("*/"))]
        if path.is_dir() and any(path.rglob("*.py"))
    }
    assert folders - wings - set(ROOMS) == set()


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("page/word/writer.py", "from wenming_docs.facts.model import Plan", "imports wenming_docs.facts"),
        ("page/word/writer.py", "def f():\n    import wenming_docs.facts.model", "writer.py:2 imports"),
        ("page/word/writer.py", "from ...facts import model", "imports wenming_docs.facts.model"),
        ("facts/values/amount.py", "from wenming_docs.facts import source", "facts.source"),
        ("facts/checks/dates.py", "from wenming_docs.cli.report import warn", "wenming_docs.cli.report"),
        ("pipeline.py", "import importlib\nimportlib.import_module('wenming_docs.cli')", "wenming_docs.cli"),
        ("pipeline.py", "from importlib import import_module\nimport_module(name)", "cannot be read"),
        ("zh/__init__.py", "__getattr__ = late('wenming_docs.facts', {})", "cannot be read"),
        ("findings.py", "from wenming_docs import errors", "imports wenming_docs.errors"),
        ("zh/dates.py", "if TYPE_CHECKING:\n    from wenming_docs.blocks import Text", "dates.py:2 imports"),
        ("helpers.py", "", "helpers.py:1 belongs to no room"),
        ("facts/extras/more.py", "", "belongs to no room"),
        ("blocks/nodes.py", "\n" * (MAX_LINES + 1), "is longer than"),
        ("words/__init__.py", "from wenming_docs.words import template", "wings import nothing"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, file: str, text: str, complaint: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = complaints(tmp_path)
    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("page/word/writer.py", "from wenming_docs.blocks import Text"),
        ("page/word/writer.py", "from .styles import BODY"),
        ("cli/render.py", "def f():\n    from wenming_docs.pipeline import render_file"),
        ("facts/model/plan.py", "from wenming_docs.facts.values import Deadline\nimport pydantic"),
        ("pipeline.py", "from importlib import resources"),
        ("zh/__init__.py", "__getattr__ = late(__name__, {'dates': ('day',)})"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert complaints(tmp_path) == []
