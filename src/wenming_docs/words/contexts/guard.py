"""The number guard: a figure typed beside a known name, with another value than the facts have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wenming_docs.findings import SourceText, place_in
from wenming_docs.words.contexts.beside import Others, Wrong
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.known import Known, known_indicators
from wenming_docs.words.contexts.said import (
    DUE,
    NUMBER,
    Manner,
    agrees,
    amount_of,
    due_day,
    manner_of,
    said_of,
)

SQUARE = re.compile(r"\[([^\[\]【】]{1,20})\]")


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


_COVERED = re.compile(r"【[^【】]*】|《[^《》]*》")
_SENTENCE = re.compile(r"[^。！？；\n]+")
_CLAUSE = re.compile(r"[^，、：,]+")
_WORTH = re.compile(r"\d|[二两三四五六七八九十百千万]")


def guard_numbers(composer: Composer, text: SourceText) -> None:
    """F028: figures in prose beside an indicator, a task, a sort of unit or an honour of the facts.

    What the program fills in itself (【】) and titles in 《》 are not looked at.
    """
    plain = _COVERED.sub(lambda found: "□" * len(found.group()), str(text))
    if not _WORTH.search(plain):
        return
    if composer.guard is None:
        composer.guard = _Guard(composer)
    guard: _Guard = composer.guard
    near = [known for known in guard.known if known.noun in plain]
    path = text.origin.path if text.origin else ""
    for sentence in _SENTENCE.finditer(plain):
        told: set[int] = set()
        for wrong in guard.wrong_in(sentence.group(), near, path):
            if wrong.start not in told:
                told.add(wrong.start)
                place = place_in(text, sentence.start() + wrong.start)
                composer.warn("F028", f"“{wrong.words}”和{wrong.fact}对不上", wrong.cure, place)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure beside a name: the clause before it begins at ``start``, the words end at ``end``."""

    known: Known
    start: int
    end: int
    figure: re.Match[str]


