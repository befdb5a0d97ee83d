"""``wenming templates``: check an office's templates, see which are used, copy one to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import Exit, clean, give, paint, say
from wenming_docs.cli.help import Command, Group
from wenming_docs.cli.inputs import existing_folder, style_option
from wenming_docs.cli.report import Style

if TYPE_CHECKING:
    from wenming_docs.template_check import Checked

_STEPS = (
    ("wenming templates list", "看各文种用的是哪个模板"),
    ("wenming templates show --help", "把自带的复制一份，再改"),
    ("wenming templates check templates", "改好以后检查"),
)


@click.group("templates", cls=Group, steps=_STEPS, short_help="检查、列出、复制模板")
def command() -> None:
    """本单位的模板：检查有没有毛病，看各文种用的是哪一个，复制自带的来改。"""


_folder_argument = click.argument(
    "folder", required=False, metavar="[文件夹]", type=click.Path(path_type=Path), default=None
)


@command.command("check", cls=Command, short_help="检查模板，列出所有问题")
@_folder_argument
@style_option
@click.option("--strict", is_flag=True, help="有警告也不放行")
@click.option("--no-trial", "untried", is_flag=True, help="只看写法，不试排")
def check(folder: Path | None, style: Style, strict: bool, untried: bool) -> int:
    """检查一个文件夹里的模板：写法、名称、标点，再用各种台账试排；不写任何文件。

    不写文件夹，就查当前文件夹下的 templates；没有它，就查自带的模板。
    """
    from wenming_docs.cli.each import blocks
    from wenming_docs.cli.report import Entry, report

    chosen = _office(folder)
    found = _checked(chosen, trial=not untried)
    name = str(chosen or "templates")
    entries = [Entry(finding, name) for finding in found.findings]
    if text := report(entries, found.texts, style, files=list(found.texts) or [name], strict=strict):
        give(text)
    if style == "text":
        used = f"{len(found.texts)}个模板，用到它们的有{len(found.kinds)}个文种"
        say(f"查了{name}：{used}" if chosen else f"查了自带的模板：{used}")
    return Exit.FINDINGS if blocks(found.findings, strict=strict) else Exit.DONE


def _checked(folder: Path | None, *, trial: bool) -> Checked:
    """What is wrong with a folder; anybody's templates may lie there, so they are read and tried confined.

    Where the trial goes too far, what reading showed is told all the same.
    """
    from wenming_docs.confined import run_confined
    from wenming_docs.errors import InvalidInput
    from wenming_docs.template_check import Checked, check_templates

    if folder is None:
        return check_templates(None, trial=trial)
    try:
        return run_confined(check_templates, folder, trial, folder=folder, at_once=True)
    except InvalidInput as stopped:
        found = _checked(folder, trial=False) if trial else Checked((), {}, ())
        return Checked((*found.findings, *stopped.findings), {**found.texts, **stopped.texts}, found.kinds)


def _office(folder: Path | None) -> Path | None:
    """The folder to look at; None for the templates that ship."""
    if folder is not None:
        return existing_folder(folder)
    beside = Path("templates")
    return beside if beside.is_dir() else None


@command.command("list", cls=Command, short_help="列出各文种用的模板")
@_folder_argument
@click.option("--kind", metavar="文种", help="只看这一文种")
def listing(folder: Path | None, kind: str | None) -> int:
    """列出各文种用的模板：自带的还是本单位的，继承、引入了哪些。"""
    from wenming_docs.confined import run_confined
    from wenming_docs.template_check import used_templates

    chosen = _office(folder)
    if chosen is None:
        entries = used_templates(None, kind)
    else:  # anybody's templates are read confined
        entries = run_confined(used_templates, chosen, kind, folder=chosen, at_once=True)
    for number, entry in enumerate(entries):
        if number:
            give("")
        give(paint("、".join(entry.kinds), "green") + f"    {entry.templates[0].name}")
        for used in entry.templates:
            whose = "本单位" if used.own else "自带"
            whose += "" if used.readable else "，读不了，见 wenming templates check"
            how = f"  {used.how} {used.name}" if used.how else f"  {used.name}"
            give(clean(f"{how}（{whose}）"))
    return Exit.DONE


@command.command("show", cls=Command, short_help="显示自带的模板，或复制出来")
@click.argument("name", metavar="模板")
@click.option("-o", "folder", metavar="文件夹", type=click.Path(path_type=Path), help="复制到这个文件夹里")
@click.option("--force", is_flag=True, help="已有同名文件也覆盖")
def show(name: str, folder: Path | None, force: bool) -> int:
    """显示一个自带的模板，供照着改；模板可以写文种，如 实施方案。"""
    from wenming_docs.template_check import copy_template, shipped_template

    template, text = shipped_template(name)
    if folder is None:
        give(text.removesuffix("\n"))
        return Exit.DONE
    target = copy_template(template, text, folder, force=force)
    say(f"已复制到 {target}；改好以后用 wenming templates check {folder} 检查")
    return Exit.DONE


@command.command("contract", cls=Command, short_help="模板能用的名称，变了没有")
@click.option("--write", is_flag=True, help="按现在的名称重写（程序的维护者用）")
def contract(write: bool) -> int:
    """把各文种模板能用的名称和记着的对照：多了的不要紧，少了的、变了的会使模板出错。"""
    from wenming_docs.template_check.contracts import compare_contracts, write_contracts

    if write:
        for path in write_contracts():
            say(f"已写 {path}")
        return Exit.DONE
    changes = compare_contracts()
    for change in changes:
        give(f"{'不兼容' if change.breaking else '兼容'}：{change.kind}  {change.message}")
    if not changes:
        give("名称没有变")
    return Exit.FINDINGS if any(change.breaking for change in changes) else Exit.DONE
