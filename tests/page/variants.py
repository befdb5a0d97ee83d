"""Page variants: a small YAML description of a document, and where things must stand on paper.

A block is a mapping of one key, the name of its class, to its fields or (for blocks that are
one text) to the text. ``字*30`` stands for thirty times 字; ``**甲**`` is emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from wenming_docs.blocks import (
    Align,
    Attachment,
    AttachmentList,
    Block,
    Cell,
    Column,
    FontSet,
    Heading,
    Imprint,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    Masthead,
    NameEntry,
    NameList,
    NameRow,
    Note,
    PageSettings,
    Paragraph,
    Recipients,
    Signature,
    Subtitle,
    Table,
    Text,
    Title,
    inlines,
    number_headings,
)

FOLDER = Path(__file__).parent.parent / "pages"
_SIMPLE = {kind.__name__: kind for kind in (Title, Subtitle, Recipients, Paragraph, Note)}
_NESTED = {kind.__name__: kind for kind in (Landscape, Issued)}


@dataclass(frozen=True)
class Variant:
    """A described document and the places measured on its pages."""

    name: str
    clause: str
    manuscript: Manuscript
    places: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    pages: int


def load_variants() -> dict[str, Variant]:
    """All variants in tests/pages by name."""
    return {path.stem: _variant(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _variant(path: Path) -> Variant:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = set(data) - {"clause", "settings", "blocks", "pages", "places", "rules"}
    assert not unknown, f"{path.name}: {unknown}"
    settings = data.get("settings", {})
    page = PageSettings(FontSet(settings.get("fonts", "gb2312")), settings.get("latin_font", ""))
    manuscript = number_headings(Manuscript(_blocks(data["blocks"]), page))
    places, rules = data.get("places", []), data.get("rules", [])
    return Variant(path.stem, data["clause"], manuscript, places, rules, data["pages"])


def _blocks(items: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(name, value) for item in items for name, value in item.items())


def _block(name: str, value: Any) -> Block:
    if name in _SIMPLE:
        return _SIMPLE[name](_inlines(value))
    if name in _NESTED:
        return _NESTED[name](_blocks(value))
    match name:
        case "Heading":
            return Heading(value["level"], _inlines(value["text"]), _inlines(value.get("run_in", "")))
        case "Signature":
            names = tuple(map(_inlines, value["signed_by"]))
            return Signature(names, _inlines(value.get("issue_date", "")), value.get("seal", False))
        case "AttachmentList":
            return AttachmentList(tuple(map(_inlines, value)))
        case "Attachment":
            return Attachment(_inlines(value["title"]), _blocks(value["blocks"]))
        case "Masthead":
            texts = {key: tuple(map(Text, value.get(key, ()))) for key in ("mark", "signers")}
            rest = {key: _inlines(text) for key, text in value.items() if key not in texts}
            return Masthead(**texts, **rest)
        case "Imprint":
            return Imprint(**{key: _inlines(text) for key, text in value.items()})
        case "Table":
            return _table(value)
        case "NameList":
            return NameList(tuple(_name_row(role, people) for role, people in value.items()))
        case _:
            raise AssertionError(f"no block is called {name}")


def _inlines(text: str) -> Inlines:
    text = re.sub(r"(.)\*(\d+)", lambda match: match[1] * int(match[2]), text)
    runs: list[Text] = []
    for index, part in enumerate(text.split("**")):
        runs.extend(inlines(part, emphasis=index % 2 == 1))
    return tuple(runs)


def _table(value: dict[str, Any]) -> Table:
    columns = tuple(Column(_inlines(title)) for title in value["columns"])
    rows = tuple(tuple(_cell(cell) for cell in row) for row in value["rows"] * value.get("times", 1))
    notes = tuple(map(_inlines, value.get("notes", ())))
    return Table(columns, rows, _inlines(value.get("caption", "")), notes)


def _cell(value: str | dict[str, Any]) -> Cell:
    if isinstance(value, str):
        return Cell(_inlines(value))
    return Cell(_inlines(value.get("text", "")), value.get("rows", 1), Align(value.get("align", "auto")))


def _name_row(role: str, people: list[str]) -> NameRow:
    """``某甲（职务）`` is a person with posts."""
    entries = []
    for person in people:
        name, _, posts = person.partition("（")
        entries.append(NameEntry(Text(name), _inlines(posts.removesuffix("）"))))
    return NameRow(Text(role), tuple(entries))
