"""What the sections of a report are called in a week, a month, a quarter, half a year, a year.

Keys are the kinds of period (``PeriodKind``) and ``second_half``, after which the year is over.
``{next}`` is the year after the period's end. A period that is none of these (1—9月, 截至9月30日)
keeps the headings of its kind.
"""

from __future__ import annotations

_NEXT_YEAR = ("next_steps", "{next}年工作打算")

PROGRESS_HEADINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "week": (("results", "本周工作情况"), ("next_steps", "下周工作安排")),
    "month": (("results", "本月工作进展情况"), ("next_steps", "下月工作打算")),
    "quarter": (("results", "本季度工作进展情况"), ("next_steps", "下季度工作打算")),
    "half": (("results", "上半年工作进展情况"), ("next_steps", "下半年工作打算")),
    "second_half": (("results", "下半年工作进展情况"), _NEXT_YEAR),
    "year": (("results", "全年工作进展情况"), _NEXT_YEAR),
}
"""周报、月报、季报、半年汇报 and their like: the period looked back on, and the one to come."""

SUMMARY_HEADINGS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple(pair for pair in headings if pair[0] != "results")
    for name, headings in PROGRESS_HEADINGS.items()
}
"""工作总结 keeps 主要做法与成效; what comes next is named by its time."""

__all__ = ["PROGRESS_HEADINGS", "SUMMARY_HEADINGS"]
