"""Names and posts: a person once in a list, with one post, spelt in one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.model import LeadingGroup, Workspace
from wenming_docs.facts.values import Person
from wenming_docs.findings import Finding, Severity, SourceText

LONG_NAME = 3
"""Names this long that share all signs but one, the surname among them, are probably one person."""
Named = tuple[str, Person]
"""The part somebody plays (组长, 成员) and who it is."""


def people_named_twice(workspace: Workspace) -> Iterator[Finding]:
    """Persons who stand twice in one list, 组长 among 成员 included."""
    group = workspace.leading_group
    lists: list[list[Named]] = []
    if group is not None:
        lists.append(_main_list(group))
        for working in group.working_groups:
            heads = (("组长", working.group_head), ("副组长", working.deputy_heads))
            lists.append(_roles(*heads, ("成员", working.members)))
        if group.office:
            office = group.office
            lists.append(_roles(("主任", office.director), ("副主任", office.deputy_directors)))
    for named in lists:
        yield from _twice(named)
    seen: dict[str, SourceText] = {}
    for declared in workspace.people:
        earlier = seen.setdefault(str(declared.name), declared.name)
        if earlier is not declared.name and "待填" not in declared.name:
            hint = "留一处；真是两个人，就在姓名后加（女）或单位"
            message = f"“人员”里“{declared.name}”写了两次"
            yield Finding("F079", Severity.WARNING, message, hint, declared.name.origin)


def _main_list(group: LeadingGroup) -> list[Named]:
    return _roles(
        ("第一组长", group.first_group_heads),
        ("组长", group.group_head),
        ("常务副组长", group.standing_deputy_heads),
        ("副组长", group.deputy_heads),
        ("成员", group.members),
    )


def _roles(*lists: tuple[str, tuple[Person, ...]]) -> list[Named]:
    """Everybody with a name of their own, each with the part they play."""
    return [
        (role, person)
        for role, people in lists
        for person in people
        if not person.unnamed and not person.collective
    ]


def _twice(named: Iterable[Named]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for role, person in named:
        name = str(person.name)
        earlier = first.setdefault(name, "")
        if earlier:
            where = f"{earlier}里写了两次" if earlier == role else f"已是{earlier}，又列在{role}里"
            hint = f"从{role}里删去；真是两个人，就在姓名后加（女）或单位"
            yield Finding("F079", Severity.WARNING, f"“{name}”{where}", hint, person.text.origin)
        first[name] = earlier or role


def posts_that_differ(workspace: Workspace) -> Iterator[Finding]:
    """Persons with one post here and quite another there."""
    first: dict[str, tuple[list[str], SourceText]] = {}
    for person, posts in _with_posts(workspace):
        name, written = str(person), [str(post) for post in posts]
        if not written or "待填" in f"{name}{written}":
            continue
        earlier = first.setdefault(name, (written, person))
        if earlier[1] is person or _agree(earlier[0], written):
            continue
        line = f"第{earlier[1].origin.line}行" if earlier[1].origin else "前面"
        hint = "两处写成一样；兼任的写“（兼）”"
        message = f"“{name}”的职务这里是{'、'.join(written)}，{line}是{'、'.join(earlier[0])}"
        yield Finding("F079", Severity.WARNING, message, hint, person.origin)


def _with_posts(workspace: Workspace) -> Iterator[tuple[SourceText, tuple[SourceText, ...]]]:
    for declared in workspace.people:
        yield declared.name, declared.posts
    group = workspace.leading_group
    if group is None:
        return
    named = _main_list(group)
    if office := group.office:
        named += _roles(("", (*office.director, *office.deputy_directors, *office.members)))
    for working in group.working_groups:
        heads = (*working.group_head, *working.deputy_heads, *working.responsible_persons)
        named += _roles(("", (*heads, *working.members)))
    for _, person in named:
        if not person.concurrent:
            yield person.name, person.posts


def _agree(one: list[str], other: list[str]) -> bool:
    """Whether a post of one is, or is part of, a post of the other: 办事处主任 and 街道办事处主任."""
    return any(a in b or b in a for a in one for b in other)


def office_without_concurrency(workspace: Workspace) -> Iterator[Finding]:
    """Heads of the office who are in the leading group too, without （兼）."""
    group = workspace.leading_group
    if group is None or group.office is None:
        return
    members = {str(person.name) for _, person in _main_list(group)}
    for role, person in _roles(("主任", group.office.director), ("副主任", group.office.deputy_directors)):
        if str(person.name) in members and not person.concurrent and not person.posts:
            hint = f"写成“{person.name}（兼）”"
            message = f"“{person.name}”在领导小组里，又任办公室{role}，没有写明兼任"
            yield Finding("F079", Severity.NOTICE, message, hint, person.text.origin)


def concurrent_without_post(workspace: Workspace) -> Iterator[Finding]:
    """Persons whose only post is written as （兼） and who stand nowhere with the post they hold besides."""
    group = workspace.leading_group
    if group is None:
        return
    parts: list[Named] = []
    if office := group.office:
        parts += _roles(
            ("办公室主任", office.director),
            ("办公室副主任", office.deputy_directors),
            ("办公室成员", office.members),
        )
    for working in group.working_groups:
        heads = (("组长", working.group_head), ("副组长", working.deputy_heads))
        parts += _roles(*heads, ("责任人", working.responsible_persons), ("成员", working.members))
    main = _main_list(group)
    known = {str(person.name) for _, person in main} | {str(declared.name) for declared in workspace.people}
    known |= {str(person.name) for _, person in parts if not person.concurrent}
    for role, person in parts:
        if person.concurrent and not person.posts and str(person.name) not in known:
            hint = f"写明本职，如“{person.name}（宣传办主任）”；在领导小组里任职的，把姓名和职务列进名单"
            message = f"{role}“{person.name}（兼）”没有在别处写过本职"
            yield Finding("F079", Severity.NOTICE, message, hint, person.text.origin)


def names_one_sign_apart(workspace: Workspace) -> Iterator[Finding]:
    """Responsible persons called as somebody of the leading group but for one sign; 人员 has F045 for it."""
    group = workspace.leading_group
    if group is None or workspace.people:
        return
    known = {str(name) for name, _ in _with_posts(workspace)} | {str(p.name) for _, p in _main_list(group)}
    said: set[str] = set()
    for person in _responsible(workspace):
        name = str(person)
        if name in known or name in said or len(name) < LONG_NAME or "待填" in name:
            continue
        close = [other for other in sorted(known) if _one_apart(name, other)]
        if len(close) == 1:
            said.add(name)
            hint = "是同一个人就写成一样；不是就不用管"
            message = f"“{name}”和领导小组里的“{close[0]}”只差一个字"
            yield Finding("F086", Severity.NOTICE, message, hint, person.origin)


def _responsible(workspace: Workspace) -> Iterator[SourceText]:
    for node in task_tree(workspace).all:
        yield from node.task.responsible_leader
        yield from node.task.responsible_person
    for issue in workspace.issue_ledger:
        yield from issue.responsible_person


def _one_apart(one: str, other: str) -> bool:
    same_shape = len(one) == len(other) and one[0] == other[0]
    return same_shape and sum(a != b for a, b in zip(one, other, strict=True)) == 1
