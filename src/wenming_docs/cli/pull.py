"""``wenming pull``: what was edited in Word, back into the facts."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from wenming_docs.cli.console import DONE, Exit, Screen, clean, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import date_option, existing_file, existing_files, template_folder

if TYPE_CHECKING:
    from wenming_docs.findings import Finding
    from wenming_docs.page.word import Returned
    from wenming_docs.pipeline import Options
    from wenming_docs.pulling import Change, Pulled

_Row: TypeAlias = tuple[str, str, str, str, str]
"""Place in the document, place in the plan, what it is, old, new."""
_MOST_BYTES = 15_000
"""Of all that is shown; the rest up to 16 KB is left for the last lines."""
_MOST_ALONG, _MOST_WARNED, _MOST_LEFT = 5, 4, 20
_LARGEST = 256 * 1024 * 1024
_SECONDS = 60.0
"""Of processor time that templates from outside may take: a pull renders several times."""


@click.command("pull", cls=Command, short_help="在 Word 里改过的文稿，改动收回计划")
@click.argument("document", metavar="文稿.docx", type=str)
@click.option("--plan", metavar="计划", help="它是哪份计划生成的；不写就在文稿旁边找")
@click.option("--kind", metavar="文种", help="是计划里的哪一份；不写就按文件名认，再按内容认")
@click.option("--period", metavar="期间", help="是哪一期间的，如 2026年5月")
@date_option
@click.option("--templates", metavar="文件夹", type=click.Path(path_type=Path), help="生成时用的模板文件夹")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写")
@click.option("--yes", is_flag=True, help="不问，证实了的就写")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text 给人看，json 给程序用",
)
def command(
    document: str,
    plan: str | None,
    kind: str | None,
    period: str | None,
    today: date | None,
    templates: Path | None,
    dry_run: bool,
    yes: bool,
    style: str,
) -> int:
    """把在 Word 里改过的文稿收回计划：认准是哪一项的才改，别的一个字节不动。

    先列出会改什么、什么没有收和为什么，再问写不写。每一处都重新生成过一遍，确实和文稿里一样才收。
    合计、模板里的字、加的和删的段落、批注只列出来，由您自己改。都收了返回 0，有没有收的返回 1。
    """
    path = existing_file(document)
    plans = existing_files([plan]) if plan else []
    from wenming_docs.cli.form import write_all
    from wenming_docs.pipeline import Options

    options = Options(
        kind=kind,
        period=period,
        draft=True,
        today=date.today(),
        as_of=today,
        templates=template_folder(templates),
    )
    pulled = _pulled(path, plans[0] if plans else None, options)
    if style == "json":
        give(json.dumps(_as_data(pulled), ensure_ascii=False, indent=2))
    else:
        _preview(pulled)
    code = Exit.FINDINGS if pulled.left else Exit.DONE
    if not pulled.files:
        say(f"{paint(DONE, 'green')} 没有能收的改动{_counted(pulled)}")
        if pulled.exact and pulled.already:
            say(f"  {_next_step(pulled)}")
        return code
    if dry_run or not (yes or _agreed(pulled)):
        say(f"{paint(DONE, 'green')} 没有写入；{'去掉 --dry-run' if dry_run else '加上 --yes'} 就写进计划")
        return code
    write_all(pulled.files)
    if style == "text":
        for each in pulled.files:
            give(str(each.path))
    say(f"{paint(DONE, 'green')} 改了计划里 {len(pulled.changes)} 处{_counted(pulled)}")
    say(f"  {_next_step(pulled)}")
    return code


def _pulled(path: Path, plan: Path | None, options: Options) -> Pulled:
    """What the document brings; templates from outside the project are confined."""
    from wenming_docs.confined import Limits, foreign_folder, run_confined
    from wenming_docs.pulling import plans_beside, pull_document

    returned = _read(path)
    beside = [plan] if plan else [one for plans in plans_beside(path) for one in plans]
    foreign = next((at for one in beside if (at := foreign_folder(one, options))), None)
    if foreign is None:
        return pull_document(path, returned, plan, options)
    limits = Limits(seconds=_SECONDS)
    return run_confined(pull_document, path, returned, plan, options, folder=foreign, limits=limits)


def _read(path: Path) -> Returned:
    """What the document reads like; raises InvalidInput with the file named."""
    from dataclasses import replace

    from wenming_docs.errors import InvalidInput, WrongUse
    from wenming_docs.findings import Origin
    from wenming_docs.page.word import read_returned

    if path.stat().st_size > _LARGEST:
        raise WrongUse(f"“{path}”太大，不像是一份文稿")
    try:
        return read_returned(path.read_bytes())
    except InvalidInput as error:
        at = Origin(str(path), 1, 1)
        found = [replace(each, origin=each.origin or at) for each in error.findings]
        raise InvalidInput(found, error.texts) from None


def _counted(pulled: Pulled) -> str:
    """What else was found, for the last line."""
    told = f"；有 {pulled.already} 段计划里已经是这样了" if pulled.already else ""
    told += f"；有 {pulled.spaced} 段只动了空格，不收" if pulled.spaced else ""
    return told + (f"；有 {len(pulled.left)} 处没有收" if pulled.left else "")


def _next_step(pulled: Pulled) -> str:
    plan = clean(str(pulled.wanted.plan))
    if pulled.exact:
        return f"重新生成出来和这份文稿一字不差，可以 wenming render {plan} --force"
    return f"计划里已经有这些改动；没有收的处理完，再 wenming render {plan} --force 换下这份文稿"


def _agreed(pulled: Pulled) -> bool:
    """What a person at the terminal says; without a terminal nothing is agreed to."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return click.confirm(f"把 {len(pulled.changes)} 处改动写进计划", default=False, err=True)


