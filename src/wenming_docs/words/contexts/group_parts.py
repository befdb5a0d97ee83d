"""The leading group: name list, office, working groups, responsibility rows."""

from __future__ import annotations

from wenming_docs.blocks import NameEntry, NameList, NameRow, Text, inlines
from wenming_docs.facts.model import LeadingGroup, Office, WorkingGroup
from wenming_docs.facts.values import Person
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve, resolve_prose
from wenming_docs.words.contexts.subject import group_name
from wenming_docs.words.contexts.views import FieldView, GroupView, OfficeView, PersonView, WorkingGroupView
from wenming_docs.zh import counting_word

ROLES = (
    ("first_group_heads", "第一组长"),
    ("group_head", "组长"),
    ("standing_deputy_heads", "常务副组长"),
    ("deputy_heads", "副组长"),
    ("members", "成员"),
)


def group_view(
    composer: Composer, group: LeadingGroup, level: int, *, listed: str = "", told: bool = False
) -> GroupView:
    """The leading group; with ``listed`` (附件2) its names stand in that attachment.

    ``told`` says that the author's own text already introduces it by name.
    """
    working = tuple(_working_group(composer, item, level) for item in group.working_groups)
    with composer.block():
        names = None if listed else name_list(composer, group)
    named = bool(listed or (names or group.name) and not told)
    name = group_name(composer) if named else None
    if told and group.name:
        composer.required = [leaf for leaf in composer.required if leaf is not group.name]
    return GroupView(
        name,
        (names,) if names else None,
        composer.phrase(listed) if listed else None,
        resolve_prose(composer, group.duties),
        _office(composer, group.office) if group.office else None,
        composer.phrase(counting_word(len(working))) if working else None,
        working,
        resolve_prose(composer, group.afterword),
    )


def name_list(composer: Composer, group: LeadingGroup) -> NameList | None:
    """The roles with their people, in written order; None without anybody."""
    rows = []
    for attribute, label in ROLES:
        people: tuple[Person, ...] = getattr(group, attribute)
        if people:
            role = Text(composer.call(label), origins_of(*people))
            rows.append(NameRow(role, tuple(_entry(composer, person) for person in people)))
    return NameList(tuple(rows)) if rows else None


def _entry(composer: Composer, person: Person) -> NameEntry:
    name = composer.show(person.name + person.honorific, person.name)
    posts = "、".join(person.posts) + ("（兼）" if person.concurrent and not person.posts else "")
    shown = inlines(composer.show("、".join(person.posts), person)) if posts and person.posts else ()
    if person.concurrent and not person.posts:
        shown = (Text("兼", person.origins),)
    return NameEntry(Text(str(name), name.origins, blank="待填" in name), shown)


def _office(composer: Composer, office: Office) -> OfficeView:
    return OfficeView(
        composer.show(resolve(composer, office.name)) if office.name else None,
        composer.show(office.location) if office.location else None,
        people(composer, office.director),
        people(composer, office.deputy_directors),
        people(composer, office.members),
        composer.show(office.contact) if office.contact else None,
        resolve_prose(composer, office.duties),
    )


def people(composer: Composer, persons: tuple[Person, ...]) -> tuple[PersonView, ...]:
    """Persons for running text."""
    return tuple(PersonView(composer.show(spoken(person), person), person.concurrent) for person in persons)


def spoken(person: Person) -> str:
    """A person as running text names them: name, honorific, posts in brackets."""
    posts = f"（{'、'.join(person.posts)}）" if person.posts else ""
    return f"{person.name}{person.honorific}{posts}"


def written(person: Person) -> SourceText:
    """A person as typed, with （兼） where it was written."""
    kept = f"{spoken(person)}（兼）" if person.concurrent else spoken(person)
    return SourceText(kept, person.origins)


def _working_group(composer: Composer, group: WorkingGroup, level: int) -> WorkingGroupView:
    roles = (
        ("组长", group.group_head),
        ("副组长", group.deputy_heads),
        ("责任人", group.responsible_persons),
        ("成员", group.members),
    )
    fields = tuple(
        FieldView(
            composer.phrase(composer.call(label)),
            tuple(composer.show(written(person), person) for person in persons),
        )
        for label, persons in roles
        if persons
    )
    duties_at = group.duties.origins[0] if group.duties else None
    people_at = min((p.origins[0] for _, persons in roles for p in persons), default=None)
    duties_first = bool(duties_at and people_at and duties_at < people_at)
    return WorkingGroupView(
        level,
        duties_first,
        composer.heading(resolve(composer, group.name)),
        tuple(composer.show(unit) for unit in group.unit),
        fields,
        resolve_prose(composer, group.duties),
    )
