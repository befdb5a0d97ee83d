"""``wenming trace``: where a figure comes from, down to the lines somebody wrote."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wenming_docs.cli.console import Exit, clean, fail, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file, period_asked
from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from wenming_docs.facts.analysis.tracing import Branch, Trace, TracedRow
    from wenming_docs.facts.model import Workspace
    from wenming_docs.facts.values import Period
    from wenming_docs.findings import Finding


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an indicator, over a period, of a unit, or all up to the period's end."""

    name: str
    period: Period | None
    units: tuple[str, ...]
    cumulative: bool

    @property
    def label(self) -> str:
        """The question in words: 清理小广告（东门社区，5月）."""
        when = f"{self.period}累计" if self.cumulative and self.period else str(self.period or "")
        said = "，".join(filter(None, ("／".join(self.units), when)))
        return f"{self.name}（{said}）" if said else self.name


@click.command("trace", cls=Command, short_help="一个数从哪里来：列出加成它的每一行")
@click.argument("name", metavar="指标")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--unit", metavar="单位", default="", help="只看这个单位的")
@click.option("--period", metavar="期间", help="只看这个期间的，如 5月、上半年；不写就是全部")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="text 或 json")
def command(name: str, file: Path, unit: str, period: str | None, style: str) -> int:
    """一个数从哪里来：按单位列出加成它的每一行，写明在哪个文件的第几行。

    指标的写法同正文里的【】，如 清理小广告、清理小广告·东门社区、清理小广告·5月、清理小广告·累计。
    """
    path = existing_file(file)
    from wenming_docs.facts.analysis import ledger, task_tree
    from wenming_docs.facts.analysis.tracing import trace
    from wenming_docs.pipeline import read_workspace

    try:
        workspace = read_workspace(path)
    except InvalidInput as error:
        _tell(error)
        return Exit.FINDINGS
    rows = ledger(workspace, task_tree(workspace))
    asked = _asked(workspace, name, unit, period, rows.rows_by_name)
    if asked.name not in rows.rows_by_name:
        return _unknown(path, workspace, rows.names(), asked.name)
    found = trace(rows, asked.name, period=asked.period, units=asked.units, cumulative=asked.cumulative)
    faults = _faults(workspace)
    if style == "json":
        give(json.dumps(_as_data(asked, found, faults), ensure_ascii=False, indent=2))
    else:
        for line in _as_lines(asked, found):
            give(clean(line))
        for fault in faults:
            say(f"{paint('×', 'red')} {clean(fault.message)}，没有算进去")
    return Exit.FINDINGS if found.tree is None else Exit.DONE


def _tell(error: InvalidInput) -> None:
    from wenming_docs.cli.console import Screen
    from wenming_docs.cli.report import Entry, text_report

    say(text_report([Entry(finding, "") for finding in error.findings], error.texts, Screen.of_stderr()))


def _asked(workspace: Workspace, name: str, unit: str, period: str | None, known: Collection[str]) -> Asked:
    """The question, with the suffixes of the name taken apart; WrongUse names one that means nothing.

    A name among ``known`` that has such signs itself is taken whole.
    """
    parts = [name] if name in known else name.strip("【】").replace("・", "·").split("·")
    head, *suffixes = [part.strip() for part in parts]
    known_units = _units(workspace)
    units = [unit] if unit else []
    cumulative = False
    for suffix in suffixes:
        if suffix in known_units:
            units.append(suffix)
        elif suffix == "累计":
            cumulative = True
        else:
            period = suffix
    for wanted in units:
        if wanted not in known_units:
            from wenming_docs.zh import nearest

            close = nearest(wanted, sorted(known_units))
            raise WrongUse(f"没有叫“{wanted}”的单位" + (f"，是不是想写“{close}”" if close else ""))
    return Asked(head, period_asked(workspace, period), tuple(dict.fromkeys(units)), cumulative)


def _units(workspace: Workspace) -> set[str]:
    from wenming_docs.facts.analysis import ledger, task_tree

    rows = ledger(workspace, task_tree(workspace)).rows
    declared = {str(unit) for unit in workspace.unit.units()}
    named = {name for row in rows for name in (*row.counted_for, str(row.result.unit or ""))}
    return (declared | named) - {""}


