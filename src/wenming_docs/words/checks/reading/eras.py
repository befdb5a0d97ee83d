"""提法 with their dates: a table of ours, extended or overridden by an office's 规范/提法.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source import Mapping, Node, Scalar, Sequence, parse_source, read_source
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.zh import BadDate, parse_date

OURS = "提法.yaml"
OFFICE = ("规范", "提法.yaml")
KEYS = ("名称", "写法", "系列", "始于", "过时", "改用", "来源", "不查")


@dataclass(frozen=True, slots=True)
class Wording:
    """One 提法: its spellings, the first day it can stand in a text, and when it no longer guides."""

    name: str
    spellings: tuple[str, ...]
    series: str
    since: date | None
    until: date | None
    instead: str
    source: str
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Eras:
    """The wordings in force for an office, and what is wrong with its own table."""

    wordings: tuple[Wording, ...]
    findings: tuple[Finding, ...] = ()


def eras_of(entry: Path) -> Eras:
    """Our table with the one beside an entry file; same names are the office's."""
    file = entry.parent.joinpath(*OFFICE)
    if not file.is_file():
        return Eras(_ours())
    try:
        source = read_source(file)
    except InvalidInput as error:
        return Eras(_ours(), error.findings)
    findings = list(source.findings)
    theirs = list(_wordings(source.root, findings))
    table = {wording.name: wording for wording in (*_ours(), *theirs)}
    return Eras(tuple(w for w in table.values() if not w.unchecked), tuple(findings))


@cache
def _ours() -> tuple[Wording, ...]:
    text = resources.files("wenming_docs.words.checks.reading").joinpath(OURS).read_text(encoding="utf-8")
    findings: list[Finding] = []
    wordings = tuple(_wordings(parse_source(text, OURS).root, findings))
    assert not findings, findings
    return wordings


def _wordings(root: Mapping, findings: list[Finding]) -> Iterator[Wording]:
    for entry in root.entries:
        if entry.key.text != "提法" or not isinstance(entry.value, Sequence):
            findings.append(_wrong("这个文件只写“提法:”和它下面的列表", entry.key.origin))
            continue
        for item in entry.value.items:
            if (wording := _wording(item, findings)) is not None:
                yield wording


def _wording(item: Node, findings: list[Finding]) -> Wording | None:
    if not isinstance(item, Mapping):
        findings.append(_wrong("每一条写“名称:”和“始于:”或“过时:”", item.origin))
        return None
    given: dict[str, Scalar] = {}
    for entry in item.entries:
        if entry.key.text not in KEYS:
            findings.append(_wrong(f"没有“{entry.key.text}”这一项", entry.key.origin))
        elif isinstance(entry.value, Scalar):
            given[entry.key.text] = entry.value
    said = {key: node.text.strip() for key, node in given.items()}
    name = said.get("名称", "")
    if not name:
        findings.append(_wrong("这一条没有“名称”", item.origin))
        return None
    return Wording(
        name,
        tuple(filter(None, map(str.strip, said["写法"].split("、")))) if "写法" in said else (name,),
        said.get("系列", ""),
        _day(given.get("始于"), findings),
        _day(given.get("过时"), findings),
        said.get("改用", ""),
        said.get("来源", ""),
        said.get("不查", "") in ("是", "有", "true", "yes"),
    )


def _day(node: Scalar | None, findings: list[Finding]) -> date | None:
    if node is None:
        return None
    try:
        found = parse_date(node.text)
    except BadDate as error:
        findings.append(_wrong(str(error), node.origin))
        return None
    if found is None or found.year is None:
        findings.append(_wrong(f"“{node.text}”不是有年月日的日期", node.origin))
        return None
    return found.resolve(None)


def _wrong(message: str, origin: Origin) -> Finding:
    hint = "写成“- 名称: 党的二十大”，下面一行“始于: 2022-10-16”；可写的还有" + "、".join(KEYS[1:])
    return Finding("W130", Severity.WARNING, message, hint, origin)
