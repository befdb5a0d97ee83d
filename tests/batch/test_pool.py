"""Worker processes: the same documents, whoever makes them and whoever dies."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from tests.batch.lives import DEADLY, deadly, obliging, still_born
from tests.batch.trees import BROKEN, documents, grow, plan_of, run, settings, states
from wenming_docs.batch.jobs import Job, find_jobs
from wenming_docs.batch.manifest import Manifest
from wenming_docs.batch.pool import run_in_pool
from wenming_docs.batch.run import Done
from wenming_docs.batch.work import work
from wenming_docs.errors import OutputRefused

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def test_workers_make_the_same_documents_as_one_process(tmp_path: Path) -> None:
    folder = grow(
        tmp_path / "入", {f"{n // 5}/{n}.yaml": plan_of(n) for n in range(14)} | {"坏.yaml": BROKEN}
    )
    one, two = settings(tmp_path / "一"), settings(tmp_path / "二")
    alone, shared = run(folder, one), run(folder, two, workers=2)
    assert states(shared) == states(alone)
    assert (shared["坏.yaml"].findings, shared["坏.yaml"].texts) == (
        alone["坏.yaml"].findings,
        alone["坏.yaml"].texts,
    )
    assert documents(two.out) == documents(one.out)
    assert set(states(run(folder, two)).values()) == {"skipped", "broken"}
    assert not active_children()


@posix
def test_a_worker_that_is_killed_costs_no_file(tmp_path: Path) -> None:
    folder = grow(tmp_path / "入", {f"{n}.yaml": plan_of(n) for n in range(20)})
    asked = settings(tmp_path / "出")
    told: list[Done] = []
    killed = False

    def tell(done: Done) -> None:
        nonlocal killed
        told.append(done)
        children = active_children()
        if not killed and len(told) > 4 and children and children[0].pid:
            killed = True
            os.kill(children[0].pid, signal.SIGKILL)

    manifest = Manifest(asked.out)
    work(find_jobs([str(folder)], asked.out).jobs, asked, manifest, tell, workers=2)
    manifest.close()
    assert killed
    assert {done.state.value for done in told} == {"made"}
    assert sorted(done.job.key for done in told) == sorted(f"{n}.yaml" for n in range(20))
    assert len(documents(asked.out)) == 20


@posix
@pytest.mark.parametrize("formats", [("docx",), ("md", "pdf")], ids=["one by one", "many at once"])
def test_a_file_that_kills_is_tried_twice_then_named_and_harms_no_other(
    tmp_path: Path, formats: tuple[str, ...]
) -> None:
    files = {f"{n:02}.yaml": plan_of(n) for n in range(4)} | {DEADLY: plan_of(4)}
    folder = grow(tmp_path / "入", files)
    asked = settings(tmp_path / "出", formats=formats)
    jobs = find_jobs([str(folder)], asked.out).jobs
    results = run_in_pool(jobs, asked, asked.digest(), 1, life=deadly)
    found = {done.job.key: done.state.value for done in results}
    assert found == {f"{n:02}.yaml": "made" for n in range(4)} | {DEADLY: "lost"}


def test_workers_that_cannot_start_are_not_hired_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenming_docs.batch.pool._MOST_FRUITLESS", 2)
    folder = grow(tmp_path / "入", {"一.yaml": plan_of(1)})
    asked = settings(tmp_path / "出")
    with pytest.raises(OutputRefused, match="--jobs 1"):
        list(run_in_pool(find_jobs([str(folder)], asked.out).jobs, asked, "digest", 1, life=still_born))


def test_a_system_that_gives_no_further_process_is_told_of_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_process: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    folder = grow(tmp_path / "入", {"一.yaml": plan_of(1)})
    jobs = find_jobs([str(folder)], tmp_path / "出").jobs
    with pytest.raises(OutputRefused, match="^开不了工作进程（进程或内存已到系统的上限）：加 --jobs 1 再试$"):
        list(run_in_pool(jobs, settings(tmp_path / "出"), "digest", 1, life=obliging))


@posix
def test_ctrl_c_while_a_worker_starts_is_not_heard_by_it() -> None:
    """Even of the first one, with which multiprocessing starts a process of its own."""
    script = (
        "import signal, sys\n"
        "from wenming_docs.batch.pool import _interrupts_later\n"
        "from multiprocessing import resource_tracker\n"
        "with _interrupts_later():\n"
        "    resource_tracker.getfd()\n"
        "    sys.exit(signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()))\n"
    )
    source = str(Path(__file__).parent.parent.parent / "src")
    assert (
        subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": source}).returncode
        == 0
    )


def test_jobs_are_asked_for_as_they_are_needed(tmp_path: Path) -> None:
    """Memory does not grow with the number of files: few are in hand at any time."""
    folder = grow(tmp_path / "入", {f"{n:03}.yaml": plan_of(n) for n in range(50)})
    asked = settings(tmp_path / "出")
    handed = finished = most = 0

    def jobs() -> Iterator[Job]:
        nonlocal handed, most
        for job in find_jobs([str(folder)], asked.out).jobs:
            handed += 1
            most = max(most, handed - finished)
            yield job

    for done in run_in_pool(jobs(), asked, "digest", 1, life=obliging):
        assert done.is_good
        finished += 1
    assert finished == 50
    assert most <= 12
