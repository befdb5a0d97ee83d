"""Reading the entries of a deadline: which day, month end, ten-day stretch or rhythm each one names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from wenming_docs.facts.values.base import GAP, BadValue
from wenming_docs.facts.values.frequency import is_frequency
from wenming_docs.facts.values.spelling import tidy
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, last_day, parse_chinese_number, pieces, ten_day_range
from wenming_docs.zh.dates import check_day, check_month
from wenming_docs.zh.lazy import lazy_pattern


class DeadlineKind(StrEnum):
    """What a deadline names. MONTH is a month without 底; VAGUE is 节前, 近期, 长期坚持."""

    DAY = "day"
    MONTH_END = "month_end"
    MONTH = "month"
    TENDAYS = "tendays"
    YEAR_END = "year_end"
    FREQUENCY = "frequency"
    VAGUE = "vague"
    UNKNOWN = "unknown"


_STANDING = lazy_pattern("长期|常年|全年|常态化|持续|坚持|日常")


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """One time and what has to be done by then ("" if that is the task itself).

    ``third`` counts the ten-day stretches 上旬, 中旬, 下旬; ``next_year`` marks 明年 and 次年;
    ``starts`` a beginning (从七月份开始), which is no due day.
    """

    what: str
    text: str
    kind: DeadlineKind
    month: int | None = None
    day: int | None = None
    year: int | None = None
    third: int | None = None
    ambiguous: bool = False
    next_year: bool = False
    starts: bool = False

    @property
    def standing(self) -> bool:
        """Whether it is a lasting duty (长期坚持, 全年), which is vague but in order."""
        return self.kind is DeadlineKind.VAGUE and _STANDING.search(self.text) is not None

    def named(self, what: str) -> DeadlineEntry:
        """The same time for the item ``what``."""
        return replace(self, what=what)

    def due(self, year: int | None) -> date | None:
        """The last day that is in time; None without a year, without a day, or if that year lacks it."""
        actual = self.year or (None if year is None else year + self.next_year)
        if actual is None or self.starts or not 1 <= actual <= 9999:
            return None
        if self.kind is DeadlineKind.YEAR_END:
            return date(actual, 12, 31)
        if self.month is None:
            return None
        if self.kind is DeadlineKind.TENDAYS:
            return ten_day_range(actual, self.month, self.third or 3)[1]
        last = last_day(actual, self.month)
        if self.day is not None and self.day > last:
            return None
        return date(actual, self.month, self.day or last)

    def strictly_due(self, year: int | None) -> date | None:
        """Like :meth:`due`, but 11月前 ends with October."""
        day = self.due(year)
        return day.replace(day=1) - timedelta(days=1) if day and self.ambiguous else day


_DOTTED_DAY = r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[日号])?"
_END = r"(?=之前|以前|前|止|完成|$|[一-龥—，、（])"
_FULL = lazy_pattern(rf"(?<![\d.]){_DOTTED_DAY}(?!\d)")
_YEAR_MONTH = lazy_pattern(r"^(?P<y>\d{4})[-/.](?P<m>0?[1-9]|1[0-2])(?=底|末|前|之前|以前|完成|$)")
_MONTH_DAY = lazy_pattern(rf"^(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?![\d.%-]){_END}(?!万|个|元|小时|天|次)")
_BARE_DAY = lazy_pattern(r"(?<=\d月)(\d{1,2})(?:号|(?=前|之前|以前|$))")
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MOMENT = lazy_pattern(
    rf"(?P<near>今年|本年|当年|明年|次年|来年|第二年)?(?:(?P<year>\d{{4}}|[〇○零一二三四五六七八九]{{4}})年)?"
    rf"(?:(?P<m>{_N})月(?:(?P<d>{_N})[日号]|(?P<third>[上中下]{{1,3}})旬|(?P<at>初|中(?!旬))|(?P<end>底|末)|份)?"
    rf"|(?P<quarter>第?[一二三四1-4]季度)末?|(?P<half>[上下]半年)末?|(?P<yearend>年[底末内]|年(?=前)|内|底|末|度)?)"
    rf"(?P<before>之前|以前|前)?"
)
_HIDDEN_YEAR = lazy_pattern(r"[xX×*＊_?？]{2,}年")
_STRETCH = lazy_pattern(
    r"(?:(?P<year>\d{4})年)?(?P<m>\d{1,2})月份?(?:\d{1,2}[日号]?)?(?:[—–－~～至到]|-{1,3})"
    r"(?P<last>(?:(?:\d{4}|次|明)年)?\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|底|份)?|\d{1,2}[日号])前?"
)
_PERSISTENT = lazy_pattern(
    "长期|常年|全年|常态化|持续|坚持|日常|节前|近期|近日|本月|下月|月底|月内|尽快|立即|适时|随时|及时|即日|本周|下周|目前|节后|期间|之前|以前|前"
)
_NEXT_YEAR = ("明年", "次年", "来年", "第二年")


@lru_cache(maxsize=4096)
def tidy_deadline(text: str) -> str:
    """The printed form: 2026-6-30 → 2026年6月30日, 6.30前 → 6月30日前, otherwise as typed."""
    tidied = tidy(text)
    last, parts = 0, []
    for part in pieces(tidied, _LIST):
        parts += [tidied[last : part.start], _spell_out(tidied[part])]
        last = part.stop
    return "".join([*parts, tidied[last:]])


_LIST = "、，；\n"


def _spell_out(piece: str) -> str:
    head, colon, tail = piece.rpartition("：")
    if colon:
        return head + colon + _spell_out(tail)
    piece = _FULL.sub(lambda m: f"{m['y']}年{int(m['m'])}月{int(m['d'])}日", piece)
    piece = _YEAR_MONTH.sub(lambda m: f"{m['y']}年{int(m['m'])}月", piece)
    piece = _MONTH_DAY.sub(lambda m: f"{int(m['m'])}月{int(m['d'])}日", piece)
    return _BARE_DAY.sub(r"\1日", piece)


@lru_cache(maxsize=4096)
def read_entries(text: str) -> tuple[DeadlineEntry, ...]:
    """The entries of a deadline as typed; BadValue for 6月31日 or 13月底."""
    printed = tidy_deadline(text)
    try:
        entries = _merge(_entry(printed[part]) for part in pieces(printed, _LIST + "。"))
    except BadDate as error:
        raise BadValue(f"时限“{text}”不对：{error.message}", error.hint) from None
    except ValueError:  # a Chinese numeral that is none (十十月)
        raise BadValue(f"时限“{text}”里的月份或日期不是数", "写成“6月底前”或“6月30日前”这样") from None
    if all(entry.kind is DeadlineKind.UNKNOWN for entry in entries):
        return (DeadlineEntry("", printed, DeadlineKind.UNKNOWN),)
    return entries


def _merge(found: Iterator[DeadlineEntry]) -> tuple[DeadlineEntry, ...]:
    """Words without a time belong to the entry before them (6月底前完成方案、名单)."""
    entries: list[DeadlineEntry] = []
    for entry in found:
        if entries and entry.kind is DeadlineKind.UNKNOWN and not GAP.search(entry.text):
            last = entries.pop()
            what = f"{last.what}、{entry.text}" if last.what else last.what
            entry = replace(last, what=what, text=f"{last.text}、{entry.text}")
        entries.append(entry)
    return tuple(entries)


def _entry(piece: str) -> DeadlineEntry:
    item, _, moment = piece.rpartition("：") if not GAP.search(piece) else ("", "", piece)
    entry = _moment(moment)
    return replace(entry, what=item, text=moment) if item else entry


def _moment(piece: str) -> DeadlineEntry:
    if is_frequency(piece):
        return DeadlineEntry("", piece, DeadlineKind.FREQUENCY)
    if _HIDDEN_YEAR.search(piece):
        return DeadlineEntry("", piece, DeadlineKind.UNKNOWN)
    if stretch := _STRETCH.search(piece):
        return _stretch_end(piece, stretch)
    found = [match for match in _MOMENT.finditer(piece) if _says_time(match)]
    if found:
        return _dated(piece, found[0])
    kind = DeadlineKind.VAGUE if _PERSISTENT.search(piece) else DeadlineKind.UNKNOWN
    return DeadlineEntry("", piece, kind)


def _stretch_end(piece: str, stretch: re.Match[str]) -> DeadlineEntry:
    """5月11日—17日 is due on its last day."""
    year, month = (f"{stretch['year']}年" if stretch["year"] else ""), f"{stretch['m']}月"
    last = stretch["last"] if "月" in stretch["last"] else month + stretch["last"]
    entry = _moment(year + last if "年" not in last else last)
    left, right = piece[: stretch.start()], piece[stretch.end() :]
    return replace(entry, text=piece, what=left + right)


def _says_time(match: re.Match[str]) -> bool:
    if match["m"] or match["quarter"] or match["half"]:
        return True
    yearend = match["yearend"] or ""
    return (match["year"] is not None or bool(match["near"])) or yearend.startswith("年")


def _dated(piece: str, match: re.Match[str]) -> DeadlineEntry:
    entry = DeadlineEntry(
        what=_what(piece, match),
        text=piece,
        kind=DeadlineKind.YEAR_END,
        year=_int(match["year"]),
        next_year=match["near"] in _NEXT_YEAR,
        starts=re.search("开始|起(?!草)", piece) is not None,
    )
    if match["quarter"]:
        quarter = _int(match["quarter"].strip("第季度")) or 0
        return replace(entry, kind=DeadlineKind.MONTH_END, month=quarter * 3)
    if match["half"]:
        return replace(entry, kind=DeadlineKind.MONTH_END, month=6 if match["half"][0] == "上" else 12)
    return _in_month(entry, match) if match["m"] else entry


def _in_month(entry: DeadlineEntry, match: re.Match[str]) -> DeadlineEntry:
    month, day = _int(match["m"]) or 0, _int(match["d"])
    check_month(month)
    if match["d"] is not None:
        check_day(month, day or 0, entry.year)
        return replace(entry, kind=DeadlineKind.DAY, month=month, day=day)
    if match["third"] or match["at"]:
        third = (
            max("上中下".index(sign) for sign in match["third"]) + 1
            if match["third"]
            else "初中".index(match["at"]) + 1
        )
        return replace(entry, kind=DeadlineKind.TENDAYS, month=month, third=third)
    if match["end"]:
        return replace(entry, kind=DeadlineKind.MONTH_END, month=month)
    return replace(entry, kind=DeadlineKind.MONTH, month=month, ambiguous=bool(match["before"]))


def _what(piece: str, match: re.Match[str]) -> str:
    """The words around the time, without the ones that only join them (在…完成)."""
    left = piece[: match.start()].rstrip("在于到至从自—")
    right = piece[match.end() :].lstrip("，：")
    if left and right in ("完成", "开始", "起", "止", "内"):
        right = ""
    return "" if right in ("完成", "开始", "起", "止", "内") else left + right


def _int(text: str | None) -> int | None:
    return None if text is None else int(parse_chinese_number(text))
