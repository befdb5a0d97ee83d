"""W102, W107: weekdays and words of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from wenming_docs.blocks import Inlines, plain
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage
from wenming_docs.zh.lazy import lazy_pattern

WEEKDAYS = "一二三四五六日"
DAY_NAMED = lazy_pattern(
    r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:[、和及](?P<d2>\d{1,2})日)?"
    r"[（(，,]?\s*(?:星期|周|礼拜)(?P<w>[一二三四五六日天])(?:[、和及](?:星期|周)?(?P<w2>[一二三四五六日天]))?"
)
BEFORE_WEEKDAY = lazy_pattern(r"日[（(，,]?\s*(?:星期|周|礼拜)")
"""What every day with its weekday has in it."""
LAST_YEAR = lazy_pattern("去年|上年")
NEXT_YEAR = lazy_pattern("明年|次年|来年|翌年|第二年|下一步|今后")
FORWARD_CHAPTER = lazy_pattern("下一步|打算|安排|计划|下周|下月|明年")


def weekdays(paper: Paper) -> Iterator[Finding]:
    """W102: the weekday beside a date is the calendar's."""
    years = {written.first.year, written.last.year} if (written := paper.dated) else set()
    years |= {paper.workspace.year} if paper.workspace.year else set()
    for line, text in paper.lines(cells=BEFORE_WEEKDAY.search(paper.text) is not None):
        if "月" not in text or BEFORE_WEEKDAY.search(text) is None:
            continue
        for found in DAY_NAMED.finditer(text):
            for day, weekday in ((found["d"], found["w"]), (found["d2"], found["w2"])):
                if day and weekday:
                    yield from _weekday(paper, line, found, (int(day), weekday), years)


def _weekday(
    paper: Paper, line: Inlines, found: re.Match[str], said: tuple[int, str], years: set[int]
) -> Iterator[Finding]:
    day, weekday = said
    asked = WEEKDAYS.index(weekday.replace("天", "日"))
    text = plain(line)
    possible = {int(found["y"])} if found["y"] else set(years)
    if not found["y"]:
        possible |= {year + 1 for year in possible if NEXT_YEAR.search(text)}
        possible |= {year - 1 for year in possible if LAST_YEAR.search(text)}
    days = [found_day for year in sorted(possible) if (found_day := _day(year, int(found["m"]), day))]
    if not days or any(found_day.weekday() == asked for found_day in days):
        return
    right = next((d for d in days if d.year == paper.workspace.year), days[-1])
    name = "星期" + WEEKDAYS[right.weekday()]
    near = [right + timedelta(offset) for offset in range(-6, 7)]
    others = "日或".join(f"{d.month}月{d.day}" for d in near if d.weekday() == asked)
    message = f"{right.year}年{right.month}月{right.day}日是{name}，不是星期{WEEKDAYS[asked]}"
    hint = f"改成“{name}”；要是星期没写错，日期应是{others}日"
    yield paper.warn("W102", message, hint, line, found.group())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


STRETCHES = (
    ("一年来|全年共", lazy_pattern(r"(?<![近第数多创])(?<!\d)(一年来|全年共(?![建享治同青产]))"), 300, 400),
    ("半年来", lazy_pattern(r"(?<![一大])((?:上)?半年来)"), 150, 200),
    ("本季度", lazy_pattern("(本季度)(?![底末内])"), 85, 95),
    ("本月", lazy_pattern("(本月)(?![底末内份])"), 27, 32),
    ("本周", lazy_pattern("(本周)(?![末内])"), 4, 10),
)
HALF = lazy_pattern(r"(?:^|[。；])(上半年)，")
STALE = lazy_pattern("(?<![一今去])上半年|下半年|本季度|本月|本周|近日|近期|日前")
CUT_OFF = lazy_pattern(r"截至(?:(\d{4})年)?(\d{1,2})月(?:\d{1,2}日|[底末])(?!前)")
THIS_YEAR = lazy_pattern("今年(?:以来)?")
AHEAD = lazy_pattern("将|力争|确保|计划|预计|拟")


def words_of_time(paper: Paper) -> Iterator[Finding]:
    """W107: 一年来, 本月, 本周 stand only where the period is one; nothing is told of days to come."""
    period = paper.period
    if not paper.is_report or period is None or period.start is None:
        return
    days = (period.end - period.start).days + 1
    written = paper.dated if paper.request.document.issue_date else None
    hint = f"本期是{period.label}，换成“{period.spoken}”或去掉"
    for passage in paper.passages:
        if FORWARD_CHAPTER.search(passage.chapter):
            continue
        yield from _reprinted(paper, passage)
        if written and written.first.year > period.end.year and (found := THIS_YEAR.search(passage.text)):
            message = f"文稿是{written.first.year}年的，说的是{period.end.year}年，却写“{found.group()}”"
            cure = f"改成“{period.end.year}年”"
            yield paper.note("W107", message, cure, passage.runs, found.group())
        for _, pattern, least, most in STRETCHES:
            if not least <= days <= most and (found := pattern.search(passage.text)):
                message = f"期间是{period.label}，却写“{found[1]}”"
                yield paper.warn("W107", message, hint, passage.runs, found[1])
        if not _holds_half(period.start, period.end) and (found := HALF.search(passage.text)):
            yield paper.warn("W107", f"期间是{period.label}，却写“上半年”", hint, passage.runs, found[1])
        for found in CUT_OFF.finditer(passage.text):
            year, month = int(found[1] or period.end.year), int(found[2])
            if (year, month) > (period.end.year, period.end.month) and not AHEAD.search(passage.text):
                message = f"期间到{period.end.year}年{period.end.month}月为止，却写“{found.group()}”"
                yield paper.warn(
                    "W107", message, "核对截至的日子和这份文稿的期间", passage.runs, found.group()
                )


def _holds_half(start: date, end: date) -> bool:
    """Whether a period holds the first half of its year: 1—9月 may tell of it apart."""
    return start.month < 4 and (end.year, end.month) >= (start.year, 6)


def _reprinted(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """Words of time in a paragraph that 沿用 takes over from a document of another period."""
    own = f"文稿[{int(paper.request.loc[1]) + 1}]" if len(paper.request.loc) > 1 else ""
    path = next((path for path in passage.paths if path.startswith("文稿[")), "")
    if not own or not path or path.split(".")[0] == own:
        return
    if found := STALE.search(passage.text) or _cut_off_before(paper, passage.text):
        message = f"这一段是沿用的，里面的“{found.group()}”说的是原来那一期"
        hint = f"在原处改成不随期间变的说法，或在这一期（{paper.period}）另写这一段"
        yield paper.warn("W107", message, hint, passage.runs, found.group())


def _cut_off_before(paper: Paper, text: str) -> re.Match[str] | None:
    """截至6月底 in a report whose period ends in another month."""
    end = paper.period.end.month if paper.period else 0
    return next((found for found in CUT_OFF.finditer(text) if int(found[2]) != end), None)


__all__ = ["weekdays", "words_of_time"]
