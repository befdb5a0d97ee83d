"""工期: 10个工作日, 15天, 两周, 1个月.

天 and 日 are days of the calendar, weekends and holidays included; 工作日 are days on which people
work; a week is seven days; a month ends on the same day of the month as it began after.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from wenming_docs.facts.values.base import GAP, BadValue, required
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import half_width_digits, parse_chinese_number
from wenming_docs.zh.lazy import lazy_pattern


class DurationUnit(StrEnum):
    """What a duration counts."""

    WORKDAY = "工作日"
    DAY = "天"
    MONTH = "个月"


_EXAMPLE = "10个工作日"
_CURE = "写成“10个工作日”“15天”“两周”“1个月”这样"
_UNITS = {
    "工作日": (DurationUnit.WORKDAY, 1),
    "天": (DurationUnit.DAY, 1),
    "日": (DurationUnit.DAY, 1),
    "周": (DurationUnit.DAY, 7),
    "星期": (DurationUnit.DAY, 7),
    "礼拜": (DurationUnit.DAY, 7),
    "月": (DurationUnit.MONTH, 1),
    "季度": (DurationUnit.MONTH, 3),
    "年": (DurationUnit.MONTH, 12),
}
_WORDS = {"半个月": (15, DurationUnit.DAY), "半月": (15, DurationUnit.DAY), "半年": (6, DurationUnit.MONTH)}
_NUMBER = r"\d+|[〇零一二两三四五六七八九十百]+"
_FORM = lazy_pattern(rf"(?P<number>{_NUMBER})\s*个?\s*(?P<unit>{'|'.join(_UNITS)})(?:时间)?")
_RANGE = lazy_pattern(rf"(?:{_NUMBER})[^—–－~～至到-]*[—–－~～至到-]+\s*(?P<longest>(?:{_NUMBER}).*)")
_ROUGH = lazy_pattern("^(?:大约|约|近|不超过|最多|共|用时|需要?|为)|(?:左右|以内|之内|内|上下|余|多)$")
_MONTH_NAME = lazy_pattern(r"\d+月")
_LONGEST_DAYS, _LONGEST_MONTHS = 3660, 120


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a task takes; ``amount`` is 0 where the text is a gap still to be filled."""

    text: SourceText
    amount: int
    unit: DurationUnit

    @classmethod
    def parse(cls, text: str) -> Duration:
        """The duration that ``text`` says; BadValue for a range, a rough one, nothing, or no duration."""
        source = required(text, "工期", _EXAMPLE)
        if GAP.search(source):
            return cls(source, 0, DurationUnit.WORKDAY)
        return cls(source, *_read(half_width_digits(str(source)).replace("\u3000", " ")))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins

    @property
    def is_gap(self) -> bool:
        """Whether it is still to be filled in."""
        return self.amount == 0

    def first_day(self, last: date) -> date:
        """The day on which work of this many calendar days or months begins, to end on ``last``.

        ValueError for working days, which a calendar has to count, and where the years run out.
        """
        if self.unit is DurationUnit.WORKDAY:
            raise ValueError("working days need a calendar")
        if self.unit is DurationUnit.DAY:
            return _earlier(last, self.amount - 1)
        whole = last.year * 12 + last.month - 1 - self.amount
        year, month = divmod(whole, 12)
        if year < 1:
            raise ValueError("before the calendar begins")
        before = date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))
        return before + timedelta(days=1)

    def __str__(self) -> str:
        return str(self.text)


def _earlier(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        raise ValueError("before the calendar begins") from None


def _read(text: str) -> tuple[int, DurationUnit]:
    if text in _WORDS:
        return _WORDS[text]
    found = _FORM.fullmatch(text)
    if found is None:
        raise _refusal(text)
    if _MONTH_NAME.fullmatch(text):
        raise BadValue(
            f"工期“{text}”分不清是几个月还是哪个月", f"写成“{found['number']}个月”；哪个月做完写在“时限”里"
        )
    try:
        number = int(parse_chinese_number(found["number"]))
    except ValueError:
        raise _refusal(text) from None
    unit, times = _UNITS[found["unit"]]
    amount = number * times
    if amount == 0:
        raise BadValue(f"工期“{text}”是零", "最少写“1天”；不占时间的不写工期")
    if amount > (_LONGEST_MONTHS if unit is DurationUnit.MONTH else _LONGEST_DAYS):
        raise BadValue(f"工期“{text}”太长", "最多写10年")
    return amount, unit


def _refusal(text: str) -> BadValue:
    """What is wrong with a text that is no duration."""
    if several := _RANGE.fullmatch(text):
        return BadValue(f"工期“{text}”是一个范围，倒排要一个数", f"写最长的“{several['longest']}”")
    bare = _ROUGH.sub("", text).strip()
    if bare != text and (bare in _WORDS or _FORM.fullmatch(bare)):
        return BadValue(f"工期“{text}”不是确数，倒排要一个数", f"写成“{bare}”")
    if "半" in text or "." in text:
        return BadValue(f"工期“{text}”不是整数", "按整天写，例如“2天”“45天”")
    if text.isdigit():
        return BadValue(f"工期“{text}”没有单位", f"写成“{text}个工作日”或“{text}天”")
    return BadValue(f"“{text}”不是工期", _CURE)
