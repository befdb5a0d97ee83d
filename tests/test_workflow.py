"""What runs on GitHub is what the project promises: its systems, its Pythons, its commands."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import needs_posix
from tests.readme import ROOT, blocks

FILE = ROOT / ".github" / "workflows" / "check.yml"
WORKFLOW = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # `on` stays a word
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]


def scripts(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def test_it_runs_on_every_change_and_once_a_week() -> None:
    assert set(WORKFLOW["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    [when] = WORKFLOW["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", when["cron"])
    weekly = {name for name, job in JOBS.items() if "schedule" not in job.get("if", "")}
    assert weekly == {"lowest", "advisories"}


def test_every_system_and_every_python_of_the_classifiers_is_tried() -> None:
    matrix = JOBS["tests"]["strategy"]["matrix"]
    told = re.findall(r"Python :: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.M)
    assert matrix["python"] == told
    assert PROJECT["requires-python"] == f">={told[0]}"
    assert [system.split("-")[0] for system in matrix["os"]] == ["ubuntu", "windows", "macos"]
    assert JOBS["readme"]["strategy"]["matrix"]["os"] == matrix["os"]
    assert JOBS["tests"]["strategy"]["fail-fast"] == "false"


def test_the_commands_are_those_of_the_readme() -> None:
    shell, windows = (
        [
            block.body.strip()
            for block in blocks(language)
            if "-m venv .venv" in block.body and "render" in block.body
        ]
        for language in ("sh", "powershell")
    )
    steps = [step for step in JOBS["readme"]["steps"] if "run" in step]
    assert [(step["shell"], step["run"].strip()) for step in steps] == [
        ("bash", shell[0]),
        ("pwsh", windows[0]),
    ]


def test_nothing_may_hang_or_write_to_the_repository() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert all(0 < int(job["timeout-minutes"]) <= 40 for job in JOBS.values())


def test_no_step_pastes_what_others_write_into_a_script() -> None:
    assert [script for job in JOBS for script in scripts(job) if "${{" in script] == []


def test_every_job_takes_the_checkout_first() -> None:
    for job in JOBS.values():
        assert job["steps"][0] == {"uses": "actions/checkout@v4"}


def test_the_whole_of_ci_is_one_job() -> None:
    assert scripts("everything") == ["bash .ci/run"]


@pytest.mark.parametrize("job", ["tests", "lowest"])
def test_every_path_that_a_job_names_exists(job: str) -> None:
    named = [
        word
        for script in scripts(job)
        for word in shlex.split(script)
        if word.startswith(("tests/", "examples/"))
    ]
    assert named
    assert [name for name in named if not Path(ROOT, name).exists()] == []


def test_the_advisories_are_asked_about_the_oldest_and_the_newest() -> None:
    oldest, newest = scripts("advisories")
    assert "tests.lowest" in oldest and "pip-audit" in oldest
    assert ".[all,cluster]" in newest and "pip-audit" in newest


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("os.mkfifo(tmp_path / 'a')", True),
        ("import pty", True),
        ('include("/dev/zero")', True),
        ("process.send_signal(signal.SIGKILL)", True),
        ("path.symlink_to(other)", True),
        ("render_file(path)", False),
        ("source = read(path)", False),
        ("path.chmod(0o400)", True),
    ],
)
def test_what_windows_cannot_try_is_told_by_its_source(source: str, expected: bool) -> None:
    assert needs_posix(source) is expected
