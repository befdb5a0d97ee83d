"""The working calendar: on which days people work, and for which years that is known.

Holidays and the weekends worked for them (调休) are announced by the State Council's office once a
year, mostly in November for the year to come. They come from the library chinesecalendar, an
optional extra. In a year nobody has announced, or without the library, Monday to Friday are
counted, and whoever prints the result has to say so: :func:`doubt_about`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cache
from typing import Protocol

from wenming_docs.records import dataclass

_SATURDAY = 5


class WorkCalendar(Protocol):
    """What the countdown asks of a calendar."""

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``; Monday to Friday in a year that is not known."""
        ...

    def knows(self, year: int) -> bool:
        """Whether holidays and worked weekends of ``year`` are known."""
        ...


def is_weekday(day: date) -> bool:
    """Whether a day is one from Monday to Friday."""
    return day.weekday() < _SATURDAY


@dataclass(frozen=True, slots=True)
class WeekdayCalendar:
    """Monday to Friday in every year: what is left without the library."""

    def is_workday(self, day: date) -> bool:
        return is_weekday(day)

    def knows(self, year: int) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class DeclaredCalendar:
    """A calendar written by hand: by year, the weekdays that are off and the weekend days worked."""

    off: Mapping[int, frozenset[date]]
    worked: Mapping[int, frozenset[date]] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        if day in self.off.get(day.year, ()):
            return False
        return is_weekday(day) or day in self.worked.get(day.year, ())

    def knows(self, year: int) -> bool:
        return year in self.off


@dataclass(slots=True)
class PublishedCalendar:
    """What the library knows; it raises NotImplementedError for years it has no data about."""

    asked: Callable[[date], bool]
    _known: dict[int, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        return self.asked(day) if self.knows(day.year) else is_weekday(day)

    def knows(self, year: int) -> bool:
        if year not in self._known:
            try:
                self.asked(date(year, 1, 1))
                self._known[year] = True
            except NotImplementedError:
                self._known[year] = False
        return self._known[year]


@cache
def published_calendar() -> WorkCalendar:
    """The announced calendar, or weekdays alone where the extra is not installed."""
    try:
        from chinese_calendar import is_workday
    except ImportError:
        return WeekdayCalendar()
    return PublishedCalendar(is_workday)


def doubt_about(years: Iterable[int]) -> str:
    """What to say of years whose holidays are not known, as one Chinese sentence; "" for none."""
    named = "、".join(f"{year}年" for year in sorted(set(years)))
    return f"没有{named}的放假安排（还没有公布，或没有装上），按周一至周五算" if named else ""


# counting days


def last_workday(calendar: WorkCalendar, day: date) -> date:
    """``day`` if people work on it, else the last working day before; ValueError at the calendar's edge."""
    return workdays_before(calendar, day, 1)


def workdays_before(calendar: WorkCalendar, last: date, count: int) -> date:
    """The ``count``-th working day counting back from ``last``, which counts if people work on it.

    Ten working days that end on a Friday begin on the Monday of the week before.
    """
    day = last
    try:
        while True:
            if calendar.is_workday(day):
                count -= 1
                if count <= 0:
                    return day
            day -= timedelta(days=1)
    except OverflowError:
        raise ValueError("before the calendar begins") from None


def workdays_after(calendar: WorkCalendar, first: date, last: date) -> int:
    """How many working days lie after ``first`` up to and including ``last``; 0 if ``last`` is no later."""
    days = (last - first).days
    return sum(calendar.is_workday(first + timedelta(days=step)) for step in range(1, days + 1))
