"""Who: the organisation, its units, people, the leading group."""

from __future__ import annotations

from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import Line, Names, People, ProseField, ReadBy, line_of, names_of, refuse
from wenming_docs.facts.source import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one sort under a common name (社区: 东门社区、西门社区); "" where they have none."""

    sort: SourceText
    units: tuple[SourceText, ...]
    files: tuple[tuple[str, SourceText], ...] = ()
    """Unit → the file in which it keeps its own facts, for those that have one."""

    @property
    def origins(self) -> tuple[Origin, ...]:
        return tuple(origin for unit in self.units for origin in unit.origins)


def unit_groups_of(node: Node) -> tuple[UnitGroup, ...]:
    """Units as a plain list, or grouped by sort (a mapping of sort → names).

    A unit may name the file in which it keeps its own facts: ``东门社区: 社区/东门社区.yaml``.
    """
    if not isinstance(node, Mapping):
        return (UnitGroup(SourceText(""), names_of(node)),)
    groups, loose = [], []
    for entry in node.entries:
        if isinstance(entry.value, Mapping):
            groups.append(_with_files(SourceText(entry.key.text, (entry.key.origin,)), entry.value.entries))
        elif isinstance(entry.value, Scalar) and is_file_name(entry.value.text):
            loose.append(entry)
        else:
            groups.append(UnitGroup(SourceText(entry.key.text, (entry.key.origin,)), names_of(entry.value)))
    return (*groups, _with_files(SourceText(""), loose)) if loose else tuple(groups)


def is_file_name(text: str) -> bool:
    """Whether a value names a YAML file rather than a unit."""
    return text.strip().lower().endswith((".yaml", ".yml"))


def _with_files(sort: SourceText, entries: list[Entry]) -> UnitGroup:
    units, files = [], []
    for entry in entries:
        if isinstance(entry.value, (Mapping, Sequence)):
            raise refuse(
                "单位后面写它的文件名，没有就空着", "例如 东门社区: 社区/东门社区.yaml", entry.value.origin
            )
        units.append(SourceText(entry.key.text, (entry.key.origin,)))
        if entry.value.text.strip():
            if not is_file_name(entry.value.text):
                raise refuse(
                    f"“{entry.value.text}”不是 YAML 文件名",
                    "单位后面写它的文件名，例如 社区/东门社区.yaml；没有就空着",
                    entry.value.origin,
                )
            files.append((entry.key.text, line_of(entry.value)))
    return UnitGroup(sort, tuple(units), tuple(files))


UnitGroups = Annotated[tuple[UnitGroup, ...], ReadBy(unit_groups_of)]


class Organisation(FactModel):
    """单位: who writes the documents."""

    scalar_as = "name"

    name: Line | None = fact("名称", "单位名称", "全称")
    abbreviation: Line | None = fact("简称", "单位简称")
    self_name: Line | None = fact("自称", description="行文里怎样称呼自己：我街道、我局、我院、我校")
    superior: Line | None = fact("上级", "上级单位")
    departments: UnitGroups = fact("内设", "内设机构", "科室", default=())
    subordinates: UnitGroups = fact("下级", "下级单位", "下辖", default=())
    others: UnitGroups = fact("其他单位", "协作单位", "外单位", default=())

    def own_names(self) -> frozenset[str]:
        """Every way in which a row may name the organisation itself: 青石街道, 我街道, 本单位."""
        names = (self.name, self.abbreviation, self.self_name)
        return frozenset({*(str(name) for name in names if name), "本单位", "本级"})

    def units(self) -> tuple[SourceText, ...]:
        """Every declared unit name, the organisation's own names first."""
        own = tuple(name for name in (self.name, self.abbreviation) if name)
        groups = (*self.departments, *self.subordinates, *self.others)
        return own + tuple(unit for group in groups for unit in group.units)


class DeclaredPerson(FactModel):
    """A person declared once under 人员, so that 责任人 can be checked."""

    scalar_as = "name"

    name: Line = fact("姓名", "名字", default=...)
    posts: Names = fact("职务", "职位", default=())
    unit: Line | None = fact("单位", "所在单位")


class Office(FactModel):
    """办公室 of a leading group."""

    name: Line | None = fact("名称")
    location: Line | None = fact("设在", "地点")
    director: People = fact("主任", default=())
    deputy_directors: People = fact("副主任", default=())
    members: People = fact("成员", default=())
    contact: Line | None = fact("联系人", "联系方式", "电话")
    duties: ProseField | None = fact("职责", "工作职责")


class WorkingGroup(FactModel):
    """工作组: a working group of the leading group, with its duties and people."""

    name: Line = fact("名称", "组名", default=...)
    unit: Names = fact("单位", "牵头", "牵头单位", default=())
    group_head: People = fact("组长", default=())
    deputy_heads: People = fact("副组长", default=())
    responsible_persons: People = fact("责任人", "负责人", default=())
    members: People = fact("成员", "组员", default=())
    duties: ProseField | None = fact("职责", "工作职责", "任务")


class LeadingGroup(FactModel):
    """领导小组: 组长、副组长、成员、办公室、工作组, in the order they are written."""

    name: Line | None = fact("名称")
    duties: ProseField | None = fact("职责", "工作职责", "内容")
    first_group_heads: People = fact("第一组长", default=())
    group_head: People = fact("组长", "双组长", default=())
    standing_deputy_heads: People = fact("常务副组长", default=())
    deputy_heads: People = fact("副组长", default=())
    members: People = fact("成员", "组员", default=())
    office: Office | None = fact("办公室")
    working_groups: tuple[WorkingGroup, ...] = fact("工作组", "工作小组", "专班", default=())
    afterword: ProseField | None = fact("附言", "说明")


__all__ = [
    "DeclaredPerson",
    "LeadingGroup",
    "Office",
    "Organisation",
    "UnitGroup",
    "WorkingGroup",
]
