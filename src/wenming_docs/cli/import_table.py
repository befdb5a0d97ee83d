"""``wenming import``: a 任务分解表 that somebody else made, as YAML."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import DONE, Exit, clean, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse

if TYPE_CHECKING:
    from wenming_docs.facts.forms.foreign.draft import Imported
    from wenming_docs.findings import Finding

DEFAULT_NAME = "任务.yaml"
_STANDARD_OUTPUT = "-"


@click.command("import", cls=Command, short_help="把别人做的任务分解表读成 YAML")
@click.argument("file", metavar="表格", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="文件", help="写到哪里，默认 任务.yaml；写 - 就显示在屏幕上")
@click.option("--sheet", metavar="名称", default="", help="哪张工作表；Word 文件里写 表1、表2")
@click.option("--into", metavar="计划", help="接在这份计划后面（计划里还没有“任务”时）")
def command(file: Path, output: str | None, sheet: str, into: str | None) -> int:
    """把别人做的任务分解表（.xlsx、.xls、.et、.ods、.docx）读成“任务”。

    表头、合并的格子、序号都不用改。看不懂的栏目、行、格子一一列出来，写成注释，不丢也不猜。
    从不覆盖已有的文件。
    """
    if output is not None and into is not None:
        raise WrongUse("-o 和 --into 只写一个")
    target = None if into is not None or output == _STANDARD_OUTPUT else _target(output or DEFAULT_NAME)
    from wenming_docs.facts.forms.foreign.importing import import_tasks
    from wenming_docs.facts.forms.foreign.yaml import yaml_of

    plan = existing_file(into) if into is not None else None
    imported = import_tasks(file, sheet)
    text = yaml_of(imported)
    _prove(text, imported)
    if plan is not None:
        _append(plan, imported)
        give(str(plan))
    elif target is None:
        give(text.rstrip("\n"))
    else:
        from wenming_docs.output import write_single

        write_single(target, text.encode(), is_ours=lambda _old: False)
        give(str(target))
    _tell(imported.findings)
    say(f"{paint(DONE, 'green')} 导入了{imported.count()}项任务。{_next_step(target, plan)}")
    return Exit.DONE


def _target(name: str) -> Path:
    """The file to write; refused before the table is read when it is there already."""
    path = Path(name) if Path(name).suffix else Path(name + ".yaml")
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise WrongUse(f"“{clean(str(path))}”要以 .yaml 结尾")
    if os.path.lexists(path):
        raise OutputRefused(f"“{clean(str(path))}”已经有了：用 -o 换个文件名")
    return path


def _prove(text: str, imported: Imported) -> None:
    """What is written has to read back as the same tasks; InvalidInput (X044) at the cell that does not."""
    from wenming_docs.facts.forms.foreign.yaml import draft_on, unkept
    from wenming_docs.facts.model import build_workspace
    from wenming_docs.facts.source import parse_source

    try:
        workspace = build_workspace(parse_source(text, DEFAULT_NAME))
    except InvalidInput as error:
        first = error.findings[0]
        line = first.origin.line if first.origin else 0
        raise unkept(draft_on(line, text, imported), f"写成 YAML 读不回来：{first.message}") from error
    read, tasks = [], list(workspace.tasks)
    while tasks:
        task = tasks.pop(0)
        read.append(str(task.name))
        tasks[:0] = task.subtasks
    for given, back in zip_longest((each for top in imported.tasks for each in top.walk()), read):
        if given is None or given.name != back:
            lost = given or imported.tasks[-1]
            raise unkept(lost, f"任务名称“{lost.name}”写成 YAML 读回来是“{back or '空的'}”")


def _append(plan: Path, imported: Imported) -> None:
    from wenming_docs.facts.forms.foreign.into import refuse_if_it_has_tasks, with_tasks
    from wenming_docs.facts.model import top_level_synonyms
    from wenming_docs.facts.source import read_source
    from wenming_docs.facts.source.edit import open_text
    from wenming_docs.facts.source.files import display_name
    from wenming_docs.output import write_over

    refuse_if_it_has_tasks(read_source(plan, synonyms=top_level_synonyms()))
    name = display_name(plan)
    file, findings = open_text(plan, name, top_level_synonyms())
    if file is None:
        raise InvalidInput(findings)
    after = with_tasks(file, name, imported).encoded()
    write_over(plan, after, file.data)


def _tell(findings: Iterable[Finding]) -> None:
    from wenming_docs.cli.report import Entry, text_report
    from wenming_docs.findings import by_place

    entries = [Entry(finding, "") for finding in by_place(findings)]
    if entries:
        say("\n" + text_report(entries, {}))


def _next_step(target: Path | None, plan: Path | None) -> str:
    if plan is not None:
        return f"核对后运行 wenming check {clean(str(plan))}"
    return f"核对后在计划里写“包含: {clean(target.name)}”" if target else ""
