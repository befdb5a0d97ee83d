"""What the words at the head of a column mean: by the model's own names first, then by words of the field."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from wenming_docs.facts.model import key_spellings
from wenming_docs.facts.model.plan import Task
from wenming_docs.records import dataclass
from wenming_docs.zh import nearest

LEVEL, NUMBER, PHONE = "level", "number", "phone"
"""Meanings that are no field: a name at one level of tasks, a running number, a telephone of a contact."""

_WORDS: dict[str, str] = {
    LEVEL: (
        "具体事项 事项名称 大类 小类 子项 "
        "任务 名称 任务名称 重点任务 主要任务 工作任务 重点工作 重点工作任务 目标任务 具体任务 "
        "分项任务 子任务 任务分解 任务清单 创建任务 创建项目 工作项目 项目 项目名称 工作事项 "
        "重点事项 事项 工作类别 任务类别 类别 工作分类 分类 板块 领域 一级任务 二级任务 三级任务 "
        "总任务 任务项目 工作名称 工作 工作重点"
    ),
    NUMBER: "序号 序 顺序 顺序号 号 No NO No. 行号",
    PHONE: "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 办公电话",
    "content": (
        "具体内容 主要内容 工作措施 主要措施 具体措施 推进措施 工作举措 主要举措 具体举措 举措 "
        "具体工作 任务描述 工作描述 实施内容 主要工作内容 具体工作内容"
    ),
    "standard": (
        "工作目标 目标 目标要求 预期目标 完成标准 验收标准 质量要求 工作标准及要求 具体要求 要求 "
        "任务要求 任务目标 达标标准"
    ),
    "lead_unit": (
        "责任股室 责任科室 责任部门 牵头部门 牵头责任单位 承办单位 主办单位 实施单位 落实单位 "
        "责任主体 责任单位（牵头） 主责部门 承办部门 责任社区"
    ),
    "supporting_units": (
        "协办部门 配合部门 协助单位 参与单位 协同单位 配合责任单位 "
        "责任配合单位 协助部门 参加单位 共同责任单位"
    ),
    "responsible_leader": "牵头领导 包抓领导 包保领导 挂点领导 责任县领导 县级领导 挂钩领导 包联领导 领导",
    "responsible_person": "经办人 承办人 责任同志 直接责任人 主要责任人 第一责任人 工作人员",
    "contact": "联络员 联系人员 联络人 联系人及电话 联系人及联系电话 联系人电话",
    "deadline": (
        "时间节点 时限要求 办结时限 截止时间 时间安排 完成期限 计划完成时间 完成日期 截止日期 "
        "计划完成时限 期限 时间 节点 完成节点"
    ),
    "frequency": "工作频次 开展频次 次数要求",
    "quantity": "计划数 目标数 任务数 目标值",
    "evidence": "印证材料 资料清单 佐证资料",
    "problem": "现状问题 主要问题",
}
"""What heads columns in tables of the field, beside the names of the model."""
_PROSE = frozenset(("content", "standard", "problem", "afterword", "lead_in", "assessed_content"))
_NAMES = frozenset(
    ("lead_unit", "supporting_units", "responsible_leader", "responsible_person", "evidence")
    + ("indicator_numbers", "predecessors")
)
UNITS = frozenset(("lead_unit", "supporting_units"))
_LINES = frozenset(("code", "quantity", "contact", "deadline", "frequency", "duration"))
_WRITTEN = _PROSE | _NAMES | _LINES
"""The fields of a task that a cell can hold; the others have a shape of their own."""
_NO_FIELD = re.compile(
    "(?:情况|进展|进度|成效|效果|意见|评价|评分|得分|分值|经费|资金|金额|签字|签名|状态|是否.*)$"
)
"""What a task has no field for, though known words may stand before it (任务完成情况)."""
_STARTS = re.compile("启动|开始|起始|开工|动工|起$")
_ENDS = re.compile("完成|结束|截止|完工|办结|起止|至|止$")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_MIXED = re.compile("[和及与或、/]")
_LONGEST = 60
_SIGNS = re.compile(r"[\s：:*＊·、，,/／]+")


class Certainty(StrEnum):
    """How the meaning of a head was found."""

    KNOWN = "known"
    PART = "part"
    """A known word is part of the head."""
    SIMILAR = "similar"
    """But for one sign it is a known word."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field of a task that a column holds, or LEVEL, NUMBER, PHONE; ``word`` is what it was taken for."""

    role: str
    word: str
    certainty: Certainty = Certainty.KNOWN
    goal: bool = False
    """A column of aims whose numbered headings are upper tasks."""

    @property
    def prose(self) -> bool:
        """Whether the field holds paragraphs."""
        return self.role in _PROSE

    @property
    def names(self) -> bool:
        """Whether the field holds a list of names."""
        return self.role in _NAMES


