"""How a finding says a day or a stretch of days."""

from __future__ import annotations

from datetime import date, timedelta

from wenming_docs.zh import date_text


def day_text(day: date, year: int | None) -> str:
    """4月1日, or with its year where that is not ``year``."""
    text = date_text(day)
    return text.split("年", 1)[1] if day.year == year else text


def stretch_text(first: date, last: date, year: int | None) -> str:
    """5月, 5月至8月, 5月1日至9日: months where the days are whole months."""
    if first == last:
        return day_text(first, year)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        begun = day_text(first, year).removesuffix("1日")
        ended = day_text(last, first.year).removesuffix(f"{last.day}日")
        return begun if begun.endswith(ended) and first.year == last.year else f"{begun}至{ended}"
    return f"{day_text(first, year)}至{day_text(last, first.year)}"
