"""``wenming render`` on a real scheduler with two worker processes: the documents of a batch, each once.

Two processes start once for all of this file. Where one of them is killed, its nanny starts another.
"""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.batch.test_claims import MET, RIVALS
from tests.batch.trees import grow
from tests.cluster.plans import (
    documents,
    documents_behind,
    plan,
    rich_tree,
    small_tree,
    upload,
    wenming,
)
from wenming_docs.output import EDITED


@pytest.fixture(scope="module")
def cluster(s3: str) -> Iterator[Any]:
    """A scheduler that gives a task up after the first worker it has killed."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60
        ) as cluster,
    ):
        yield cluster


@pytest.fixture
def scheduler(cluster: Any) -> str:
    """Its address, when both workers are there."""
    from distributed import Client

    with Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=20)
    return str(cluster.scheduler_address)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], str]:
    """A folder with all that a plan may name, its documents by a batch on one machine, and what that said."""
    folder = tmp_path_factory.mktemp("rich")
    rich_tree(folder / "in")
    code, _, told = wenming(folder, "render", "in", "-o", "out", "--jobs", "1")
    assert code == 1
    return folder, documents(folder / "out"), told


def told_of(text: str) -> list[list[str]]:
    """The lines of a report without its progress; of a list of files, its items in order of names."""
    lines = [line for line in text.splitlines() if "/秒" not in line]
    return [sorted(re.split("[：、]", line)) if line.startswith("●") else [line] for line in lines]


def last_line(told: str) -> str:
    return told.splitlines()[-1]


def test_from_store_to_store_like_on_one_machine(
    rich: tuple[Path, dict[str, str], str], bucket: str, scheduler: str, tmp_path: Path
) -> None:
    folder, made, told = rich
    upload(folder / "in", f"{bucket}/in")
    arguments = ("render", f"{bucket}/in", "-o", f"{bucket}/out", "--scheduler", scheduler)
    code, out, err = wenming(tmp_path, *arguments)
    assert (code, out) == (1, "")
    assert documents_behind(f"{bucket}/out") == made
    assert len(made) == 6
    # What is told is the same, but for addresses and the order in which files are found.
    assert told_of(err.replace(f"{bucket}/in", "in").replace(f"{bucket}/out", "out")) == told_of(told)
    assert list(tmp_path.iterdir()) == []
    # Once more: nothing is done but what was broken.
    code, _, err = wenming(tmp_path, *arguments)
    assert code == 1
    assert last_line(err) == f"× 生成 0 份文稿，跳过 6 份未变，1 个文件有问题：{bucket}/out"


def test_an_object_edited_by_hand_is_not_overwritten(bucket: str, scheduler: str, tmp_path: Path) -> None:
    from fsspec.core import url_to_fs

    small_tree(tmp_path / "in", 3)
    arguments = ("render", "in", "-o", f"{bucket}/out", "--scheduler", scheduler)
    assert wenming(tmp_path, *arguments)[0] == 0
    made = documents_behind(f"{bucket}/out")
    fs, root = url_to_fs(f"{bucket}/out", use_listings_cache=False)
    first, second, _ = made
    fs.pipe_file(f"{root}/{first}", "人改过".encode())
    fs.rm_file(f"{root}/{second}")
    code, _, err = wenming(tmp_path, *arguments)
    assert code == 3
    complaint = f"× “{bucket}/out/{first}”{EDITED}"
    assert complaint in err.splitlines()
    assert last_line(err) == f"× 生成 1 份文稿，跳过 1 份未变，1 个文件有问题：{bucket}/out"
    assert fs.cat_file(f"{root}/{first}").decode() == "人改过"
    assert wenming(tmp_path, *arguments, "--force")[0] == 0
    assert documents_behind(f"{bucket}/out") == made


def test_both_are_kept_in_a_store_and_the_result_page_too(
    bucket: str, scheduler: str, tmp_path: Path
) -> None:
    from fsspec.core import url_to_fs

    small_tree(tmp_path / "in", 2)
    arguments = ("render", "in", "-o", f"{bucket}/out", "--scheduler", scheduler)
    assert wenming(tmp_path, *arguments)[0] == 0
    made = documents_behind(f"{bucket}/out")
    fs, root = url_to_fs(f"{bucket}/out", use_listings_cache=False)
    first, second = made
    for name in (first, "批量结果.txt"):
        fs.pipe_file(f"{root}/{name}", "人改过".encode())
    beside = first.replace(".docx", " (2).docx")
    for _ in range(2):
        code, _, err = wenming(tmp_path, *arguments, "--keep-both")
        assert code == 0, err
        assert f"“{bucket}/out/{first}”不能替换" in err and Path(beside).name in err
        assert last_line(err) == f"√ 生成 1 份文稿，跳过 1 份未变：{bucket}/out"
    assert fs.cat_file(f"{root}/{first}") == fs.cat_file(f"{root}/批量结果.txt") == "人改过".encode()
    stands = documents_behind(f"{bucket}/out")
    assert stands.keys() == {first, second, beside}
    assert (stands[beside], stands[second]) == (made[first], made[second])
    assert beside.rpartition("/")[2] in fs.cat_file(f"{root}/批量结果 (2).txt").decode()
    # A page that somebody wrote is not overwritten unasked either.
    fs.pipe_file(f"{root}/{first}", fs.cat_file(f"{root}/{beside}"))
    code, _, err = wenming(tmp_path, *arguments)
    told = "已被人改过，或不是 wenming 写的：--keep-both 另存一份；或 --force 覆盖"
    assert (code, f"× “{bucket}/out/批量结果.txt”{told}" in err) == (3, True)
    assert fs.cat_file(f"{root}/批量结果.txt") == "人改过".encode()


@pytest.mark.parametrize("behind", [False, True], ids=["folder", "store"])
def test_of_two_documents_that_meet_none_is_written(
    bucket: str, scheduler: str, tmp_path: Path, behind: bool
) -> None:
    grow(tmp_path, RIVALS)
    out = f"{bucket}/out" if behind else "out"
    code, _, err = wenming(tmp_path, "render", "区", "-o", out, "--scheduler", scheduler)
    first, second = Path("区/社区-实施方案.yaml"), Path("区/社区.yaml")
    told = f"× “{first}”和“{second}”都写成“{MET}”：给其中一个改名再生成"
    assert (code, err.splitlines().count(told)) == (3, 2)
    assert list(documents_behind(out) if behind else documents(tmp_path / out)) == ["社区-实施方案.docx"]


def test_a_document_of_another_folder_of_inputs_is_not_taken(scheduler: str, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "一.yaml").write_text(plan(ord(name)), encoding="utf-8")
    assert wenming(tmp_path, "render", "甲", "-o", "out", "--scheduler", scheduler)[0] == 0
    made = documents(tmp_path / "out")
    code, _, err = wenming(tmp_path, "render", "乙", "-o", "out", "--scheduler", scheduler)
    assert code == 3 and f"是“{Path('甲/一.yaml')}”的文稿，没有覆盖" in err
    assert documents(tmp_path / "out") == made


def test_workers_stamp_as_the_client_does(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_tree(tmp_path / "in", 1)
    made = []
    for epoch in ("1700000000", ""):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert wenming(tmp_path, "render", "in", "-o", f"alone{epoch}")[0] == 0
        out = f"out{epoch}"
        assert wenming(tmp_path, "render", "in", "-o", out, "--scheduler", scheduler)[0] == 0
        assert documents(tmp_path / out) == documents(tmp_path / f"alone{epoch}")
        made.append(documents(tmp_path / out))
    assert made[0] != made[1]


def test_from_a_store_into_a_folder_that_all_see(bucket: str, scheduler: str, tmp_path: Path) -> None:
    small_tree(tmp_path / "in", 5)
    upload(tmp_path / "in", f"{bucket}/in")
    wenming(tmp_path, "render", "in", "-o", "alone")
    for skipped in (0, 5):
        code, _, err = wenming(tmp_path, "render", f"{bucket}/in", "-o", "out", "--scheduler", scheduler)
        assert (code, last_line(err)) == (0, f"√ 生成 {5 - skipped} 份文稿，跳过 {skipped} 份未变：out")
    assert documents(tmp_path / "out") == documents(tmp_path / "alone")
    # One file alone, by its address.
    one = f"{bucket}/in/街道00/社区0001.yaml"
    assert wenming(tmp_path, "render", one, "-o", "one", "--scheduler", scheduler)[0] == 0
    assert list(documents(tmp_path / "one")) == ["社区0001-实施方案.docx"]


def test_a_batch_of_folders_and_a_cluster_share_one_manifest(scheduler: str, tmp_path: Path) -> None:
    small_tree(tmp_path / "in", 30)
    assert wenming(tmp_path, "render", "in", "-o", "out", "--scheduler", scheduler)[0] == 0
    code, _, err = wenming(tmp_path, "render", "in", "-o", "out")
    assert (code, last_line(err)) == (0, "√ 生成 0 份文稿，跳过 30 份未变：out")
    (tmp_path / "in" / "街道00" / "社区0003.yaml").write_text(plan(99), encoding="utf-8")
    code, _, err = wenming(tmp_path, "render", "in", "-o", "out", "--scheduler", scheduler)
    assert (code, last_line(err)) == (0, "√ 生成 1 份文稿，跳过 29 份未变：out")


@contextmanager
def one_worker_dies(cluster: Any, folder: Path) -> Iterator[None]:
    """SIGKILL for a worker process as soon as some documents are there."""
    stop = threading.Event()

    def kill() -> None:
        while not stop.is_set() and sum(1 for _ in folder.rglob("*.docx")) < 20:
            time.sleep(0.02)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_worker_killed_in_the_middle_loses_nothing(cluster: Any, scheduler: str, tmp_path: Path) -> None:
    small_tree(tmp_path / "in", 120)
    with one_worker_dies(cluster, tmp_path / "out"):
        code, _, err = wenming(tmp_path, "render", "in", "-o", "out", "--scheduler", scheduler)
    assert (code, last_line(err)) == (0, "√ 生成 120 份文稿，跳过 0 份未变：out")
    made = documents(tmp_path / "out")
    assert wenming(tmp_path, "render", "in", "-o", "alone", "--jobs", "1")[0] == 0
    assert made == documents(tmp_path / "alone")
    assert len(made) == 120
    assert [path.name for path in (tmp_path / "out").rglob(".wenming-*")] == []


def test_a_file_that_kills_its_worker_is_named_and_costs_no_other(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wenming_docs.cli import cluster as command
    from wenming_docs.cluster import work

    small_tree(tmp_path / "in", 60)
    assert command.work is work.work
    monkeypatch.setattr(work, "do_batch", Poisoned("社区0017"))
    code, _, err = wenming(tmp_path, "render", "in", "-o", "out", "--scheduler", scheduler)
    assert code == 3
    assert last_line(err) == "× 生成 59 份文稿，跳过 0 份未变，1 个文件有问题：out"
    assert "× in/街道00/社区0017.yaml：做它的进程两次被系统终止（多半是内存不够），没有生成" in err
    assert len(documents(tmp_path / "out")) == 59


class Poisoned:
    """The work of a worker, but for one file, which kills it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, batch: Any) -> Any:
        from wenming_docs.cluster.worker import do_batch

        if any(self.name in job.key for job in batch.jobs):
            os.kill(os.getpid(), signal.SIGKILL)
        return do_batch(batch)


