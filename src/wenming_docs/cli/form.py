"""``wenming form``: what units fill in, out as Excel and back into the facts.

It is long because both ways are one command, and what comes back is shown before it is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from wenming_docs.cli.console import DONE, Exit, Screen, clean, fail, give, paint, say
from wenming_docs.cli.help import Command, Group
from wenming_docs.cli.inputs import existing_file, existing_files, period_asked
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse

if TYPE_CHECKING:
    from wenming_docs.facts.forms.unit_form import What
    from wenming_docs.facts.model import Workspace
    from wenming_docs.filling import Filled, FilledFile

_STEPS = (
    ("wenming form export 计划.yaml", "给每个单位出一张填报表"),
    ("wenming form import 计划.yaml 表.xlsx", "填好的收回来，先看再写"),
)
_FOLDER = "填报表"
_Row: TypeAlias = tuple[str, str, str, str, str]
"""Cell, place in the plan, what it is, old, new."""
_MOST_BYTES = 15_500
"""Of what would change and what is wrong, together; the rest up to 16 KB is left for the last lines."""
_LONGEST = 120
"""Signs of a value in the list of changes; the plan shows the whole of it once it is written."""


@click.group("form", cls=Group, steps=_STEPS, short_help="填报表：Excel 发给各单位填，收回来写进计划")
def command() -> None:
    """填报表：每个单位一张 Excel，填好收回来，只改填过的格子。"""


# out


@command.command("export", cls=Command, short_help="给各单位出填报表（Excel）")
@click.argument("file", metavar="文件", type=str)
@click.option(
    "--for", "units", metavar="单位", multiple=True, help="只给这个单位出，如 城管办、各社区；可以写几次"
)
@click.option(
    "-o", "--output", metavar="输出", type=click.Path(path_type=Path), help="文件夹，或一个 .xlsx 文件"
)
@click.option("--what", metavar="内容", default="任务,成果,问题", help="出哪几张表，默认 任务,成果,问题")
@click.option("--period", metavar="期间", help="已有的成果只列这一期间的，如 6月")
def export(file: str, units: tuple[str, ...], output: Path | None, what: str, period: str | None) -> int:
    """给每个有任务、成果或问题的单位出一张填报表，写在计划旁边的“填报表”里。

    要填的格子是黄的，别的锁住；任务、指标从下拉里选。填过的旧表不覆盖。
    """
    path = existing_file(file)
    from wenming_docs.facts.forms.build import build_form, units_to_fill
    from wenming_docs.facts.forms.write import write_form
    from wenming_docs.pipeline import read_facts

    sheets = _sheets(what)
    workspace = read_facts(path)
    wanted = _units(path, workspace, units)
    others = () if units else units_to_fill(workspace)[1]
    chosen = period_asked(workspace, period)
    made: list[tuple[Path, bytes]] = []
    empty: list[str] = []
    for unit, target in zip(wanted, _targets(path, output, wanted), strict=True):
        form = build_form(workspace, unit, sheets, path.name, chosen)
        if form.sheets:
            try:
                made.append((target, write_form(form)))
            except InvalidInput as error:
                raise InvalidInput(error.findings, workspace.texts) from None
        else:
            empty.append(unit)
    if empty:
        say(f"没有要填的：{'、'.join(map(clean, empty))}")
    if others:
        say(f"“单位”里没有登记，没有给它们出表：{_some(others)}")
    return _write_forms(made)


def _sheets(text: str) -> tuple[What, ...]:
    from wenming_docs.facts.forms.unit_form import SHEET_NAMES, What

    names = [name.strip() for name in text.replace("，", ",").replace("、", ",").split(",") if name.strip()]
    names = [What.RESULTS if name == SHEET_NAMES[What.RESULTS] else name for name in names]
    unknown = [name for name in names if name not in list(What)]
    if unknown or not names:
        raise WrongUse(
            f"--what 只能写{'、'.join(What)}，用逗号隔开" + (f"；没有“{unknown[0]}”" if unknown else "")
        )
    return tuple(each for each in What if each in names)


def _units(path: Path, workspace: Workspace, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The units to make a form for; WrongUse for a name that the plan does not have."""
    from wenming_docs.facts.analysis.duties import units_meant
    from wenming_docs.facts.forms.build import units_to_fill
    from wenming_docs.findings import SourceText
    from wenming_docs.zh import nearest

    with_part, others = units_to_fill(workspace)
    if not asked:
        if not with_part:
            raise WrongUse(f"“{path.name}”里没有写哪个单位做什么：任务写上“牵头”，问题、成果写上“单位”")
        return with_part
    known = dict.fromkeys([*with_part, *others, *map(str, workspace.unit.units())])
    meant = [str(unit) for name in asked for unit in units_meant(workspace.unit, SourceText(name))]
    for name in meant:
        if name not in known:
            close = nearest(name, known)
            cure = f"是不是“{close}”" if close else "可以写：" + "、".join(with_part)
            raise WrongUse(f"计划里没有“{name}”这个单位，{cure}")
    return tuple(dict.fromkeys(meant))


