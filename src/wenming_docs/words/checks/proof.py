"""Proof that nothing was lost between the facts and the template's output."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from wenming_docs.blocks import CLOSE, OPEN, Block, Manuscript, Markup, Text, texts_in
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import Context, attribute_of
from wenming_docs.words.contexts.columns import dropped_places
from wenming_docs.zh.lazy import lazy_pattern

COLUMNS_LINE = lazy_pattern("^列[：:]", re.MULTILINE)
NOWHERE = Origin("", 0, 0)
GAP = "【待填"
PLACEHOLDER = lazy_pattern(f"{OPEN}([0-9]+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Lost:
    """What did not come out: ``words`` the template dropped, ``facts`` no template was given.

    ``words`` are texts, and the beginnings of blocks (tables, name lists). ``near`` is the index
    in ``Context.expected`` of the first dropped text.
    """

    words: tuple[SourceText, ...]
    facts: tuple[Any, ...]
    near: int | None


class Printed:
    """What a template printed, by the place it comes from; each print proves one expected text.

    Without that count a title would prove every other mention of the same words. Blocks (tables,
    name lists) are proved whole: what stands in them proves no text outside.
    """

    def __init__(self, markup: Markup) -> None:
        self.places: set[Origin] = set()
        self.blocks: set[int] = set()
        self._slots = [markup.slots[int(index)] for index in PLACEHOLDER.findall(markup.text)]
        self._left: list[str] = []
        self._origins: list[tuple[Origin, ...]] = []
        self._whole: dict[tuple[Origin, str], list[int]] = defaultdict(list)
        self._searched: dict[tuple[Origin, str], int] = {}
        for slot in self._slots:
            if isinstance(slot, SourceText):
                self._add(slot)
                continue
            self.blocks.update(map(id, slot))
            for text in texts_in(slot):
                self.places.update(text.origins)

    def _add(self, text: SourceText) -> None:
        origins = text.origins
        self.places.update(origins)
        # Only the first place counts here: a paragraph that quotes a task's name alone would
        # otherwise stand in for the task's heading.
        self._whole[origins[0] if origins else NOWHERE, text].append(len(self._left))
        self._left.append(text)
        self._origins.append(origins)

    @cached_property
    def _at(self) -> dict[Origin, list[int]]:
        """The prints from each place; most documents print all texts whole and never ask."""
        at = defaultdict(list)
        for index, origins in enumerate(self._origins):
            for origin in origins:
                at[origin].append(index)
        return at

    def texts_from(self, places: Container[Origin]) -> dict[Origin, list[str]]:
        """All that was printed from each of ``places``."""
        found: dict[Origin, list[str]] = defaultdict(list)
        for slot in self._slots:
            runs = [(slot.origins, slot)] if isinstance(slot, SourceText) else _runs(texts_in(slot))
            for origins, whole in runs:
                for origin in origins:
                    if origin in places:
                        found[origin].append(whole)
        return found

    def take_whole(self, text: str, origin: Origin) -> bool:
        """Whether a print of exactly ``text`` from ``origin`` was left; it is used up."""
        found = self._whole.get((origin, text), ())
        while found:
            index = found.pop()
            if self._left[index] == text:
                self._left[index] = ""
                return True
        return False

    def take_part(self, text: str, origin: Origin) -> bool:
        """Whether ``text`` stands in what is left of a longer print from ``origin``; it is used up."""
        at = self._at.get(origin, ())
        for step in range(self._searched.get((origin, text), 0), len(at)):
            if text in self._left[at[step]]:
                self._left[at[step]] = self._left[at[step]].replace(text, "\0", 1)
                self._searched[origin, text] = step
                return True
        self._searched[origin, text] = len(at)
        return False


def _runs(texts: Iterable[Text]) -> Iterator[tuple[tuple[Origin, ...], str]]:
    """Neighbours from the same places as one: a value with a gap in it is written as several runs.

    The program's own words, which come from nowhere, are left out.
    """
    places: tuple[Origin, ...] = ()
    whole = ""
    for text in texts:
        if text.origins == places:
            whole += text.text
            continue
        if places:
            yield places, whole
        places, whole = text.origins, text.text
    if places:
        yield places, whole


def lost(context: Context, markup: Markup) -> Lost:
    """What the context expected and the output does not hold."""
    printed = Printed(markup)
    near = _unprinted(printed, context.expected)
    words = [context.expected[index] for index in near]
    words += [_beginning(block) for block in context.blocks if id(block) not in printed.blocks]
    facts = _unreached(printed, context.required)
    first = min(near, default=len(context.expected)) if words else None
    return Lost(tuple(words), tuple(facts), first)


def _unprinted(printed: Printed, expected: Sequence[SourceText]) -> list[int]:
    """The indexes of the texts that no print is left for; whole prints are dealt out first."""
    open_ones = [
        index
        for index, text in enumerate(expected)
        if text.origins and not printed.take_whole(text, text.origins[0])
    ]
    longest_first = sorted(open_ones, key=lambda index: -len(expected[index]))
    return sorted(index for index in longest_first if not _is_printed(printed, expected[index]))


def _is_printed(printed: Printed, text: SourceText) -> bool:
    """Each line of a text of several lines is printed on its own where a cell splits it."""
    origin = text.origins[0]
    if printed.take_part(text, origin):
        return True
    lines = text.split("\n")
    return len(lines) > 1 and all(
        printed.take_whole(line, origin) or printed.take_part(line, origin) for line in lines
    )


def _beginning(block: Block) -> SourceText:
    return SourceText("".join(text.text for text in texts_in((block,)))[:30])


def _unreached(printed: Printed, required: Sequence[Any]) -> list[Any]:
    """The leaves that are not there: their place was not printed, or not what they are called there."""
    named = [(leaf, str(leaf)) for leaf in _in_lists(required)]
    for leaf in required:  # persons and the like
        if not isinstance(leaf, SourceText) and (name := getattr(leaf, "name", None)) and leaf.origins:
            named.append((leaf, str(name)))
    texts = printed.texts_from({leaf.origins[0] for leaf, _ in named}) if named else {}
    unnamed = {id(leaf) for leaf, name in named if not any(name in text for text in texts[leaf.origins[0]])}
    present = printed.places.issuperset
    return [leaf for leaf in required if not present(leaf.origins) or id(leaf) in unnamed]


def _in_lists(required: Sequence[Any]) -> list[SourceText]:
    """The texts that share their place with others: each of them has to stand there, word for word."""
    texts = [leaf for leaf in required if isinstance(leaf, SourceText) and leaf.origins]
    counts = Counter([text.origins[0] for text in texts])
    if len(counts) == len(texts):
        return []
    return [text for text in texts if text and counts[text.origins[0]] > 1]


def lost_facts(context: Context, gone: Lost, kind: str) -> list[Finding]:
    """Findings for facts that the document should show and nothing asked its template to print.

    Where no part of a list (下一步, 存在问题) is printed, the list is told once.
    """
    if not gone.facts:
        return []
    asked = Counter(_list_of(leaf) for leaf in context.required)
    lost = Counter(_list_of(leaf) for leaf in gone.facts)
    findings: dict[object, Finding] = {}
    for leaf in gone.facts:
        origin, whole = leaf.origins[0], _list_of(leaf)
        key = origin.path.rsplit(".", 1)[-1].split("[")[0] or "这一项"
        message = f"“{key}: {_short(str(leaf))}”写了，{kind}里却没有地方印"
        if whole and lost[whole] == asked[whole] > 1:
            key = whole.rsplit(".", 1)[-1]
            message = f"“{key}”写了，{kind}里却没有地方印"
        cure = f"在一节里写“取: {key}”" if attribute_of(key) else "写进正文（文、内容里引用）"
        hint = f"{cure}，或在这份文稿下写“不写: {key}”"
        finding = Finding("F050", Severity.ERROR, message, hint, origin)
        findings.setdefault(message if whole and key == whole.rsplit(".", 1)[-1] else origin, finding)
    return list(findings.values())


def dropped_columns(context: Context, markup: Markup, manuscript: Manuscript, kind: str) -> list[Finding]:
    """Findings for facts that a template's own line 列：… leaves out of the table that held them.

    They were handed to the template and came out of it: only the parsed document shows that they are gone.
    """
    if not COLUMNS_LINE.search(markup.text):
        return []
    blocks = [block for slot in markup.slots if not isinstance(slot, SourceText) for block in slot]
    gone = dropped_places(blocks, manuscript.blocks)
    facts = tuple(leaf for leaf in context.required if not gone.isdisjoint(getattr(leaf, "origins", ())))
    return lost_facts(context, Lost((), facts, None), kind)


def _list_of(leaf: Any) -> str:
    """The path of the list that ``leaf`` is a part of and that a section could take as one; "" if none."""
    steps = leaf.origins[0].path.split(".") if leaf.origins else []
    for index in range(len(steps) - 1, 0, -1):
        name = steps[index].split("[")[0]
        if "[" in steps[index] and attribute_of(name):
            return ".".join([*steps[:index], name])
    return ""


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 20 else line[:20] + "……"


def open_gaps(context: Context, markup: Markup) -> list[Finding]:
    """An error for each 【待填】 of the author that a final document would print.

    A gap of the program's own stands for a missing requirement, which is reported as such.
    """
    findings: dict[tuple[Origin, str], Finding] = {}
    for text, origins in _with_gaps(markup):
        origin = next((origin for origin in origins if origin.file), None)
        if origin is None:
            continue
        said = text[text.index(GAP) :].split("】")[0] + "】"
        message = f"定稿里还有{said}"
        hint = "填上再出定稿；先看样子用 wenming render --draft"
        findings[(origin, said)] = Finding("F041", Severity.ERROR, message, hint, origin)
    return list(findings.values())


def _with_gaps(markup: Markup) -> Iterator[tuple[str, tuple[Origin, ...]]]:
    """The printed texts, those of blocks included, that hold a gap, each with its places."""
    for slot in markup.slots:
        if isinstance(slot, SourceText):
            if GAP in slot:
                yield slot, slot.origins
            continue
        for text in texts_in(slot):
            if GAP in text.text:
                yield text.text, text.origins
