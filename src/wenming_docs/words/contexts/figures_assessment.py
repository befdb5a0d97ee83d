"""【测评·得分】 and its like: the sums of 测评体系 in prose."""

from __future__ import annotations

from wenming_docs.facts.analysis.coverage import AssessmentCoverage, Item, assessment_coverage
from wenming_docs.facts.analysis.scoring import points_of, score_of, scores
from wenming_docs.facts.values import percent_text
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.hints import UnknownName, did_you_mean

ASKED = ("项数", "总分", "得分", "得分率")
_NAMED = 5


def assessment_figure(composer: Composer, parts: list[str]) -> SourceText | None:
    """The value of 【测评·……】; None for any other name. A sum that something is missing from is refused."""
    if len(parts) < 2 or parts[0] not in ("测评", "测评体系"):
        return None
    asked = parts[-1]
    if len(parts) > 2:
        message = f"【{'·'.join(parts)}】看不懂：测评体系的数不分单位，也不分期间"
        raise UnknownName(
            message, did_you_mean(next((p for p in parts if p in ASKED), ""), list(ASKED), "测评·")
        )
    if asked not in ASKED:
        raise UnknownName(f"【测评·{asked}】看不懂", did_you_mean(asked, list(ASKED), "测评·"))
    coverage = assessment_coverage(composer.workspace)
    if coverage is None:
        raise UnknownName("没有写测评体系", "写“测评体系:”，或在“包含”里加上写它的文件")
    whole = scores(coverage).whole
    items = [row.item for row in coverage.rows]
    if asked == "项数":
        return SourceText(str(whole.items))
    _refuse_gaps(coverage, asked)
    if asked == "总分":
        return _text(f"{plain_number(whole.points)}分", items, "points")
    if asked == "得分":
        return _text(f"{plain_number(whole.score)}分", items, "score")
    if whole.share is None:
        raise UnknownName("总分是零，算不出得分率", "核对各项“分值”")
    return _text(percent_text(whole.share), items, "points", "score")


def _refuse_gaps(coverage: AssessmentCoverage, asked: str) -> None:
    """Raises where an item has no 分值, or no 自评 where one is asked for."""
    wanted = {"分值": points_of} if asked == "总分" else {"分值": points_of, "自评": score_of}
    for title, read in wanted.items():
        lacking = [row.item.label for row in coverage.rows if read(row.item) is None]
        if lacking:
            rest = f"等{len(lacking)}项" if len(lacking) > _NAMED else ""
            message = f"还有测评内容没有“{title}”，算不出{asked}：{'、'.join(lacking[:_NAMED])}{rest}"
            raise UnknownName(message, f"补上这几项的“{title}”，写成“2分”这样的数")


def _text(text: str, items: list[Item], *attributes: str) -> SourceText:
    values = [getattr(item.criterion, name) for item in items if item.criterion for name in attributes]
    return SourceText(text, origins_of(*values))
