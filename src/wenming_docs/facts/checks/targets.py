"""Targets: what they count, how much is enough, which task carries them."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.checks.scope import is_whole, plan_documents
from wenming_docs.facts.model import Target, Workspace
from wenming_docs.facts.values import Amount, Quantity
from wenming_docs.findings import Finding, Severity
from wenming_docs.zh.lazy import lazy_pattern

SHARE = lazy_pattern(r"率|比例|占|比重|比|度|覆盖|百分|份额|成$")
"""Words by which an indicator says of what its percentage is taken."""
COUNTING = lazy_pattern(r"(?:数|数量|总量|得分|分值|评分|指数|排名|名次)$")
"""How an indicator ends that says itself what its number counts: 志愿者人数, 测评得分."""
RATE = lazy_pattern(r"(?:率|比例|占比|比重|覆盖面|百分比)$")
"""How an indicator ends whose number is a percentage: 居民满意率, 覆盖率."""
UNWANTED = lazy_pattern(
    r"投诉|发案|事故|差错|违[规法章]|死亡|流失|失业|发病|逾期|超[期标]|返工|破损|空置|不合格|闲置|浪费|犯罪|复发"
)
GROWTH = lazy_pattern(r"提高|提升|增长|增加|上升|下降|降低|减少|压减|增幅|降幅|涨")
COMPARED = lazy_pattern(r"同比|环比|比|较|上年|去年|上期|基础上|以来|年均|每年")
FIGURE = lazy_pattern(
    r"\d|[一二两三四五六七八九十百千万][个条次场处户名人项期件篇座家所支间]|百分之|全部|覆盖"
)
TIME = lazy_pattern(r"年[底末内]|[\d一二三四五六七八九十]月|季度|半年|\d{4}年|全年|每[年月周天日]|个月")


def goals_without_measure(workspace: Workspace) -> Iterator[Finding]:
    """Goals without a measure, and rates that do not say whether more or less is better."""
    for target in workspace.targets:
        amount = target.goal.single if target.goal else None
        if target.goal is None or amount is None or amount.value is None:
            continue
        place = target.goal.origins[0] if target.goal.origins else None
        if not amount.measure and COUNTING.search(str(target.indicator or target.title or "")):
            continue
        if not amount.measure:
            hint = f"写上计量单位，例如{_with_measure(target, target.goal, amount)}"
            message = f"目标“{target.goal}”没有计量单位"
            yield Finding("F072", Severity.WARNING, message, hint, place)
        elif _is_rate(amount) and not _says_which_way(target.goal, amount):
            hint = f"写成“不低于{amount}”或“不超过{amount}”"
            message = f"目标“{target.goal}”没有说是不低于还是不超过"
            yield Finding("F072", Severity.WARNING, message, hint, place)


def _with_measure(target: Target, goal: Quantity, amount: Amount) -> str:
    """The goal as it might have been meant: 满意率 95 is 不低于95%, 走访 95 is 95次 or 95处."""
    name = str(target.indicator or target.title or "")
    if not RATE.search(name) or amount.value is None or amount.value > 100:
        return f"“{goal}次”“{goal}处”"
    if amount.value == 100 or _says_which_way(goal, amount):
        return f"“{goal}%”"
    way = "不超过" if UNWANTED.search(name) else "不低于"
    return f"“{way}{goal}%”"


def _is_rate(amount: Amount) -> bool:
    return amount.measure.startswith(("%", "‰")) or "/" in amount.measure


def _says_which_way(goal: Quantity, amount: Amount) -> bool:
    """100% and 0 leave no choice; 近90%, 90%左右 and 提高10% say what is meant."""
    final = amount.value == 0 or (amount.measure == "%" and amount.value == 100)
    return bool(goal.operator) or final or amount.approximate or GROWTH.search(goal.lead) is not None


def percentages_without_base(workspace: Workspace) -> Iterator[Finding]:
    """Percentages of nothing in particular: 注册志愿者 30%以上 — of whom?"""
    for target in workspace.targets:
        goal, amount = target.goal, target.goal.single if target.goal else None
        if goal is None or amount is None or not amount.measure.startswith("%") or goal.base:
            continue
        name = f"{target.indicator or ''}{target.title or ''}"
        place = goal.origins[0] if goal.origins else None
        grows = GROWTH.search(f"{name}{goal.lead}")
        if grows and not COMPARED.search(f"{name}{goal}{target.text or ''}"):
            hint = f"写成“比上年{grows[0]}{amount}”这样"
            message = f"“{goal}”没有说和什么时候比"
            yield Finding("F073", Severity.NOTICE, message, hint, place)
        elif not grows and not SHARE.search(f"{name}{goal.lead}"):
            hint = f"指标写成“{target.indicator or '……'}占……的比例”，或目标写成“占……的{amount}”"
            message = f"“{goal}”没有说是占什么的百分之几"
            yield Finding("F073", Severity.NOTICE, message, hint, place)


def targets_without_task(workspace: Workspace) -> Iterator[Finding]:
    """Indicators that no task carries, where other targets name theirs."""
    if not is_whole(workspace, "工作目标", "任务") or not any(target.task for target in workspace.targets):
        return
    carried = _carried_by_results(workspace) | {str(node.name) for node in task_tree(workspace).all}
    for target in workspace.targets:
        name = target.indicator
        if name is not None and not target.task and str(name) not in carried:
            hint = "加一行“任务: ……”，写由哪项任务完成"
            message = f"指标“{name}”没有写由哪项任务完成，别的指标写了"
            yield Finding("F074", Severity.NOTICE, message, hint, name.origin)


def _carried_by_results(workspace: Workspace) -> set[str]:
    return {str(figure.name) for result in workspace.results if result.task for figure in result.figures}


def tasks_without_target(workspace: Workspace) -> Iterator[Finding]:
    """One notice naming the tasks no target belongs to, where most tasks have one."""
    if not is_whole(workspace, "工作目标", "任务") or not any(target.task for target in workspace.targets):
        return
    tree = task_tree(workspace)
    named = [target.task or target.indicator for target in workspace.targets]
    linked = {node.loc for name in named if name for node in tree.find(name)}
    tops = [(top, any(node.loc in linked for node in top.walk())) for top in tree]
    without = [top for top, has in tops if not has]
    if without and len(without) * 2 < len(tops):
        names = "、".join(f"“{top.name}”" for top in without[:3])
        more = f"等{len(without)}项任务" if len(without) > 3 else ""
        hint = "在“工作目标”里加上它的指标，写“任务: ……”；不用量化的可以不管"
        yield Finding("F075", Severity.NOTICE, f"{names}{more}没有对应的目标", hint, without[0].name.origin)


def no_measured_target(workspace: Workspace) -> Iterator[Finding]:
    """A plan whose targets all go without a figure or without a time."""
    if not workspace.targets or not plan_documents(workspace) or not is_whole(workspace, "工作目标", "任务"):
        return
    counted = [target for target in workspace.targets if _has_figure(target)]
    if any(map(_has_time, counted)):
        return
    message = "工作目标里没有一条既有数又有时限"
    if not counted:
        message = "工作目标里没有一个数"
    elif not any(map(_has_time, workspace.targets)):
        message = "工作目标都没有写时限"
    hint = "写一条“指标: ……”“目标: 不少于……”“时限: ……月底前”"
    yield Finding("F081", Severity.NOTICE, message, hint, workspace.where("targets"))


def _has_figure(target: Target) -> bool:
    return target.goal is not None or FIGURE.search(_text(target)) is not None


def _has_time(target: Target) -> bool:
    return target.deadline is not None or TIME.search(_text(target)) is not None


def _text(target: Target) -> str:
    return f"{target.title or ''}{target.text or ''}{target.indicator or ''}"
