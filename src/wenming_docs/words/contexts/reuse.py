"""沿用: a section whose words are those of another document's section, with this period's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.model import DocumentPlan, Section
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.composer import Composer

Place: TypeAlias = tuple[DocumentPlan, Section]


def reused(composer: Composer, section: Section) -> Section:
    """The section whose words are printed: the one 沿用 names, or this one itself."""
    if not section.reuse:
        return section
    called = _called(composer, str(section.reuse))
    meant = [place for place in called if not place[1].reuse]
    if len(meant) == 1:
        other = meant[0][1]
        return other.model_copy(update={"form": section.form or other.form})
    message, hint = _fault(composer, section.reuse, called, meant)
    composer.error("F032", message, hint, section.reuse.origin)
    return section


def _called(composer: Composer, reuse: str) -> list[Place]:
    """The sections of other documents that ``文种·标题`` may mean."""
    kind_word, _, heading = reuse.partition("·")
    return [
        (document, other)
        for document in composer.workspace.documents
        if document is not composer.document and _is_called(document, kind_word.strip())
        for other in _all_sections(document.sections)
        if str(other.heading) == heading.strip()
    ]


def _fault(
    composer: Composer, reuse: SourceText, called: Sequence[Place], meant: Sequence[Place]
) -> tuple[str, str]:
    """Why no single section is meant, and what to write."""
    if meant:
        return _ambiguous(reuse, meant)
    if called:
        hint = f"写最初有文字的那一节：“{called[0][1].reuse}”"
        return f"“{reuse}”那一节自己也是沿用的，没有文字", hint
    known = [
        f"{document.kind}·{other.heading}"
        for document in composer.workspace.documents
        if document is not composer.document
        for other in _all_sections(document.sections)
        if other.heading
    ]
    hint = "可以写：" + "；".join(known[:6]) if known else "别的文稿里还没有带标题的章节"
    return f"找不到要沿用的“{reuse}”", hint


def _ambiguous(reuse: SourceText, meant: Sequence[Place]) -> tuple[str, str]:
    headings = [other.heading for _, other in meant]
    lines = "、".join(str(text.origin.line) for text in headings if text and text.origin)
    full = dict.fromkeys(
        f"{document.kind}（{document.period}）·{other.heading}"
        for document, other in meant
        if document.period
    )
    hint = f"写明是哪一份，如“{next(iter(full))}”" if len(full) > 1 else "给其中一节换个标题"
    return f"“{reuse}”有{len(meant)}节（第{lines}行），不知道沿用哪一节", hint


def _is_called(document: DocumentPlan, word: str) -> bool:
    names = (document.name, document.kind, f"{document.kind}（{document.period}）", document.period)
    if word in map(str, names):
        return True
    kind, meant = find_kind(str(document.kind)), find_kind(word)
    return kind is not None and kind is meant


def _all_sections(sections: tuple[Section, ...]) -> list[Section]:
    return [found for section in sections for found in (section, *_all_sections(section.sections))]
