"""数据串 as prose: which verb is said once, where 先后, 共 or 累计 stands, where a sentence ends.

Pure functions over indicators and their values; ``report_parts`` asks the ledger and shows what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from wenming_docs.facts.values import Quantity
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

Item = TypeVar("Item")
LONGEST = 6
"""Numbers in one sentence (leader's criterion 8)."""


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(0, len(text), 2))


_VERBS = (
    "开展清理清运发放印发制作拆除投入完成组织整治安装取缔清除排查召开更换参与设立评选新增整改化解走访慰问"
    "张贴悬挂规范修复新建改造建成培训举办劝导处理受理回访核查维修粉刷设置增设选树表彰征集刊播发布检查巡查"
    "查处补种疏通调解帮扶结对上报报送印制刷新更新签订招募救助发现收到接到办结推荐注册施划归档提供修补推送"
    "刊发刊登播放协调调处督促督办约谈查扣清退绿化栽植种植补植硬化疏浚铺设维护购置添置配备配置投放回收收缴"
    "没收打捞冲洗消杀清洗清扫转运清淤入户组建成立建立开设服务收集收取征求解决移交巡访托管编发摆放迁移落实"
    "争取申报聘请邀请发动制定出台修订编印编制拍摄录制打造翻新加装补充抢修修剪铲除关停搬迁纠正制止暂扣处罚曝光惠及"
)
VERBS = _pairs(_VERBS)
"""Verbs that a string of figures says once: 发放手册2万册、倡议书3000份."""
_OFTEN_NOUNS = _pairs(
    "服务培训检查组织规范整治参与投入处理建成设置发布改造落实绿化维护完成核查巡查调解救助协调托管"
)
"""Verbs that stand in compound nouns as well: 服务队伍, 培训班次, 规范性文件."""
_LIGHT = _pairs("开展组织举办召开完成")
"""Verbs whose object is often a verb itself: 开展走访, 组织培训."""
_NOUN_TAIL = lazy_pattern("^[率性员者班量数额度式型会组队站点品费]")
"""After a verb that is often a noun: what makes a noun of both."""
_DERIVED = lazy_pattern("^[率性者量额度式型数](?![字])")
"""After any verb: 整改率, 发放量."""
_NOMINAL = lazy_pattern(
    "(?:率|比例|比重|占比|人数|总数|数量|总量|总额|金额|次数|件数|户数|天数|满意度|知晓度)$"
)
"""Names that say themselves what they count: no verb governs them."""
_RATED = lazy_pattern("(?:率|比例|比重|占比|度|指数|得分|评分|分数|成绩|[A-Za-z0-9.])$")
"""Names that need 为 before a bare number: 问卷满意率为95%, PM2.5为35微克."""
_EVENTS = frozenset(("次", "场", "场次", "期", "期次", "轮", "轮次", "批", "批次", "届", "堂", "课", "趟"))
_TOTALS = ("共计", "总计", "合计", "累计", "共", "先后")
_SAID = lazy_pattern("累计|先后|合计|总计|共计|^共|^[一]共")
"""Words in a name, or before the string, that leave no room for another."""
GOES_ON = lazy_pattern("(?:先后|累计|合计|总计|共计|一共|共|达到|达|为|有)$")
"""How a text ends that the figures continue without a pause."""
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?|【待填[^】]*】")
_PAUSE = lazy_pattern("[，、；]")


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator with its value over ``rows`` results; ``added`` where these were summed up."""

    name: str
    value: Quantity
    rows: int = 1
    added: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One figure as it stands in a clause; ``name`` without its verb where that was said before."""

    name: str
    value: str
    source: Quantity


@dataclass(frozen=True, slots=True)
class Clause:
    """Figures that share a verb; ``prefix`` is 先后, 共, 累计 or nothing."""

    verb: str
    prefix: str
    figures: tuple[Said, ...]

    @property
    def numbers(self) -> int:
        """How many numbers a reader meets in it."""
        return sum(numbers_in(said.value) for said in self.figures)

    @property
    def text(self) -> str:
        """The clause as one text, without a stop."""
        return self.prefix + "、".join(f"{said.name}{said.value}" for said in self.figures)


def numbers_in(text: str) -> int:
    """Numbers that a reader meets in a value, at least one."""
    return max(1, len(_NUMBER.findall(text)))


def verb_of(name: str) -> str:
    """The verb that ``name`` begins with (走访, 走访慰问); empty for a noun (整改率, 服务队伍, 助餐点)."""
    verb, rest = name[:2], name[2:]
    if verb not in VERBS or _NOMINAL.search(name) or _DERIVED.match(rest):
        return ""
    if verb in _OFTEN_NOUNS and _NOUN_TAIL.match(rest):
        return ""
    while verb not in _LIGHT and rest[:2] in VERBS and len(rest) > 3:
        verb, rest = verb + rest[:2], rest[2:]
    return verb


def is_zero(quantity: Quantity) -> bool:
    """Whether every amount is zero: a string never says 取缔0处 (criterion 9), but a rate of zero it does."""
    amounts = quantity.amounts
    return all(a.value == 0 and not a.unknown and not a.measure.startswith(("%", "‰")) for a in amounts)


