"""Killed while it writes into a plan, or met by another run: old or new, never torn; see ``tests.kills``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.kills import EDITS, kill_edits, meet

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.mark.parametrize("command", EDITS)
def test_a_plan_is_old_or_new_whenever_the_command_is_killed(tmp_path: Path, command: str) -> None:
    assert kill_edits(tmp_path, kills=1, command=command) == []


def test_two_runs_into_one_folder_leave_the_documents_of_one_of_them(tmp_path: Path) -> None:
    assert meet(tmp_path, pairs=1, files=2, same=False) == []
