"""What is to be reached, and what was: each goal is a figure of wenming beside one of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from bench.measure import Series
from bench.rows import Results

Pair = tuple[Series | None, Series | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal, what was measured, and whether it was reached; None if it could not be measured."""

    goal: str
    measured: str
    reached: bool | None


def verdicts(results: Results) -> list[Verdict]:
    """All goals whose row was measured."""
    found = [*_speed(results), *_batch(results), *_growth(results), *_rest(results)]
    return [verdict for verdict in found if verdict]


def _times(goal: str, pair: Pair, most: float, what: str) -> Verdict:
    """The figure ``what`` of the first at most ``most`` times that of the second."""
    ours, theirs = pair
    if ours is None or theirs is None:
        return Verdict(f"{goal} ≤ {most:g} ×", "无可比的数", None)
    times = getattr(ours, what) / getattr(theirs, what)
    return Verdict(f"{goal} ≤ {most:g} ×", f"{times:.2f} ×", times <= most)


def _speed(results: Results) -> Iterator[Verdict]:
    for size, most in (("S", 1.0), ("M", 0.8), ("L", 0.4)):
        if (row := f"cold {size}") in results.taken:
            pair = results.get(row, "wenming"), results.get(row, "docxtpl")
            yield _times(f"冷启动 {size}：docxtpl 的", pair, most, results.clock)
    for size, most in (("S", 4), ("M", 4), ("L", 3)):
        if (row := f"warm {size}") in results.taken:
            pair = results.get(row, "wenming"), results.get(row, "limit")
            yield _times(f"热 {size}：limit 的", pair, most, results.clock)


def rate(results: Results, name: str) -> float | None:
    """Documents for each CPU-second of a batch."""
    series = results.get("batch", name)
    return results.batches[name].documents / series.cpu if series else None


def _batch(results: Results) -> Iterator[Verdict]:
    if "batch" not in results.taken:
        return
    one, two, rival = (rate(results, name) for name in ("wenming", "wenming x2", "docxtpl"))
    goal = "批量：每 CPU 秒份数，docxtpl 的 ≥ 6 ×"
    if one and rival:
        yield Verdict(goal, f"{one / rival:.2f} ×（{one:.0f} 比 {rival:.0f}）", one >= 6 * rival)
    else:
        yield Verdict(goal, "无可比的数", None)
    goal = "批量：两个进程，单进程每 CPU 秒的 ≥ 0.9 ×"
    if one and two:
        yield Verdict(goal, f"{two / one:.2f} ×（{two:.0f} 比 {one:.0f}）", two >= 0.9 * one)
    else:
        yield Verdict(goal, "无可比的数", None)
    batch = results.batches.get("wenming")
    goal = "批量：最后一份时的内存比第 100 份时多 ≤ 20 MB"
    if batch and batch.early and batch.late:
        grown = batch.late - batch.early
        yield Verdict(goal, f"{grown:+.0f} MB（{batch.early:.0f} → {batch.late:.0f}）", grown <= 20)
    else:
        yield Verdict(goal, "无可比的数", None)


def exponent(results: Results, row: str, sizes: tuple[str, str], name: str, what: str) -> float | None:
    """How "time" or "memory" grows with the visible characters: 1 is in proportion.

    Memory is counted beyond that of the smallest plan: an interpreter is no part of what grows.
    """
    small, large = (results.get(f"{row} {size}", name) for size in sizes)
    if small is None or large is None:
        return None
    figure, base = (results.clock if what == "time" else what), 0.0
    if what == "memory":
        least = results.get(f"{row} S", name)
        if least is None:
            return None
        base = least.memory
    figures = [getattr(series, figure) - base for series in (small, large)]
    characters = [results.characters[size] for size in sizes]
    if min(figures) <= 0:
        return None
    return log(figures[1] / figures[0]) / log(characters[1] / characters[0])


STEPS = (("M", "L"), ("L", "4L"))
GROWTHS = (("warm", "time", "热，时间"), ("cold", "time", "冷，时间"), ("cold", "memory", "冷，内存"))


def _growth(results: Results) -> Iterator[Verdict]:
    """From M to L only when warm: a start takes longer than all of M, so that the exponent of a cold run
    flatters, and M needs a few megabytes more than S, which no run tells to one."""
    for step in STEPS:
        for row, what, said in GROWTHS if step != ("M", "L") else GROWTHS[:1]:
            found = exponent(results, row, step, "wenming", what)
            if found is not None:
                yield Verdict(f"增长 {'→'.join(step)}（{said}）：指数 ≤ 1.05", f"{found:.3f}", found <= 1.05)


def _rest(results: Results) -> Iterator[Verdict]:
    if "cold L" in results.taken:
        pair = results.get("cold L", "wenming"), results.get("cold L", "docxtpl")
        yield _times("内存 L：docxtpl 的", pair, 1.0, "memory")
    if "help" in results.taken:
        pair = results.get("help", "--help"), results.get("help", "python -c pass")
        yield _times("wenming --help：python -c pass 的", pair, 4, results.clock)
        found = "、".join(results.imports) or "都没有"
        yield Verdict("wenming --help 不导入 pydantic、docx、jinja2", found, not results.imports)
    for name, said in (("libyaml", "CSafeLoader"), ("pure", "纯 Python")):
        for row, how in (("check warm", "热"), ("check cold", "冷")):
            if row in results.taken:
                pair = results.get(row, "check"), results.get(row, name)
                yield _times(f"check {results.lines} 行（{how}）：拼解（{said}）的", pair, 2, results.clock)
