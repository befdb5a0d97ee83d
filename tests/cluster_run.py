"""``python -m tests.cluster_run -n 20000``: a cluster held against a batch on one machine, with figures.

Writes ``n`` small plans, does them with ``--jobs``, then on a scheduler with as many worker processes, of
which one is killed in the middle, and once more with nothing to do. Every document has to be
there once, with the same bytes. With ``--store`` inputs and outputs lie in an S3 store on the loopback.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.content import make_plan
from bench.facts import as_yaml
from wenming_docs.cli import main

PER_FOLDER = 50


def write_plans(folder: Path, count: int) -> int:
    """``count`` plans of the small size, fifty to a folder, each with a unit of its own; their bytes."""
    text = as_yaml(make_plan("S"))
    unit = text.split("名称: ", 1)[1].split("\n", 1)[0]
    size = 0
    for number in range(count):
        path = folder / f"街道{number // PER_FOLDER:05}" / f"社区{number:06}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.replace(unit, f"云山第{number}街道办事处").encode()
        path.write_bytes(data)
        size += len(data)
    return size


def digests(folder: Path) -> dict[str, str]:
    """Name → SHA-256 of all documents below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.docx")
    }


@contextmanager
def cluster_of(workers: int) -> Iterator[Any]:
    """A scheduler in a process of its own, and worker processes with a nanny each."""
    from distributed import Client

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "scheduler.json")
        dask = [sys.executable, "-m", "dask"]
        log = open(Path(folder, "log"), "wb")  # noqa: SIM115 (closed below)
        options = {"stdout": log, "stderr": log, "cwd": folder}
        processes = [
            subprocess.Popen(
                [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
                + ["--scheduler-file", str(place)],
                **options,  # type: ignore[call-overload]
            )
        ]
        while not place.exists():
            time.sleep(0.05)
        processes.append(
            subprocess.Popen(
                [*dask, "worker", "--scheduler-file", str(place), "--nworkers", str(workers)]
                + ["--nthreads", "1", "--no-dashboard"],
                **options,  # type: ignore[call-overload]
            )
        )
        try:
            with Client(scheduler_file=str(place), set_as_default=False) as client:
                client.wait_for_workers(workers)
                yield client
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait()
            log.close()


def kill_one(client: Any, when: Callable[[], bool]) -> threading.Thread:
    """SIGKILL for one worker as soon as ``when`` says so."""
    pids = list(client.run(os.getpid).values())

    def wait() -> None:
        while not when():
            time.sleep(0.2)
        os.kill(pids[0], signal.SIGKILL)
        print(f"  worker {pids[0]} killed", flush=True)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def timed(what: str, *arguments: str) -> float:
    """Seconds of a command of ours, which has to end well."""
    started = time.perf_counter()
    code = main(arguments)
    seconds = time.perf_counter() - started
    print(f"{what}: {seconds:.1f} s, exit {int(code)}", flush=True)
    if code:
        sys.exit(f"{what} failed")
    return seconds


@contextmanager
def loopback_store() -> Iterator[str]:
    """The address of a bucket in a process of its own; the environment names it for all that follow."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    keys = {"AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented"}
    os.environ.update(keys, AWS_DEFAULT_REGION="us-east-1", AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        **quiet,  # type: ignore[call-overload]
    )
    try:
        from s3fs import S3FileSystem

        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        S3FileSystem().mkdir("wenming-run")
        yield "s3://wenming-run"
    finally:
        server.terminate()
        server.wait()


def run(count: int, workers: int, folder: Path, *, store: bool) -> None:
    size = write_plans(folder / "in", count)
    print(f"{count} plans, {size / count:.0f} bytes each, {workers} workers")
    alone = timed(
        "batch on one machine", "render", f"{folder}/in", "-o", f"{folder}/alone", "--jobs", str(workers)
    )
    expected = digests(folder / "alone")
    if store:
        with loopback_store() as bucket, cluster_of(workers) as client:
            on_store(client, bucket, folder, count)
            compare(fetched(bucket, folder / "out"), expected, count)
        return
    with cluster_of(workers) as client:
        address = client.scheduler.address
        names = ("render", f"{folder}/in", "-o", f"{folder}/out", "--scheduler", address)
        manifest = folder / "out" / ".wenming" / "批次.jsonl"
        half = count * 600 // 2  # bytes of half of the records, about
        kill_one(client, lambda: manifest.exists() and manifest.stat().st_size > half)
        far = timed("cluster, one worker killed", *names)
        timed("again, nothing to do", *names)
    compare(digests(folder / "out"), expected, count)
    print(f"cluster / batch: {far / alone:.2f}")
    print(f"record: {manifest.stat().st_size / count:.0f} bytes a job")
    print(f"document: {sum(p.stat().st_size for p in (folder / 'out').rglob('*.docx')) / count:.0f} bytes")
    print(f"memory of this client, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def on_store(client: Any, bucket: str, folder: Path, count: int) -> None:
    from fsspec.core import url_to_fs

    fs, root = url_to_fs(bucket, use_listings_cache=False)
    fs.put(f"{folder}/in/", f"{root}/in/", recursive=True)
    names = ("render", f"{bucket}/in", "-o", f"{bucket}/out", "--scheduler", client.scheduler.address)
    kill_one(client, lambda: len(fs.find(f"{root}/out/.wenming")) >= max(count // 200, 1))
    timed("cluster on a store, one worker killed", *names)
    timed("again, nothing to do", *names)


def fetched(bucket: str, folder: Path) -> dict[str, str]:
    from fsspec.core import url_to_fs

    fs, root = url_to_fs(bucket, use_listings_cache=False)
    fs.get(f"{root}/out/", f"{folder}/", recursive=True)
    return digests(folder)


def compare(made: dict[str, str], expected: dict[str, str], count: int) -> None:
    same = sum(made.get(name) == digest for name, digest in expected.items())
    print(f"documents: {len(made)}, expected {count}, same bytes {same}")
    if made != expected or len(made) != count:
        sys.exit("the documents differ")


def command() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("-n", type=int, default=20_000, help="how many plans")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--store", action="store_true", help="inputs and outputs in an S3 store on the loopback"
    )
    parser.add_argument("--keep", action="store_true", help="leave the files")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="wenming-run-"))
    try:
        run(asked.n, asked.workers, folder, store=asked.store)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    command()