@cache
def known_words() -> dict[str, str]:
    """Every word that heads a column → what it means; names of the model win."""
    known = {
        word: attribute
        for word, attribute in key_spellings(Task).items()
        if attribute in _WRITTEN and not word.isascii()
    }
    for role, words in _WORDS.items():
        for word in words.split():
            known.setdefault(word, role)
    return known


def meaning_of(head: str) -> Meaning | None:
    """What a head means; None for words that mean nothing here."""
    if len(head) > _LONGEST:
        return None
    bare = _SIGNS.sub("", head)
    words = known_words()
    for text in (bare, _BRACKETS.sub("", bare)):
        if text in words:
            return Meaning(words[text], text)
    text = _BRACKETS.sub("", bare)
    if _NO_FIELD.search(text):
        return None
    inside = [word for word in words if word in text and len(word) >= _shortest_part(words[word])]
    if inside and _MIXED.search(head.strip()):
        return None  # 责任单位和责任人: what is which stands in no cell
    if inside and len(text) <= 14:
        # The last of the longest: of 重点任务完成时限 the time is meant.
        best = max(inside, key=lambda word: (len(word), text.rindex(word)))
        return _unless_start(Meaning(words[best], best, Certainty.PART), text)
    return None


def similar_meaning(head: str) -> Meaning | None:
    """What a head without a meaning was probably to say; never the name of a task."""
    text = _BRACKETS.sub("", _SIGNS.sub("", head))
    if not 2 < len(text) <= 14 or _NO_FIELD.search(text):
        return None
    words = known_words()
    similar = nearest(text, [word for word in words if len(word) > 2 and words[word] != LEVEL])
    return _unless_start(Meaning(words[similar], similar, Certainty.SIMILAR), text) if similar else None


def tells_start(head: str) -> bool:
    """Whether a head says when work begins, which is no deadline: 启动时间, or 启动 below 完成时限."""
    return _last(_STARTS, head) > _last(_ENDS, head)


def tells_end(head: str) -> bool:
    """Whether a head says when work is done: 完成时间, 截止日期, or 止 below 时间."""
    return _last(_ENDS, head) >= 0 and not tells_start(head)


def _unless_start(meaning: Meaning | None, head: str) -> Meaning | None:
    """The meaning, but not that of a deadline where the head names the beginning."""
    return None if meaning and meaning.role == "deadline" and tells_start(head) else meaning


def _last(words: re.Pattern[str], head: str) -> int:
    """Where the last of the words begins, -1 without any."""
    return max((found.start() for found in words.finditer(head)), default=-1)


def _shortest_part(role: str) -> int:
    """Signs that a word needs to be known within another: 内容 and 项目 stand in names of many things."""
    return 3 if role in (LEVEL, "content", "standard", "problem") else 2


def meaning_of_parts(parts: list[str]) -> Meaning | None:
    """What a head of several rows means: 责任单位 above 牵头 is 牵头, 时间 above 起 is nothing known."""
    texts = [part for part in dict.fromkeys(parts) if part]
    if not texts:
        return None
    if len(texts) == 1:
        return meaning_of(texts[0])
    own = meaning_of(texts[-1])
    if own is not None and own.certainty is Certainty.KNOWN:
        return own
    together = meaning_of("".join(texts))
    return _unless_start(together or own, texts[-1])