def _targets(path: Path, output: Path | None, units: tuple[str, ...]) -> list[Path]:
    """The file of each unit's form."""
    from wenming_docs.output import plan_names, refuse_outside

    if output is not None and output.suffix.lower() == ".xlsx":
        if len(units) > 1:
            raise WrongUse(f"-o 是一个文件，这里却有 {len(units)} 个单位：用 --for 选一个，或让 -o 是文件夹")
        return [output]
    if output is not None and output.suffix.lower() in (".xls", ".et", ".xlsm", ".csv"):
        raise WrongUse("填报表只出 .xlsx")
    folder = output or path.parent / _FOLDER
    if output is None:
        refuse_outside(folder, path.parent)
    names = plan_names([(f"{path.stem}-填报表-{unit}", ".xlsx") for unit in units])
    return [folder / name for name in names]


def _write_forms(made: list[tuple[Path, bytes]]) -> int:
    from wenming_docs.output import Edited, remove_leftovers, write_whole

    for folder in dict.fromkeys(target.parent for target, _ in made):
        remove_leftovers(folder)
    written, code = [], Exit.DONE
    for target, data in made:
        try:
            write_whole(target, data, is_ours=lambda _, at=target: _is_untouched(at))  # type: ignore[misc]
        except OutputRefused as error:
            filled = f"“{target}”已经有人填过，没有覆盖：先收回来，再删去或改名"
            code = fail(filled if isinstance(error, Edited) else str(error), Exit.REFUSED)
            continue
        written.append(target)
    if written:
        say(f"{paint(DONE, 'green')} 出了 {len(written)} 张填报表")
    for target in written:
        give(str(target))
    return code


def _is_untouched(path: Path) -> bool:
    """Whether a form of ours stands there in which nobody has filled in anything."""
    from wenming_docs.facts.forms.reader import read_workbook
    from wenming_docs.facts.forms.returned import is_untouched, read_returned

    try:
        return is_untouched(read_returned(read_workbook(path)))
    except InvalidInput:
        return False


# back


@command.command("import", cls=Command, short_help="填好的表收回来，先给你看，再写进计划")
@click.argument("file", metavar="文件", type=str)
@click.argument("forms", metavar="填报表...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写")
@click.option("--yes", is_flag=True, help="不问，查过没有错就写")
@click.option("--allow-old", is_flag=True, help="发表以后计划改过也收；两边都改了的格子照样不收")
def import_(file: str, forms: tuple[str, ...], dry_run: bool, yes: bool, allow_old: bool) -> int:
    """把填好的表写进计划：只改填过的格子，别的一个字节不动。

    先列出会改什么，再问写不写。有一格不对就一格也不写，按“文件!单元格”说明哪里不对、怎么改。
    收 .xlsx、.xls、.et 文件，可以一次收几个单位的。
    """
    path = existing_file(file)
    from wenming_docs.cli.report import Entry, text_report
    from wenming_docs.filling import fill
    from wenming_docs.pipeline import Options

    filled = fill(path, existing_files(forms), Options(today=date.today()), allow_old=allow_old)
    entries = [Entry(finding, str(path)) for finding in filled.findings]
    told = text_report(entries, filled.texts, Screen.of_stderr()) if entries else ""
    _preview(filled, _MOST_BYTES - len(told.encode()))
    if told:
        say("\n" + told)
    if filled.refused:
        return fail("有不对的地方，一格也没有写", Exit.FINDINGS)
    if not filled.files:
        say(f"{paint(DONE, 'green')} 没有要改的{_already(filled)}")
        return Exit.DONE
    if dry_run or not (yes or _agreed(filled)):
        say(f"{paint(DONE, 'green')} 没有写入；{'去掉 --dry-run' if dry_run else '加上 --yes'} 就写进计划")
        return Exit.DONE
    write_all(filled.files)
    for each in filled.files:
        give(str(each.path))
    say(f"{paint(DONE, 'green')} 写入 {_count(filled)}{_already(filled)}")
    return Exit.DONE


