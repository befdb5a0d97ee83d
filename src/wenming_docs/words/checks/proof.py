"""Proof that nothing was lost between the facts and the template's output."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from wenming_docs.blocks import CLOSE, OPEN, Markup, Text, texts_in
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.words.contexts import Context, attribute_of


@dataclass(frozen=True, slots=True)
class Lost:
    """What did not come out: ``words`` the template dropped, ``facts`` no template was given.

    ``near`` is the index in ``Context.expected`` of the first dropped text.
    """

    words: tuple[SourceText, ...]
    facts: tuple[Any, ...]
    near: int | None


class Printed:
    """The texts a template printed, by the place they come from."""

    def __init__(self, markup: Markup) -> None:
        self.by_origin: dict[Origin, list[str]] = defaultdict(list)
        for index, slot in enumerate(markup.slots):
            if f"{OPEN}{index}{CLOSE}" not in markup.text:
                continue
            for text in [slot] if isinstance(slot, SourceText) else texts_in(slot):
                whole = text.text if isinstance(text, Text) else str(text)
                for origin in text.origins:
                    self.by_origin[origin].append(whole)

    def has(self, text: str, origins: tuple[Origin, ...]) -> bool:
        """Whether ``text`` was printed from one of its places."""
        return any(text in whole for origin in origins[:1] for whole in self.by_origin.get(origin, ()))


def lost(context: Context, markup: Markup) -> Lost:
    """What the context expected and the output does not hold."""
    printed = Printed(markup)
    words, near = [], None
    for index, text in enumerate(context.expected):
        if not _is_printed(printed, text):
            words.append(text)
            near = index if near is None else near
    shared = Counter(
        leaf.origins[0] for leaf in context.required if isinstance(leaf, SourceText) and leaf.origins
    )
    facts = [leaf for leaf in context.required if not _reached(printed, leaf, shared)]
    return Lost(tuple(words), tuple(facts), near)


def _is_printed(printed: Printed, text: SourceText) -> bool:
    """Each line of a text of several lines is printed on its own where a cell splits it."""
    return printed.has(str(text), text.origins) or all(
        printed.has(line, text.origins) for line in str(text).split("\n")
    )


def _reached(printed: Printed, leaf: Any, shared: Counter[Origin]) -> bool:
    """A leaf is there when its place was printed; parts of one list must stand there by name."""
    origins: tuple[Origin, ...] = leaf.origins
    if not origins:
        return True
    if not all(origin in printed.by_origin for origin in set(origins)):
        return False
    name = getattr(leaf, "name", leaf if isinstance(leaf, SourceText) and shared[origins[0]] > 1 else None)
    if name is None or not str(name):
        return True
    return any(str(name) in whole for whole in printed.by_origin[origins[0]])


def lost_facts(context: Context, gone: Lost, kind: str) -> list[Finding]:
    """Findings for facts that the document should show and nothing asked its template to print."""
    findings = []
    for leaf in gone.facts:
        origin = leaf.origins[0]
        key = origin.path.rsplit(".", 1)[-1].split("[")[0] or "这一项"
        message = f"“{key}: {_short(str(leaf))}”写了，{kind}里却没有地方印"
        cure = f"在一节里写“取: {key}”" if attribute_of(key) else "写进正文（文、内容里引用）"
        hint = f"{cure}，或在这份文稿下写“不写: {key}”"
        findings.append(Finding("F050", Severity.ERROR, message, hint, origin))
    return findings


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 20 else line[:20] + "……"


def open_gaps(context: Context, markup: Markup) -> list[Finding]:
    """An error for each 【待填】 that a final document would print."""
    findings: dict[tuple[Origin | None, str], Finding] = {}
    for slot in markup.slots:
        for text in [slot] if isinstance(slot, SourceText) else texts_in(slot):
            whole = text.text if isinstance(text, Text) else str(text)
            start = whole.find("【待填")
            if start < 0:
                continue
            origin = next((origin for origin in text.origins if origin.file), None)
            said = whole[start:].split("】")[0] + "】"
            message = f"定稿里还有{said}"
            hint = "填上再出定稿；先看样子用 wenming render --draft"
            findings[(origin, said)] = Finding("F041", Severity.ERROR, message, hint, origin)
    return list(findings.values())
