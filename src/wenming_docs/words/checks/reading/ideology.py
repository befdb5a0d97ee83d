"""W101, W119: ideology that fits the year of the document, and does not fill a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.dated import Stretch
from wenming_docs.words.checks.reading.eras import Wording, eras_of
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage
from wenming_docs.zh.lazy import lazy_pattern

CONGRESSES = lazy_pattern(r"党的(十[五六七八九]大|二十大)((?:[、和及]?(?:党的)?(?:十[五六七八九]|二十)大)+)")
PLENUMS = lazy_pattern(r"(十[五六七八九]|二十)届((?:[一二三四五六七]中[、和及]?)+)全会")
FORWARD = lazy_pattern(r"(?:迎接|喜迎|迎|献礼|筹备|即将召开的)[^，。；]{0,6}$")
STUDIED = lazy_pattern(r"(?:学习|贯彻|落实|践行|遵循|高举|领会)[^，。；]{0,14}$")
GUIDES = lazy_pattern(
    r"^[^。；]{0,80}?(?:为(?:指导|指针|统领|统揽|引领|根本遵循|行动指南)|指引下|指导下|统领[^。；]{0,6}(?:工作|全局))"
)
YEAR = lazy_pattern(r"(\d{4})年")
MOST = 250


def ideology_of_its_time(paper: Paper) -> Iterator[Finding]:
    """W101: no wording that came after the document, none as its guide that had had its day.

    W130: what is wrong with the office's own table of wordings.
    """
    entry = next(iter(paper.workspace.texts), "")
    eras = eras_of(Path(entry).parent if entry else None)
    yield from eras.findings
    written = paper.dated
    if written is None:
        return
    whole = _spelled_out(paper.text)
    named = _named_in(whole, eras.wordings)
    yield from _impossible(paper, [w for w in named if w.since and w.since > written.last], written)
    for passage in paper.passages if any(wording.until for wording in named) else ():
        yield from _outdated(paper, passage, named, written)


def _named_in(text: str, wordings: tuple[Wording, ...]) -> list[Wording]:
    """Those of which a spelling stands in ``text``: one look for where any of them may begin."""
    pattern, spellings = _openings(wordings)
    seen: set[str] = set()
    for found in pattern.finditer(text):
        seen.update(s for s in spellings[found.group()] if text.startswith(s, found.start()))
    return [wording for wording in wordings if not seen.isdisjoint(wording.spellings)]


@lru_cache(maxsize=4)
def _openings(wordings: tuple[Wording, ...]) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """The first sign of any spelling, before a sign that may follow it; and the spellings by first sign."""
    spellings: dict[str, list[str]] = {}
    for spelling in (s for wording in wordings for s in wording.spellings):
        spellings.setdefault(spelling[:1], []).append(spelling)
    second = {first: {re.escape(s[1:2]) for s in same} for first, same in spellings.items()}
    pairs = (f"{re.escape(first)}(?={'|'.join(sorted(signs))})" for first, signs in sorted(second.items()))
    return re.compile("|".join(pairs) or "(?!)"), spellings


def _impossible(paper: Paper, wordings: Iterable[Wording], written: Stretch) -> Iterator[Finding]:
    for wording in wordings:
        for line, words in paper.lines():
            text = _spelled_out(words)
            spelling = next((s for s in wording.spellings if s in text), None)
            if spelling and not FORWARD.search(text[: text.index(spelling)]):
                yield paper.warn("W101", *_too_early(wording, spelling, written), line, spelling)


def _too_early(wording: Wording, spelling: str, written: Stretch) -> tuple[str, str]:
    assert wording.since
    since = f"{wording.since.year}年{wording.since.month}月"
    message = f"“{spelling.strip('“”')}”{since}才有，这份文稿是{written.said}的"
    return message, f"核对成文日期和原文（{wording.source or '见本单位的提法表'}）"


def _outdated(
    paper: Paper, passage: Passage, wordings: Iterable[Wording], written: Stretch
) -> Iterator[Finding]:
    """Wordings that guide on their own although a later one of their series had taken their place."""
    text = _spelled_out(re.sub("《[^》]{0,300}》", "", passage.text))
    named = [w for w in wordings if any(spelling in text for spelling in w.spellings)]
    # A report tells what was studied from the first day of its period on.
    began = paper.period.start if paper.period and paper.period.start else written.first
    for wording in named:
        if wording.until is None or min(began, written.first) < wording.until:
            continue
        if any(_later(other, wording) for other in named):
            continue
        for sentence in re.split("[。；]", text):
            spelling = next((s for s in wording.spellings if s in sentence), None)
            if spelling and _guides(sentence, spelling) and not _tells_history(sentence, written):
                now = f"现在写“{wording.instead}”" if wording.instead else "换成现在的提法"
                until = f"{wording.until.year}年{wording.until.month}月"
                message = f"“{spelling.strip('“”')}”{until}以后不再单独作指导，这份文稿是{written.said}的"
                hint = f"{now}；几个提法并列的，按先后写到最近的一个"
                yield paper.warn("W101", message, hint, passage.runs, spelling)
                break


def _later(other: Wording, wording: Wording) -> bool:
    if not wording.series or other.series != wording.series or not other.since or not wording.since:
        return False
    return other.since > wording.since


def _guides(sentence: str, spelling: str) -> bool:
    before, _, after = sentence.partition(spelling)
    return bool(STUDIED.search(before) or GUIDES.match(after))


def _tells_history(sentence: str, written: Stretch) -> bool:
    return any(int(year) < written.first.year for year in YEAR.findall(sentence))


def _spelled_out(text: str) -> str:
    """党的十八大、十九大 → 党的十八大、党的十九大; 十八届三中、四中全会 → each by itself."""

    def congresses(found: re.Match[str]) -> str:
        others = re.findall("(?:十[五六七八九]|二十)大", found[2])
        return "、".join(f"党的{name}" for name in (found[1], *others))

    def plenums(found: re.Match[str]) -> str:
        return "、".join(
            f"{found[1]}届{number}中全会" for number in re.findall("[一二三四五六七](?=中)", found[2])
        )

    if "大" in text:
        text = CONGRESSES.sub(congresses, text)
    return PLENUMS.sub(plenums, text) if "中全会" in text else text


def ideology_in_short(paper: Paper) -> Iterator[Finding]:
    """W119: the guiding ideology says what guides, in 250 characters at most."""
    own = [passage for passage in paper.passages if passage.paths[:1] == ["指导思想"]]
    length = sum(len(passage.text) for passage in own)
    if length > MOST and not any(passage.blank for passage in own):
        hint = f"压到{MOST}字以内：一句以什么为指导，一句抓什么，一句达到什么"
        yield paper.note("W119", f"指导思想写了{length}字", hint, own[0].runs)


__all__ = ["ideology_in_short", "ideology_of_its_time"]
