"""``:::`` lines that do not pair within a block, a macro or a whole template."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import nodes

from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates.library import Notes, Source
from wenming_docs.words.checks.templates.scan import place_of

_LINE = re.compile(r"^[ \t]*(:{3,})[ \t]*([^:\n]*?)[ \t]*$", re.MULTILINE)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    place: Place


class _Unsure(Exception):
    """Branches open and close differently: what is printed depends on the facts."""


def check_containers(source: Source, notes: Notes) -> None:
    """Note containers that are never closed, and ``:::`` that closes nothing."""
    if source.parsed.tree is None or source.parsed.faults:
        return
    bodies: list[Sequence[nodes.Node]] = [source.body]
    for node in source.parsed.tree.find_all((nodes.Block, nodes.Macro, nodes.CallBlock)):
        bodies.append(getattr(node, "body", []))
    for body in bodies:
        try:
            left = _read(body, [], source, notes)
        except _Unsure:
            continue
        for one in left:
            hint = "在它的内容后面写单独一行“:::”；里面还有容器时外层多写一个冒号"
            notes.add("T020", source, one.place, f"“::: {one.name}”没有结束", hint)


def _read(body: Sequence[nodes.Node], opened: list[_Open], source: Source, notes: Notes) -> list[_Open]:
    """What is open behind ``body`` if ``opened`` is open before it."""
    for node in body:
        match node:
            case nodes.Output():
                opened = _lines(node, opened, source, notes)
            case nodes.If():
                branches = [node.body, node.else_, *(one.body for one in node.elif_)]
                ends = [_read(branch, list(opened), source, notes) for branch in branches]
                if any(len(end) != len(ends[0]) for end in ends):
                    raise _Unsure
                opened = ends[0]
            case nodes.For() | nodes.With() | nodes.Scope():
                if len(_read(node.body, list(opened), source, notes)) != len(opened):
                    raise _Unsure
            case _:
                continue
    return opened


def _lines(node: nodes.Output, opened: list[_Open], source: Source, notes: Notes) -> list[_Open]:
    for index, part in enumerate(node.nodes):
        if not isinstance(part, nodes.TemplateData):
            continue
        for found in _LINE.finditer(part.data):
            if found.end() == len(part.data) and index + 1 < len(node.nodes):
                raise _Unsure  # a value goes on in this line
            if found.start() == 0 and index > 0:
                raise _Unsure
            place = _place(part, found.start(1), source)
            if found[2]:
                opened = [*opened, _Open(found[2], place)]
            elif opened:
                opened = opened[:-1]
            else:
                notes.add("T020", source, place, "多出来的“:::”：前面没有还开着的容器", "删去这一行")
    return opened


def _place(part: nodes.TemplateData, offset: int, source: Source) -> Place:
    line, column = place_of(part.lineno, source.text)
    before = part.data[:offset]
    if "\n" not in before:
        return line, column + offset
    return line + before.count("\n"), offset - before.rfind("\n")
