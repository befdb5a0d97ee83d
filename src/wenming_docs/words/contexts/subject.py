"""What a document is about, as its title and its group are called."""

from __future__ import annotations

from wenming_docs.facts.kinds import Family, Kind
from wenming_docs.facts.model import DocumentPlan, Workspace
from wenming_docs.facts.values import Period, PeriodKind
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve

_MOST_UNITS = 2
"""Units that the title of their own list names; of more it is the office's."""


def work_of(workspace: Workspace) -> SourceText | None:
    """The work: 创建.名称, else 创建＋荣誉; None where neither is given."""
    campaign = workspace.campaign
    if campaign.name:
        return campaign.name
    if campaign.honour:
        honour = str(campaign.honour)
        name = honour if honour.startswith(("创建", "争创")) else f"创建{honour}"
        return SourceText(name, campaign.honour.origins)
    return None


def group_name(composer: Composer) -> SourceText:
    """The leading group's name: as written, else from the work."""
    group = composer.workspace.leading_group
    if group and group.name:
        return composer.show(resolve(composer, group.name))
    work = work_of(composer.workspace)
    if work is None:
        return composer.phrase("工作领导小组")
    stem = str(work).removesuffix("工作")
    return composer.show(f"{stem}工作领导小组", work)


def compose_title(
    workspace: Workspace, document: DocumentPlan, kind: Kind, period: Period | None, issued: str = ""
) -> SourceText | None:
    """The title a document gets when its author gives none; None if its subject is unknown."""
    unit = workspace.unit.name
    work = work_of(workspace)
    word = str(document.kind)
    words = kind.words if word == kind.name else word
    if issued:
        return SourceText(f"{unit or ''}关于印发《{issued}》的通知", origins_of(unit, document.kind))
    if work is None:
        return None
    origins = origins_of(unit, work, document.kind, document.period)
    stem = str(work).removesuffix("工作")
    if str(document.kind).startswith("半年") and period and "半年" in period.spoken:
        words = words.removeprefix("半年")
    if kind.by_unit and 0 < len(document.units) <= _MOST_UNITS and not _is_notice(kind):
        unit = SourceText("、".join(document.units), origins_of(*document.units))
    if kind.family is Family.NOTICE:
        return SourceText(f"{unit or ''}关于成立{stem}工作{words}", origins)
    time, days = _time(workspace, period)
    joint = "" if kind.family is Family.PLAN and not str(work).endswith("工作") else "工作"
    return SourceText(f"{unit or ''}{time}{_joined(_joined(stem, joint), words)}{days}", origins)


def _is_notice(kind: Kind) -> bool:
    """Whether the office writes to the unit, so that the title is the office's."""
    return "notified_issues" in kind.skeleton or "issue_ledger" in kind.skeleton


def _joined(stem: str, words: str) -> str:
    """Stem and words with their overlap once: 专项整治＋专项整治方案 → 专项整治方案."""
    for length in range(len(words), 0, -1):
        if stem.endswith(words[:length]):
            return stem + words[length:]
    return stem + words


def _time(workspace: Workspace, period: Period | None) -> tuple[str, str]:
    """The time before the work, and the days in brackets behind the title: 2026年……周报（5月11日—17日）."""
    year = workspace.campaign.year
    if period is None:
        return (f"{year}年" if year else ""), ""
    label = str(period.label)
    if period.start is None or "日" in label:
        one_year = period.start is None or not period.crosses
        this_year = f"{period.end.year}年"
        return (this_year, f"（{label.replace(this_year, '')}）") if one_year else ("", f"（{label}）")
    if period.kind in (PeriodKind.HALF, PeriodKind.QUARTER) and not period.spoken[:1].isdigit():
        return f"{period.end.year}年{period.spoken}", ""
    if label in ("全年", f"{period.end.year}年", f"{period.end.year}年度"):
        return f"{period.end.year}年", ""
    return (label if "年" in label and label[:4].isdigit() else f"{period.end.year}年{label}"), ""


def opening_words(period: Period, year: int | None) -> str:
    """The period as an introduction names it: 上半年, 2026年, 截至9月30日 (with its year unless ``year``)."""
    if period.kind is PeriodKind.YEAR:
        return f"{period.end.year}年"
    return period.spoken.replace(f"{year}年", "") if period.start is None else period.spoken
