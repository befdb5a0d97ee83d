"""``wenming status``: how the work stands today, on one page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import Exit, Screen, fail, give, printable_everywhere, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import date_option, existing_files, files_argument, period_asked
from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from wenming_docs.cli.board import Board
    from wenming_docs.facts.model import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """What a board is wanted for."""

    today: date
    unit: str
    period: str | None


@click.command("status", cls=Command, short_help="一页看板：目标、任务、逾期、问题、待填")
@files_argument
@date_option
@click.option("--unit", metavar="单位", default="", help="只看这个单位牵头、配合的任务，它的成果和问题")
@click.option("--period", metavar="期间", help="看这个期间有没有进展，如 6月、上半年；算到期间末")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="text 或 json")
def command(files: tuple[str, ...], today: date | None, unit: str, period: str | None, style: str) -> int:
    """工作做到哪一步：目标完成多少、跟不跟得上时间，哪些任务逾期、临期、没有进展，问题销了多少，还有哪里待填。

    √ 绿灯，● 黄灯，× 红灯；标准写在“亮灯”里。
    """
    paths = existing_files(files)
    asked = Asked(today or date.today(), unit.strip(), period)
    boards: list[Board] = []
    code = Exit.DONE
    for path in paths:
        try:
            boards.append(_board(path, asked))
        except InvalidInput as error:
            _tell(error)
            code = Exit.FINDINGS
    if style == "json":
        from wenming_docs.cli.board import as_data

        data = {"boards": [as_data(board) for board in boards]}
        give(json.dumps(data, ensure_ascii=not printable_everywhere(), indent=2))
    else:
        _show(boards)
    for board in boards:
        if board.errors:
            told = f"“{board.file}”有{board.errors}处错误，看板只算了读得懂的；先运行 wenming check"
            code = fail(told, Exit.FINDINGS)
    return code


def _board(path: Path, asked: Asked) -> Board:
    """The board of a file, of a faulty one from what is sound; InvalidInput where nothing is."""
    from wenming_docs.cli.board import make_board
    from wenming_docs.facts.checks import check_facts
    from wenming_docs.facts.model import Workspace
    from wenming_docs.findings import Severity
    from wenming_docs.pipeline import read_workspace

    try:
        workspace, found = read_workspace(path), []
    except InvalidInput as error:
        if not isinstance(error.draft, Workspace):
            raise
        workspace, found = error.draft, list(error.findings)
    if not found:  # of a file that cannot be read whole more would be said than is wrong
        found = check_facts(workspace)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    period = period_asked(workspace, asked.period)
    _refuse_unknown(workspace, asked.unit)
    return make_board(workspace, str(path), asked.today, unit=asked.unit, period=period, errors=errors)


def _refuse_unknown(workspace: Workspace, unit: str) -> None:
    from wenming_docs.cli.board import known_units
    from wenming_docs.zh import nearest

    if not unit or unit in (units := known_units(workspace)):
        return
    close = nearest(unit, sorted(units))
    raise WrongUse(f"没有叫“{unit}”的单位" + (f"，是不是想写“{close}”" if close else ""))


def _show(boards: list[Board]) -> None:
    from wenming_docs.cli.board_text import board_text

    screen = Screen.of_stdout()
    for number, board in enumerate(boards):
        if number:
            give("")
        give(board_text(board, screen))


def _tell(error: InvalidInput) -> None:
    from wenming_docs.cli.report import Entry, text_report

    say(text_report([Entry(finding, "") for finding in error.findings], error.texts, Screen.of_stderr()))
