"""依据: older than what rests on it, named in full, and its short name introduced before it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wenming_docs.facts.analysis.issuing import issued
from wenming_docs.facts.analysis.schedule import day_of
from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.kinds.kind import Family
from wenming_docs.facts.model import Basis, DocumentPlan, Workspace, common_paragraphs, paragraphs
from wenming_docs.findings import Finding, Severity, SourceText, place_in
from wenming_docs.zh.dates import date_text
from wenming_docs.zh.lazy import lazy_pattern

_CITED = lazy_pattern(r"【依据·(?P<name>[^【】]+)】")
_NUMBER_YEAR = lazy_pattern(r"[〔\[（(【﹝](?P<year>\d{4})[〕\]）)】﹞]")


def texts_of(workspace: Workspace, document: DocumentPlan) -> list[SourceText]:
    """What a document may print of its author's prose: its own, and for a plan the shared facts."""
    kind = find_kind(str(document.kind))
    plan = kind is not None and kind.family is Family.PLAN
    return [*paragraphs(document), *(common_paragraphs(workspace) if plan else ())]


def _cited(workspace: Workspace, document: DocumentPlan) -> Iterator[tuple[Basis, SourceText, int]]:
    """Each basis a document cites by 【依据·…】 or by its full name, where it does so first."""
    texts = texts_of(workspace, document) if workspace.basis else []
    for basis in workspace.basis:
        names = {str(basis.name), str(basis.short or basis.name)}
        for text in texts:
            quoted = next((m for m in _CITED.finditer(str(text)) if m["name"].strip() in names), None)
            at = quoted.start() if quoted else text.find(f"《{str(basis.name).strip('《》')}》")
            if at >= 0:
                yield basis, text, at
                break


def later_bases(workspace: Workspace) -> Iterator[Finding]:
    """F100: a basis that is dated after the document resting on it, or numbered in a later year."""
    for document in workspace.documents:
        day = issued(workspace, document)
        for basis, text, at in _cited(workspace, document) if day else ():
            assert day is not None
            dated = day_of(basis.date, workspace.year)
            numbered = _NUMBER_YEAR.search(str(basis.document_number or ""))
            if dated and dated > day.last:
                said = f"日期{date_text(dated)}"
            elif numbered and date(int(numbered["year"]), 1, 1) > day.last:
                said = f"文号“{basis.document_number}”的年份"
            else:
                continue
            name = basis.short or basis.name
            message = f"依据“{name}”的{said}，晚于{document.kind}的日期{date_text(day.last)}"
            hint = "核对两处日期；方案不能根据还没有印发的文件来定"
            yield Finding("F100", Severity.WARNING, message, hint, place_in(text, at))


_FILE = lazy_pattern("(?:通知|意见|方案|要点|决定|通报|批复|函|计划|安排)》?$")
_SHORT = lazy_pattern("^[^关《》]{0,6}(?:通知|文件|意见|方案|要求)$")
_LONGEST_SHORT = 8
_WELL_KNOWN = lazy_pattern("《?(?:中共|中央|国务院|全国|中华人民共和国)")
"""Published documents are cited by their title alone."""


def sketchy_bases(workspace: Workspace) -> Iterator[Finding]:
    """F101: a basis that is a file but has no number, or only the name it goes by in talk."""
    for basis in workspace.basis:
        name = str(basis.name)
        if "待填" in name:
            continue
        if len(name) <= _LONGEST_SHORT and _SHORT.match(name):
            hint = "“名称”写文件标题的全文，通行的叫法写进“简称”"
            yield Finding("F101", Severity.NOTICE, f"“{name}”不像文件的全称", hint, basis.name.origin)
        elif basis.document_number is None and _FILE.search(name) and not _WELL_KNOWN.match(name):
            hint = "加一行“文号: 云文明办〔2026〕4号”；没有文号的（会议、讲话、法规）不用管"
            yield Finding("F101", Severity.NOTICE, f"依据“{name}”没有文号", hint, basis.name.origin)


_GENERIC = "通知|方案|意见|办法|要点|规划|计划|标准|体系|测评体系|测评标准|细则|清单|决定|纲要|指标|规定|倡议"
_NICKNAME = lazy_pattern(rf"(?P<before>.{{0,6}})《(?P<name>{_GENERIC})》")
_SAID_BY_ALL = lazy_pattern("^(?:上级|市里|区里|省里|县里|有关)")
_SHORTEST = 4


def unintroduced_names(workspace: Workspace) -> Iterator[Finding]:
    """F102: 《方案》, or a basis by its short name, before the document has said what that is."""
    for document in workspace.documents if not workspace.names_lost else ():
        texts = texts_of(workspace, document)
        cited = {str(basis.short): text for basis, text, _ in _cited(workspace, document) if basis.short}
        yield from _nicknames(texts, set(cited))
        for basis in workspace.basis:
            if basis.short and len(basis.short) >= _SHORTEST and not _SAID_BY_ALL.match(basis.short):
                yield from _too_early(texts, str(basis.short), cited.get(str(basis.short)))


def _too_early(texts: list[SourceText], short: str, cited: SourceText | None) -> Iterator[Finding]:
    """The first plain mention of a short name, unless the full name comes first."""
    for text in texts:
        if f"简称{short}" in text or f"简称“{short}" in text:
            return
        mention = re.search(f"(?<!·){re.escape(short)}", str(text))
        quoted = text.find(f"·{short}】") if text is cited else -1
        if text is cited and (mention is None or quoted < 0 or quoted < mention.start()):
            return
        if mention:
            hint = f"写成【依据·{short}】，第一次印全称和文号"
            place = place_in(text, mention.start())
            yield Finding("F102", Severity.WARNING, f"简称“{short}”前面没有交代全称", hint, place)
            return


def _nicknames(texts: list[SourceText], known: set[str]) -> Iterator[Finding]:
    whole = "\n".join(map(str, texts))
    for text in texts:
        for found in _NICKNAME.finditer(str(text)) if "《" in text else ():
            name = found["name"]
            quoted = f"《{name}》"
            if {name, quoted} & known or re.search(f"简称[：“《]*{name}", whole):
                continue
            known.add(name)
            guessed = re.search(f"《[^》]{{1,300}}{name}》", whole)  # a full title that nobody said is meant
            hint = f"第一次写全称，后面注“（以下简称{quoted}）”，或在“依据”里写好“简称”"
            place = place_in(text, found.start("name") - 1)
            severity = Severity.NOTICE if guessed else Severity.WARNING
            yield Finding("F102", severity, f"{quoted}前面没有交代是哪一份", hint, place)
