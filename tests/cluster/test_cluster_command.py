"""The command itself: nothing of dask or fsspec where it is not asked for, and refusals in words."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.plans import documents, small_tree, wenming

WITHOUT = """
import io, json, sys
from contextlib import redirect_stderr

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("dask", "distributed", "fsspec", "s3fs"):
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Missing())
from wenming_docs.cli import main
told = []
for arguments in json.load(sys.stdin):
    with redirect_stderr(io.StringIO()) as err:
        code = main(arguments)
    told.append([int(code), err.getvalue().splitlines()[-1]])
print("told " + json.dumps(told))
"""


def test_without_the_extra_a_batch_works_and_a_cluster_says_what_to_install(tmp_path: Path) -> None:
    small_tree(tmp_path / "in", 2)
    commands = [
        ["render", "in", "-o", "out"],
        ["render", "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:1"],
        ["render", "s3://a/b", "-o", "out"],
        ["render", "in", "-o", "s3://a/b"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        cwd=tmp_path,
        input=json.dumps(commands),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    install = "它还没有装：pip install 'wenming-docs[cluster]'"
    assert json.loads(done.stdout.partition("told ")[2]) == [
        [0, "√ 生成 2 份文稿，跳过 0 份未变：out"],
        [2, f"× 多台机器一起做要用 dask.distributed，{install}"],
        [2, f"× 网址“s3://a/b”要用 fsspec 打开，{install}"],
        [2, f"× 网址“s3://a/b”要用 fsspec 打开，{install}"],
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("s3://a/b",), "× 输入是网址时，要用 -o 说明写到哪里：网址，或每台机器都看得到的文件夹"),
        (("s3://a", "s3://b", "-o", "x"), "× 网址一次只能写一个：写它们共同的上级，或者一个一个地生成"),
        (
            ("in", "-o", "x.docx", "--scheduler", "tcp://a:1"),
            "× 成批生成时 -o 要写文件夹，不能是一个文件（x.docx）",
        ),
        (("in", "-o", "x", "--scheduler", "nirgends"), "× 连不上调度器“nirgends”："),
        (("无", "-o", "x", "--scheduler", "tcp://a:1"), "× 找不到文件“无”"),
    ],
)
def test_what_cannot_mean_anything_is_refused(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    small_tree(tmp_path / "in", 1)
    code, _, err = wenming(tmp_path, "render", *arguments)
    assert code == 2
    assert err.splitlines()[-1].startswith(told)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    small_tree(tmp_path / "in", 300)
    options: dict[str, Any] = {"threads_per_worker": 1, "dashboard_address": ":0", "silence_logs": 60}
    with LocalCluster(n_workers=1, processes=True, **options) as cluster, Client(cluster) as client:
        arguments = ("render", "in", "-o", "out", "--scheduler", cluster.scheduler_address)
        running = subprocess.Popen(
            [sys.executable, "-m", "wenming_docs", *arguments],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        manifest = tmp_path / "out" / ".wenming" / "批次.jsonl"
        while not manifest.exists() or not manifest.stat().st_size:
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
        assert running.returncode == 130
        assert "Traceback" not in err
        assert "● 已取消：还有 " in err
        while client.processing() != dict.fromkeys(client.nthreads(), ()):  # the batch in hand ends
            time.sleep(0.05)
        code, _, err = wenming(tmp_path, *arguments)
        assert (code, "跳过 0 份" in err) == (0, False)
    assert len(documents(tmp_path / "out")) == 300
