"""The board on a screen: columns where there is room, else an item a line; plain in a pipe.

It is long because every section of the page stands here, in the order of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from wenming_docs.cli.board import Board
from wenming_docs.cli.console import DONE, FAILED, ITEM, Screen, clean, paint
from wenming_docs.cli.drawing import drawn
from wenming_docs.cli.help import wrap
from wenming_docs.facts.analysis.lights import Light
from wenming_docs.facts.analysis.progress import Standing, TargetProgress
from wenming_docs.facts.analysis.task_states import TaskStanding, TaskState, by_state, is_lasting
from wenming_docs.facts.values import percent_text
from wenming_docs.zh import date_text, display_width

if TYPE_CHECKING:
    from rich.table import Table

_SIGNS = {Light.GREEN: DONE, Light.YELLOW: ITEM, Light.RED: FAILED}
_LIGHTS = {sign: light for light, sign in _SIGNS.items()}
_COLOURS = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "red"}
_NONE = "—"
_WIDE = 96
"""Columns that the tables need; a console that draws ■ two columns wide gets lines."""
_LONGEST = 160
_CELLS = 10
_MOST = 8
"""Items of one kind told one by one; of more it says how many there are."""
_HINT = "做完了的，记一条成果：写上“任务”和“进度: 已完成”，不写“事”"


def board_text(board: Board, screen: Screen) -> str:
    """The whole board for ``screen``."""
    sections = (
        _targets(board, screen),
        _tasks(board, screen),
        _issues(board, screen),
        _below(board, screen),
        _gaps(board, screen),
    )
    lines = list(_head(board, screen))
    told = [lines_of for section in sections if (lines_of := list(section))]
    if not told:
        return "\n".join([*lines, *_folded("没有目标、任务、问题可看", screen)])
    for found in told:
        lines += ["", *found]
    lines += ["", *_folded(f"{DONE} 绿灯  {ITEM} 黄灯  {FAILED} 红灯  {_NONE} 不评价", screen)]
    return "\n".join(lines)


def _head(board: Board, screen: Screen) -> Iterator[str]:
    who = f"{board.name}：{board.unit}" if board.unit else board.name
    during = f"，{board.period.label}" if board.period else ""
    title = clean(f"{who}  截至{date_text(board.as_of)}{during}")
    yield from (paint(line, "cyan") for line in _folded(title, screen))
    said = []
    if board.phase:
        ended = board.phase.end
        said.append(f"现在是“{board.phase.phase.name}”阶段，到{ended.month}月{ended.day}日")
    if board.days_to_inspection is not None:
        said.append(f"离迎检还有{board.days_to_inspection}天")
    if board.results:
        latest = board.latest_result
        said.append(
            f"成果{len(board.results)}条" + (f"，最近的是{latest.month}月{latest.day}日" if latest else "")
        )
    if said:
        yield from _folded("；".join(said), screen)
    if board.workspace.year is None and (board.targets or board.tasks):
        yield from _folded("“创建”下没有写“年度”，没写年份的时限都算不出来", screen)


# targets


def _targets(board: Board, screen: Screen) -> Iterator[str]:
    if not board.targets:
        return
    yield _title("目标", len(board.targets))
    if _has_room(screen):
        yield from _target_table(board.targets, screen)
        return
    for target in board.targets:
        yield from _target_lines(target, screen)


def _target_lines(target: TargetProgress, screen: Screen) -> Iterator[str]:
    name, figures = clean(str(target.name)), clean(_figures(target))
    words = "，".join(filter(None, (_share(target), _told(target))))
    bar = _bar(target.rate, screen)
    if screen.columns is None:
        yield "  ".join(filter(None, (_sign(target.light), name, figures, bar, words)))
        return
    yield from _item(name, figures, target.light, screen)
    yield from (f"  {line}" for line in wrap(" ".join(filter(None, (bar, words))), screen.columns - 4))


def _target_table(targets: Sequence[TargetProgress], screen: Screen) -> list[str]:
    from rich.text import Text

    table = _table(("", "指标", "完成", "目标", "", "完成率", "时序进度", "情况", "时限"), stretched=1)
    for target in targets:
        cells = (
            str(target.name),
            str(target.done) if target.done else _NONE,
            str(target.goal),
            _bar(target.rate, screen),
            percent_text(target.rate) if target.rate is not None else _NONE,
            percent_text(target.elapsed) if target.elapsed is not None else _NONE,
            _told(target),
            f"{target.deadline.month}月{target.deadline.day}日" if target.deadline else _NONE,
        )
        sign = Text(_SIGNS.get(target.light, _NONE) if target.light else _NONE)
        sign.stylize(_COLOURS[target.light] if target.light else "")
        table.add_row(sign, *(Text(clean(cell)) for cell in cells))
    assert screen.columns is not None
    return drawn(table, min(screen.columns - 1, _LONGEST))


def _figures(target: TargetProgress) -> str:
    return f"{target.done if target.done else _NONE}／目标{target.goal}"


def _share(target: TargetProgress) -> str:
    rate = percent_text(target.rate) if target.rate is not None else ""
    elapsed = f"时序{percent_text(target.elapsed)}" if target.elapsed is not None else ""
    return "，".join(filter(None, (rate, elapsed)))


def _told(target: TargetProgress) -> str:
    """The standing with its days, or why there is none."""
    if target.standing is Standing.UNKNOWN:
        return f"不评价：{target.cause}"
    return f"逾期{target.days_over}天" if target.days_over else str(target.standing)


def _bar(rate: Decimal | None, screen: Screen) -> str:
    """Ten squares; one is filled as soon as anything is done, the last when all is.

    Five on a console that draws each of them two columns wide.
    """
    if rate is None:
        return ""
    cells = _CELLS // 2 if screen.columns is not None and screen.wide_ambiguous else _CELLS
    filled = max(min(int(rate * cells / 100), cells), 1 if rate > 0 else 0)
    return "■" * filled + "□" * (cells - filled)


# tasks


def _tasks(board: Board, screen: Screen) -> Iterator[str]:
    if not board.tasks:
        return
    groups = by_state(board.tasks)
    counted = "，".join(f"{state}{len(group)}项" for state, group in groups.items())
    yield from _folded(f"{_title('任务', len(board.tasks))}：{counted}", screen)
    for name, tasks in _by_phase(board) if board.phases else ():
        if tasks:
            folded = _folded(f"  {clean(name)}：{len(tasks)}项，{_lights(tasks)}", screen)
            yield from map(_painted, folded)
    for state, words in ((TaskState.OVERDUE, "逾期{}天"), (TaskState.SOON, "还有{}天")):
        yield from _listed(board.in_state(state), words, screen)
        if state is TaskState.OVERDUE and TaskState.OVERDUE in groups:
            yield from _folded(f"  → {_HINT}", screen)
    yield from _listed(
        board.in_state(TaskState.SILENT), "本期没有进展" if board.period else "没有进展", screen
    )


def _by_phase(board: Board) -> Iterator[tuple[str, Sequence[TaskStanding]]]:
    """The tasks of each phase under its name; then those that never end, and those without a day."""
    for phase, tasks in board.by_phase():
        if phase:
            yield f"{phase.phase.name}阶段" + ("（现在）" if phase == board.phase else ""), tasks
        else:
            yield "常态任务", [task for task in tasks if is_lasting(task.node.task)]
            rest = [task for task in tasks if not is_lasting(task.node.task)]
            yield "没有写明时限，或不在任何阶段", rest


def _lights(tasks: Sequence[TaskStanding]) -> str:
    """How many burn in which colour: √2 ×1; — counts those it is too early to judge."""
    signs: tuple[tuple[Light | None, str], ...] = (*_SIGNS.items(), (None, _NONE))
    numbers = [(sign, sum(task.light is light for task in tasks)) for light, sign in signs]
    return " ".join(f"{sign}{number}" for sign, number in numbers if number)


def _painted(line: str) -> str:
    """A folded line with its lights in colour: colour codes must not be folded."""
    return re.sub(f"[{''.join(_LIGHTS)}](?=[0-9])", lambda found: _sign(_LIGHTS[found[0]]), line)


def _listed(tasks: Sequence[TaskStanding], words: str, screen: Screen) -> Iterator[str]:
    for task in tasks[:_MOST]:
        units = f"（{'、'.join(task.node.leads)}）" if task.node.leads else ""
        said = "今天到期" if task.state is TaskState.SOON and not task.days else words.format(task.days)
        due = f"，时限{task.due.month}月{task.due.day}日" if task.due and task.days else ""
        yield from _item(f"{task.node.name}{units}", f"{said}{due}", task.light, screen, 2)
    if len(tasks) > _MOST:
        yield f"    另有{len(tasks) - _MOST}项，加 --format json 看全部"


# problems, reports, gaps


def _issues(board: Board, screen: Screen) -> Iterator[str]:
    if not board.issues:
        return
    counted, late = board.issue_counts, board.overdue_issues
    yield from _folded(
        f"{_title('问题', counted.opened, '条')}：已销号{counted.closed}条，未销号{counted.open}条"
        + (f"，逾期{counted.overdue}条" if counted.overdue else ""),
        screen,
    )
    for state in late[:_MOST]:
        issue = state.issue
        what = "：".join(str(part) for part in (issue.place, issue.problem) if part)
        units = f"（{'、'.join(issue.unit)}）" if issue.unit else ""
        yield from _item(f"{what}{units}", f"逾期{state.days_late}天", Light.RED, screen, 2)
    if len(late) > _MOST:
        yield f"    另有{len(late) - _MOST}条，加 --format json 看全部"


def _below(board: Board, screen: Screen) -> Iterator[str]:
    """The units below whose figures of the period are not all there."""
    if board.reported is None:
        return
    if not board.lacking:
        yield from _folded(f"下级报送（{board.reported.label}）：都齐了", screen)
        return
    yield _title(f"下级报送（{board.reported.label}）没有齐", len(board.lacking), "个")
    for one in board.lacking:
        yield from _item(one.name, one.why, Light.RED, screen, 2)


def _gaps(board: Board, screen: Screen) -> Iterator[str]:
    if not board.gaps:
        return
    yield _title("待填", len(board.gaps), "处")
    for gap in board.gaps[:_MOST]:
        yield from _folded(clean(f"  {gap.origin}  {gap.message.partition('：')[2]}"), screen)
    if len(board.gaps) > _MOST:
        yield f"  另有{len(board.gaps) - _MOST}处，加 --format json 看全部"


# lines


def _title(name: str, number: int, measure: str = "项") -> str:
    return f"{name}（{number}{measure}）"


def _sign(light: Light | None) -> str:
    return paint(_SIGNS[light], _COLOURS[light]) if light else _NONE


def _item(text: str, told: str, light: Light | None, screen: Screen, indent: int = 0) -> Iterator[str]:
    """The sign, ``text`` and what is ``told`` of it, on one line where both have room; else told below."""
    lead, room = " " * indent, None if screen.columns is None else screen.columns - indent - 4
    whole = clean(f"{text}  {told}".rstrip())
    if room is None or display_width(whole) <= room:
        yield f"{lead}{_sign(light)} {whole}"
        return
    first, *rest = wrap(clean(text), room)
    yield f"{lead}{_sign(light)} {first}"
    yield from (f"{lead}  {line}" for line in (*rest, *(wrap(clean(told), room) if told else ())))


def _folded(text: str, screen: Screen) -> list[str]:
    if screen.columns is None:
        return [text]
    indent = text[: len(text) - len(text.lstrip())]
    first, *rest = wrap(text.lstrip(), screen.columns - len(indent) - 4) or [""]
    return [indent + first, *(f"{indent}  {line}" for line in rest)]


def _has_room(screen: Screen) -> bool:
    return screen.columns is not None and screen.columns >= _WIDE and not screen.wide_ambiguous


def _table(heads: Sequence[str], *, stretched: int) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        if number == stretched:
            table.add_column(head, overflow="fold")
        else:
            table.add_column(head, no_wrap=number in (0, 4, 5, 6), overflow="fold")
    return table


__all__ = ["board_text"]
