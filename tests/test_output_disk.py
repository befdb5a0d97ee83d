"""A full disk, a folder that is not ours, names from strangers: told in a line, and nothing is half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.batch.trees import PLAN, grow
from tests.test_cli_render import wenming

ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX disks, limits and owners")


@posix
def test_hardly_any_room_is_told_and_leaves_whole_files() -> None:
    """``python -m tests.full_disk`` takes smaller steps."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.full_disk", "--steps", "2"],
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
import contextlib, io, json, os, sys
from wenming_docs.cli import main
def run(arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = main(arguments)
    return [int(code), out.getvalue(), err.getvalue()]
commands = json.loads(sys.argv[2])
for arguments in commands:
    run(arguments)
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([]), os.setegid(65534), os.seteuid(65534)
print(json.dumps([run(arguments) for arguments in commands]))
"""
"""Modes do not bind root: root becomes a stranger first. That one may not be able to read the program, so
the commands are first run elsewhere, and all of it is imported then."""
MESSY = PLAN.replace("群众心坎上。", "群众心坎上,切实抓好.")
COMMANDS = (
    (["render", "计划.yaml"], "输出/计划-实施方案.docx"),
    (["render", ".", "-o", "输出"], "输出"),
    (["fmt", "计划.yaml"], "计划.yaml"),
    (
        ["record", "计划.yaml", "--date", "5月12日", "--task", "环境卫生整治", "清运垃圾=12车"],
        "计划.yaml",
    ),
)


def as_stranger(folder: Path, elsewhere: Path, commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, stdout and stderr of each command, run in ``folder`` by somebody whom modes bind."""
    done = subprocess.run(
        [sys.executable, "-c", STRANGER, str(folder), json.dumps(commands)],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


@posix
@pytest.mark.parametrize("place", ["read-only", "another's"])
def test_a_folder_that_is_not_ours_is_told_in_one_line(place: str) -> None:
    if place == "another's" and os.geteuid() != 0:
        pytest.skip("only root can make a folder that is another's")
    with TemporaryDirectory() as name:
        folder = grow(Path(name, "这里"), {"计划.yaml": MESSY})
        elsewhere = grow(Path(name, "别处"), {"计划.yaml": MESSY})
        Path(name).chmod(0o755)
        folder.chmod(0o555 if place == "read-only" else 0o755)
        results = as_stranger(folder, elsewhere, [arguments for arguments, _ in COMMANDS])
        folder.chmod(0o755)
        for (code, out, err), (arguments, output) in zip(results, COMMANDS, strict=True):
            told = [line for line in err.splitlines() if line.startswith("×")]
            assert (code, out, told) == (3, "", [f"× 写不了“{output}”：没有写入权限"]), arguments
            assert "Traceback" not in err
        assert [path.name for path in folder.rglob("*")] == ["计划.yaml"]
        assert (folder / "计划.yaml").read_text(encoding="utf-8") == MESSY


@posix
def test_anothers_document_where_only_owners_may_replace_is_told_at_once() -> None:
    """In /tmp everybody may write and nobody may replace what is another's: nobody has it open."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a file that is another's")
    with TemporaryDirectory() as name:
        folder = grow(Path(name, "这里"), {"计划.yaml": MESSY})
        elsewhere = grow(Path(name, "别处"), {"计划.yaml": PLAN})
        assert wenming(folder, "render", "计划.yaml")[0] == 0
        grow(folder, {"计划.yaml": PLAN})
        for place in (Path(name), folder):
            place.chmod(0o755)
        (folder / "输出").chmod(0o1777)
        before = {path.name: path.read_bytes() for path in (folder / "输出").iterdir()}
        told = "× 写不了“输出/计划-实施方案.docx”：没有写入权限\n"
        assert as_stranger(folder, elsewhere, [["render", "计划.yaml"]]) == [(3, "", told)]
        assert {path.name: path.read_bytes() for path in (folder / "输出").iterdir()} == before
