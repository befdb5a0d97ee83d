"""领导小组名单 as a table: the leading group, its office and its working groups, one person a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wenming_docs.blocks import Cell, Table, Text, inlines
from wenming_docs.facts.model import LeadingGroup, Office, Prose, WorkingGroup
from wenming_docs.facts.values import Person
from wenming_docs.findings import SourceText, sourced
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.cells import NOT_APPLICABLE, Strip, cell_of, prose_cell, table_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import map_prose, resolve
from wenming_docs.words.contexts.group_parts import ROLES
from wenming_docs.words.contexts.subject import group_name

DUTIES = 16
"""字: duties stand beside many rows, so their column need not be wide."""
OFFICE = (("director", "主任"), ("deputy_directors", "副主任"), ("members", "成员"))
WORKING = (
    ("group_head", "组长"),
    ("deputy_heads", "副组长"),
    ("responsible_persons", "责任人"),
    ("members", "成员"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One person, or a contact in its own words; ``text`` stands for the name then."""

    role: str
    person: Person | None
    text: SourceText | None = None


@dataclass(frozen=True, slots=True)
class _Team:
    """A group by its name, its rows and what it is for."""

    name: SourceText
    rows: Sequence[_Row]
    duties: Prose | None
    units: Sequence[SourceText] = ()


def group_table(composer: Composer) -> Table | None:
    """组别, 职务, 姓名, 单位职务, and 职责 where somebody wrote any; None without a leading group."""
    group = composer.workspace.leading_group
    if group is None:
        return None
    composer.require(group)
    teams = [team for team in _teams(composer, group) if team.rows or team.duties or team.units]
    rows = [(team, row) for team in teams for row in team.rows or (_Row("", None),)]
    if not rows:
        return None
    known = _known_posts(row.person for _, row in rows if row.person)
    strips = [
        Strip("组别", list(_merged(teams, [Cell(inlines(team.name)) for team in teams])), ("工作组", "名称")),
        Strip("职务", [_role(composer, row) for _, row in rows], ("角色", "小组职务")),
        Strip("姓名", [_name(row) for _, row in rows], ("名字", "人员")),
        Strip("单位职务", [_posts(row, known) for _, row in rows], ("单位及职务", "单位和职务", "现任职务")),
        Strip(
            "职责",
            list(_merged(teams, [prose_cell(map_prose(composer, team.duties)) for team in teams])),
            ("工作职责",),
            shown=any(team.duties for team in teams) and not composer.leaves_out("职责"),
            width=DUTIES,
        ),
    ]
    notes = tuple(inlines(text) for text in map_prose(composer, group.afterword))
    return table_of(strips, notes=notes)


def _teams(composer: Composer, group: LeadingGroup) -> Iterator[_Team]:
    yield _Team(group_name(composer), list(_people(group, ROLES)), group.duties)
    if group.office and not composer.leaves_out("办公室"):
        yield _office(composer, group.office)
    for item in () if composer.leaves_out("工作组") else group.working_groups:
        if not composer.leaves_out(str(item.name)):
            name = resolve(composer, item.name)
            if item.unit:
                label = composer.call("牵头", "牵头单位")
                name = sourced(f"{name}（{label}：{'、'.join(item.unit)}）", name, *item.unit)
            yield _Team(name, list(_people(item, WORKING)), item.duties, item.unit)


def _office(composer: Composer, office: Office) -> _Team:
    name = resolve(composer, office.name) if office.name else SourceText("领导小组办公室")
    if office.location:
        name = sourced(f"{name}（设在{office.location}）", name, office.location)
    contact = [_Row("联系人", None, office.contact)] if office.contact else []
    return _Team(name, [*_people(office, OFFICE), *contact], office.duties)


def _people(group: LeadingGroup | Office | WorkingGroup, roles: Sequence[tuple[str, str]]) -> Iterator[_Row]:
    for attribute, role in roles:
        for person in getattr(group, attribute):
            yield _Row(role, person)


def _merged(teams: Sequence[_Team], cells: Sequence[Cell]) -> Iterator[Cell]:
    """A cell for each team, over all its rows."""
    for team, cell in zip(teams, cells, strict=True):
        rows = max(len(team.rows), 1)
        yield Cell(cell.inlines, rows=rows, align=cell.align)
        yield from [Cell(rows=0)] * (rows - 1)


def _role(composer: Composer, row: _Row) -> Cell:
    return Cell((Text(composer.call(row.role) if row.role else NOT_APPLICABLE),))


def _name(row: _Row) -> Cell:
    if row.person is None:
        return cell_of([row.text] if row.text else ())
    return Cell(inlines(sourced(row.person.name + row.person.honorific, row.person.name)))


def _known_posts(people: Iterable[Person]) -> dict[str, Person]:
    """Who is named with posts somewhere in the list, by name; of two who differ none is meant."""
    known: dict[str, Person] = {}
    doubtful = set()
    for person in people:
        if person.posts and known.setdefault(str(person.name), person).posts != person.posts:
            doubtful.add(str(person.name))
    return {name: person for name, person in known.items() if name not in doubtful}


def _posts(row: _Row, known: Mapping[str, Person]) -> Cell:
    """The posts as written here, else where the list names the person with them; 兼 as it was said."""
    person = row.person
    if person is None:
        return cell_of(())
    told = person if person.posts else known.get(str(person.name))
    concurrent = "（兼）" if person.concurrent else ""
    if told is None:
        return cell_of([sourced("兼", person)] if person.concurrent else ())
    return cell_of([sourced("、".join(told.posts) + concurrent, person, told)])


__all__ = ["group_table"]
