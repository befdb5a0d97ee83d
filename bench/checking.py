"""``check`` of one long plan beside composing its YAML with PyYAML, which keeps no facts and finds nothing.

``python -m bench.checking NAME FILE`` is one contestant warm: it works once for each line on
standard input, as bench.worker does.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from bench.content import make_plan
from bench.facts import as_yaml
from bench.measure import Series, cold_once, environment, interleaved, megabytes

LINES_PER_TASK = 8.2
"""Eight of its own, two for each group of ten."""
_COMPOSE = "import sys, yaml; yaml.compose(open(sys.argv[1], encoding='utf-8').read(), Loader=yaml.{})"
COLD = {
    "check": ["-m", "wenming_docs", "check"],
    "libyaml": ["-c", _COMPOSE.format("CSafeLoader")],
    "pure": ["-c", _COMPOSE.format("SafeLoader")],
}


def write_plan(lines: int, folder: Path) -> tuple[Path, int]:
    """A plan of about ``lines`` lines in ``folder``: its file, and how many lines it has."""
    path = folder / "plan.yaml"
    text = as_yaml(make_plan("M", tasks=max(3, round(lines / LINES_PER_TASK))))
    path.write_text(text, encoding="utf-8")
    return path, text.count("\n")


def checked(path: Path) -> Callable[[], object]:
    """wenming's whole check of ``path``: reading, facts, wording, every document read through."""
    from datetime import date

    from wenming_docs.cli.entry import collect_rarely
    from wenming_docs.pipeline import Options, check_file

    collect_rarely()  # as the program itself does
    return partial(check_file, path, Options(today=date(2026, 3, 1)))


def composed(path: Path, loader: str) -> Callable[[], object]:
    """PyYAML's nodes of ``path``."""
    import yaml

    return lambda: yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, loader))


WARM: dict[str, Callable[[Path], Callable[[], object]]] = {
    "check": checked,
    "libyaml": partial(composed, loader="CSafeLoader"),
    "pure": partial(composed, loader="SafeLoader"),
}


def cold(path: Path, rounds: int) -> dict[str, Series]:
    """Each program from its start to its end."""
    runs = {
        name: partial(cold_once, [sys.executable, *words, str(path)], path.with_suffix(".log"))
        for name, words in COLD.items()
    }
    return interleaved(rounds, runs)


def warm(path: Path, rounds: int) -> dict[str, Series]:
    """Each in a running process of its own."""
    processes = {
        name: subprocess.Popen(
            [sys.executable, "-m", "bench.checking", name, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        for name in WARM
    }
    try:
        return interleaved(rounds, {name: partial(_once, process) for name, process in processes.items()})
    finally:
        for process in processes.values():
            process.communicate()


def _once(process: subprocess.Popen[str]) -> tuple[float, float]:
    assert process.stdin and process.stdout
    process.stdin.write("go\n")
    process.stdin.flush()
    seconds, memory = process.stdout.readline().split()
    return float(seconds), float(memory)


def table(title: str, taken: dict[str, Series]) -> Iterable[str]:
    """One result as aligned lines: median, times libyaml, times pure Python, memory."""
    fast, slow = taken["libyaml"].typical, taken["pure"].typical
    yield f"\n{title}"
    yield f"  {'':10}{'median':>11}{'x libyaml':>11}{'x pure':>9}{'memory':>10}"
    for name, series in taken.items():
        ratios = f"{series.typical / fast:>11.2f}{series.typical / slow:>9.2f}"
        yield f"  {name:10}{series.typical * 1000:>8.1f} ms{ratios}{max(series.memory):>7.0f} MB"


def main(name: str, path: Path) -> None:
    """Prints the seconds of each run and the most memory so far."""
    work = WARM[name](path)
    for _ in sys.stdin:
        gc.collect()
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        print(seconds, megabytes(resource.getrusage(resource.RUSAGE_SELF)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
