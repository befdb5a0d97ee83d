"""Tasks behind what a plan holds already, without touching another byte of it."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.draft import Imported
from wenming_docs.facts.forms.foreign.yaml import task_lines
from wenming_docs.facts.model import top_level_synonyms
from wenming_docs.facts.source import Mapping, Node, Scalar, Sequence, Source
from wenming_docs.facts.source.edit import TextFile
from wenming_docs.facts.source.source import parse_page
from wenming_docs.findings import Finding, Origin, Severity

_TASKS = frozenset(key for key, canonical in top_level_synonyms().items() if canonical == "任务")


def refuse_if_it_has_tasks(source: Source) -> None:
    """InvalidInput where a plan, or a file it includes, holds 任务 already: nothing is overwritten."""
    for entry in source.root.entries:
        if entry.key.text in _TASKS:
            message = f"计划里已经有“{entry.key.text}”，没有导入"
            hint = "导入到单独的文件（-o 任务.yaml），再把要的抄过去"
            raise _refused(message, hint, entry.key.origin)


def with_tasks(file: TextFile, name: str, imported: Imported) -> TextFile:
    """The file with 任务 at its end; InvalidInput where that would change what it says already."""
    if file.converted:
        message = f"“{name}”不是 UTF-8 编码，接着写会改动每一个字节"
        hint = "先运行 wenming fmt 改成 UTF-8，再导入"
        raise InvalidInput([Finding("F176", Severity.ERROR, message, hint, Origin(name, 1, 1))])
    page = parse_page(file.text, name)
    if page.root is None:
        raise InvalidInput(page.findings, {name: page.text})
    margin = page.root.entries[0].key.origin.column - 1 if page.root.entries else 0
    block = [" " * margin + line for line in task_lines(imported)]
    kept = len(file.lines)
    while kept and not file.lines[kept - 1].strip():
        kept -= 1
    end = file.ends[0] if file.ends else "\n"
    added = (*([""] if kept else []), *block)
    lines = (*file.lines[:kept], *added, "")
    ends = (*file.ends[:kept], *[end] * (len(lines) - 1 - len(file.ends[:kept])))
    after = replace(file, lines=lines, ends=ends)
    _prove(page.root, parse_page(after.text, name).root, "\n".join(task_lines(imported)), name)
    return after


def _prove(before: Mapping, after: Mapping | None, block: str, name: str) -> None:
    own = parse_page(block, name).root
    if after is None or own is None or _plain(after) != [*_entries(before), *_entries(own)]:
        message = "在这个文件后面接着写会动到别的内容"
        raise _refused(message, "导入到单独的文件（-o 任务.yaml），再用“包含”合起来", Origin(name, 1, 1))


def _entries(root: Mapping) -> list[object]:
    plain = _plain(root)
    assert isinstance(plain, list)
    return plain


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.missing else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return [(entry.key.text, _plain(entry.value)) for entry in node.entries]


def _refused(message: str, hint: str, origin: Origin) -> InvalidInput:
    return InvalidInput([Finding("X047", Severity.ERROR, message, hint, origin)])
