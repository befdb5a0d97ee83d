"""Goldens: what each stage makes of each example, as text that reads well in a diff.

``python -m tests.goldens`` says what differs, ``python -m tests.goldens --write`` rewrites
tests/golden/. Read the diff before committing it: the first stage that differs (markup.md,
blocks.txt, then the parts of the .docx) is where the change happened.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

from tests.canonical import canonical_parts
from wenming_docs.blocks import CLOSE, OPEN, Manuscript, Markup, Text, plain
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import has_errors
from wenming_docs.pipeline import (
    Options,
    compile_document,
    read_workspace,
    render_workspace,
    requests,
    template_folders,
)
from wenming_docs.words.contexts import Request, build_context
from wenming_docs.words.template import render_template

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
WRITE = "python -m tests.goldens --write"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def markup_text(markup: Markup) -> str:
    """Template output with each placeholder as ⟦what it stands for⟧; runs of empty lines as one."""
    text = markup.text
    for index, slot in enumerate(markup.slots):
        shown = slot if isinstance(slot, str) else " ".join(type(block).__name__ for block in slot)
        text = text.replace(f"{OPEN}{index}{CLOSE}", f"⟦{shown}⟧")
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1])) + "\n"


def is_inlines(value: object) -> bool:
    """Whether a value is a run of texts."""
    return isinstance(value, tuple) and bool(value) and all(isinstance(item, Text) for item in value)


def scalar_text(value: object) -> str:
    """A leaf of the block tree on one line; emphasis and gaps are marked, places left out."""
    if is_inlines(value):
        assert isinstance(value, tuple)
        return "".join(
            f"**{text.text}**" if text.emphasis else f"〖{text.text}〗" if text.blank else text.text
            for text in value
        ).replace("\n", "⏎")
    if isinstance(value, Text):
        return plain((value,))
    return str(value.value if isinstance(value, Enum) else value)


def node_lines(node: object, depth: int = 0) -> Iterator[str]:
    """A block and what is in it, one line each, empty fields left out."""
    assert is_dataclass(node)
    leaves, inner = [], []
    for entry in fields(node):
        value = getattr(node, entry.name)
        if value == () or value == "" or value is False or value is None:
            continue
        if is_dataclass(value) and not isinstance(value, Text):
            inner.append((entry.name, (value,)))
        elif isinstance(value, tuple) and not is_inlines(value):
            inner.append((entry.name, value))
        else:
            leaves.append(f"{entry.name}={scalar_text(value)}")
    yield "  " * depth + " ".join([type(node).__name__, *leaves])
    for name, values in inner:
        yield from tuple_lines(name, values, depth + 1)


def tuple_lines(name: str, values: tuple[object, ...], depth: int) -> Iterator[str]:
    """The items of a field: blocks one below the other, a table's row on one line."""
    for value in values:
        if isinstance(value, tuple) and value and not is_inlines(value):
            cells = (" ".join(node_lines(item)) if is_dataclass(item) else str(item) for item in value)
            yield "  " * depth + f"{name}: " + " | ".join(cells)
        elif is_dataclass(value) and not isinstance(value, Text):
            yield from node_lines(value, depth)
        else:
            yield "  " * depth + f"{name}: {scalar_text(value)}"


def blocks_text(manuscript: Manuscript) -> str:
    """The block tree as indented text."""
    return "\n".join(node_lines(manuscript)) + "\n"


def stages(workspace: Workspace, request: Request, path: Path) -> dict[str, str]:
    """markup.md and blocks.txt of one document."""
    context = build_context(workspace, request)
    markup = render_template(context.template, context.names, template_folders(path, Options()))
    compiled = compile_document(workspace, request, Options(), path)
    return {"markup.md": markup_text(markup), "blocks.txt": blocks_text(compiled.manuscript)}


def goldens_of(path: Path) -> dict[str, str]:
    """Every golden of an example: its path below tests/golden/ and its text."""
    workspace = read_workspace(path)
    outcome = render_workspace(workspace, path, Options())
    errors = [f"{finding.origin} {finding.message}" for finding in outcome.findings]
    assert not has_errors(outcome.findings), errors
    asked = [request for request, _ in requests(workspace, Options(), path) if request]
    files: dict[str, str] = {}
    for request, document in zip(asked, outcome.documents, strict=True):
        texts = {**stages(workspace, request, path), **canonical_parts(document.data)}
        # plan-实施方案 → 实施方案: the folder above names the example already.
        folder = f"{path.stem}/{document.stem.removeprefix(path.stem + '-')}"
        files |= {f"{folder}/{name}": text for name, text in texts.items()}
    return files


def committed(example: str) -> dict[str, str]:
    """The goldens that are committed for an example."""
    return {
        file.relative_to(GOLDEN).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted((GOLDEN / example).rglob("*"))
        if file.is_file()
    }


def first_difference(fresh: str, kept: str) -> str:
    """Where two texts part: the line and both readings."""
    pairs = zip([*fresh.splitlines(), "(end)"], [*kept.splitlines(), "(end)"], strict=False)
    for number, (now, before) in enumerate(pairs, 1):
        if now != before:
            return f"line {number}\n  golden: {before[:200]}\n  now:    {now[:200]}"
    return "line ends"


def differences(path: Path) -> list[str]:
    """What an example's goldens and fresh output disagree on, first stage first."""
    fresh, kept = goldens_of(path), committed(path.stem)
    found = [f"{name} is missing" for name in fresh if name not in kept]
    found += [f"{name} is no longer made" for name in kept if name not in fresh]
    both = [name for name in fresh if name in kept and fresh[name] != kept[name]]
    return found + [f"{name} {first_difference(fresh[name], kept[name])}" for name in both]


def write(path: Path) -> None:
    """Replaces an example's goldens."""
    shutil.rmtree(GOLDEN / path.stem, ignore_errors=True)
    for name, text in goldens_of(path).items():
        file = GOLDEN / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Rewrites with --write (also removes goldens of examples that are gone), else compares."""
    if arguments == ["--write"]:
        for folder in GOLDEN.glob("*/"):
            if folder.name not in {path.stem for path in EXAMPLES}:
                shutil.rmtree(folder)
        for path in EXAMPLES:
            write(path)
        return 0
    found = [difference for path in EXAMPLES for difference in differences(path)]
    print("\n".join([*found, f"rewrite: {WRITE}"] if found else ["goldens are as committed"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
