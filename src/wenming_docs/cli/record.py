"""``wenming record``: one more result in a plan, without touching another byte."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import DONE, Exit, clean, clipped, fail, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file
from wenming_docs.errors import WrongUse
from wenming_docs.zh.lazy import lazy_pattern

if TYPE_CHECKING:
    from wenming_docs.facts.source.append import Pairs, Row
    from wenming_docs.pipeline import Options
    from wenming_docs.recording import Recorded

_EQUALS = lazy_pattern("[=＝]")
_KEYS = {
    "day": "日期",
    "period": "期间",
    "task": "任务",
    "unit": "单位",
    "matter": "事",
    "progress": "进度",
    "evidence": "佐证",
    "source": "来源",
    "remark": "备注",
}
"""What an option fills in, in the order in which a row is written; 数据 stands before 佐证."""
_BEHIND_FIGURES = ("佐证", "来源", "备注")
_MOST_OFFERED = 20


@click.command("record", cls=Command, short_help="往成果里添一条，别的一个字节不动")
@click.argument("file", metavar="文件", type=str)
@click.argument("figures", metavar="[指标=数]...", nargs=-1)
@click.option("--date", "day", metavar="日期", help="哪一天，如 5月12日；和 --report 一起是报送的日子")
@click.option("--period", metavar="期间", help="哪段时间，如 5月、1—6月；和 --date 只写一个")
@click.option("--task", metavar="任务", help="“任务”里的名称")
@click.option("--unit", metavar="单位", help="哪个单位做的")
@click.option("--matter", metavar="事", help="没有数的成果：什么事")
@click.option("--progress", metavar="进度", help="到了哪一步，如 已建成")
@click.option("--evidence", metavar="佐证", help="文件名，几个用顿号隔开")
@click.option("--source", metavar="来源", help="数是谁给的")
@click.option("--remark", metavar="备注", help="给自己看的话")
@click.option("--report", metavar="期间", help="记一期的上报，如 --report 6月 --date 7月3日")
@click.option(
    "--into",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="记进这个被包含的文件；不写就按单位、月份选",
)
@click.option("--dry-run", is_flag=True, help="只看会添上什么，不写")
@click.option("--force", is_flag=True, help="这一条没错，只是使别处的话对不上了：照记，再去改那一处")
def command(
    file: str,
    figures: tuple[str, ...],
    report: str | None,
    into: Path | None,
    dry_run: bool,
    force: bool,
    **fields: str | None,
) -> int:
    """往“成果”里添一条，或者记一期的“上报”。

    只在末尾添新行，注释、次序、别的字节都不动；先查这一条对不对，错了就不写。
    在终端里什么都不写，就一样一样地问。
    """
    path = existing_file(file)
    given = {_KEYS[name]: text.strip() for name, text in fields.items() if text and text.strip()}
    for text in (*given.values(), *figures, report or ""):
        _refuse_unwritable(text)
    if report is not None:
        return _settle(_reported(path, report.strip(), given, figures, into), dry_run=dry_run, force=force)
    if not given and not figures:
        given, figures = _asked(path)
    return _settle(_recorded(path, given, figures, into), dry_run=dry_run, force=force)


def _recorded(path: Path, given: dict[str, str], figures: tuple[str, ...], into: Path | None) -> Recorded:
    from wenming_docs.recording import record_result

    if "日期" in given and "期间" in given:
        raise WrongUse("--date 和 --period 只写一个：有确切的日子就写 --date")
    pairs = tuple(map(_pair, figures))
    twice = [name for name, _ in pairs if [other for other, _ in pairs].count(name) > 1]
    if twice:
        raise WrongUse(f"“{twice[0]}”写了两遍：一条里一个指标只写一次")
    if not pairs and "事" not in given:
        raise WrongUse("没有数，也没有事：写上“清运垃圾=12车”这样的数，或 --matter、--progress")
    return record_result(path, _row(given, pairs), _options(), into)


def _reported(
    path: Path, period: str, given: dict[str, str], figures: tuple[str, ...], into: Path | None
) -> Recorded:
    from wenming_docs.recording import record_report

    if figures or set(given) - {"日期"}:
        raise WrongUse("记上报只写 --report 和 --date，不写别的")
    if not period or "日期" not in given:
        raise WrongUse("哪一期、哪天报的都要写：--report 6月 --date 7月3日")
    return record_report(path, period, given["日期"], _options(), into)


def _options() -> Options:
    from wenming_docs.pipeline import Options

    return Options(today=date.today())


def _row(given: dict[str, str], pairs: Pairs) -> Row:
    before = tuple((key, given[key]) for key in _KEYS.values() if key in given and key not in _BEHIND_FIGURES)
    behind = tuple((key, given[key]) for key in _BEHIND_FIGURES if key in given)
    return (*before, *((("数据", pairs),) if pairs else ()), *behind)


def _pair(text: str) -> tuple[str, str]:
    """``清运垃圾=12车`` as name and amount."""
    parts = [part.strip() for part in _EQUALS.split(text, maxsplit=1)]
    if len(parts) != 2 or not all(parts):
        raise WrongUse(f"“{text}”看不懂：数写成“清运垃圾=12车”，等号前后都不空")
    return parts[0], parts[1]


def _refuse_unwritable(text: str) -> None:
    from wenming_docs.facts.source.append import written

    try:
        written(text or "空")
    except ValueError:
        raise WrongUse(f"“{clean(text)}”里有换行或看不见的字符，不能写在一行里") from None


# asking


def _asked(path: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """What a person at the terminal answers; an empty answer leaves that key out."""
    from wenming_docs.recording import names_of

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUse(
            "要记什么没有写：例如 wenming record 计划.yaml --date 5月12日 --task 任务名 清运垃圾=12车"
        )
    tasks, indicators = names_of(path)
    say("一样一样地填，直接回车就跳过。")
    given = _when(_answer("哪一天（5月12日），或哪段时间（5月、1—6月）"))
    given |= {"任务": _chosen("任务", tasks), "单位": _answer("单位")}
    figures = _figures(indicators)
    if not figures:
        given |= {"事": _answer("没有数的，写什么事"), "进度": _answer("进度（如 已建成）")}
    given |= {"佐证": _answer("佐证（文件名，用顿号隔开）"), "备注": _answer("备注")}
    return {key: text for key, text in given.items() if text}, figures


def _answer(question: str) -> str:
    text = str(click.prompt(question, default="", show_default=False, err=True)).strip()
    _refuse_unwritable(text)
    return text


def _when(text: str) -> dict[str, str]:
    """A day goes under 日期, anything else under 期间, where the check judges it."""
    from wenming_docs.zh import BadDate, parse_date

    try:
        is_day = parse_date(text) is not None
    except BadDate:
        is_day = True
    return {"日期" if is_day else "期间": text}


def _chosen(what: str, names: list[str]) -> str:
    """A name as typed, or the one of that number in the list."""
    for number, name in enumerate(names[:_MOST_OFFERED], 1):
        say(f"  {number:>2}  {clean(name)}")
    text = _answer(f"{what}（写序号或名称）" if names else what)
    return names[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(names) else text


def _figures(indicators: list[str]) -> tuple[str, ...]:
    if indicators:
        say("  已有的指标：" + "、".join(map(clean, indicators[:_MOST_OFFERED])))
    figures: list[str] = []
    while text := _answer("数（清运垃圾=12车，没有了就回车）"):
        try:
            _pair(text)
        except WrongUse as error:
            say(f"  {error}")
            continue
        figures.append(text)
    return tuple(figures)


# telling and writing


def _settle(recorded: Recorded, *, dry_run: bool, force: bool) -> int:
    """Show the new lines and what is wrong with them; write them if nothing is."""
    from wenming_docs.cli.report import Entry, text_report

    last = recorded.first + len(recorded.lines) - 1
    for line in recorded.lines:
        say(paint(f"+ {clipped(line)}".rstrip(), "green"))
    if recorded.findings:
        entries = [Entry(finding, str(recorded.path)) for finding in recorded.findings]
        say("\n" + text_report(entries, recorded.texts))
    if recorded.refused and not recorded.elsewhere:
        return fail("这一条有错，没有写", Exit.FINDINGS)
    if recorded.refused and not force:
        return fail("这一条使别处出错，没有写；这一条没错的，加 --force 照记，再去改那一处", Exit.FINDINGS)
    where = f"{clean(str(recorded.path))} 第{recorded.first}—{last}行"
    if dry_run:
        say(f"{paint(DONE, 'green')} 没有写；去掉 --dry-run 就记到 {where}")
        return Exit.DONE
    _write(recorded)
    give(str(recorded.path))
    say(f"{paint(DONE, 'green')} 记到 {where}")
    return Exit.DONE


def _write(recorded: Recorded) -> None:
    from wenming_docs.output import write_over

    write_over(recorded.path, recorded.after, recorded.before)
