"""``wenming new-plan``: a starter file that passes the check at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import DONE, ITEM, Exit, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import date_option, existing_file
from wenming_docs.cli.schema import BESIDE, MODELINE, names_of_file, write_schema
from wenming_docs.errors import OutputRefused, WrongUse

if TYPE_CHECKING:
    from wenming_docs.facts.scaffold import Profile, Question

DEFAULT_NAME = "工作计划.yaml"
_YEAR = "年度"


@click.command("new-plan", cls=Command, short_help="新建一份带说明的样稿")
@click.argument("file", required=False, metavar="[文件]", type=click.Path(path_type=Path))
@click.option("--profile", metavar="样板", help="单位和创建类型，如 街道-全国文明城市；用 --list 列出")
@click.option(
    "--answers", metavar="YAML", type=click.Path(path_type=Path), help="从这个文件读取各个问题的回答"
)
@click.option("--defaults", is_flag=True, help="不提问，没有的留【待填】")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@click.option("--list", "listing", is_flag=True, help="列出所有样板")
@date_option
def command(
    file: Path | None,
    profile: str | None,
    answers: Path | None,
    defaults: bool,
    force: bool,
    listing: bool,
    today: date | None,
) -> int:
    """新建一份带说明的样稿，默认叫“工作计划.yaml”。

    在终端里会问几个问题，直接回车就先留【待填】；以后改文件也行。
    """
    from wenming_docs.facts.scaffold import profiles, questions, starter

    if listing:
        return _list(profiles())
    path = _target(file, force=force)
    given = _read_answers(answers)
    asking = not defaults and sys.stdin.isatty() and sys.stderr.isatty()
    name = _chosen_profile(profile, profiles(), asking=asking)
    asked = [_dated(question, today or date.today()) for question in questions(name)]
    filled = {question.key: question.default for question in asked} | given
    if asking:
        filled |= _ask([question for question in asked if question.key not in given])
    return _write(path, starter(name, filled), force=force)


def _list(offered: Sequence[Profile]) -> int:
    for profile in offered:
        give(f"{ITEM} {profile.name}    {profile.description}")
    return Exit.DONE


def _target(file: Path | None, *, force: bool) -> Path:
    """The file to write; refused before any question is asked when it is there already."""
    path = file or Path(DEFAULT_NAME)
    if not path.suffix:
        path = path.with_name(path.name + ".yaml")
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise WrongUse(f"“{path}”要以 .yaml 结尾")
    if os.path.lexists(path) and not force:
        raise OutputRefused(f"“{path}”已经有了：换个文件名，或用 --force 覆盖（原来的内容就没有了）")
    return path


def _read_answers(path: Path | None) -> dict[str, str]:
    """The answers in ``path``: one ``问题: 回答`` a line."""
    if path is None:
        return {}
    from wenming_docs.facts.source import Scalar, read_source

    existing = existing_file(path)
    entries = read_source(existing).root.entries
    if nested := [str(entry.key.text) for entry in entries if not isinstance(entry.value, Scalar)]:
        raise WrongUse(f"“{path}”里的“{nested[0]}”要写成一行：“{nested[0]}: 回答”")
    return {
        str(entry.key.text): str(entry.value.text) for entry in entries if isinstance(entry.value, Scalar)
    }


def _chosen_profile(name: str | None, offered: Sequence[Profile], *, asking: bool) -> str:
    """The profile asked for, chosen on the terminal, or the first."""
    names = [profile.name for profile in offered]
    begun = [full for full in names if name and full.startswith(name)]
    if name not in names and len(begun) == 1:
        [name] = begun
    if name is not None and name not in names:
        from wenming_docs.zh import nearest

        similar = nearest(name, names)
        guess = f"是不是想写“{similar}”？" if similar else ""
        raise WrongUse(f"没有样板“{name}”。{guess}可选：{'、'.join(names)}")
    if name is not None or not asking:
        return name or names[0]
    for number, profile in enumerate(offered, 1):
        say(f"  {number:>2}  {profile.name}    {profile.description}")
    chosen = click.prompt("用哪个样板（写序号）", type=_Choice(1, len(names)), default=1, err=True)
    return names[int(chosen) - 1]


class _Choice(click.IntRange):
    """A number of the list; click would call it an “integer range”."""

    name = "序号"


def _dated(question: Question, today: date) -> Question:
    """The year is this year unless the profile says otherwise; nothing else is ever guessed."""
    from dataclasses import replace

    return (
        replace(question, default=str(today.year))
        if question.key == _YEAR and not question.default
        else question
    )


def _ask(questions: Sequence[Question]) -> dict[str, str]:
    say("直接回车就用括号里的内容；不知道的先留【待填】，以后再改。")
    return {
        question.key: str(click.prompt(question.text, default=question.default, err=True)).strip()
        for question in questions
    }


def _write(path: Path, text: str, *, force: bool) -> int:
    from wenming_docs.output import write_single

    write_single(path, for_editors(text).encode(), force=force, is_ours=lambda _old: False)
    give(str(path))
    _help_editors(path)
    shown = f'"{path}"' if " " in str(path) else str(path)
    say(f"{paint(DONE, 'green')} 样稿写好了。用记事本或 VS Code 打开，按里面的说明填写，然后：")
    say(f"  wenming check {shown}")
    say(f"  wenming render {shown} --draft")
    say("【待填】都填好以后，去掉 --draft 就是正式稿。")
    return Exit.DONE


def for_editors(text: str) -> str:
    """The starter with the line that leads an editor to its schema, after the comments it opens with."""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return "\n".join([*lines[:end], f"{MODELINE.format(BESIDE)}  （编辑器用的，别动）", *lines[end:]])


def _help_editors(path: Path) -> None:
    """The schema beside the starter, with the starter's own names; a clerk can do without it."""
    try:
        write_schema(path.parent / BESIDE, names_of_file(path), force=False)
    except OutputRefused as error:
        say(f"编辑器的补全用不上：{error}")
