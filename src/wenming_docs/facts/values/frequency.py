"""频次: 每月不少于2次, 每周五下午, 每季度一小结、每半年一汇总, 定期."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from wenming_docs.facts.values.base import required
from wenming_docs.facts.values.spelling import tidy
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import parse_chinese_number, pieces
from wenming_docs.zh.lazy import lazy_pattern

_N = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)"
_YEARLY = {
    "半小时": 365 * 48,
    "小时": 365 * 24,
    "半天": 730,
    "工作日": 250,
    "天": 365,
    "日": 365,
    "周": 52,
    "星期": 52,
    "旬": 36,
    "半月": 24,
    "半个月": 24,
    "双周": 26,
    "双月": 6,
    "双日": 182,
    "月": 12,
    "个月": 12,
    "季度": 4,
    "季": 4,
    "学期": 2,
    "半年": 2,
    "年": 1,
    "年度": 1,
}
_UNIT = "|".join(sorted(_YEARLY, key=len, reverse=True))
_PERIOD = lazy_pattern(
    rf"每隔?(?P<every>{_N})?(?P<unit>{_UNIT})"
    rf"|(?P<doubled>双[日月周]|天天|周周|月月|季季|年年|[按逐][日周月季年]度?|每逢周|全年|年度|一年)"
    rf"|(?:^|[，、])(?:至少)?(?P<one>一(?:个)?(?P<single>{_UNIT}))(?=[一两不至召举组开]|\d)"
    rf"|(?P<per>/|／)(?P<slash>{_UNIT})"
)
_FIXED_DAY = lazy_pattern(
    r"第[一二三四1-4]个?(?:星期|周)[一二三四五六日天]|(?<=[周期])[一二三四五六日天](?=[上下早晚中傍、，及和至的开组集到前]|$)|\d{1,2}日"
)
_TIMES = lazy_pattern(rf"(?P<low>{_N})(?:[—–－~～至到-](?P<high>{_N}))?(?=[^年月日]|$)")
_VAGUE = lazy_pattern("定期|不定期|常态化?|随时|经常|长期|坚持|日常|适时|及时|持续|平时")
_OPEN = lazy_pattern("不少于|不低于|至少|最少|以上|≥|不下")


@dataclass(frozen=True, slots=True)
class FrequencyEntry:
    """One rhythm: ``low`` to ``high`` times a year (365 days, 52 weeks); None where it is vague or open."""

    text: str
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def vague(self) -> bool:
        """Whether it cannot be counted."""
        return self.low is None


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often, printed as typed."""

    text: SourceText
    entries: tuple[FrequencyEntry, ...]

    @classmethod
    def parse(cls, text: str) -> Frequency:
        """The frequency that ``text`` says; words that cannot be counted are vague, not wrong."""
        source = required(text, "频次", "每月不少于2次")
        return cls(source, _read(tidy(source)))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins

    @property
    def vague(self) -> bool:
        """Whether no part of it can be counted (定期, 常态化, or a count without a period)."""
        return all(entry.vague for entry in self.entries)

    def per_year(self) -> tuple[Decimal | None, ...] | None:
        """The lowest count a year of each part (None for a vague part); None if no part counts."""
        return None if self.vague else tuple(entry.low for entry in self.entries)

    def __str__(self) -> str:
        return tidy(self.text)


def is_frequency(text: str) -> bool:
    """Whether ``text`` names a rhythm (每半年更新一次); 全年 and 年度 alone do not."""
    found = _PERIOD.search(text)
    return found is not None and found[0].strip("，、") not in ("全年", "年度", "一年")


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[FrequencyEntry, ...]:
    entries: list[FrequencyEntry] = []
    for part in pieces(text, "、，；。\n"):
        entry = _entry(text[part])
        belongs = entries and entry.vague and not _VAGUE.search(entry.text)
        if belongs:  # 每月5日、20日 is one rhythm
            last = entries.pop()
            entry = _entry(f"{last.text}、{entry.text}")
        entries.append(entry)
    return tuple(entries) or (FrequencyEntry(text),)


def _entry(text: str) -> FrequencyEntry:
    period = _PERIOD.search(text)
    if period is None:
        return FrequencyEntry(text)
    yearly = _per_year(period)
    if yearly is None:
        return FrequencyEntry(text)
    rest = text[: period.start()] + "|" + text[period.end() :]
    days = len(_FIXED_DAY.findall(text[max(period.end() - 1, 0) :]))
    times = (
        _TIMES.search(_FIXED_DAY.sub("", text[: period.start()] + "周|" + text[period.end() :]))
        if not days
        else None
    )
    if times is None:
        count = Decimal(max(days, 1)) * yearly
        return FrequencyEntry(text, count, None if _OPEN.search(rest) else count)
    low, high = _number(times["low"]), _number(times["high"] or times["low"])
    if low is None or high is None:
        return FrequencyEntry(text)
    return FrequencyEntry(text, low * yearly, None if _OPEN.search(rest) else high * yearly)


def _number(text: str) -> Decimal | None:
    """None for a vague number (三五次) and for one that is not written in full."""
    if len(text) > 1 and all(sign in "一二两三四五六七八九" for sign in text):
        return None
    try:
        return parse_chinese_number(text)
    except ValueError:
        return None


def _per_year(period: re.Match[str]) -> Decimal | None:
    """How often the period comes round in a year; None for 每三五天."""
    if period["unit"]:
        every = _number(period["every"] or "1")
        return Decimal(_YEARLY[period["unit"]]) / every if every else None
    if unit := period["single"] or period["slash"]:
        return Decimal(_YEARLY[unit])
    word = period["doubled"]
    if word in _YEARLY:
        return Decimal(_YEARLY[word])
    return Decimal(_YEARLY[next(sign for sign in word if sign in "天日周月季年")])
