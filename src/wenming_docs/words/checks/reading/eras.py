"""提法 with their dates: a table of ours, extended or overridden by an office's 规范/提法.yaml."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from wenming_docs.facts.house import house_file, house_page
from wenming_docs.facts.source import Mapping, Node, Scalar, Sequence, parse_source
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, parse_date, pieces

NAME = "提法.yaml"
TOP = ("提法", "不查")
KEYS = ("名称", "写法", "系列", "始于", "过时", "改用", "来源")


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


@dataclass(frozen=True, slots=True)
class Eras:
    """The wordings in force for an office, and what is wrong with its own table."""

    wordings: tuple[Wording, ...]
    findings: tuple[Finding, ...] = ()


def eras_of(folder: Path | None) -> Eras:
    """Our table with 规范/提法.yaml in the folder of an entry file; same names are the office's."""
    file = house_file(folder, NAME)
    if file is None:
        return Eras(_ours())
    root, findings = house_page(file, TOP, folder)
    if root is None:
        return Eras(_ours(), tuple(findings))
    theirs = wordings_in(root, findings)
    table = {wording.name: wording for wording in (*_ours(), *theirs)}
    unchecked = {word for entry in root.entries if entry.key.text == "不查" for word in _words(entry.value)}
    return Eras(tuple(w for w in table.values() if w.name not in unchecked), tuple(findings))


@cache
def _ours() -> tuple[Wording, ...]:
    text = resources.files("wenming_docs.words.checks.reading").joinpath(NAME).read_text(encoding="utf-8")
    findings: list[Finding] = []
    wordings = wordings_in(parse_source(text, NAME).root, findings)
    assert not findings, findings
    return wordings


def wordings_in(root: Mapping, findings: list[Finding]) -> tuple[Wording, ...]:
    """The wordings of a table; what is wrong with it goes to ``findings``."""
    found: list[Wording] = []
    for entry in root.entries:
        if entry.key.text not in TOP:
            findings.append(
                _wrong(f"没有“{entry.key.text}”这一项", "这里可以写：提法、不查", entry.key.origin)
            )
        elif entry.key.text == "提法" and not isinstance(entry.value, Sequence):
            findings.append(_wrong("“提法”下面要列成一组", SHAPE, entry.value.origin))
        elif isinstance(entry.value, Sequence) and entry.key.text == "提法":
            found += [w for item in entry.value.items if (w := _wording(item, findings)) is not None]
    return tuple(found)


SHAPE = "每条写成“- 名称: 党的二十大”，下一行“始于: 2022-10-16”"


def _wording(item: Node, findings: list[Finding]) -> Wording | None:
    if not isinstance(item, Mapping):
        findings.append(_wrong("这一条没有写“名称”和“始于”", SHAPE, item.origin))
        return None
    given: dict[str, Scalar] = {}
    for entry in item.entries:
        if entry.key.text not in KEYS:
            hint = "这里可以写：" + "、".join(KEYS)
            findings.append(_wrong(f"没有“{entry.key.text}”这一项", hint, entry.key.origin))
        elif isinstance(entry.value, Scalar):
            given[entry.key.text] = entry.value
    name = given["名称"].text.strip() if "名称" in given else ""
    if not name:
        findings.append(_wrong("这一条没有写“名称”", SHAPE, item.origin))
        return None
    said = {key: node.text.strip() for key, node in given.items()}
    return Wording(
        name,
        tuple(_words(given["写法"])) if "写法" in given else (name,),
        said.get("系列", ""),
        _day(given.get("始于"), findings),
        _day(given.get("过时"), findings),
        said.get("改用", ""),
        said.get("来源", ""),
    )


def _words(node: Node) -> list[str]:
    nodes = node.items if isinstance(node, Sequence) else [node]
    return [each.text[part] for each in nodes if isinstance(each, Scalar) for part in pieces(each.text)]


def _day(node: Scalar | None, findings: list[Finding]) -> date | None:
    if node is None:
        return None
    hint = "写成“2022-10-16”或“2022年10月16日”"
    try:
        found = parse_date(node.text)
    except BadDate as error:
        findings.append(_wrong(str(error), error.hint or hint, node.origin))
        return None
    if found is None or found.year is None:
        findings.append(_wrong(f"“{node.text}”不是有年月日的日期", hint, node.origin))
        return None
    return found.resolve(None)


def _wrong(message: str, hint: str, origin: Origin) -> Finding:
    return Finding("W130", Severity.WARNING, message, hint, origin)
