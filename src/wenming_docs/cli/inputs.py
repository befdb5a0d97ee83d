"""What the commands take: files that exist, dates, and the options several of them share."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wenming_docs.cli.console import ITEM, clipped, say
from wenming_docs.cli.report import STYLES
from wenming_docs.errors import WrongUse

if TYPE_CHECKING:
    from wenming_docs.facts.model import Workspace
    from wenming_docs.facts.values import Period

_Function = TypeVar("_Function", bound=Callable[..., Any])
_LOCK = "是 Word、Excel 或 WPS 打开文件时留下的"


def _as_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """``2026-03-01`` as a date."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}”不是日期，请写成 2026-03-01 这样") from None


def files_argument(function: _Function) -> _Function:
    """One or more YAML files; use :func:`existing_files` on them."""
    return click.argument("files", nargs=-1, required=True, metavar="文件...")(function)


def shared_options(function: _Function) -> _Function:
    """The options of ``check`` and ``render`` alike."""
    for option in reversed(
        (
            click.option("--kind", metavar="文种", help="只处理这一文种；没有列在“文稿”里的按通常结构生成"),
            click.option("--period", metavar="期间", help="只处理这一期间，如 2026年5月"),
            date_option,
            click.option(
                "--templates",
                metavar="文件夹",
                type=click.Path(path_type=Path),
                help="本单位的模板，优先于自带的模板",
            ),
            click.option("--strict", is_flag=True, help="有警告也不放行"),
        )
    ):
        function = option(function)
    return function


def style_option(function: _Function) -> _Function:
    """``--format`` of every command that reports findings."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(STYLES),
        metavar="格式",
        default="text",
        help="text 给人看（默认）；给程序用的有 json、sarif、github、gitlab、junit",
    )(function)


def date_option(function: _Function) -> _Function:
    """The one name for “today”."""
    return click.option(
        "--date",
        "today",
        callback=_as_date,
        metavar="日期",
        help="把这一天当作今天，如 2026-03-01；默认是电脑上的今天",
    )(function)


def period_asked(workspace: Workspace, text: str | None) -> Period | None:
    """``--period`` as a period of these facts; raises :class:`WrongUse` with the cure."""
    if text is None:
        return None
    from wenming_docs.facts.values import BadValue

    try:
        return workspace.read_period(text)
    except BadValue as error:
        raise WrongUse(f"--period：{error.message}；{error.hint}") from None


def existing_files(names: Iterable[str]) -> list[Path]:
    """The files named, each once, in order; patterns are expanded on Windows, whose shell does not.

    Raises :class:`WrongUse` naming every one that cannot be read as a file.
    """
    paths = _without_locks([path for name in names for path in _expand(name)])
    problems = [problem for path in paths if (problem := _problem(path))]
    if problems:
        raise WrongUse("；".join(dict.fromkeys(problems)))
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _without_locks(paths: list[Path]) -> list[Path]:
    """The files but for those that Word and Excel leave beside an open one: a shell's * takes them along."""
    kept = [path for path in paths if not path.name.startswith("~$")]
    if not kept and paths:
        raise WrongUse(f"“{paths[0]}”{_LOCK}，不是文件本身：用去掉 ~$ 的那个文件")
    for path in paths:
        if path.name.startswith("~$"):
            say(f"{ITEM} 跳过“{clipped(str(path))}”：{_LOCK}")
    return kept


def existing_file(name: str | Path) -> Path:
    """The one file named; raises :class:`WrongUse` for what is none, or for a pattern that means several."""
    first, *others = existing_files([str(name)])
    if others:
        raise WrongUse(f"符合“{name}”的有{len(others) + 1}个文件，这里只能写一个")
    return first


SHELL_EXPANDS = sys.platform != "win32"
"""Whether ``*.yaml`` has become names before we see it."""


def _expand(name: str) -> list[Path]:
    if SHELL_EXPANDS or not glob.has_magic(name) or Path(name).exists():
        return [Path(name)]
    found = [Path(match) for match in sorted(glob.glob(name))]
    if not found:
        raise WrongUse(f"没有符合“{name}”的文件")
    return found


def _problem(path: Path) -> str:
    """Why ``path`` is not a file to read, in one sentence, or ``""``."""
    try:
        if path.is_dir():
            return f"“{path}”是文件夹，请写出其中的文件"
        if not path.exists():
            return f"找不到文件“{str(path)[-300:]}”"
        if not path.is_file():
            return f"“{path}”不是普通文件"
        with path.open("rb"):
            return ""
    except (OSError, ValueError) as error:
        return f"读不了文件“{path}”：{'没有读取权限' if isinstance(error, PermissionError) else '路径不对'}"


def existing_folder(path: Path | None) -> Path | None:
    """``path`` if it is a folder or was not given; else raises :class:`WrongUse`."""
    if path is not None and not path.is_dir():
        raise WrongUse(f"找不到文件夹“{path}”")
    return path


def template_folder(path: Path | None) -> Path | None:
    """Like :func:`existing_folder`; a folder that holds no template at all is :class:`WrongUse` too.

    Ours would stand in for every one, and nobody would see that the folder was the wrong one.
    """
    folder = existing_folder(path)
    if folder is not None and not _holds_templates(folder):
        raise WrongUse(f"“{folder}”里没有模板：模板放成“文种/正文.md.j2”，看看是不是在它下面的文件夹里")
    return folder


def _holds_templates(folder: Path) -> bool:
    """Whether a file there, or in a folder there, may be a template; one that cannot be looked into may."""
    try:
        below = [Path(entry.path) for entry in os.scandir(folder)]
        return any(
            path.suffix == ".j2" or (path.is_dir() and any(each.endswith(".j2") for each in os.listdir(path)))
            for path in below
        )
    except OSError:
        return True
