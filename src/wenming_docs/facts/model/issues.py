"""问题台账: a problem found at a place, and every dated step until it is closed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import DeadlineField, Line, Names, ReadBy, line_of, refuse
from wenming_docs.facts.model.photos import Photo
from wenming_docs.facts.source import Mapping, Node, Sequence
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass


class Stage(StrEnum):
    """What happens to a problem, from 立项 to 销号."""

    OPENED = "立项"
    ASSIGNED = "交办"
    RECTIFIED = "整改"
    REVIEWED = "复核"
    RETURNED = "退回"
    CLOSED = "销号"


@dataclass(frozen=True, slots=True)
class Move:
    """One dated step of a problem; ``note`` is what was written in brackets behind the date."""

    stage: Stage
    name: SourceText
    date: SourceText
    note: SourceText | None

    @property
    def origins(self) -> tuple[Origin, ...]:
        return self.date.origins


def moves_of(node: Node) -> tuple[Move, ...]:
    """``- 立项: 4月2日`` in the order in which it happened; a remark follows the date in brackets."""
    items = node.items if isinstance(node, Sequence) else [node]
    moves = []
    for item in items:
        if not isinstance(item, Mapping):
            raise refuse("“经过”里一步写一行", "写成“- 立项: 4月2日”", item.origin)
        for entry in item.entries:
            try:
                stage = Stage(entry.key.text.strip())
            except ValueError:
                hint = "只有：" + "、".join(Stage)
                raise refuse(f"“经过”里没有“{entry.key.text}”这一步", hint, entry.key.origin) from None
            date, note = _split(line_of(entry.value))
            name = SourceText(entry.key.text, (entry.key.origin,))
            moves.append(Move(stage, name, date, note))
    return tuple(moves)


def _split(text: SourceText) -> tuple[SourceText, SourceText | None]:
    """The date and the remark in brackets behind it."""
    bare, opened, rest = str(text).replace("(", "（").replace(")", "）").partition("（")
    if not opened:
        return text, None
    return SourceText(bare.strip(), text.origins), SourceText(rest.removesuffix("）").strip(), text.origins)


class Issue(FactModel):
    """问题台账: a problem found at a place, with unit, deadline, its steps and its closing."""

    code: Line | None = fact("编号", "序号")
    place: Line | None = fact("点位", "地点")
    problem: Line = fact("问题", default=...)
    source: Line | None = fact("来源", "问题来源")
    found_on: Line | None = fact("发现日期", "发现", "立项", "立项日期", "日期")
    unit: Names = fact("单位", "责任单位", "整改单位", default=())
    responsible_person: Names = fact("责任人", default=())
    task: Line | None = fact("任务")
    measure: Line | None = fact("措施", "整改措施")
    deadline: DeadlineField | None = fact("时限", "整改时限")
    moves: Annotated[tuple[Move, ...], ReadBy(moves_of)] = fact("经过", "办理经过", default=())
    closed_on: Line | None = fact("销号", "销号日期")
    evidence: Names = fact("佐证", "佐证材料", default=())
    photos: tuple[Photo, ...] = fact("照片", "图片", "佐证照片", default=())


__all__ = ["Issue", "Move", "Stage", "moves_of"]
