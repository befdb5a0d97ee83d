"""What a process holds after a hundred and fifty documents is what it held after thirty."""

from __future__ import annotations

import gc
from pathlib import Path

from tests.batch.trees import grow, plan_of, settings
from wenming_docs.batch.jobs import find_jobs
from wenming_docs.batch.run import run_batch


def test_the_number_of_objects_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    folder = grow(tmp_path / "入", {f"{n:03}.yaml": plan_of(n) for n in range(150)})
    asked = settings(tmp_path / "出", formats=("docx",))
    counts = []
    for number, done in enumerate(run_batch(find_jobs([str(folder)], asked.out).jobs, asked, "digest"), 1):
        assert done.record
        if number in (30, 150):
            gc.collect()
            counts.append(len(gc.get_objects()))
    assert counts[1] - counts[0] < 120  # less than one for each document
