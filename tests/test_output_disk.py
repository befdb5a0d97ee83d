"""A full disk, a folder that is not ours, names from strangers: told in a line, and nothing is half done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.batch.trees import PLAN, grow

ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX disks, limits and owners")


@posix
def test_hardly_any_room_is_told_and_leaves_whole_files() -> None:
    """``python -m tests.full_disk`` takes smaller steps."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.full_disk", "--steps", "3"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    if "unshare" in done.stderr:
        pytest.skip("no user namespaces here")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert done.stdout.count(" 0 faults") == 8


STRANGER = """
import contextlib, io, os, sys
from wenming_docs.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    main(sys.argv[2:])
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([]), os.setegid(65534), os.seteuid(65534)
sys.exit(main(sys.argv[2:]))
"""
"""Modes do not bind root: root becomes a stranger first. That one may not be able to read the program, so
the command is first run elsewhere, and all of it is imported then."""
MESSY = PLAN.replace("群众心坎上。", "群众心坎上,切实抓好.")
COMMANDS = {
    "render": (["render", "计划.yaml"], "输出/计划-实施方案.docx"),
    "batch": (["render", ".", "-o", "输出"], "输出"),
    "fmt": (["fmt", "计划.yaml"], "计划.yaml"),
    "record": (
        ["record", "计划.yaml", "--date", "5月12日", "--task", "环境卫生整治", "清运垃圾=12车"],
        "计划.yaml",
    ),
}


@posix
@pytest.mark.parametrize("place", ["read-only", "another's"])
@pytest.mark.parametrize(("arguments", "output"), COMMANDS.values(), ids=COMMANDS)
def test_a_folder_that_is_not_ours_is_told_in_one_line(place: str, arguments: list[str], output: str) -> None:
    if place == "another's" and os.geteuid() != 0:
        pytest.skip("only root can make a folder that is another's")
    with TemporaryDirectory() as name:
        folder = grow(Path(name, "这里"), {"计划.yaml": MESSY})
        elsewhere = grow(Path(name, "别处"), {"计划.yaml": MESSY})
        Path(name).chmod(0o755)
        folder.chmod(0o555 if place == "read-only" else 0o755)
        done = subprocess.run(
            [sys.executable, "-c", STRANGER, str(folder), *arguments],
            cwd=elsewhere,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        folder.chmod(0o755)
        told = [line for line in done.stderr.splitlines() if line.startswith("×")]
        assert (done.returncode, done.stdout, told) == (3, "", [f"× 写不了“{output}”：没有写入权限"])
        assert "Traceback" not in done.stderr
        assert [path.name for path in folder.rglob("*")] == ["计划.yaml"]
        assert (folder / "计划.yaml").read_text(encoding="utf-8") == MESSY


@posix
def test_anothers_document_where_only_owners_may_replace_is_told_at_once() -> None:
    """In /tmp everybody may write and nobody may replace what is another's: nobody has it open."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a file that is another's")
    with TemporaryDirectory() as name:
        folder = grow(Path(name, "这里"), {"计划.yaml": PLAN})
        elsewhere = grow(Path(name, "别处"), {"计划.yaml": MESSY})
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
        render = [sys.executable, "-m", "wenming_docs", "render", "计划.yaml"]
        subprocess.run(render, cwd=folder, env=environment, capture_output=True, check=True)
        grow(folder, {"计划.yaml": MESSY})
        for place in (Path(name), folder):
            place.chmod(0o755)
        (folder / "输出").chmod(0o1777)
        before = {path.name: path.read_bytes() for path in (folder / "输出").iterdir()}
        done = subprocess.run(
            [sys.executable, "-c", STRANGER, str(folder), "render", "计划.yaml"],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        told = "× 写不了“输出/计划-实施方案.docx”：没有写入权限\n"
        assert (done.returncode, done.stdout, done.stderr) == (3, "", told)
        assert {path.name: path.read_bytes() for path in (folder / "输出").iterdir()} == before
