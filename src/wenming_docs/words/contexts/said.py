"""How a sentence says a figure: the number with its measure, and whose, when and how it was meant.

Only what a reader takes for certain is read; a figure of a part, of an occasion, of another year, of
each month is somebody else's and comes back as ``other``. So does one of a subject nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wenming_docs.facts.values import Amount, BadValue, Deadline, Period
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.phrases import (
    AHEAD,
    ATTACHED,
    DUE,
    EACH,
    FIGURE,
    FIGURE_BEFORE,
    GAP,
    GOAL,
    NOBODY,
    OTHER,
    OUTSIDERS,
    PARTNER,
    PERSON,
    PLAIN_FIGURE,
    SAME,
    SO_FAR,
    TIME,
)
from wenming_docs.words.contexts.whose import Reader
from wenming_docs.zh import parse_chinese_number
from wenming_docs.zh.lazy import lazy_pattern

_CHINESE_MONTH = lazy_pattern("[一二三四五六七八九十]{1,2}(?=月)")
_FARTHEST = 6
"""Characters between an object and the verb behind it: 小广告全部被清理."""


@dataclass(frozen=True, slots=True)
class Called:
    """What prose may call an indicator: one of ``verbs`` with ``noun``, between them also one of ``inner``.

    ``alone``: the noun means nothing else, so 讲座64场 at the head of a clause is its figure too.
    """

    verbs: tuple[str, ...]
    noun: str
    inner: tuple[str, ...] = ()
    alone: bool = False


def verbs_like(verb: str) -> tuple[str, ...]:
    """``verb`` and those that say the same of its object, itself first."""
    same = next((group for group in SAME if verb in group), ())
    return (verb, *(other for other in same if other != verb))


def said_of(name: Called, sentence: str, clause: tuple[int, int]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where the clause says a figure of ``name``: start and end of the words, the number's match.

    清理小广告5条, 清理了5条小广告, 5条小广告被清理, 小广告已清理5条; and 小广告5条 at the head of the
    clause. The patterns are shared: compiling some for each name would take longer than all the rest.
    """
    first, last = clause
    noun = name.noun
    at = sentence.find(noun, first, last)
    while at >= 0:
        end = at + len(noun)
        verb_at = _verb_before(name, sentence, first, at)
        if verb_at is not None and (figure := FIGURE.match(sentence, end, last)):
            yield verb_at, figure.end(), figure
        elif figure := FIGURE_BEFORE.search(sentence, first, at):
            verb_at = _verb_before(name, sentence, first, figure.start())
            behind = _verb_behind(name, sentence, end, last)
            if verb_at is not None:
                yield verb_at, end, figure
            elif behind is not None:
                yield figure.start(), behind, figure
        elif (behind := _verb_next(name, sentence, end, last)) is not None:
            if figure := FIGURE.match(sentence, behind, last):
                yield at, figure.end(), figure
        elif name.alone and at == first and (figure := PLAIN_FIGURE.match(sentence, end, last)):
            yield at, figure.end(), figure
        at = sentence.find(noun, end, last)


def _verb_before(name: Called, sentence: str, first: int, at: int) -> int | None:
    """Where the verb stands before ``at``, with nothing but 了, 出, 共 between; None if it does not."""
    for verb in name.verbs:
        place = sentence.rfind(verb, first, at)
        end = place + len(verb)
        if place >= 0 and (sentence[end:at] in name.inner or GAP.fullmatch(sentence, end, at)):
            return place
    return None


def _verb_behind(name: Called, sentence: str, end: int, last: int) -> int | None:
    """Where the verb ends that stands a few characters behind ``end``."""
    for verb in filter(None, name.verbs):
        at = sentence.find(verb, end, min(last, end + _FARTHEST + len(verb)))
        if at >= 0:
            return at + len(verb)
    return None


