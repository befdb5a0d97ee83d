"""``python -m bench``: wenming beside the least possible work and beside its rivals.

Each round runs every contestant once, each round in another order, so that a busy machine slows all
alike: read the ratios, not the milliseconds. A figure counts only if the documents read the same.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bench import report
from bench.content import SIZES, make_plan
from bench.contestants import NAMES, Place, find
from bench.goals import verdicts
from bench.measure import Starter
from bench.prepare import write_templates
from bench.prose import packing
from bench.rows import ROUNDS, Bench, Choice, Results

ROWS = ("cold", "warm", "batch", "growth", "memory", "help", "check")
QUICK = {"S": 9}
_BUSY = 0.5
"""A load above which somebody else is at work."""
EPILOG = f"""
行：cold 冷启动　warm 热　batch 批量　growth 增长（M、L、4L）　memory 内存（L）　help 帮助首页
check 检查长文件　rollup 全市汇总（不在缺省之内）

每种规模、每一行的轮数不同：{"、".join(f"{name} {count}" for name, count in ROUNDS.items())}。
对手装在别处：bench/install_rivals.sh 文件夹，再用 --rivals 文件夹；没有装的照实说明。
"""


def arguments(given: list[str] | None) -> argparse.Namespace:
    """What the caller chose."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="并排测速：同样的内容，轮流运行，看比值；文稿读起来不一样的不计。",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rows", nargs="*", metavar="行", help="只测这些行；缺省是全部目标")
    parser.add_argument("--size", nargs="+", choices=SIZES, metavar="规模", help="只测这些规模：S M L 4L")
    parser.add_argument("--rounds", type=int, metavar="轮数", help="每一行都用这么多轮")
    parser.add_argument(
        "--only", nargs="+", choices=NAMES, metavar="谁", help=f"只测这些：{'、'.join(NAMES)}"
    )
    parser.add_argument("--rivals", "--node", type=Path, metavar="文件夹", help="对手装在哪里")
    parser.add_argument("--documents", type=int, default=1000, metavar="份数", help="批量的份数，缺省 1000")
    parser.add_argument("--lines", type=int, default=10_000, metavar="行数", help="check 的行数，缺省 10000")
    parser.add_argument("--check", type=int, metavar="行数", help="同 check --lines 行数")
    parser.add_argument("--json", type=Path, metavar="文件", help="把每一次测得的数写进这个文件")
    parser.add_argument("--cpu", action="store_true", help="比值按 CPU 时间算：机器上还有别的事时用")
    parser.add_argument("--quick", action="store_true", help="很小的规模各跑一次，只看能不能跑通")
    chosen = parser.parse_args(given)
    if wrong := [row for row in chosen.rows if row not in (*ROWS, "rollup")]:
        parser.error(f"没有这样的行：{'、'.join(wrong)}")
    if chosen.check:
        chosen.rows, chosen.lines = ["check"], chosen.check
    return chosen


def choice(chosen: argparse.Namespace) -> Choice:
    """The measurements the caller asked for."""
    rows = tuple(chosen.rows) or ROWS
    if chosen.quick:
        rows = tuple(row for row in rows if row not in ("growth", "memory"))
        return Choice(rows, QUICK, documents=2, lines=100, rounds=1, quick=True)
    sizes = {size: SIZES[size] for size in chosen.size or SIZES}
    return Choice(rows, sizes, chosen.documents, chosen.lines, chosen.rounds)


def steps(chosen: Choice) -> Iterator[tuple[str, str]]:
    """What to run, in order: (row, size). Growth and memory take the figures of cold and warm."""
    wanted: dict[str, tuple[str, ...]] = {"cold": (), "warm": ()}
    if "cold" in chosen.rows:
        wanted["cold"] = ("S", "M", "L")
    if "warm" in chosen.rows:
        wanted["warm"] = ("S", "M", "L")
    if "memory" in chosen.rows:
        wanted["cold"] += ("L",)
    if "growth" in chosen.rows:
        wanted = {kind: (*sizes, "S", "M", "L", "4L") for kind, sizes in wanted.items()}
    for kind, sizes in wanted.items():
        yield from ((kind, size) for size in chosen.sizes if size in sizes)
    yield from ((row, "") for row in ("batch", "help", "check") if row in chosen.rows)


def say(lines: Iterable[str]) -> None:
    """Prints at once: a run takes minutes."""
    print("\n".join(lines), flush=True)


def _warning() -> Iterator[str]:
    """That somebody else was at work when it began."""
    if os.getloadavg()[0] > _BUSY:
        yield "机器上还有别的事：等它空下来再测，或加 --cpu；毫秒数不可信。"


def about(place: Place, missing: dict[str, str], bench: Bench) -> dict[str, object]:
    """The machine, the versions and the text, said and returned."""
    found = packing(make_plan("M"))
    machine = report.machine()
    versions = {name: one.version for name, one in bench.contestants.items()}
    say(
        [
            f"Python {machine['python']}，{machine['cores']} 核，负载 {machine['load']}",
            "参加：" + "；".join(f"{name}（{version}）" for name, version in versions.items()),
            *_warning(),
            *(f"没有参加：{name}（{why}）" for name, why in missing.items()),
            f"压缩比（前 {found.characters} 字，zlib 6）：本测 {found.ours}，示例文稿 {found.prose}",
            "Python 程序各按自己的垃圾回收设置：wenming 少找循环引用（它自己就这样），其余用缺省。",
        ]
    )
    return {
        "machine": machine,
        "versions": versions,
        "missing": missing,
        "packing": [found.ours, found.prose],
    }


def measure(place: Place, chosen: Choice, given: argparse.Namespace) -> int:
    """Takes everything and prints it; 1 if some documents read differently."""
    contestants, missing = find(place, tuple(given.only or NAMES))
    starter = Starter(place.scratch)
    bench = Bench(place, chosen, contestants, starter, Results(clock="cpu" if given.cpu else "wall"))
    told = about(place, missing, bench)
    write_templates(place)
    runs: dict[str, Callable[[str], None]] = {"cold": bench.cold, "warm": bench.warm}
    alone = {"batch": bench.batch, "help": bench.help, "check": bench.check}
    try:
        for row, size in steps(chosen):
            print(f"……{row} {size}", file=sys.stderr, flush=True)
            runs[row](size) if size else alone[row]()
    finally:
        starter.close()
    reached = verdicts(bench.results)
    say([*report.details(bench.results), *report.goals(reached)])
    if given.json:
        given.json.write_text(report.as_json(bench.results, reached, told), encoding="utf-8")
    return int(any(series.trouble for taken in bench.results.taken.values() for series in taken.values()))


def main(given: list[str] | None = None) -> int:
    """Prints medians, ratios and which goals are reached."""
    chosen = arguments(given)
    if "rollup" in chosen.rows:
        from bench import rollup

        say(rollup.table(rollup.rounds(chosen.rounds or 5)))
        chosen.rows.remove("rollup")
        if not chosen.rows:
            return 0
    with tempfile.TemporaryDirectory() as scratch:
        place = Place(Path(scratch), chosen.rivals.resolve() if chosen.rivals else None)
        return measure(place, choice(chosen), chosen)


if __name__ == "__main__":
    sys.exit(main())