def sentences(told: Iterable[Told], *, total: str = "共", before: str = "") -> tuple[tuple[Clause, ...], ...]:
    """The figures as sentences of at most six numbers, no verb twice in one of them.

    ``total`` introduces what several results add up to; ``before`` is the text the first one goes on from.
    """
    clauses = _prefixed(_grouped([one for one in told if not is_zero(one.value)]), total, before)
    started = len(_NUMBER.findall(re.split("[。！？]", before)[-1]))
    return tuple(tuple(sentence) for sentence in _evenly(clauses, _of_clause, started, _verb_again))


def _evenly(
    items: Sequence[Item],
    size: Callable[[Item], int],
    started: int = 0,
    parted: Callable[[Sequence[Item], Item], bool] = lambda current, item: False,
) -> list[list[Item]]:
    """``items`` in order, in as few lists as six numbers each allow, about equally long.

    ``started`` numbers stand before the first one; ``parted`` says that an item must open a new list.
    """

    def packed(longest: int) -> list[list[Item]]:
        lists: list[list[Item]] = [[]]
        count = started
        for item in items:
            if lists[-1] and (count + size(item) > longest or parted(lists[-1], item)):
                lists.append([])
                count = 0
            lists[-1].append(item)
            count += size(item)
        return lists if items else []

    fewest = len(packed(LONGEST))
    return next(found for longest in range(1, LONGEST + 1) if len(found := packed(longest)) == fewest)


def _of_clause(clause: Clause) -> int:
    return clause.numbers


def _of_told(told: Told) -> int:
    return numbers_in(str(told.value))


def _verb_again(sentence: Sequence[Clause], clause: Clause) -> bool:
    return _governs(clause) and any(said.verb == clause.verb and _governs(said) for said in sentence)


def _governs(clause: Clause) -> bool:
    """Whether its verb has an object: 清运垃圾3吨, but not 清运9车."""
    return bool(clause.verb) and clause.figures[0].name != clause.verb


def _grouped(told: Sequence[Told]) -> list[tuple[str, bool, list[Told]]]:
    """Clauses as (verb, whether the verb was said before, figures); a verb's second clause comes after
    the first ones of all others, so that it is not said twice in a row."""
    groups: dict[tuple[str, bool], list[Told]] = {}
    for one in told:
        verb = verb_of(one.name)
        shared = len(one.name) > len(verb) > 0
        groups.setdefault((verb if shared else one.name, shared), []).append(one)
    clauses = [(verb_of(members[0].name), _evenly(members, _of_told)) for members in groups.values()]
    rounds = max((len(parts) for _, parts in clauses), default=0)
    return [
        (verb, turn > 0, parts[turn])
        for turn in range(rounds)
        for verb, parts in clauses
        if turn < len(parts)
    ]


def _prefixed(groups: list[tuple[str, bool, list[Told]]], total: str, before: str) -> list[Clause]:
    """The clauses, each word of counting (先后, 共) before the first one it is true of."""
    used = {word for word in ("先后", total) if before.endswith(word) or _told_total(before)}
    clauses = []
    for verb, again, members in groups:
        figures = tuple(_said(one, i, verb, len(members)) for i, one in enumerate(members))
        prefix = "还" if again and verb else ""
        if verb and not again:
            prefix, figures = _counted(members[0], figures, used, total)
            used |= {prefix}
        clauses.append(Clause(verb, prefix, figures))
    return clauses


def _told_total(before: str) -> bool:
    """Whether the text that goes on says already that it counts up: 累计, 共."""
    return bool(before) and bool(GOES_ON.search(before)) and bool(_SAID.search(before[-2:]))


def _counted(
    first: Told, figures: tuple[Said, ...], used: set[str], total: str
) -> tuple[str, tuple[Said, ...]]:
    """先后 or ``total`` for the first figure of a clause, taken out of its value where it stands there."""
    if _SAID.search(first.name):
        return "", figures
    lead = next((word for word in _TOTALS if first.value.lead == word), "")
    if lead:
        if lead in used or not figures[0].value.startswith(lead):
            return "", figures
        value = figures[0].value.removeprefix(lead)
        return lead, (replace(figures[0], value=value), *figures[1:])
    if first.rows < 2 or not first.added or first.value.lead or len(first.name) < 3:
        return "", figures
    word = "先后" if all(a.measure in _EVENTS for a in first.value.amounts) else total
    return ("" if word in used else word), figures


def _said(one: Told, place: int, verb: str, members: int) -> Said:
    """One figure of a clause of ``members`` figures."""
    name, value = one.name, str(one.value)
    if place and verb:
        name = name[len(verb) :]
    if members > 1:
        value = _bracketed(value)
    return Said(name + _joint(one, value), value, one.value)


def _joint(one: Told, value: str) -> str:
    """为 or 在 between a name that no verb governs and its number."""
    if verb_of(one.name) and not one.name[-1].isascii():
        return ""
    if not _RATED.search(one.name) or not value[:1].isdigit():
        return ""
    return "在" if one.value.amounts[0].after in ("以上", "以下", "左右", "上下", "之间") else "为"


def _bracketed(value: str) -> str:
    """A value that goes on after a pause, with what follows in brackets: 60件（已办结57件）."""
    pause = _PAUSE.search(value)
    if pause is None or "（" in value:
        return value
    return f"{value[: pause.start()]}（{value[pause.end() :]}）"


__all__ = ["GOES_ON", "LONGEST", "Clause", "Said", "Told", "is_zero", "numbers_in", "sentences", "verb_of"]