def _unknown(path: Path, workspace: Workspace, known: Sequence[str], name: str) -> Exit:
    """No row has this indicator: perhaps a text names its figure itself (【名：数】)."""
    from wenming_docs.facts.analysis.typed import typed_figures
    from wenming_docs.zh import nearest

    typed = [figure for figure in typed_figures(workspace) if figure.name == name]
    for figure in typed:
        give(clean(f"{name}  {figure.quantity}  写在正文里：{figure.place}"))
    if typed:
        return Exit.DONE
    close = nearest(name, list(known))
    cure = f"是不是想写“{close}”" if close else "记过数的有：" + ("、".join(known[:20]) or "（没有）")
    return fail(f"“{path}”的成果里没有“{name}”的数。{cure}", Exit.WRONG_USE)


def _faults(workspace: Workspace) -> list[Finding]:
    from wenming_docs.facts.model import family_of

    return [unit.fault for _, unit in family_of(workspace) if unit.fault]


def _as_lines(asked: Asked, found: Trace) -> Iterator[str]:
    """The tree as text; every sign of it exists in GBK."""
    if found.tree is not None:
        yield f"{asked.label}  {found.tree.quantity}"
        yield from _branch_lines(found.tree, "")
    elif found.problem is not None:
        yield f"{asked.label}  合不成一个数：{found.problem.message}"
        yield from _row_lines(found.loose, "")
    else:
        yield f"{asked.label}  没有记录"
    for title, rows in (
        ("跨出这个期间，没有算进去：", found.outside),
        ("连下级在内的总数，只用来核对：", found.wholes),
    ):
        if rows:
            yield title
            yield from _row_lines(rows, "")
    if found.replaced:
        yield f"另有{len(found.replaced)}条较早或较小的数，没有算进去（--format json 列出）"


def _branch_lines(branch: Branch, indent: str) -> Iterator[str]:
    left = len(branch.rows) + len(branch.branches)
    for row in branch.rows:
        left -= 1
        yield f"{indent}{'├' if left else '└'} {_row_text(row)}"
    for below in branch.branches:
        left -= 1
        yield f"{indent}{'├' if left else '└'} {below.unit}  {below.quantity}"
        yield from _branch_lines(below, indent + ("│ " if left else "  "))


def _row_lines(rows: Sequence[TracedRow], indent: str) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        unit = "／".join(row.row.counted_for)
        yield f"{indent}{'└' if number == len(rows) else '├'} {unit + '  ' if unit else ''}{_row_text(row)}"


def _row_text(row: TracedRow) -> str:
    result = row.row.result
    notes = [f"任务：{result.task}"] if result.task else []
    notes += [f"来源：{result.source}"] if result.source else []
    where = f"{row.origin.file}:{row.origin.line}" if row.origin else ""
    return "  ".join(
        filter(None, (where, row.when, str(row.quantity), f"（{'；'.join(notes)}）" if notes else ""))
    )


def _as_data(asked: Asked, found: Trace, faults: Sequence[Finding]) -> dict[str, Any]:
    return {
        "指标": asked.name,
        "期间": str(asked.period) if asked.period else None,
        "单位": "／".join(asked.units) or None,
        "累计": asked.cumulative,
        "合计": _branch_data(found.tree) if found.tree else None,
        "合不成": found.problem.message if found.problem else None,
        "未合计": [_row_data(row) for row in found.loose],
        "跨出期间": [_row_data(row) for row in found.outside],
        "被代替": [_row_data(row) for row in found.replaced],
        "含下级": [_row_data(row) for row in found.wholes],
        "读不了": [fault.message for fault in faults],
    }


def _branch_data(branch: Branch) -> dict[str, Any]:
    return {
        "单位": branch.unit or None,
        "数": str(branch.quantity),
        "行": [_row_data(row) for row in branch.rows],
        "下级": [_branch_data(below) for below in branch.branches],
    }


def _row_data(row: TracedRow) -> dict[str, Any]:
    place = row.origin
    return {
        "文件": place.file if place else None,
        "行号": place.line if place else None,
        "时间": row.when or None,
        "单位": "／".join(row.row.counted_for) or None,
        "任务": str(row.row.result.task) if row.row.result.task else None,
        "数": str(row.quantity),
    }
