"""The number guard: a figure typed beside a known name, with another value than the facts have.

Somewhat over 300 lines: whatever is asked of a figure (its sum, its parts, what became of it, its
rates) is asked of the same mention, whose manner and unit are found once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from wenming_docs.findings import SourceText, place_in
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.beside import Others, Wrong
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.known import Known, known_indicators, outcome_of
from wenming_docs.words.contexts.phrases import DUE, NUMBER
from wenming_docs.words.contexts.rates import belongs, rate_in, stands_beside, wrong_rate
from wenming_docs.words.contexts.said import (
    Manner,
    agrees,
    amount_of,
    due_day,
    manner_of,
    said_of,
)
from wenming_docs.words.contexts.whose import Reader, reader_of
from wenming_docs.zh.lazy import lazy_pattern

SQUARE = lazy_pattern(r"\[([^\[\]【】]{1,20})\]")


def guard_brackets(composer: Composer, text: SourceText) -> None:
    """[名：数] or [名字] of a known figure: the wrong sort of bracket, which would be printed as it is."""
    for found in SQUARE.finditer(str(text)):
        name = re.split("[：:·]", found[1])[0].strip()
        figure = re.search(r"[：:]\s*\d", found[1])
        if figure or name in composer.ledger.rows_by_name or composer.tree.find(name):
            hint = f"改成【{found[1]}】"
            composer.warn(
                "F054", f"“{found.group()}”用的是方括号，会照原样印", hint, place_in(text, found.start())
            )


_COVERED = lazy_pattern(r"【[^【】]*】|《[^《》]*》")
_SENTENCE = lazy_pattern(r"[^。！？；\n]+")
_CLAUSE = lazy_pattern(r"[^，、：,]+")
_WORTH = lazy_pattern(r"\d|[二两三四五六七八九十百千万]")
_SOME = lazy_pattern("每|以下的|[由归]")
_END = ("", *"，。；、：（）")
_AS_GOAL = lazy_pattern(
    "(?:是|为)?(?:全年|年度|今年|本年度|年初|既定|原定|预定)*的?(?:总|年度)?(?:目标|任务|计划|指标)"
)
"""Behind a figure: 更新课桌椅800套的任务."""
_GOAL_INSIDE = lazy_pattern("不少于|不低于|至少|目标|计划")
_UNITS_ONLY = lazy_pattern("(?:[，、：（]|其中|□(?:为|有|达|完成)?[\\d.]+[万亿]?[余多]?[一-鿿]{0,3})*")


def guard_numbers(composer: Composer, text: SourceText) -> None:
    """F028: figures in prose beside an indicator, a task, a sort of unit or an honour of the facts.

    What the program fills in itself (【】) and titles in 《》 are not looked at.
    """
    if not _WORTH.search(text):
        return
    if composer.guard is None:
        composer.guard = _Guard(composer)
    guard: _Guard = composer.guard
    for wrong in guard.judge(str(text), "下一步" in (text.origin.path if text.origin else "")):
        place = place_in(text, wrong.start)
        composer.warn("F028", f"“{wrong.words}”和{wrong.fact}对不上", wrong.cure, place)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure beside a name: its clause begins at ``clause``, the words go from ``start`` to ``end``.

    ``unit`` is whose it is, "" the office's, None where nobody knows; ``measure`` is one that only the
    facts know (1.3万笔).
    """

    known: Known
    manner: Manner
    unit: str | None
    clause: int
    start: int
    end: int
    figure: re.Match[str]
    measure: str = ""


