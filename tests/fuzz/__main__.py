"""``python -m tests.fuzz``: run mutants, tell what they broke."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.run import SEED, Result, Tally, every, tried, warm
from tests.fuzz.trials import COMMANDS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("-n", "--number", type=int, default=500, help="how many mutants")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--only", choices=sorted(COMMANDS), default="")
    parser.add_argument("--keep", type=Path, help="folder for the files of faulty trials")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--replay", metavar="SEED:INDEX", help="run one again and show what it said")
    asked = parser.parse_args()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
    warm()
    if asked.replay:
        seed, index = map(int, asked.replay.split(":"))
        return _show(tried(seed, index, asked.only, asked.keep))
    tally, begun = Tally(), time.monotonic()
    indices = range(asked.first, asked.first + asked.number)
    for count, result in enumerate(every(asked.seed, indices, asked.only, asked.keep, asked.jobs), 1):
        tally.add(result)
        if result.faults:
            print(_line(asked.seed, result), flush=True)
        if count % 500 == 0:
            print(f"… {count} in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    _report(asked.seed, tally)
    return 1 if tally.faulty else 0


def _line(seed: int, result: Result) -> str:
    about = f"{seed}:{result.index} {' '.join(result.arguments)} [{result.target}]"
    return about + "".join(f"\n    {fault}" for fault in result.faults)


def _show(result: Result) -> int:
    print(" ".join(result.arguments), f"[{result.target}]", f"exit {result.code}, {result.seconds:.2f} s")
    print(result.out.decode("utf-8", "replace")[-6_000:], result.err.decode("utf-8", "replace")[-6_000:])
    print("\n".join(result.faults) or "no fault")
    return 1 if result.faults else 0


def _report(seed: int, tally: Tally) -> None:
    names = sorted({command for command, _ in tally.codes})
    for name in names:
        own = {code: count for (command, code), count in tally.codes.items() if command == name}
        counts = "  ".join(f"{code}: {count}" for code, count in sorted(own.items(), key=str))
        print(f"{name:<10} {sum(own.values()):>6}   {counts}")
    share = f"{tally.share_placed:.2%} of {tally.placed.total()}"
    print(f"errors of YAML with file and line: {share}; without: {_most(tally.unplaced)}")
    for result in tally.slowest:
        print(f"slowest: {result.seconds:.2f} s  {seed}:{result.index} {' '.join(result.arguments)}")
    print(f"{tally.codes.total()} mutants, {len(tally.faulty)} with faults")


def _most(counts: Counter[str]) -> str:
    return "、".join(f"{code} {count}" for code, count in counts.most_common(6)) or "none"


if __name__ == "__main__":
    raise SystemExit(main())
