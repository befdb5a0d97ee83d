"""自评 added up, and the texts of the system compared with those that tasks were agreed on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from wenming_docs.facts.analysis.coverage import AssessmentCoverage, Covered, Item, number_key
from wenming_docs.facts.model import AssessedIndicator, AssessedProject, Workspace
from wenming_docs.facts.values import Quantity
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass

_MEASURES = ("", "分")
_HUNDRED = Decimal(100)


def marks(quantity: Quantity | None) -> Decimal | None:
    """An exact number of 分; None for anything else (2分左右, 每处0.5分, 【待填】)."""
    amount = quantity.single if quantity else None
    if quantity is None or amount is None or amount.approximate or amount.measure not in _MEASURES:
        return None
    if quantity.lead or quantity.remark or quantity.operator or quantity.parts or quantity.handled:
        return None
    return amount.value


def points_of(item: Item) -> Decimal | None:
    """The 分值 of an item; None if it has none that can be added."""
    return marks(item.criterion.points) if item.criterion else None


def score_of(item: Item) -> Decimal | None:
    """The 自评 of an item; None if it has none that can be added."""
    return marks(item.criterion.score) if item.criterion else None


@dataclass(frozen=True, slots=True)
class Score:
    """What items come to, in 分.

    ``points`` adds every 分值; ``assessed`` counts the items that have both 分值 and 自评, and
    ``assessed_points`` and ``score`` add those two of them: parts of a system may still wait.
    """

    items: int
    points: Decimal
    assessed: int
    assessed_points: Decimal
    score: Decimal

    @property
    def complete(self) -> bool:
        """Whether every item has its points and its score."""
        return self.items > 0 and self.assessed == self.items

    @property
    def share(self) -> Decimal | None:
        """The score in percent of the points of the items that were assessed; None without points."""
        return self.score / self.assessed_points * _HUNDRED if self.assessed_points else None


@dataclass(frozen=True, slots=True)
class Scores:
    """The sums of the whole, of each project and of each indicator, in written order."""

    whole: Score
    projects: tuple[tuple[AssessedProject, Score], ...]
    indicators: tuple[tuple[AssessedIndicator, Score], ...]


def scores(coverage: AssessmentCoverage) -> Scores:
    """All sums, by Decimal: 0.1 and 0.2 are 0.3."""
    items = [row.item for row in coverage.rows]
    projects: dict[int, tuple[AssessedProject, list[Item]]] = {}
    indicators: dict[int, tuple[AssessedIndicator, list[Item]]] = {}
    for item in items:
        projects.setdefault(id(item.project), (item.project, []))[1].append(item)
        if item.indicator is not None:
            indicators.setdefault(id(item.indicator), (item.indicator, []))[1].append(item)
    return Scores(
        _score(items),
        tuple((project, _score(own)) for project, own in projects.values()),
        tuple((indicator, _score(own)) for indicator, own in indicators.values()),
    )


def _score(items: Iterable[Item]) -> Score:
    count = assessed = 0
    points = assessed_points = score = Decimal(0)
    for item in items:
        count += 1
        full, given = points_of(item), score_of(item)
        points += full or 0
        if full is not None and given is not None:
            assessed += 1
            assessed_points += full
            score += given
    return Score(count, points, assessed, assessed_points, score)


@dataclass(frozen=True, slots=True)
class Change:
    """An item whose text is not the one its tasks were agreed on; ``agreed`` is that one."""

    row: Covered
    agreed: SourceText


@dataclass(frozen=True, slots=True)
class Review:
    """What has to be looked at again: changed texts, items that are new, numbers that are gone."""

    changed: tuple[Change, ...]
    new: tuple[Covered, ...]
    gone: tuple[SourceText, ...]


def review(workspace: Workspace, coverage: AssessmentCoverage) -> Review | None:
    """The system against 测评核对, blanks aside; None where nothing was ever agreed."""
    agreed = {number_key(code): (code, text) for code, text in workspace.agreed_texts.items()}
    if not agreed:
        return None
    changed, new = [], []
    left = dict(agreed)
    twins = {id(twin.again) for twin in coverage.twins}
    for row in coverage.rows:
        if row.item.code is None or id(row.item.code) in twins:  # whose number it is, is told elsewhere
            continue
        key = number_key(row.item.code)
        left.pop(key, None)
        if key not in agreed:
            new.append(row)
        elif _bare(agreed[key][1]) != _bare(row.item.text):
            changed.append(Change(row, agreed[key][1]))
    return Review(tuple(changed), tuple(new), tuple(code for code, _ in left.values()))


def texts_to_agree(coverage: AssessmentCoverage) -> dict[str, str]:
    """编号 → text, in written order: what 测评核对 is to hold once the tasks have been looked at."""
    items = reversed([row.item for row in coverage.rows if row.item.code])
    first = {str(item.code): item.text for item in items}  # of one number given twice the first counts
    return dict(reversed(first.items()))


def _bare(text: str) -> str:
    return "".join(str(text).split())
