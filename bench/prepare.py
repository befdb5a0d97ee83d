"""``python -m bench.prepare SIZE FOLDER``: writes the inputs and holds the documents together.

A process of its own: the system counts what a parent holds into the memory of a program it
starts, so the one that measures has to stay small.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.content import make_plan
from bench.contestants import CONTESTANTS, write_inputs
from bench.measure import cold_once
from bench.visible import first_difference, visible_text


def same_text(folder: Path) -> int:
    """How many visible characters all contestants' documents have; SystemExit if they differ."""
    texts = {}
    for name, contestant in CONTESTANTS.items():
        out = folder / f"{name}.docx"
        cold_once(contestant.command(folder, out), folder / "log.txt")
        texts[name] = visible_text(out.read_bytes())
    for name, text in texts.items():
        if difference := first_difference(texts["limit"], text):
            sys.exit(f"{name} reads differently, so nothing is measured: {difference}")
    return sum(map(len, texts["limit"]))


if __name__ == "__main__":
    write_inputs(make_plan(sys.argv[1]), Path(sys.argv[2]))
    print(same_text(Path(sys.argv[2])))
