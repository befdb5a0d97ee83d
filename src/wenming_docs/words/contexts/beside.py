"""Figures in prose beside a task, a sort of unit or an honour: days, counts and years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property

from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.known import Known
from wenming_docs.words.contexts.phrases import DUE, NUMBER
from wenming_docs.words.contexts.said import amount_of, due_day
from wenming_docs.words.contexts.words_within import Words
from wenming_docs.zh import chinese_numeral, parse_chinese_number
from wenming_docs.zh.lazy import lazy_pattern

_DUE = lazy_pattern(DUE)
_DULY = "(?:要|须|应|确保|力争|全面|全部|基本|如期|顺利|于|在)*"
_TAIL = "(?:专项)?(?:行动|整治|治理|工作|任务|工程|项目|活动)?"
_NUMERALS = "一二两三四五六七八九十百"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One figure that does not fit: where it stands (from 0), the words, what the facts say, the cure."""

    start: int
    words: str
    fact: str
    cure: str


class Others:
    """What is known for one document besides its indicators."""

    def __init__(
        self, composer: Composer, known: Sequence[Known], own: Callable[[], re.Pattern[str]]
    ) -> None:
        self._own = own  # what the office calls itself; few sentences ask for it
        self._composer, workspace = composer, composer.workspace
        self.year = workspace.year
        self.goals = {each.name: each.goals() for each in known}
        groups = (*workspace.unit.subordinates, *workspace.unit.departments)
        self.counts = {str(group.sort): len(group.units) for group in groups if group.sort}
        self.honours = {str(h.name): str(h.year) for h in workspace.honours if h.year}

    @cached_property
    def due(self) -> dict[str, set[date]]:
        """The days by which each task and each target is due."""
        return _deadlines(self._composer)

    @cached_property
    def _objects(self) -> Words:
        return Words((name[2:], name) for name in self.due if len(name) >= 4)

    def may_tell_of(self, text: str) -> bool:
        """Whether some sentence of a text may hold such a figure at all."""
        return (
            _says_when(text)
            or any(f"个{sort}" in text for sort in self.counts)
            or any(name in text for name in self.honours)
        )

    def wrong_in(self, sentence: str) -> Iterator[Wrong]:
        """Every such figure of one sentence that does not fit."""
        yield from self._due_days(sentence)
        yield from self._counted(sentence)
        yield from self._years(sentence)

    def _due_days(self, sentence: str) -> Iterator[Wrong]:
        if not _says_when(sentence):
            return
        for name in self._objects.within(sentence):
            noun, days = name[2:], self.due[name]
            swapped = f"(?:{re.escape(name)}|{re.escape(noun)}{re.escape(name[:2])})"
            behind = rf"(?P<due>{DUE}){_DULY}(?P<verb>完成)?{swapped}{_TAIL}(?=[，。、：）\d]|$)"
            ahead = rf"{swapped}{_TAIL}，?{_DULY}(?P<due>{DUE})(?P<verb>完成|结束)(?=[，。、：）]|$)"
            for found in (*re.finditer(behind, sentence), *re.finditer(ahead, sentence)):
                day = due_day(found["due"], self.year)
                lead = sentence[max(found.start() - 3, 0) : found.start()]
                if day is None or day in days or re.search("已|提前", lead):
                    continue
                if found["verb"] or self._says_the_goal(name, sentence[found.end() :]):
                    latest = "、".join(f"{each.month}月{each.day}日" for each in sorted(days))
                    fact = f"时限（{latest}）"
                    yield Wrong(found.start(), found.group(), fact, f"写成【{name}·时限】，由程序填")

    def _says_the_goal(self, name: str, rest: str) -> bool:
        """Whether the whole of a target follows: a part of it may well be due earlier."""
        figure = re.match(NUMBER, rest)
        said = amount_of(figure) if figure else None
        goals = self.goals.get(name, [])
        return said is not None and any(said.value == goal.value for goal in goals)

    def _counted(self, sentence: str) -> Iterator[Wrong]:
        """全街道5个社区, where 单位 lists three."""
        for sort, count in self.counts.items():
            if f"个{sort}" not in sentence:
                continue
            own = self._own().pattern
            whole = r"(?:全[一-鿿]{1,2}|下辖|所辖|管辖|下设|辖区?)(?:的|有|内)?"
            count_of = rf"(?P<n>\d+|[{_NUMERALS}]+)个{re.escape(sort)}"
            ours = rf"(?:^|[，：])(?:{own})(?:的|[共现]?有|设有)?{count_of}(?=全部|均|都|全面)"
            for found in (*re.finditer(whole + count_of, sentence), *re.finditer(ours, sentence)):
                try:
                    said = int(parse_chinese_number(found["n"]))
                except ValueError:
                    continue
                if said != count:
                    fact = f"“单位”里的{chinese_numeral(count)}个{sort}"
                    yield Wrong(found.start(), found.group(), fact, f"写成【{sort}·个数】个{sort}")

    def _years(self, sentence: str) -> Iterator[Wrong]:
        """2025年荣获……, where 荣誉 says 2026年."""
        for name, year in self.honours.items():
            if name not in sentence:
                continue
            got = r"[^。\d]{0,10}(?:获|评为|授予|命名)[^。\d]{0,12}"
            pattern = rf"(?P<year>\d{{4}})年(?:度)?{got}{re.escape(name)}"
            for found in re.finditer(pattern, sentence):
                if not year.startswith(found["year"]):
                    yield Wrong(found.start(), found.group(), f"“荣誉”里的{year}", "照证书改正其中一处")


def _says_when(text: str) -> bool:
    """Whether a day by which something is due stands in a text; most have not even its signs."""
    return "前" in text and "月" in text and _DUE.search(text) is not None


def _deadlines(composer: Composer) -> dict[str, set[date]]:
    """The days by which each task and each target is due; none where one of them is no day."""
    workspace = composer.workspace
    found: dict[str, set[date]] = {}
    named = [(str(node.name), node.task.deadline) for node in composer.tree.all]
    named += [(str(target.indicator), target.deadline) for target in workspace.targets if target.indicator]
    for name, deadline in named:
        for entry in deadline.entries if deadline else ():
            if day := entry.due(workspace.year):
                found.setdefault(name, set()).add(day)
    return found
