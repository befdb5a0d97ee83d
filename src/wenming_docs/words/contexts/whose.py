"""Whose figure a sentence tells: the office and its units, as the facts call them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.zh import chinese_numeral

_CURRENT = ((8, ("本周", "当周")), (31, ("本月", "当月")), (92, ("本季度", "本季", "当季")))
"""What a report over fewer days calls its own period."""
_OF_A_PLACE = tuple("县市区镇乡村局委府办") + ("街道", "社区")
"""Offices that speak for the place they are named after; to a school, 全市 is others too."""
_AND = tuple("、和与及")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is who for one document, and when it is.

    ``units`` matches a unit (东门社区), ``office`` what the office calls itself and all of its own
    (我街道, 全街道), ``own`` either, and 学校 of a school. ``year`` is the plan's; ``current`` are the
    words for the document's own period (本月 in a monthly report).
    """

    units: re.Pattern[str]
    office: re.Pattern[str]
    own: re.Pattern[str]
    year: int | None
    current: tuple[str, ...] = ()

    def unit_before(self, before: str, clause: int, leads: Collection[str]) -> str | None:
        """The unit whose figure follows ``before``, "" for the whole office, None where it may be several.

        ``clause`` is where the figure's own clause begins. A unit of ``leads`` answers for all of it and
        says the office's figure; so does 全街道 behind a unit.
        """
        named = list(self.units.finditer(before))
        if not named:
            return ""
        last = named[-1]
        several = len({unit.group() for unit in named if unit.start() >= clause}) > 1
        if several or before[last.start() - 1 : last.start()] in _AND:
            return None
        if self.office.search(before, last.end()) or last.group() in leads:
            return ""
        return last.group()


def reader_of(composer: Composer) -> Reader:
    """The reader of the document being composed."""
    units = _one_of(map(str, composer.workspace.unit.units()))
    office = _one_of(_names_of_office(composer))
    short = re.escape(_short(composer))
    beside = rf"[各学医]?{short}[里上内]?" if short else "(?!)"
    own = re.compile(f"{units.pattern}|{office.pattern}|{beside}")
    return Reader(units, office, own, composer.workspace.year, _current(composer))


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of ``names``, the longest first; of none it matches nothing."""
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")


def _short(composer: Composer) -> str:
    """街道 of 我街道."""
    return str(composer.workspace.unit.self_name or "")[1:]


def _names_of_office(composer: Composer) -> list[str]:
    unit, short = composer.workspace.unit, _short(composer)
    names = [str(name) for name in (unit.name, unit.abbreviation, unit.self_name) if name]
    names += [f"{word}{short}" for word in "全本我"] if short else []
    if short.endswith(_OF_A_PLACE):
        names += [f"全{level}" for level in "市县区镇乡村街" if level in str(unit.name)]
    for group in (*unit.subordinates, *unit.departments):
        count = len(group.units)
        if group.sort and count > 1:
            names += [f"{number}个{group.sort}" for number in (count, chinese_numeral(count))]
            names += [f"两个{group.sort}"] if count == 2 else []
    return names


def _current(composer: Composer) -> tuple[str, ...]:
    """What the document may call its own period: 本月 in a monthly report."""
    period = composer.period
    if period is None or period.start is None:
        return ()
    days = (period.end - period.start).days + 1
    return next((words for most, words in _CURRENT if days <= most), ())