def _already(filled: Filled) -> str:
    return f"；有 {filled.already} 格计划里已经是这样了" if filled.already else ""


def _count(filled: Filled) -> str:
    parts = [f"{len(filled.changes)} 格"] if filled.changes else []
    parts += [f"{len(filled.new)} 条新成果"] if filled.new else []
    return "、".join(parts)


def _agreed(filled: Filled) -> bool:
    """What a person at the terminal says; without a terminal nothing is agreed to."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return click.confirm(f"把 {_count(filled)}写进计划", default=False, err=True)


def write_all(files: Iterable[FilledFile]) -> None:
    """Every file written, or none: where one is refused, those before it are put back.

    Raises OutputRefused.
    """
    from wenming_docs.output import write_over

    done: list[FilledFile] = []
    try:
        for file in files:
            write_over(file.path, file.after, file.before)
            done.append(file)
    except OutputRefused:
        for file in reversed(done):
            write_over(file.path, file.before, file.after)
        raise


def _preview(filled: Filled, room: int) -> None:
    """What would change, one cell a line: where in the form, where in the plan, old and new.

    At most ``room`` bytes; how many are left is said.
    """
    rows = _rows(filled)
    lines = [f"{where}  {place}  {what}：{old} → {new}" for where, place, what, old, new in rows]
    shown = sum(used <= room for used in accumulate(len(line.encode()) + 1 for line in lines))
    screen = Screen.of_stderr()
    if shown and screen.columns is not None:
        lines = _drawn(rows[:shown], screen.columns)
    else:
        del lines[shown:]
    for line in lines:
        say(line)
    if len(rows) > shown:
        say(f"……还有 {len(rows) - shown} 处没有列出")


def _rows(filled: Filled) -> list[_Row]:
    """Cell, place in the plan, what it is, old, new; long values shortened."""
    rows = []
    for change in filled.changes:
        place = f"{change.fact.file}:{change.fact.line}"
        what = f"{change.row}·{change.title}"
        rows.append((str(change.origin), place, what, change.old or "（空）", change.new or "（删去）"))
    for new in filled.new:
        said = "，".join(new.texts[key] for key in _IN_ORDER if key in new.texts)
        rows.append((str(new.origin), "成果", f"{new.unit}·新的一条", "（没有）", said))
    return [(clean(a), clean(b), _short(c), _short(d), _short(e)) for a, b, c, d, e in rows]


def _short(text: str) -> str:
    """The beginning and the end of a long value."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST * 2 // 3]}……{text[-_LONGEST // 3 :]}（共{len(text):,}字）"
    return clean(text)


_IN_ORDER = ("date", "period", "task", "indicator", "amount", "matter", "progress", "evidence", "remark")


def _drawn(rows: list[_Row], columns: int) -> list[str]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from wenming_docs.cli.drawing import drawn

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("填报表里", "计划里", "哪一项", "原来", "改成"):
        table.add_column(title, overflow="fold")
    for where, place, what, old, new in rows:
        colour = "red" if new == "（删去）" else "green"
        table.add_row(Text(where), Text(place), Text(what), Text(old, "dim"), Text(new, colour))
    return drawn(table, columns)


def _some(names: Sequence[str]) -> str:
    """Names for one line: the first twenty, each in short."""
    told = "、".join(clean(name[:40]) for name in names[:20])
    return told if len(names) <= 20 else f"{told}等{len(names)}个"
