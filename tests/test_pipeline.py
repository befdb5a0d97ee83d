"""The straight line as a whole: any plan comes out complete, in order, and with the right sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.blocks import Table, dump_text, plain
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Compiled, Options, compile_document, render_workspace, requests

UNITS = ("城管办", "宣传办", "民生办", "东门社区、西门社区")
PERSONS = ("丁一鸣", "梁芳", "罗琴")
DEADLINES = ("4月底前", "9月15日前", "长期坚持", "6月底前一次、11月底前一次")
STYLES = ("括注", "分行", "附表")
HERE = Path("台账.yaml")


@dataclass
class Job:
    """A task as a clerk would write it; ``name`` is made unique when the tree is written."""

    fields: dict[str, str]
    children: list[Job] = field(default_factory=list)
    name: str = ""


optional_fields = st.fixed_dictionaries(
    {},
    optional={
        "内容": st.just("逐项抓好落实。"),
        "牵头": st.sampled_from(UNITS),
        "配合": st.sampled_from(UNITS),
        "责任人": st.sampled_from(PERSONS),
        "时限": st.sampled_from(DEADLINES),
    },
)
jobs = st.recursive(
    st.builds(Job, optional_fields),
    lambda below: st.builds(Job, optional_fields, st.lists(below, min_size=1, max_size=3)),
    max_leaves=8,
)
trees = st.lists(jobs, min_size=1, max_size=3)


def walk(tree: list[Job]) -> list[Job]:
    return [found for job in tree for found in (job, *walk(job.children))]


def named(tree: list[Job]) -> list[Job]:
    """The tree with names of which none contains another."""
    for number, job in enumerate(walk(tree), 1):
        job.name = f"事项第{number:03}号"
    return tree


def lines_of(tree: list[Job], depth: int) -> list[str]:
    lines = []
    for job in tree:
        blank = "  " * depth
        lines.append(f"{blank}- 名称: {job.name}")
        lines += [f"{blank}  {key}: {value}" for key, value in job.fields.items()]
        if job.children:
            lines += [f"{blank}  子任务:", *lines_of(job.children, depth + 2)]
    return lines


def plan(tree: list[Job], style: str) -> Workspace:
    text = "\n".join(
        [
            "单位: 青石街道办事处",
            "创建:",
            "  荣誉: 文明单位",
            "  年度: 2026",
            "任务:",
            *lines_of(named(tree), 1),
            "文稿:",
            "  - 文种: 实施方案",
            "    日期: 2026年3月18日",
            f"    任务写法: {style}",
        ]
    )
    return build_workspace(parse_source(text + "\n", HERE.name))


def compiled(workspace: Workspace) -> Compiled:
    ((request, findings),) = requests(workspace, Options(), HERE)
    assert request is not None and findings == []
    document = compile_document(workspace, request, Options(), HERE)
    assert [f for f in document.findings if f.severity is Severity.ERROR] == []
    return document


def printed(workspace: Workspace) -> str:
    """The text of the only document, a line a paragraph."""
    return "\n".join(dump_text(compiled(workspace).manuscript))


def leads(tree: list[Job], above: tuple[str, str] = ("", "")) -> dict[str, tuple[str, str]]:
    """Leaf name → who leads it, and the name of the task that says so."""
    found: dict[str, tuple[str, str]] = {}
    for job in tree:
        own = (job.fields["牵头"], job.name) if "牵头" in job.fields else above
        found |= leads(job.children, own) if job.children else {job.name: own}
    return found


def parts(text: str, tree: list[Job]) -> dict[str, str]:
    """Task name → the text from its name to the next one's."""
    names = [job.name for job in walk(tree)]
    starts = [text.index(name) for name in names]
    return {
        name: text[start:end]
        for name, start, end in zip(names, starts, [*starts[1:], len(text)], strict=True)
    }


@pytest.mark.parametrize("style", STYLES)
@given(tree=trees)
@settings(max_examples=25)
def test_every_task_is_printed_with_all_it_says_and_in_order(style: str, tree: list[Job]) -> None:
    text = printed(plan(tree, style))
    names = [job.name for job in walk(tree)]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    for job in walk(tree):
        for key, value in job.fields.items():
            assert value in text, (job.name, key)


@given(tree=trees)
@settings(max_examples=25)
def test_brackets_stand_with_the_task_that_says_them_or_with_a_leaf_that_inherits(tree: list[Job]) -> None:
    own = parts(printed(plan(tree, "括注")), tree)
    for name, (lead, sayer) in leads(tree).items():
        assert not lead or f"牵头单位：{lead}" in own[name] + own[sayer]
    for job in walk(tree):
        passed_on = ("牵头", "配合") if job.children else ()
        said = {key: value for key, value in job.fields.items() if key not in passed_on}
        assert [value for value in said.values() if value not in own[job.name]] == []


@given(tree=trees)
@settings(max_examples=25)
def test_rows_tell_each_leaf_who_leads_it(tree: list[Job]) -> None:
    own = parts(printed(plan(tree, "分行")), tree)
    for name, (lead, _) in leads(tree).items():
        assert (f"牵头单位：{lead}\n" in own[name]) if lead else ("牵头单位" not in own[name])


@given(tree=trees)
@settings(max_examples=25)
def test_the_table_tells_each_leaf_who_leads_it(tree: list[Job]) -> None:
    blocks = compiled(plan(tree, "附表")).manuscript.blocks
    (table,) = tables_in(blocks)
    heads = [plain(column.title) for column in table.columns]
    rows = [[plain(cell.inlines) for cell in row] for row in table.rows]
    expected = leads(tree)
    assert [next(name for name in expected if name in row) for row in rows] == list(expected)
    if "牵头单位" in heads:
        at = heads.index("牵头单位")
        assert [row[at] for row in rows] == [lead or "—" for lead, _ in expected.values()]
    else:
        assert not any(lead for lead, _ in expected.values())


def tables_in(node: object) -> list[Table]:
    """The tables below some blocks, in order."""
    if isinstance(node, Table):
        return [node]
    if isinstance(node, tuple):
        return [table for item in node for table in tables_in(item)]
    below = getattr(node, "blocks", None)
    return tables_in(below) if below is not None else []


figures = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 500)), min_size=1, max_size=8)


@given(rows=figures, months=st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted))
@settings(max_examples=60)
def test_a_quoted_figure_is_the_sum_of_its_period(rows: list[tuple[int, int]], months: list[int]) -> None:
    first, last = months
    results = [f"  - 日期: {month}月9日\n    数据:\n      清理楼道: {amount}处\n" for month, amount in rows]
    text = (
        "单位: 青石街道办事处\n创建:\n  年度: 2026\n成果:\n"
        + "".join(results)
        + "文稿:\n  - 文种: 进展汇报\n    标题: 进展\n"
        + f"    期间: {first}月—{last}月\n    引言: 本期【清理楼道】，累计【清理楼道·累计】。\n"
        + "    章节:\n      - 标题: 概述\n        文: 进展顺利。\n"
    )
    workspace = build_workspace(parse_source(text, HERE.name))
    inside = [amount for month, amount in rows if first <= month <= last]
    until = [amount for month, amount in rows if month <= last]
    outcome = render_workspace(workspace, HERE, Options(format="md"))
    if inside:
        (document,) = outcome.documents
        assert f"本期{sum(inside)}处，累计{sum(until)}处。" in document.data.decode()
    else:
        errors = [f for f in outcome.findings if f.severity is Severity.ERROR]
        assert {f.code for f in errors} == {"F020"}
        assert len(errors) == (1 if until else 2)
