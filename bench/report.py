"""What was measured as lines of text, and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from statistics import median

from bench.goals import GROWTHS, STEPS, Verdict, exponent, rate
from bench.measure import Series, Taken
from bench.rows import LARGE, Results
from wenming_docs.zh import display_width

_REACHED = {True: "达到", False: "未达到", None: "未测"}


def aligned(lines: Sequence[Sequence[str]], left: int = 1) -> Iterator[str]:
    """Cells in columns, the first ``left`` to the left, the others to the right."""
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell + " " * (width - display_width(cell))
            if place < left
            else " " * (width - display_width(cell)) + cell
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield ("  " + "  ".join(cells)).rstrip()


def goals(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The goals: what was to be reached, what was measured."""
    lines = [(one.goal, one.measured, _REACHED[one.reached]) for one in verdicts]
    if lines:
        yield "\n要达到的"
        yield from aligned([("目标", "测得", ""), *lines], left=3)


def _versus(series: Series, other: Series | None, clock: str) -> str:
    return f"{getattr(series, clock) / getattr(other, clock):.2f}" if other and other.counts else "—"


def times(title: str, taken: Taken, measures: tuple[str, str], clock: str) -> Iterator[str]:
    """One row of the bench: median, least, spread, times each of two measures, CPU, memory."""
    yield f"\n{title}"
    head: tuple[str, ...] = (
        "",
        "中位 ms",
        "最少",
        "散布",
        *(f"× {name}" for name in measures),
        "CPU ms",
        "内存 MB",
    )
    lines = [head]
    for name, series in taken.items():
        if series.counts:
            ratios = (_versus(series, taken.get(measure), clock) for measure in measures)
            figures = f"{series.wall * 1000:.1f}", f"{series.least * 1000:.1f}", f"{series.spread:.0%}"
            lines.append((name, *figures, *ratios, f"{series.cpu * 1000:.1f}", f"{series.memory:.0f}"))
    yield from aligned(lines)
    yield from (f"  {name}：不计，{series.trouble}" for name, series in taken.items() if series.trouble)


def details(results: Results) -> Iterator[str]:
    """All rows."""
    clock = results.clock
    for kind, said in (("cold", "冷启动（从启动到文件）"), ("warm", "热（事实已读入，每次是新读的一份）")):
        for size, characters in results.characters.items():
            if taken := results.taken.get(f"{kind} {size}"):
                yield from times(f"{said} {size}：{characters} 个可见字", taken, ("limit", "docxtpl"), clock)
                if kind == "warm" and "pandoc" in taken:
                    yield "  （pandoc 每份都要重新启动：用的是冷启动的数）"
    yield from batch(results)
    yield from growth(results)
    if "help" in results.taken:
        yield from times("帮助首页", results.taken["help"], ("python -c pass", "--help"), clock)
    for row, said in (("check cold", "冷"), ("check warm", "热")):
        if row in results.taken:
            title = f"check {results.lines} 行（{said}）；libyaml、pure 只把 YAML 拼解成节点"
            yield from times(title, results.taken[row], ("libyaml", "pure"), clock)


def batch(results: Results) -> Iterator[str]:
    """Documents for each CPU-second, and memory at the 100th and the last document."""
    taken = results.taken.get("batch")
    if not taken:
        return
    yield "\n批量 S（读、做、写；整个进程树的 CPU）"
    lines: list[tuple[str, ...]] = [
        ("", "份", "份/CPU 秒", "× limit", "× docxtpl", "份/秒", "第 100 份 MB", "最后 MB")
    ]
    for name, series in taken.items():
        made = rate(results, name)
        if made is None:
            continue
        about = results.batches[name]
        ratios = [rate(results, other) for other in LARGE if other != "wenming"]
        shown = (f"{made / other:.2f}" if other else "—" for other in ratios)
        memory = ("—" if one is None else f"{one:.0f}" for one in (about.early, about.late))
        clock = f"{about.documents / series.wall:.1f}"
        lines.append((name, str(about.documents), f"{made:.1f}", *shown, clock, *memory))
    yield from aligned(lines)
    yield from (f"  {name}：不计，{series.trouble}" for name, series in taken.items() if series.trouble)


def growth(results: Results) -> Iterator[str]:
    """How time and memory grow with the characters: the exponents, 1 is in proportion."""
    names = [name for name in LARGE if results.get("warm L", name) or results.get("cold L", name)]
    lines: list[tuple[str, ...]] = [("", *names)]
    for step in STEPS:
        for row, what, said in GROWTHS:
            found = [exponent(results, row, step, name, what) for name in names]
            if any(one is not None for one in found):
                shown = ("—" if one is None else f"{one:.3f}" for one in found)
                lines.append((f"{'→'.join(step)} {said}", *shown))
    if len(lines) > 1:
        yield "\n增长的指数（按可见字数；内存是比 S 多出的）"
        yield from aligned(lines)


def machine() -> dict[str, object]:
    """What it ran on, without names: the load shows whether somebody else was at work."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "load": [round(one, 2) for one in os.getloadavg()],
    }


def as_json(results: Results, verdicts: Iterable[Verdict], about: dict[str, object]) -> str:
    """Everything: each sample of each contestant, and the goals."""
    rows = {
        row: {
            name: {
                "trouble": series.trouble,
                "median": median(one.wall for one in series.samples) if series.samples else None,
                "samples": [asdict(one) for one in series.samples],
            }
            for name, series in taken.items()
        }
        for row, taken in results.taken.items()
    }
    whole = {
        **about,
        "clock": results.clock,
        "characters": results.characters,
        "rows": rows,
        "batches": {name: asdict(one) for name, one in results.batches.items()},
        "goals": [asdict(one) for one in verdicts],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
