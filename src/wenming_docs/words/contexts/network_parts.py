"""责任网络图: from the leading group down to the units below, or from leaders to the units of their tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wenming_docs.blocks import Inlines, Network, NetworkBox, Text, inlines, plain
from wenming_docs.facts.analysis import TaskNode
from wenming_docs.facts.model import LeadingGroup, Office, UnitGroup, WorkingGroup
from wenming_docs.facts.values import Person
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve
from wenming_docs.words.contexts.group_parts import written
from wenming_docs.words.contexts.subject import group_name

_BROAD, _NARROW = 30, 12
"""Characters of a line with several persons: in the boxes over others, in those beside each other."""
_SCHOOLS = ("学", "学校", "幼儿园")
_HEADS = (("first_group_heads", "第一组长"), ("group_head", "组长"))
_DEPUTIES = (("standing_deputy_heads", "常务副组长"), ("deputy_heads", "副组长"))
_ROLES = (("group_head", "组长"), ("deputy_heads", "副组长"), ("responsible_persons", "责任人"))


def group_network(composer: Composer) -> Network | None:
    """组长 → 副组长 → 办公室, 工作组 → 各单位; None where there is no leading group."""
    group = composer.workspace.leading_group
    if group is None:
        return None
    units = tuple(_units(composer))
    below = tuple(_third_level(composer, group, units))
    if group.standing_deputy_heads:
        below = (NetworkBox((Text("副组长"),), _people(composer, group, _DEPUTIES), below),)
    elif group.deputy_heads:
        title = (Text(composer.call("副组长")),)
        deputies = tuple(_shown(composer, group.deputy_heads))
        below = (NetworkBox(title, deputies, below, listed=True),)
    heads = _people(composer, group, _HEADS)
    top = NetworkBox(inlines(group_name(composer)), heads, below)
    if not any(box.lines for box in _walk(top) if box not in units):
        hint = "在“领导小组”下写“组长: 周明远（街道办事处主任）”这样"
        composer.error("F204", "责任网络图里一个人也没有", hint, composer.workspace.where("leading_group"))
        return None
    return Network(top, (), f"从{plain(top.title)}到各工作组、各单位的责任网络图")


def task_network(composer: Composer) -> Network | None:
    """责任领导 → 牵头单位, each with the number of its tasks; None without tasks."""
    leaves = [node for top in composer.tree for node in top.walk() if node.is_leaf]
    leaves = [node for node in leaves if not composer.leaves_out(str(node.name))]
    if not leaves:
        return None
    if not any(node.responsible_leader or node.lead_unit for node in leaves):
        hint = "给任务写上“责任领导”或“牵头”"
        place = composer.workspace.where("tasks")
        composer.error("F204", "任务责任图里一个人、一个单位也没有", hint, place)
        return None
    group = composer.workspace.leading_group
    heads = _people(composer, group, _HEADS) if group else ()
    unit = composer.workspace.unit.abbreviation or composer.workspace.unit.name
    title = inlines(composer.show(unit)) if unit else (Text("任务"),)
    top = NetworkBox(title, heads, tuple(_by_leader(composer, leaves)))
    return Network(top, (), "从责任领导到各牵头单位的任务责任图")


def _walk(box: NetworkBox) -> Iterator[NetworkBox]:
    yield box
    for child in box.children:
        yield from _walk(child)


# the leading group


def _third_level(
    composer: Composer, group: LeadingGroup, units: tuple[NetworkBox, ...]
) -> Iterator[NetworkBox]:
    if group.office:
        yield _office(composer, group.office, units)
    for working in group.working_groups:
        yield _working_group(composer, working)
    if group.members:
        members = tuple(_shown(composer, group.members))
        yield NetworkBox((Text(composer.call("成员")),), members, listed=True)
    if not group.office:
        yield from units


def _office(composer: Composer, office: Office, units: tuple[NetworkBox, ...]) -> NetworkBox:
    roles = (("主任", office.director), ("副主任", office.deputy_directors), ("成员", office.members))
    name = resolve(composer, office.name) if office.name else None
    title = inlines(composer.show(name)) if name else (Text(composer.call("办公室")),)
    lines = [*_roles(composer, roles, _NARROW)]
    if office.contact:
        contact = composer.show(resolve(composer, office.contact))
        lines.append((Text(composer.call("联系人") + "："), *inlines(contact)))
    return NetworkBox(title, tuple(lines), units)


def _working_group(composer: Composer, group: WorkingGroup) -> NetworkBox:
    roles = (*((label, getattr(group, attribute)) for attribute, label in _ROLES), ("成员", group.members))
    lines = tuple(_roles(composer, roles, _NARROW))
    if group.unit:
        units = [inlines(composer.show(unit)) for unit in group.unit]
        lines = (*_packed(composer.call("牵头", "牵头单位"), units, _NARROW), *lines)
    if not lines:
        message = f"责任网络图里“{group.name}”没有写人，也没有写单位"
        composer.warn("F206", message, "给这个工作组写“牵头”或“组长”", group.name.origin)
    return NetworkBox(inlines(composer.show(resolve(composer, group.name))), lines)


def _units(composer: Composer) -> Iterator[NetworkBox]:
    """内设科室, then the units below, a box for each sort."""
    unit = composer.workspace.unit
    sorts = [("内设科室", group) for group in unit.departments]
    sorts += [("下级单位", group) for group in unit.subordinates]
    for called, group in sorts:
        names = tuple(inlines(composer.show(name)) for name in group.units)
        if len(names) == 1 and not group.sort:
            yield NetworkBox(names[0])
        elif names:
            yield NetworkBox(_sort(group, called), names, listed=True)


def _sort(group: UnitGroup, called: str) -> Inlines:
    sort = group.sort or called
    counted = "所" if str(sort).endswith(_SCHOOLS) else "个"
    return inlines(SourceText(f"{sort}（{len(group.units)}{counted}）", group.sort.origins))


def _people(composer: Composer, group: LeadingGroup, roles: Sequence[tuple[str, str]]) -> tuple[Inlines, ...]:
    """组长：周明远（街道办事处主任）, a line a role."""
    return tuple(_roles(composer, ((label, getattr(group, attribute)) for attribute, label in roles), _BROAD))


def _roles(
    composer: Composer, roles: Iterable[tuple[str, tuple[Person, ...]]], most: int
) -> Iterator[Inlines]:
    for label, persons in roles:
        if persons:
            yield from _packed(composer.call(label), [*_shown(composer, persons)], most)


def _shown(composer: Composer, persons: Iterable[Person]) -> Iterator[Inlines]:
    return (inlines(composer.show(written(person), person)) for person in persons)


def _packed(label: str, names: Sequence[Inlines], most: int) -> Iterator[Inlines]:
    """甲、乙、丙, each with its own place: as many a line as ``most`` characters hold, none torn in two."""
    line: tuple[Text, ...] = (Text(f"{label}："),)
    full = False
    for name in names:
        if full and len(plain(line)) + 1 + len(plain(name)) > most:
            yield line
            line, full = (), False
        line = (*line, Text("、"), *name) if full else (*line, *name)
        full = True
    yield line


# the tasks


def _by_leader(composer: Composer, leaves: Sequence[TaskNode]) -> Iterator[NetworkBox]:
    """A box for each leader over the units of their tasks; units whose tasks have none stand beside them."""
    leaders = {str(name): name for node in leaves for name in node.responsible_leader}
    for key, leader in leaders.items():
        led = [node for node in leaves if any(str(name) == key for name in node.responsible_leader)]
        label = (Text(composer.call("责任领导")),)
        yield NetworkBox(
            inlines(composer.show(leader)),
            () if len(leaders) > 1 else (label,),
            tuple(_by_unit(composer, led)),
        )
    yield from _by_unit(composer, [node for node in leaves if not node.responsible_leader])


def _by_unit(composer: Composer, nodes: Sequence[TaskNode]) -> Iterator[NetworkBox]:
    units = {str(unit): unit for node in nodes for unit in node.leads}
    for key, unit in units.items():
        led = [node for node in nodes if any(str(lead) == key for lead in node.leads)]
        yield NetworkBox(inlines(composer.show(unit)), (_tasks(led),))
    if nobody := [node for node in nodes if not node.leads]:
        yield NetworkBox((Text("未写牵头单位"),), (_tasks(nobody),))


def _tasks(nodes: Sequence[TaskNode]) -> Inlines:
    return (Text(f"{len(nodes)}项任务", origins_of(*(node.name for node in nodes))),)