class _Guard:
    """What is known for one document, ready to be looked for."""

    def __init__(self, composer: Composer) -> None:
        workspace = composer.workspace
        self.year = workspace.year
        self.forward = composer.looks_forward
        self.known = known_indicators(composer)
        self.objects: dict[str, list[Known]] = {}
        for known in self.known:
            self.objects.setdefault(known.noun, []).append(known)
        self.units = sorted(map(str, workspace.unit.units()), key=len, reverse=True)
        names = [workspace.unit.name, workspace.unit.abbreviation, workspace.unit.self_name]
        own = [re.escape(str(name)) for name in names if name]
        short = re.escape(str(workspace.unit.self_name or "")[1:])
        own += [rf"(?:全|本|我|各)?{short}"] if short else []
        units = [re.escape(unit) for unit in self.units]
        self.own = re.compile("|".join([*units, *own, "全[市县区镇乡村街局院校馆系]"]))
        self.others = Others(composer, self.known)

    def wrong_in(self, sentence: str, near: Sequence[Known], path: str) -> Iterator[Wrong]:
        """Every figure of one sentence that does not fit; ``near`` are the indicators it may be about."""
        mentions: list[_Mention] = []
        for clause in _CLAUSE.finditer(sentence):
            for mention in self._mentions(sentence, clause, near):
                mentions.append(mention)
                yield from self._judge(sentence, clause.start(), mention, path)
            if mentions:
                yield from self._so_far(sentence, clause, mentions[-1])
                yield from self._handled(sentence, clause, mentions[-1])
                yield from self._rate(sentence, clause, mentions[-1])
        yield from self.others.wrong_in(sentence)

    # indicators

    def _mentions(self, sentence: str, clause: re.Match[str], near: Sequence[Known]) -> Iterator[_Mention]:
        text = clause.group()
        taken: set[int] = set()
        for known in near:  # the longest names first
            if known.noun not in text:
                continue
            alone = len(self.objects[known.noun]) == 1
            for start, end, figure in said_of(known.verb, known.noun, sentence, clause.span(), alone):
                if figure.start("number") not in taken:
                    taken.add(figure.start("number"))
                    yield _Mention(known, start, end, figure)

    def _judge(self, sentence: str, clause: int, mention: _Mention, path: str) -> Iterator[Wrong]:
        known, figure = mention.known, mention.figure
        said = amount_of(figure)
        if said is None or not known.has_measure(said, sentence[mention.end : mention.end + 1]):
            return
        before = sentence[: mention.start]
        between = sentence[mention.start : figure.start("number")]
        lead = sentence[clause : mention.start]
        if not between:  # 将5600条小广告清理干净: no future
            lead = lead.removesuffix("将")
        manner = manner_of(before, lead, self.own, self.year)
        ahead = manner.ahead or "下一步" in path or bool(re.search("不少于|不低于|至少|力争", between))
        goal = manner.goal or bool(re.search("不少于|不低于|至少|目标|计划", between))
        if manner.other or (re.search("每|以上的|以下的", between + sentence[mention.end : mention.end + 2])):
            return
        decimals = len(figure["number"].partition(".")[2])
        words = sentence[mention.start : mention.end].strip("（：: ")
        if ahead or goal or self.forward:
            if known.goal is None or not self._is_its_time(manner, known):
                return
            if (
                not goal
                and "下一步" in path
                or self._unit_before(before)
                or self._is_milestone(before, known)
            ):
                return
            known_amounts = [
                *known.goals(),
                *(() if goal and not self.forward else known.amounts(manner, "")),
            ]
            fact, cure = f"工作目标里的“{known.goal}”", f"写成【{known.name}·目标】，数由程序填"
        else:
            unit = self._unit_before(before)
            known_amounts = known.amounts(manner, unit)
            value = known.value(manner, unit)
            fact = f"成果里的“{value}”" if value is not None else "成果里记的数"
            suffix = f"·{unit}" if unit else ""
            cure = f"写成“{known.name}【{known.name}{suffix}】”，数由程序填"
        measured = [a for a in known_amounts if known.like(a, said)]
        if measured and not any(agrees(said, amount, decimals) for amount in measured):
            yield Wrong(mention.start, words, fact, cure)

    def _is_its_time(self, manner: Manner, known: Known) -> bool:
        """Whether a planned figure is meant for the whole year, or for the day its target is due (10月底)."""
        period = manner.period
        if period is None:
            return True
        whole = (period.start, period.end) == (date(self.year or 1, 1, 1), date(self.year or 1, 12, 31))
        return whole or (manner.until and period.end in self.others.due.get(known.name, set()))

    def _is_milestone(self, before: str, known: Known) -> bool:
        """Whether a figure of a plan stands behind another day than its target's: a step on the way."""
        days = [due_day(found, self.year) for found in re.findall(DUE, before)]
        due = self.others.due.get(known.name, set())
        return bool(days) and days[-1] not in due

    def _unit_before(self, before: str) -> str:
        """The unit named last before a figure, "" for the office as a whole."""
        ends = {unit: before.rfind(unit) for unit in self.units if unit in before}
        return max(ends, key=lambda unit: ends[unit]) if ends else ""

    def _so_far(self, sentence: str, clause: re.Match[str], mention: _Mention) -> Iterator[Wrong]:
        """清理楼道18个，累计44个: the sum up to now of the figure before."""
        found = re.compile(rf"(?:今年)?(?:累计|共计|合计)(?:达到|达|为)?{NUMBER}$").match(
            sentence, clause.start(), clause.end()
        )
        said = amount_of(found) if found else None
        if found is None or said is None or self._unit_before(sentence[: found.start()]) or self.forward:
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
        quantity = mention.known.value(Manner(), "")
        if quantity is None or quantity.handled is None or clause.start() < mention.end:
            return
        word = re.escape(re.sub("^[已现均]+|[了为达]+$", "", quantity.handled_word))
        pattern = re.compile(rf"(?:其中|目前|现|已经|已|均|共)*{word}(?:了|完成)?{NUMBER}")
        found = pattern.match(sentence, clause.start(), clause.end())
        said = amount_of(found) if found else None
        if found and said and said.measure == quantity.handled.measure and not agrees(said, quantity.handled):
            cure = f"写成【{mention.known.name}】，连同办结的数由程序填"
            yield Wrong(found.start(), found.group(), f"成果里的“{quantity}”", cure)

    def _rate(self, sentence: str, clause: re.Match[str], mention: _Mention) -> Iterator[Wrong]:
        """完成年度目标的74%, 办结率90%: what follows from the figure before."""
        text, name = clause.group(), mention.known.name
        before = sentence[: mention.start]
        manner = manner_of(before, "", self.own, self.year)
        found = _COMPLETED.search(text) or _HANDLING_RATE.search(text)
        if found is None or manner.other or manner.period or self._unit_before(before):
            return
        completed = found.re is _COMPLETED
        rates = mention.known.completion() if completed else mention.known.handling()
        typed = found["rate"]
        asked = "完成率" if completed else "办结率"
        if rates and not any(_rounds_to(rate, typed) for rate in rates):
            fact = f"算出来的“{rates[0]}”"
            cure = f"写成【{name}·{asked}】，由程序算"
            yield Wrong(clause.start() + found.start(), found.group(), fact, cure)


_COMPLETED = re.compile(
    r"(?:(?:全年|年度|年初|既定|总|预定)*(?:目标|计划|任务)(?:任务|总数|数|量)?的|完成率(?:为|达到|达)?)"
    r"(?P<rate>\d+(?:\.\d+)?)%"
)
_HANDLING_RATE = re.compile(
    r"(?:办结|办理|答复|整改|处理|解决|销号|回复)率(?:为|达到|达)?(?P<rate>\d+(?:\.\d+)?)%"
)


def _rounds_to(rate: str, typed: str) -> bool:
    """Whether 66.7% may be typed as ``typed``: 66.7, 67 or, cut off, 66."""
    exact = float(rate.rstrip("%"))
    places = len(typed.partition(".")[2])
    return abs(exact - float(typed)) <= 0.51 * 10**-places or int(exact) == float(typed)
