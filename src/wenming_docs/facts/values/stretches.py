"""Reading a period: its first and last day, its kind, and how it is printed, spoken and filed.

Over 300 lines because every form of a period is one pattern and one small method here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from wenming_docs.facts.values.base import GAP, BadValue
from wenming_docs.facts.values.naming import PeriodKind, Span, filed_form, kind_of, spoken_form
from wenming_docs.facts.values.spelling import tidy
from wenming_docs.zh import BadDate, last_day, month_range, parse_chinese_number, ten_day_range, week_range
from wenming_docs.zh.dates import check_day, check_month
from wenming_docs.zh.lazy import lazy_pattern

_NUMERAL = "一二三四五六七八九十"
_DASH = lazy_pattern(
    r"(?<=[\d年月日号份度旬周初底末])\s*(?:[—–－―─~～〜-]+|一(?=\d)|[至到])\s*(?=[\d次明来翌第一二三四上中下])"
)
_ISO_DAY = lazy_pattern(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_ISO_MONTH = lazy_pattern(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?![\d月日])")
_DOTTED = lazy_pattern(r"(?<![\d年])(\d{1,2})[./](\d{1,2})(?![\d月日年])")
_CHINESE_PART = lazy_pattern(rf"[{_NUMERAL}]+(?=[月日号])|[〇○零{_NUMERAL}]{{4}}(?=年)")

_YEAR = r"(?:(?P<y>\d{4})年)?"
_WEEK = lazy_pattern(rf"{_YEAR}第(?P<n>\d{{1,2}}|[{_NUMERAL}]+)周")
_WEEKS = lazy_pattern(rf"{_YEAR}第(?P<n>\d{{1,2}}|[{_NUMERAL}]+)周?—第?(?P<n2>\d{{1,2}}|[{_NUMERAL}]+)周")
_HALF_MONTH = lazy_pattern(rf"{_YEAR}(?P<m>\d{{1,2}})月份?(?P<which>[上下])半月")
_QUARTER = lazy_pattern(rf"{_YEAR}(?P<ordinal>第)?(?P<n>[一二三四1-4])季度?")
_THREE_QUARTERS = lazy_pattern(rf"{_YEAR}(?:前三|一—三|第一—三)季度")
_HALF = lazy_pattern(rf"{_YEAR}(?P<which>[上下])半年")
_WHOLE = lazy_pattern(r"(?:(?P<y>\d{4})年(?:度|全年)?|全年|年度|全年度)")
_YEARS = lazy_pattern(r"(?P<y>\d{4})年?—(?P<z>\d{4})年?")
_SINGLE = lazy_pattern(rf"{_YEAR}(?P<m>\d{{1,2}})月(?:份|(?P<d>\d{{1,2}})[日号])?")
_RANGE = lazy_pattern(
    rf"{_YEAR}(?P<m>\d{{1,2}})(?P<unit>月份?(?:(?P<d>\d{{1,2}})[日号]?)?)?"
    r"—(?P<next>次年|明年|来年|翌年|第二年)?(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月[份底末]?)?(?:(?P<d2>\d{1,2})[日号])?"
)
_THIRD = "[上中下]旬|初|底|末"
_THIRDS = lazy_pattern(
    rf"{_YEAR}(?P<m>\d{{1,2}})月份?(?P<part>{_THIRD})?"
    rf"(?P<until>—(?P<next>次年|明年|来年|翌年|第二年)?(?:(?P<y2>\d{{4}})年)?"
    rf"(?:(?P<m2>\d{{1,2}})月份?)?(?P<part2>{_THIRD})?)?"
)
_AS_OF = lazy_pattern(r"(?:截至|截止|至)到?(?P<moment>.+)")
_YEAR_END = lazy_pattern(r"(?:(?P<y>\d{4})年|年)[底末]")
_RELATIVE = lazy_pattern(
    "目前|今年|年初|以来|至今|[本上下][周月]|[上下]半月|[两双]周|近|当前|今天|昨天|截至$|^[一二三四五六七八九十]年$"
)
_FORMS = "写成“5月”“1—6月”“上半年”“5月11日—17日”或“截至9月30日”这样"


def read_span(text: str, year: int | None) -> Span:
    """The span of a period as typed; BadValue with its cure where there is none."""
    try:
        return _read(text, year)
    except BadDate as error:
        raise BadValue(f"期间“{text}”不对：{error.message}", error.hint) from None
    except BadValue:
        raise
    except ValueError:  # a Chinese numeral that is none (十十月)
        raise _not_understood(text) from None


def _not_understood(text: str) -> BadValue:
    return BadValue(f"看不懂期间“{text}”", _FORMS)


@lru_cache(maxsize=1024)
def _read(text: str, year: int | None) -> Span:
    if GAP.search(text):
        raise BadValue("期间还没有填", _FORMS)
    bare = _normal(text)
    reader = _Reader(text, year)
    for pattern, read in (
        (_WEEK, reader.week),
        (_WEEKS, reader.weeks),
        (_HALF_MONTH, reader.half_month),
        (_THREE_QUARTERS, reader.three_quarters),
        (_QUARTER, reader.quarter),
        (_HALF, reader.half),
        (_WHOLE, reader.whole),
        (_YEARS, reader.years),
        (_SINGLE, reader.single),
        (_RANGE, reader.range),
        (_THIRDS, reader.thirds),
        (_AS_OF, reader.as_of),
    ):
        if match := pattern.fullmatch(bare):
            return read(match)
    if _RELATIVE.search(bare):
        raise BadValue(f"“{text}”说的是哪几天，要看是哪天写的", _FORMS)
    raise _not_understood(text)


def _normal(text: str) -> str:
    """One spelling: half-width digits, Chinese date units, — between the ends."""
    text = tidy(text).removeprefix("（").removesuffix("）").replace(" ", "")
    text = _ISO_DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    text = _ISO_MONTH.sub(lambda m: f"{m[1]}年{int(m[2])}月", text)
    text = _DOTTED.sub(lambda m: f"{int(m[1])}月{int(m[2])}日", text)
    text = re.sub(r"(?<=[月日份])一(?=\d)", "—", text)
    text = _CHINESE_PART.sub(lambda m: str(parse_chinese_number(m[0])), text)
    return _DASH.sub("—", text)


class _Reader:
    """One method for each form; ``default`` is the year of the facts."""

    def __init__(self, text: str, default: int | None) -> None:
        self.text, self.default = text, default

    def year(self, typed: str | None) -> int:
        year = int(typed) if typed else self.default
        if year is None:
            raise BadValue(
                f"期间“{self.text}”没有年份", "在“创建”里写上“年度: 2026”，或者写成“2026年5月”这样"
            )
        if not 1 <= year <= 9998:
            raise BadValue(f"期间“{self.text}”的年份不对", _FORMS)
        return year

    def made(
        self,
        start: date,
        end: date,
        label: str,
        typed_year: str | None,
        *,
        inferred: bool = False,
        days: bool = False,
    ) -> Span:
        """A span whose ``label`` comes without its first year."""
        kind = kind_of(start, end, days)
        year = f"{start.year}年" if typed_year else ""
        filed = "" if start.year == self.default else f"{start.year}年"
        spoken = spoken_form(kind, start, end, label)
        return Span(kind, start, end, year + label, spoken, filed_form(filed + label), inferred)

    def week(self, match: re.Match[str]) -> Span:
        number = int(parse_chinese_number(match["n"]))
        start, end = week_range(self.year(match["y"]), number)
        label = f"第{number}周"
        filed = "" if not match["y"] or int(match["y"]) == self.default else f"{match['y']}年"
        typed = f"{match['y']}年" if match["y"] else ""
        return Span(PeriodKind.WEEK, start, end, typed + label, "本周", filed + label)

    def weeks(self, match: re.Match[str]) -> Span:
        """第20—21周: two are 近两周, more a plain range."""
        first, last = (int(parse_chinese_number(match[name])) for name in ("n", "n2"))
        if first >= last:
            raise self._reversed()
        year = self.year(match["y"])
        start, end = week_range(year, first)[0], week_range(year, last)[1]
        label = f"第{first}—{last}周"
        kind = PeriodKind.FORTNIGHT if last == first + 1 else PeriodKind.RANGE
        spoken = spoken_form(kind, start, end, label)
        typed = f"{year}年" if match["y"] else ""
        return Span(kind, start, end, typed + label, spoken, ("" if year == self.default else typed) + label)

    def half_month(self, match: re.Match[str]) -> Span:
        month, first = int(match["m"]), match["which"] == "上"
        check_month(month)
        year = self.year(match["y"])
        start = date(year, month, 1 if first else 16)
        end = date(year, month, 15 if first else last_day(year, month))
        return self.made(start, end, f"{month}月{match['which']}半月", match["y"])

    def months(self, match: re.Match[str], first: int, last: int, label: str) -> Span:
        year = self.year(match["y"])
        return self.made(month_range(year, first)[0], month_range(year, last)[1], label, match["y"])

    def three_quarters(self, match: re.Match[str]) -> Span:
        return self.months(match, 1, 9, "前三季度")

    def quarter(self, match: re.Match[str]) -> Span:
        number = int(parse_chinese_number(match["n"]))
        label = f"{match['ordinal'] or ''}{_NUMERAL[number - 1]}季度"
        return self.months(match, number * 3 - 2, number * 3, label)

    def half(self, match: re.Match[str]) -> Span:
        first = 1 if match["which"] == "上" else 7
        return self.months(match, first, first + 5, f"{match['which']}半年")

    def whole(self, match: re.Match[str]) -> Span:
        year = self.year(match["y"])
        label = _normal(self.text)
        filed = "全年" if year == self.default else f"{year}年"
        return Span(PeriodKind.YEAR, date(year, 1, 1), date(year, 12, 31), label, "全年", filed)

    def years(self, match: re.Match[str]) -> Span:
        first, last = self.year(match["y"]), self.year(match["z"])
        if first > last:
            raise self._reversed()
        label = f"{first}—{last}年"
        start, end = date(first, 1, 1), date(last, 12, 31)
        kind = kind_of(start, end, False)
        spoken = label if first == last else spoken_form(kind, start, end, label)
        return Span(kind, start, end, label, spoken, filed_form(label))

    def single(self, match: re.Match[str]) -> Span:
        month = int(match["m"])
        check_month(month)
        if match["d"] is None:
            return self.months(match, month, month, f"{month}月")
        day = _day(self.year(match["y"]), month, int(match["d"]))
        return self.made(day, day, f"{month}月{day.day}日", match["y"])

    def range(self, match: re.Match[str]) -> Span:
        month, last_month, day, last = (_int(match[name]) for name in ("m", "m2", "d", "d2"))
        if (
            month is None
            or (last_month is None and (day is None or last is None))
            or (not match["unit"] and last)
        ):
            raise _not_understood(self.text)
        to_month = month if last_month is None else last_month
        year = self._first_year(match, month, to_month)
        to_year, inferred = self._last_year(match, year, (month, day), (to_month, last))
        start = _day(year, month, day or 1)
        check_month(to_month)
        end = _day(to_year, to_month, last or last_day(to_year, to_month))
        if end < start:
            raise self._reversed()
        label = _range_label(match, year, to_year)
        return self.made(
            start, end, label, match["y"], inferred=inferred, days=day is not None and last is not None
        )

    def thirds(self, match: re.Match[str]) -> Span:
        """12月中旬, 3月上旬—4月中旬, 5月—6月上旬."""
        month, part, part2 = int(match["m"]), match["part"], match["part2"]
        last_month = month if match["m2"] is None else int(match["m2"])
        if not (part or part2) or (match["until"] and not (match["m2"] or part2)):
            raise _not_understood(self.text)
        check_month(month)
        check_month(last_month)
        year = self._first_year(match, month, last_month)
        to_year, inferred = self._last_year(match, year, (month, None), (last_month, None))
        ending = part2 if match["until"] else part
        start = ten_day_range(year, month, _third(part))[0] if part else date(year, month, 1)
        end = ten_day_range(to_year, last_month, _third(ending or "底"))[1]
        if end < start:
            raise self._reversed()
        label = match[0].removeprefix(f"{match['y']}年") if match["y"] else match[0]
        if match["y"] and match["y2"] and to_year == year:
            label = label.replace(f"{match['y2']}年", "", 1)
        return self.made(start, end, label, match["y"], inferred=inferred)

    def _first_year(self, match: re.Match[str], month: int, to_month: int) -> int:
        if match["y"] or not match["y2"]:
            return self.year(match["y"])
        stated = int(match["y2"])
        if self.default is not None and self.default <= stated:
            return self.default
        return self.year(str(stated - (month > to_month)).zfill(4))

    def _last_year(
        self, match: re.Match[str], year: int, first: tuple[int, int | None], last: tuple[int, int | None]
    ) -> tuple[int, bool]:
        """The year of the end, and whether it was inferred: 11月—1月 can only cross New Year."""
        if match["y2"]:
            return self.year(match["y2"]), False
        if match["next"]:
            return year + 1, False
        wraps = last[0] < first[0]
        return year + wraps, wraps

    def as_of(self, match: re.Match[str]) -> Span:
        moment = match["moment"]
        if ending := _YEAR_END.fullmatch(moment):
            return self._until(date(self.year(ending["y"]), 12, 31), moment, ending["y"])
        single = _SINGLE.fullmatch(moment.removesuffix("底").removesuffix("末"))
        if single is None:
            raise BadValue(f"“{self.text}”没有写到哪一天", "写成“截至9月30日”这样")
        year, month = self.year(single["y"]), int(single["m"])
        check_month(month)
        end = _day(year, month, int(single["d"]) if single["d"] else last_day(year, month))
        return self._until(end, moment, single["y"])

    def _until(self, end: date, moment: str, typed_year: str | None) -> Span:
        label = f"截至{moment}"
        short = (
            f"截至{moment.removeprefix(f'{typed_year}年')}"
            if typed_year and not moment.startswith("年")
            else label
        )
        filed = (
            short
            if end.year == self.default
            else f"截至{end.year}年{short.removeprefix('截至').removeprefix('年')}"
        )
        return Span(PeriodKind.AS_OF, None, end, label, label, filed)

    def _reversed(self) -> BadValue:
        return BadValue(f"期间“{self.text}”的止在起之前", "把起止对调；跨年的写成“11月—次年1月”")


def _third(part: str) -> int:
    """Which ten days of a month: 上旬 and 初 1, 中旬 2, 下旬, 底 and 末 3."""
    return {"上": 1, "初": 1, "中": 2}.get(part[0], 3)


def _int(text: str | None) -> int | None:
    return None if text is None else int(text)


def _day(year: int, month: int, day: int) -> date:
    check_day(month, day, year)
    return date(year, month, day)


def _range_label(match: re.Match[str], year: int, to_year: int) -> str:
    """The range without its first year; a second year that is the same as the first is left out."""
    first = f"{int(match['m'])}" + ("月" if match["unit"] else "")
    first += f"{int(match['d'])}日" if match["d"] else ""
    last = f"{int(match['m2'])}月" if match["m2"] else ""
    last += f"{int(match['d2'])}日" if match["d2"] else ""
    stated = match["y2"] and (to_year != year or not match["y"])
    return f"{first}—{'次年' if match['next'] else ''}{f'{to_year}年' if stated else ''}{last}"
