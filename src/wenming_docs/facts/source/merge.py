"""Joining included facts: lists append, mappings merge, a single value may stand only once."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary

from wenming_docs.facts.source.codes import excerpt
from wenming_docs.facts.source.nodes import Entry, Mapping, Node, Scalar, Sequence, rebased_entry
from wenming_docs.findings import Finding, Severity

INCLUDE_KEYS = ("包含", "include")


def merge(parts: list[Mapping], synonyms: Dictionary[str, str]) -> tuple[Mapping, list[Finding]]:
    """All parts as one mapping, in the order given, with fact paths of the whole.

    The top-level keys are compared by their canonical spelling. The findings name both places
    of a value given twice.
    """
    findings: list[Finding] = []
    whole = Mapping([], parts[0].origin)
    for part in parts:
        _join(whole, part, synonyms, findings)
    entries = [entry for entry in whole.entries if entry.key.text not in INCLUDE_KEYS]
    return Mapping([rebased_entry(entry, "") for entry in entries], whole.origin), findings


def _join(whole: Mapping, part: Mapping, synonyms: Dictionary[str, str], findings: list[Finding]) -> None:
    present = {synonyms.get(entry.key.text, entry.key.text): entry for entry in whole.entries}
    for entry in part.entries:
        name = synonyms.get(entry.key.text, entry.key.text)
        if name in INCLUDE_KEYS:
            continue
        if name in present:
            present[name].value = _joined(present[name], entry, findings)
        else:
            present[name] = Entry(entry.key, _copy(entry.value))
            whole.entries.append(present[name])


def _copy(node: Node) -> Node:
    """A list or mapping of its own, so that joining leaves the parts as they were."""
    if isinstance(node, Sequence):
        return Sequence(list(node.items), node.origin)
    if isinstance(node, Mapping):
        return Mapping([Entry(entry.key, _copy(entry.value)) for entry in node.entries], node.origin)
    return node


def _joined(first: Entry, second: Entry, findings: list[Finding]) -> Node:
    one, other = first.value, second.value
    if isinstance(other, Scalar) and other.missing:
        return one
    if isinstance(one, Scalar) and one.missing:
        return _copy(other)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return Sequence(one.items + other.items, one.origin)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        _join(one, other, {}, findings)
        return one
    findings.append(_conflict(first, second))
    return one


def _conflict(first: Entry, second: Entry) -> Finding:
    name, place = excerpt(second.key.text), str(first.key.origin)
    if isinstance(first.value, Scalar) and isinstance(second.value, Scalar):
        message = f"“{name}”在 {place} 已经写过，这里又写了一遍"
        return Finding("S065", Severity.ERROR, message, "只留一处", second.key.origin)
    message = f"“{name}”在 {place} 是{_form(first.value)}，这里是{_form(second.value)}，合不到一起"
    return Finding("S066", Severity.ERROR, message, "两处写成同一种形式", second.key.origin)


def _form(node: Node) -> str:
    if isinstance(node, Scalar):
        return "一个值"
    return "列表" if isinstance(node, Sequence) else "一组栏目"