class _Guard:
    """What is known for one document, ready to be looked for."""

    def __init__(self, composer: Composer) -> None:
        self.period = composer.period
        self.forward = composer.looks_forward
        self.known = known_indicators(composer)
        self.objects: dict[str, list[Known]] = {}
        for known in self.known:
            self.objects.setdefault(known.noun, []).append(known)
        self._composer = composer
        self.called = {known.name: known.called(len(self.objects[known.noun]) == 1) for known in self.known}
        self.others = Others(composer, self.known, lambda: reader_of(composer).office)
        self._judged: dict[tuple[str, bool], tuple[Wrong, ...]] = {}

    @cached_property
    def reader(self) -> Reader:
        """Who is who; its patterns are made for the first figure beside a known name."""
        return reader_of(self._composer)

    def judge(self, text: str, to_come: bool) -> tuple[Wrong, ...]:
        """Every figure of a text that does not fit, by its place in the text; one a place.

        ``to_come``: it stands under 下一步. A text is judged once, however often it is printed.
        """
        key = text, to_come
        if key not in self._judged:
            self._judged[key] = tuple(self._wrong_in_text(text, to_come))
        return self._judged[key]

    def _wrong_in_text(self, text: str, to_come: bool) -> Iterator[Wrong]:
        plain = text
        if "【" in text or "《" in text:
            plain = _COVERED.sub(lambda found: "□" * len(found.group()), text)
            if not _WORTH.search(plain):
                return
        near = [known for known in self.known if known.noun in plain]
        if not (near or self.others.may_tell_of(plain)):
            return
        for sentence in _SENTENCE.finditer(plain):
            told: set[int] = set()
            for wrong in self.wrong_in(sentence.group(), near, to_come):
                if wrong.start not in told:
                    told.add(wrong.start)
                    yield replace(wrong, start=sentence.start() + wrong.start)

    def wrong_in(self, sentence: str, near: Sequence[Known], to_come: bool) -> Iterator[Wrong]:
        """Every figure of one sentence that does not fit; ``near`` are the indicators it may be about."""
        mentions: list[_Mention] = []
        for clause in _CLAUSE.finditer(sentence) if near else ():
            for mention in self._mentions(sentence, clause, near):
                mentions.append(mention)
                yield from self._judge(sentence, mention, to_come)
            if mentions:
                yield from self._parts(sentence, clause, mentions[-1])
                yield from self._so_far(sentence, clause, mentions[-1])
                yield from self._handled(sentence, clause, mentions[-1])
                yield from self._rate(sentence, clause, mentions[-1])
        if near and not mentions:
            yield from self._rate_alone(sentence, near)
        yield from self.others.wrong_in(sentence)

    # indicators

    def _mentions(self, sentence: str, clause: re.Match[str], near: Sequence[Known]) -> Iterator[_Mention]:
        text = clause.group()
        taken: set[int] = set()
        for known in near:  # the longest names first
            if known.noun not in text:
                continue
            for start, end, figure in said_of(self.called[known.name], sentence, clause.span()):
                if figure.start("number") not in taken:
                    taken.add(figure.start("number"))
                    manner, unit = self._whose(sentence, clause.start(), start, known)
                    if start == figure.start() and sentence[clause.start() : start].endswith("将"):
                        manner = replace(manner, ahead=False)  # 将5600条小广告清理干净: no future
                    measure = known.measure_at(sentence, end) if end == figure.end() else ""
                    if measure and not figure["measure"] and not figure["after"]:
                        end += len(measure)
                    else:
                        measure = ""
                    yield _Mention(known, manner, unit, clause.start(), start, end, figure, measure)

    def _whose(self, sentence: str, clause: int, start: int, known: Known) -> tuple[Manner, str | None]:
        """How and of which unit a figure at ``start`` is meant."""
        before = sentence[:start]
        lead = known.doings.sub("", sentence[clause:start])
        return manner_of(before, lead, self.reader), self.reader.unit_before(before, clause, known.leads)

    def _judge(self, sentence: str, mention: _Mention, to_come: bool) -> Iterator[Wrong]:
        known, manner, figure = mention.known, mention.manner, mention.figure
        said = amount_of(figure)
        if said is not None and mention.measure:
            said = replace(said, measure=mention.measure)
        after = sentence[mention.end :]
        if said is None or not known.has_measure(said, after[:1]):
            return
        between = sentence[mention.start : figure.start("number")]
        goal = manner.goal or bool(_GOAL_INSIDE.search(between) or _AS_GOAL.match(after))
        if manner.other or mention.unit is None or _SOME.search(between + after[:2]):
            return
        if after.startswith("的") and not goal:  # 发放手册2000册的村: some of them
            return
        if known.is_stock and after[:1] not in _END:  # 志愿者50人到场: some of them
            return
        ahead = (
            manner.ahead
            or self._is_to_come(manner)
            or to_come
            or bool(re.search("不少于|不低于|至少|力争", between))
        )
        words = sentence[mention.start : mention.end].strip("（：: ")
        if ahead or goal or self.forward:
            before = sentence[: mention.start]
            if known.goal is None or not self._is_its_time(manner, known) or mention.unit:
                return
            if (not goal and to_come) or self._is_milestone(before, known):
                return
            amounts = [*known.goals(), *(() if goal and not self.forward else known.amounts(manner, ""))]
            fact, cure = f"工作目标里的“{known.goal}”", f"写成【{known.name}·目标】，数由程序填"
        else:
            amounts = known.amounts(manner, mention.unit)
            if amounts and not self.reader.units.search(sentence, mention.clause, mention.start):
                amounts = [*amounts, *known.amounts(manner, "")]  # 东院区完工后，开展义诊66场: of all three
            value = known.value(manner, mention.unit)
            fact = f"成果里的“{value}”" if value is not None else "成果里记的数"
            suffix = f"·{mention.unit}" if mention.unit else ""
            cure = f"写成“{known.name}【{known.name}{suffix}】”，数由程序填"
        decimals = len(figure["number"].partition(".")[2])
        like = [amount for amount in amounts if known.like(amount, said)]
        if manner.part and not all((said.value or 0) > (amount.value or 0) for amount in like):
            return
        if like and not any(agrees(said, amount, decimals) for amount in like):
            yield Wrong(mention.start, words, fact, cure)

    def _is_to_come(self, manner: Manner) -> bool:
        """Whether a figure is of a time that the document's period does not see the end of: 全年 in July."""
        return bool(manner.period and self.period and manner.period.end > self.period.end)

    def _is_whole(self, manner: Manner) -> bool:
        """Whether a figure is of the document's period, or of all up to its end (截至5月底)."""
        period = self.period
        return manner.period is None or (
            manner.until and period is not None and manner.period.end == period.end
        )

    def _is_its_time(self, manner: Manner, known: Known) -> bool:
        """Whether a planned figure is meant for the whole year, or for the day its target is due (10月底)."""
        period = manner.period
        if period is None:
            return True
        whole = (period.start, period.end) == (
            date(self.reader.year or 1, 1, 1),
            date(self.reader.year or 1, 12, 31),
        )
        return whole or (manner.until and period.end in self.others.due.get(known.name, set()))

    def _is_milestone(self, before: str, known: Known) -> bool:
        """Whether a figure of a plan stands behind another day than its target's: a step on the way."""
        days = [due_day(found, self.reader.year) for found in re.findall(DUE, before)]
        due = self.others.due.get(known.name, set())
        return bool(days) and days[-1] not in due

    def _so_far(self, sentence: str, clause: re.Match[str], mention: _Mention) -> Iterator[Wrong]:
        """清理楼道18个，累计44个: the sum up to now of the figure before."""
        found = re.compile(rf"(?:今年)?(?:累计|共计|合计)(?:达到|达|为)?{NUMBER}$").match(
            sentence, clause.start(), clause.end()
        )
        said = amount_of(found) if found else None
        if (
            found is None
            or said is None
            or self.forward
            or self.reader.unit_before(sentence[: found.start()], 0, mention.known.leads) != ""
        ):
            return
        amounts = mention.known.amounts(Manner(), "")
        like = [a for a in amounts if a.canonical_measure == said.canonical_measure]
        decimals = len(found["number"].partition(".")[2])
        if like and not any(agrees(said, amount, decimals) for amount in like):
            name = mention.known.name
            fact = f"成果里的“{mention.known.so_far()}”"
            yield Wrong(found.start(), found.group(), fact, f"写成【{name}·累计】，数由程序填")

    def _handled(self, sentence: str, clause: re.Match[str], mention: _Mention) -> Iterator[Wrong]:
        """60件，已办结52件: what became of the figure before."""
        if (
            mention.manner.other
            or mention.manner.part
            or mention.unit is None
            or clause.start() < mention.end
        ):
            return
        quantity = mention.known.value(mention.manner, mention.unit)
        outcome = outcome_of(quantity) if quantity is not None else None
        if outcome is None:
            return
        word, known = outcome
        pattern = re.compile(rf"(?:其中|目前|现|已经|已|均|共)*{re.escape(word)}(?:了|完成)?{NUMBER}")
        found = pattern.match(sentence, clause.start(), clause.end())
        said = amount_of(found) if found else None
        if found is None or said is None or agrees(said, known):
            return
        if said.measure == known.measure or sentence.startswith(known.measure, found.end()):
            cure = f"写成【{mention.known.name}】，连同办结的数由程序填"
            yield Wrong(found.start(), found.group(), f"成果里的“{quantity}”", cure)

    def _parts(self, sentence: str, clause: re.Match[str], mention: _Mention) -> Iterator[Wrong]:
        """增设停车泊位300个，其中东门社区88个、西门社区60个: what units have of the figure before."""
        said_of_all = (
            not mention.manner.other and not mention.manner.part and mention.unit == "" and not self.forward
        )
        between = sentence[mention.end : clause.start()]
        if (
            not said_of_all
            or clause.start() < mention.end
            or not _UNITS_ONLY.fullmatch(self.reader.units.sub("□", between))
        ):
            return
        part = re.compile(rf"(?:其中)?(?P<unit>{self.reader.units.pattern})(?:为|有|达|完成)?{NUMBER}")
        found = part.fullmatch(sentence, clause.start(), clause.end())
        said = amount_of(found) if found else None
        if found is None or said is None or not mention.known.has_measure(said, "，"):
            return
        name, unit = mention.known.name, found["unit"]
        amounts = mention.known.amounts(mention.manner, unit)
        decimals = len(found["number"].partition(".")[2])
        if amounts and not any(agrees(said, amount, decimals) for amount in amounts):
            fact = f"成果里的“{mention.known.value(mention.manner, unit)}”"
            yield Wrong(
                found.start("unit"), found.group().removeprefix("其中"), fact, f"写成【{name}·{unit}】"
            )

    def _rate(self, sentence: str, clause: re.Match[str], mention: _Mention) -> Iterator[Wrong]:
        """完成年度目标的74%, 办结率90%: what follows from the figure before."""
        found, manner = rate_in(clause.group()), mention.manner
        if found is None or manner.other or manner.part or mention.unit != "" or not self._is_whole(manner):
            return
        between = sentence[mention.end : clause.start() + found.start()]
        if belongs(found, mention.known, between):
            yield from wrong_rate(mention.known, found, clause.start())

    def _rate_alone(self, sentence: str, near: Sequence[Known]) -> Iterator[Wrong]:
        """用水投诉件件有回音，办结率99%: a rate in a sentence that says the figure itself nowhere."""
        found = rate_in(sentence)
        asked = [known for known in near if known.noun in sentence[: found.start()]] if found else []
        if found is None or len(asked) != 1:
            return
        known, called = asked[0], self.called[asked[0].name]
        at = sentence.rfind(known.noun, 0, found.start())
        start = next((at - len(verb) for verb in called.verbs if sentence.endswith(verb, 0, at)), at)
        clause = max(sentence.rfind(mark, 0, start) for mark in "，、：,") + 1
        manner, unit = self._whose(sentence, clause, start, known)
        if manner.other or manner.part or manner.period or unit != "" or not (start < at or called.alone):
            return
        between = sentence[at + len(known.noun) : found.start()]
        if stands_beside(between) and belongs(found, known, between):
            yield from wrong_rate(known, found, 0)
