"""What a process holds after three hundred documents is what it held after sixty."""

from __future__ import annotations

import gc
from pathlib import Path

from tests.batch.trees import grow, plan_of, settings
from wenming_docs.batch.jobs import find_jobs
from wenming_docs.batch.run import run_batch


def test_the_number_of_objects_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    folder = grow(tmp_path / "入", {f"{n:03}.yaml": plan_of(n) for n in range(300)})
    asked = settings(tmp_path / "出", formats=("docx",))
    counts = []
    for number, done in enumerate(run_batch(find_jobs([str(folder)], asked.out).jobs, asked, "digest"), 1):
        assert done.record
        if number in (60, 300):
            gc.collect()
            counts.append(len(gc.get_objects()))
    assert counts[1] - counts[0] < 240  # less than one for each document