def test_workers_of_another_version_are_named(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import wenming_docs

    small_tree(tmp_path / "in", 2)
    monkeypatch.setattr(wenming_docs, "__version__", "9.9.9")
    code, _, err = wenming(tmp_path, "render", "in", "-o", "out", "--scheduler", scheduler)
    assert code == 2
    assert err.startswith("× worker tcp://127.0.0.1:")
    assert " 上的 wenming 是 0." in err
    assert err.endswith("，这里是 9.9.9：各台装成一样的，再运行一次\n")
    assert documents(tmp_path / "out") == {}


def test_records_of_a_store_are_one_object_a_cell(bucket: str, scheduler: str, tmp_path: Path) -> None:
    from fsspec.core import url_to_fs

    small_tree(tmp_path / "in", 12)
    arguments = ("render", "in", "-o", f"{bucket}/out", "--scheduler", scheduler)
    for _ in range(2):
        assert wenming(tmp_path, *arguments)[0] == 0
    fs, root = url_to_fs(f"{bucket}/out/.wenming", use_listings_cache=False)
    [path] = fs.find(root)
    lines = fs.cat_file(path).decode().splitlines()
    assert [json.loads(line)["job"] for line in lines] == sorted(
        f"街道00/社区{number:04}.yaml" for number in range(12)
    )
