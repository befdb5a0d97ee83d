"""荣誉: given by whom, when, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.facts.model import Honour, Workspace, paragraphs
from wenming_docs.findings import Finding, Severity, SourceText, place_in
from wenming_docs.zh.lazy import lazy_pattern

_YEAR = lazy_pattern(r"\d{4}|[〇○零一二三四五六七八九]{4}年|待填|本年|今年")
_ISSUER = lazy_pattern(r"(?m)^[^（(\n]*[（(].*(?:委|办|局|部|厅|府|会|院|室|中心|组|社|学校|大学|党组)")
_GOT = "荣获|获评|获得|被评为|被授予|被命名为|入选|喜获"
_KINDS = ("社区", "街道", "校园", "家庭")


def sketchy_honours(workspace: Workspace) -> Iterator[Finding]:
    """F106: an honour without the office that gave it, or without the year."""
    for honour in workspace.honours:
        whole = f"{honour.name}{honour.issuer or ''}"
        if "待填" in whole:
            continue
        missing = []
        if not honour.issuer and not _ISSUER.search(str(honour.name)):
            missing.append("授予单位")
        if not honour.year and not _YEAR.search(str(honour.name)):
            missing.append("年份")
        if missing:
            message = f"荣誉“{honour.name}”没有写{'和'.join(missing)}"
            hint = "加上" + "、".join(f"“{word}: ……”" for word in missing)
            yield Finding("F106", Severity.NOTICE, message, hint, honour.name.origin)


def borrowed_honours(workspace: Workspace) -> Iterator[Finding]:
    """F106: an honour of a subordinate unit or a person that is told as one's own."""
    below = {str(unit) for group in workspace.unit.subordinates for unit in group.units}
    for honour in workspace.honours:
        own = workspace.unit.name
        if honour.holder is None and own:
            yield from _of_another_sort(honour, str(own), below)
        elif honour.holder and str(honour.holder) in below:
            yield from _claimed(workspace, honour)


def _of_another_sort(honour: Honour, own: str, below: set[str]) -> Iterator[Finding]:
    """省级文明社区 cannot have been given to a 街道; nor what names a community itself."""
    bare = re.sub(r"[（(].*$", "", str(honour.name))
    named = next((unit for unit in sorted(below) if unit in bare), None)
    sort = next((kind for kind in _KINDS if bare.endswith(kind)), None)
    whose = named or (f"下级{sort}" if sort and any(u.endswith(sort) for u in below) else None)
    if whose is None or (sort and named is None and sort in own):
        return
    message = f"荣誉“{bare}”像是{whose}的，没有写获得者"
    hint = f"加一行“获得者: {named or '……'}”，免得当成本单位的荣誉"
    yield Finding("F106", Severity.WARNING, message, hint, honour.name.origin)


def _claimed(workspace: Workspace, honour: Honour) -> Iterator[Finding]:
    own = [str(n) for n in (workspace.unit.self_name, workspace.unit.abbreviation, workspace.unit.name) if n]
    if not own:
        return
    names = "|".join(re.escape(name) for name in own)
    bare = re.escape(re.sub(r"[（(].*$", "", str(honour.name)))
    said = re.compile(rf"(?:{names})(?P<between>[^。；，]{{0,10}})(?:{_GOT})[^。；]{{0,12}}{bare}")
    for document in workspace.documents:
        for text in paragraphs(document):
            found = said.search(str(text))
            if found and str(honour.holder) not in found["between"]:
                yield _told_as_own(text, found.start(), honour)


def _told_as_own(text: SourceText, at: int, honour: Honour) -> Finding:
    message = f"“{honour.name}”是{honour.holder}得的，这里写成了本单位的"
    hint = f"写成“{honour.holder}荣获……”，或写“指导{honour.holder}……”"
    return Finding("F106", Severity.WARNING, message, hint, place_in(text, at))