# what is shown


def _preview(pulled: Pulled) -> None:
    """What would change, and along with it, what to mind then, and what is not taken and why."""
    warned = _told(pulled, [*_notices(pulled), *pulled.findings], _MOST_WARNED)
    left = _told(pulled, pulled.left, _MOST_LEFT)
    say(f"文稿：{clean(pulled.wanted.stem)}（{clean(str(pulled.wanted.plan))}）")
    room = max(_MOST_BYTES - len((warned + left).encode()), 2_000)
    _table([_row(change) for change in pulled.changes], room)
    for along in pulled.along[:_MOST_ALONG]:
        say(
            f"  跟着变：{clean(_short(along.old)) or '（没有）'} → {clean(_short(along.new)) or '（没有了）'}"
        )
    if len(pulled.along) > _MOST_ALONG:
        say(f"  ……还有 {len(pulled.along) - _MOST_ALONG} 段跟着变")
    if warned:
        say(f"\n要留意的：\n\n{warned}")
    if left:
        say(f"\n没有收的：\n\n{left}")


def _told(pulled: Pulled, findings: Sequence[Finding], most: int) -> str:
    """The first findings with their lines, and how many there are besides."""
    from wenming_docs.cli.report import Entry, text_report

    if not findings:
        return ""
    entries = [Entry(finding, str(pulled.wanted.plan)) for finding in findings[:most]]
    told = text_report(entries, pulled.texts, Screen.of_stderr())
    more = len(findings) - most
    return told + (f"\n……还有 {more} 处没有列出（全部列出：加 --format json）" if more > 0 else "")


def _notices(pulled: Pulled) -> list[Finding]:
    from wenming_docs.findings import Finding, Origin, Severity

    if pulled.marked:
        return []
    message = "文稿里没有发出时的记号，是和计划现在的样子比的"
    hint = "发出以后计划改过的，那几处也会列在下面，看清了再写"
    return [Finding("X051", Severity.NOTICE, message, hint, Origin(str(pulled.wanted.plan), 1, 1))]


def _row(change: Change) -> _Row:
    place = "、".join(change.places[:3]) + (f"等{len(change.places)}处" if len(change.places) > 3 else "")
    by = f"（{'、'.join(change.authors)}）" if change.authors else ""
    row = (place + by, f"{change.fact.file}:{change.fact.line}", change.what, change.old, change.new)
    a, b, c, d, e = map(clean, row)
    return a, b, c, d, e


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]}……{text[-20:]}"


def _table(rows: Sequence[_Row], room: int) -> None:
    """One place of the plan a line; at most ``room`` bytes, and how many are left is said."""
    lines = [f"{place}  {fact}  {what}：{old} → {new}" for place, fact, what, old, new in rows]
    shown = sum(used <= room for used in accumulate(len(line.encode()) + 1 for line in lines))
    columns = Screen.of_stderr().columns
    for line in _drawn(rows[:shown], columns) if shown and columns is not None else lines[:shown]:
        say(line)
    if len(rows) > shown:
        say(f"……还有 {len(rows) - shown} 处没有列出")


def _drawn(rows: Sequence[_Row], columns: int) -> list[str]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from wenming_docs.cli.drawing import drawn

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("文稿里", "计划里", "哪一项", "原来", "改成"):
        table.add_column(title, overflow="fold")
    for place, fact, what, old, new in rows:
        table.add_row(Text(place), Text(fact), Text(what), Text(old, "dim"), Text(new, "green"))
    return drawn(table, columns)


def _as_data(pulled: Pulled) -> dict[str, Any]:
    return {
        "计划": str(pulled.wanted.plan),
        "文稿": pulled.wanted.stem,
        "有记号": pulled.marked,
        "改动": [
            {
                "文稿里": list(change.places),
                "修订人": list(change.authors),
                "文件": change.fact.file,
                "行号": change.fact.line,
                "列号": change.fact.column,
                "项": change.what,
                "原来": change.old,
                "改成": change.new,
            }
            for change in pulled.changes
        ],
        "跟着变": [{"原来": each.old, "改成": each.new} for each in pulled.along],
        "没有收": [_finding_data(each) for each in pulled.left],
        "提醒": [_finding_data(each) for each in (*_notices(pulled), *pulled.findings)],
        "已经有": pulled.already,
        "只动空格": pulled.spaced,
        "一字不差": pulled.exact,
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    place = finding.origin
    return {
        "编码": finding.code,
        "说明": finding.message,
        "怎么办": finding.hint,
        "文件": place.file if place else None,
        "行号": place.line if place else None,
    }


__all__ = ["command"]