def _verb_next(name: Called, sentence: str, end: int, last: int) -> int | None:
    """Where the verb ends that follows ``end`` at once: 小广告清理, 小广告已清理."""
    filler = SO_FAR.match(sentence, end, last)
    for verb in filter(None, name.verbs):
        if filler and sentence.startswith(verb, filler.end(), last):
            return filler.end() + len(verb)
    return None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a figure is meant: ``other`` somebody else's, ``ahead`` a plan, ``goal`` what a target says.

    ``period`` is the stretch it names itself (None: the document's), ``until`` only its end (3月底).
    ``part`` is what may be less than all, as it was done with others.
    """

    other: bool = False
    ahead: bool = False
    goal: bool = False
    period: Period | None = None
    until: bool = False
    part: bool = False


def manner_of(sentence: str, clause: str, reader: Reader) -> Manner:
    """How a figure is meant with ``sentence`` before it, of which ``clause`` is the last part."""
    if partner := PARTNER.match(clause):
        alone = manner_of(sentence, clause[partner.end() :], reader)
        return replace(alone, part=True) if not alone.ahead else Manner(other=True)
    if EACH.search(clause) or OTHER.search(sentence) or PERSON.search(sentence) or ATTACHED.search(clause):
        return Manner(other=True)
    if not is_nobody(clause, reader) or OUTSIDERS.fullmatch(reader.own.sub("", TIME.sub("", clause))):
        return Manner(other=True)
    times = list(TIME.finditer(sentence))
    ahead, goal = bool(AHEAD.search(clause)), bool(GOAL.search(clause))
    if not times or times[-1]["now"] or _is_now(times, reader):
        return Manner(ahead=ahead, goal=goal)
    head = len(sentence) - len(clause)
    if times[-1]["other"] or any(time["other"] for time in times if time.start() >= head):
        return Manner(other=True)
    typed = times[-1]["span"]
    try:
        digits = _CHINESE_MONTH.sub(lambda month: str(int(parse_chinese_number(month[0]))), typed)
        period = Period.parse(re.sub("[底末]$", "", digits), year=reader.year)
    except BadValue:
        return Manner(other=True)
    return Manner(False, ahead, goal, period, typed.endswith(("底", "末")))


def _is_now(times: list[re.Match[str]], reader: Reader) -> bool:
    """Whether the last time said is the document's own: 本月 of a monthly report, 当月 if it is alone."""
    said = times[-1]["other"]
    return said in reader.current and (said.startswith("本") or len(times) == 1)


def is_nobody(words: str, reader: Reader) -> bool:
    """Whether ``words`` name nobody but the office and its units, and nothing but times and manners."""
    return not NOBODY.sub("", reader.own.sub("", TIME.sub("", re.sub(DUE, "", words)))).strip()


def amount_of(found: re.Match[str]) -> Amount | None:
    """The amount that a match of :data:`NUMBER` says; None for a numeral that is none."""
    scale = found["scale"] or ""
    try:
        value = parse_chinese_number(found["number"].replace(",", ""))
        value *= parse_chinese_number(f"1{scale}") if scale else 1
    except ValueError:
        return None
    after = found["inner"] or found["after"] or ""
    return Amount(value, found["measure"] or "", found["before"] or "", after, scale=scale)


_LITTLE = Decimal("0.05")
_FAR = Decimal("1.2")
"""超过35公里 is still fair of 38; of 50 nobody would say it."""
_BEYOND = {"以上", "超过", "超", "逾", "突破"}
_MORE = ("余", "多", "有余", "来", "以上", "之多", "超过", "超", "逾", "突破", "上")


def agrees(said: Amount, known: Amount, decimals: int = 0) -> bool:
    """Whether prose may say ``said`` of ``known``: 近5000条 of 4920条, 1.2万份 of 12000份.

    ``decimals`` are the places typed behind the point.
    """
    if known.value is None or said.value is None:
        return True
    if known.upper is not None:
        return known.value <= said.value <= known.upper
    if said.value == known.value:
        return True
    if known.scale and not known.approximate:
        known = replace(known, scale="")  # 1.2万份 of the facts is no rounding
    low, high = _stretch(said, decimals)
    if low == high and not known.approximate:
        return False
    if low == high:
        return bool(known.before) and _stretch(known, 0)[0] <= low <= _stretch(known, 0)[1]
    least, most = _stretch(known, 0)
    return low <= most and least <= high


def _stretch(amount: Amount, decimals: int) -> tuple[Decimal, Decimal]:
    """Between which numbers the true one lies."""
    assert amount.value is not None
    value, words = amount.value, {amount.before, amount.after} - {""}
    if words & _BEYOND:
        return value, max(value * _FAR, value + _step(value) * Decimal("0.999"))
    if words & set(_MORE):
        return value, value + _step(value) * Decimal("0.999")
    if words & {"近", "将近", "接近"}:
        return value * Decimal("0.9"), value
    if words:
        return value * (1 - _LITTLE), value * (1 + _LITTLE)
    if amount.scale in ("万", "亿"):
        half = parse_chinese_number(f"1{amount.scale}") / 10**decimals / 2
        return value - half, value + half
    return value, value


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that is no zero: 100 for 8900."""
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def due_day(text: str, year: int | None) -> date | None:
    """The day that 6月底前 names; None where it can be read in two ways."""
    try:
        deadline = Deadline.parse(text)
    except BadValue:
        return None
    return None if deadline.ambiguous else deadline.latest(year)
