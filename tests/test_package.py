"""The package says one thing everywhere: its version, its dependencies, where its templates lie."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import wenming_docs
from wenming_docs.words.template import builtin_templates

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IMPORTED_AS = {
    "chinesecalendar": "chinese_calendar",
    "jinja2": "jinja2",
    "markdown-it-py": "markdown_it",
    "mdit-py-plugins": "mdit_py_plugins",
    "pillow": "PIL",
    "python-docx": "docx",
    "pyyaml": "yaml",
}
"""Distributions whose module goes by another name."""


EXTRAS = ("pages", "preview", "workdays", "cluster")
"""Extras of the program itself; the others belong to who builds it."""


def dependencies() -> list[str]:
    """The names of the program's own dependencies."""
    return [_name(line) for line in PROJECT["dependencies"]]


def _name(requirement: str) -> str:
    return re.split(r"[<>=~!\[; ]", requirement)[0]


def foreign_modules() -> set[str]:
    """The top-level modules that the program imports and that Python does not bring."""
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"wenming_docs"}


def test_the_version_is_the_same_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.M)
    assert newest
    assert {wenming_docs.__version__, PROJECT["version"], newest[1]} == {PROJECT["version"]}


def test_templates_of_a_checkout_are_its_own() -> None:
    # An editable install must not read a copy that went stale.
    assert builtin_templates().resolve() == ROOT / "templates"


def test_every_dependency_is_argued() -> None:
    page = (ROOT / "docs" / "decisions" / "002-dependencies.md").read_text(encoding="utf-8")
    rows = [
        cells[0] for line in page.splitlines() if (cells := line.strip("| ").split(" | ")) and "|" in line
    ]
    argued = {name for row in rows for name in row.split(", ")}
    assert [name for name in dependencies() if name not in argued] == []


def test_nothing_is_imported_that_is_not_declared() -> None:
    extras = [_name(line) for extra in EXTRAS for line in PROJECT["optional-dependencies"][extra]]
    declared = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in (*dependencies(), *extras)}
    # markupsafe belongs to jinja2, pydantic_core to pydantic; both are pinned by their owners.
    assert foreign_modules() - declared - {"markupsafe", "pydantic_core"} == set()
