"""What an office sets up once works: the hooks, the action, and every snippet of docs/持续检查.md.

The shell lines are taken out of the files and run with the real program in a small office's
repository, right and wrong. Only lines that install something are left out: they need a network.
It is long because hooks, action and page are tried in one and the same office.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest
import yaml

from tests.readme import ROOT, Fenced, fenced
from wenming_docs.cli.program import wenming

PAGE = ROOT / "docs" / "持续检查.md"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
ENTRY = "工作计划.yaml"
TEMPLATES = "模板"
ON_THE_FIRST_LINE = "单位："  # a full-width colon: a fault that every form of report names
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None, reason="没有 bash")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository with two entry files, an included part and a template of its own."""
    shutil.copy(ROOT / "examples" / "市图书馆.yaml", tmp_path / ENTRY)
    shutil.copy(ROOT / "examples" / "白鹿镇.yaml", tmp_path / "迎检方案.yaml")
    (tmp_path / "专项").mkdir()
    shutil.copy(ROOT / "examples" / "中医医院专项整治.yaml", tmp_path / "专项" / "整治.yaml")
    own = tmp_path / TEMPLATES / "实施方案"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "实施方案" / "正文.md.j2", own)
    return tmp_path


@pytest.fixture
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program ``wenming``, for PATH."""
    folder = tmp_path_factory.mktemp("programs")
    script = folder / "wenming"
    script.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m wenming_docs "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)
    return folder


def spoil(office: Path) -> None:
    """A fault into the entry file, at its first line."""
    entry = office / ENTRY
    text = entry.read_text(encoding="utf-8")
    assert text.count("单位:\n") == 1
    entry.write_text(text.replace("单位:\n", ON_THE_FIRST_LINE + "\n"), encoding="utf-8")


def shell(script: str, office: Path, programs: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``script`` as a runner starts it: bash that stops at the first failure."""
    assert BASH
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=office,
        env={
            **os.environ,
            **environment,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUTF8": "1",
            "WENMING_CACHE": str(ROOT / ".cache" / "wenming"),  # as on a machine that checks each day
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def snippets(name: str = "") -> list[Fenced]:
    """The snippets of the page that set up another program, all or those for the file ``name``."""
    found = [block for block in fenced(PAGE) if "配置" in block.marks]
    return [block for block in found if not name or block.marks[1] == name]


# the hooks


def test_every_hook_says_what_pre_commit_needs() -> None:
    assert [hook["id"] for hook in HOOKS] == [
        "wenming-check",
        "wenming-fmt",
        "wenming-fmt-check",
        "wenming-templates",
    ]
    known = {"id", "name", "description", "entry", "language", "types", "files", "exclude"}
    for hook in HOOKS:
        assert {"id", "name", "description", "entry", "language"} <= set(hook)
        assert set(hook) <= known | {"pass_filenames", "require_serial"}
        assert hook["language"] == "python"
        assert ("types" in hook) != ("files" in hook)
        for pattern in ("files", "exclude"):
            re.compile(hook.get(pattern, ""))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_calls_a_command_that_exists(hook: dict[str, Any]) -> None:
    program, *words = shlex.split(hook["entry"])
    assert program == "wenming"
    command: click.Command = wenming
    while words and isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, hook["entry"]
        command = found
    assert set(words) <= {name for option in command.params for name in option.opts}


def takes(hook: dict[str, Any], name: str) -> bool:
    """Whether pre-commit runs the hook when ``name`` changes."""
    wanted = re.search(hook.get("files", ""), name) and not re.search(hook.get("exclude", "^$"), name)
    return bool(wanted) and ("types" not in hook or name.endswith((".yaml", ".yml")))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("工作计划.yaml", ["wenming-check", "wenming-fmt", "wenming-fmt-check"]),
        ("成果/5月.yml", ["wenming-check", "wenming-fmt", "wenming-fmt-check"]),
        ("规范/用语.yaml", ["wenming-check"]),
        (".gitlab-ci.yml", ["wenming-check"]),
        (".github/workflows/检查.yml", ["wenming-check"]),
        ("模板/实施方案/正文.md.j2", ["wenming-templates"]),
        ("说明.md", []),
    ],
)
def test_a_change_wakes_the_hooks_it_concerns(name: str, expected: list[str]) -> None:
    assert [hook["id"] for hook in HOOKS if takes(hook, name)] == expected


def configured_hooks() -> list[tuple[Fenced, str, list[str]]]:
    """Each hook that the page sets up, with its whole command line as pre-commit makes it."""
    found = []
    offered = {hook["id"]: hook for hook in HOOKS}
    for block in snippets(".pre-commit-config.yaml"):
        for repo in yaml.safe_load(block.body)["repos"]:
            for wanted in repo["hooks"]:
                hook = {**({} if repo["repo"] == "local" else offered[wanted["id"]]), **wanted}
                words = [*shlex.split(hook["entry"]), *hook.get("args", [])]
                if hook.get("pass_filenames", True):
                    words.append(ENTRY)
                found.append((block, hook["id"], words))
    return found


@pytest.mark.parametrize(
    ("block", "hook", "words"), configured_hooks(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_configured_hook_lets_a_sound_repository_pass(
    block: Fenced, hook: str, words: list[str], office: Path, programs: Path
) -> None:
    done = shell(shlex.join(words), office, programs)
    assert (done.returncode, done.stdout if done.returncode else "") == (0, "")


@pytest.mark.parametrize("hook", ["wenming-check", "wenming-fmt-check"])
def test_a_hook_stops_a_fault(hook: str, office: Path, programs: Path) -> None:
    entry = next(offered["entry"] for offered in HOOKS if offered["id"] == hook)
    spoil(office)
    assert shell(f"{entry} {ENTRY}", office, programs).returncode == 1


def test_the_fmt_hook_leaves_the_file_mended(office: Path, programs: Path) -> None:
    sound = (office / ENTRY).read_bytes()
    spoil(office)
    shell(f"wenming fmt {ENTRY}", office, programs)
    assert (office / ENTRY).read_bytes() == sound


# the action


def action_step(name: str) -> dict[str, Any]:
    [step] = [step for step in ACTION["runs"]["steps"] if step.get("name") == name]
    return dict(step)


def inputs_of(**given: str) -> dict[str, str]:
    """The environment of the check step for these inputs, defaults filled in."""
    values = {name: str(value.get("default", "")) for name, value in ACTION["inputs"].items()} | given
    named = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
    step = action_step("检查")["env"]
    return {key: named.sub(lambda found: values[found[1]], value) for key, value in step.items()}


def run_action(office: Path, programs: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return shell(action_step("检查")["run"], office, programs, **inputs_of(**given))


def test_the_action_is_composite_and_never_pastes_an_input_into_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert all("${{" not in script for script in scripts)
    assert all(step["shell"] == "bash" for step in ACTION["runs"]["steps"] if "run" in step)


def test_every_input_is_used_and_documented_with_its_default() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    rows = re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text(encoding="utf-8").split("## GitHub")[1], re.M)
    assert used == set(ACTION["inputs"]) == set(rows)


def test_the_installing_script_is_sound_shell(office: Path, programs: Path) -> None:
    # What it installs needs a network; that it parses and chooses rightly does not.
    (programs / "python").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    (programs / "python").chmod(0o755)
    script = action_step("安装")["run"]
    ours = shell(script, office, programs, VERSION="", GITHUB_ACTION_PATH="/动作")
    fixed = shell(script, office, programs, VERSION="0.1.0", GITHUB_ACTION_PATH="/动作")
    assert (ours.stdout, fixed.stdout) == (
        "-m pip install --quiet /动作\n",
        "-m pip install --quiet wenming-docs==0.1.0\n",
    )


def test_the_action_passes_a_sound_repository(office: Path, programs: Path) -> None:
    done = run_action(office, programs, files=f"{ENTRY}\n专项/*.yaml\n", templates=TEMPLATES, strict="true")
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")


def test_the_action_marks_the_line_of_a_fault_and_still_checks_the_templates(
    office: Path, programs: Path
) -> None:
    spoil(office)
    (office / TEMPLATES / "实施方案" / "正文.md.j2").write_text("{{ 标题", encoding="utf-8")
    done = run_action(office, programs, files=ENTRY, templates=TEMPLATES, sarif="wenming.sarif")
    assert done.returncode == 1
    assert f"::error file={ENTRY}" in done.stdout
    assert "正文.md.j2" in done.stdout + done.stderr
    sarif = json.loads((office / "wenming.sarif").read_text(encoding="utf-8"))
    assert sarif["version"] == "2.1.0"
    assert "S" in {result["ruleId"][0] for run in sarif["runs"] for result in run["results"]}


def test_the_action_is_silent_about_what_the_baseline_holds(office: Path, programs: Path) -> None:
    entry = office / ENTRY
    text = entry.read_text(encoding="utf-8")
    assert text.count("年度: 2026") == 1
    entry.write_text(text.replace("年度: 2026", "年度: 2026\n  名称:"), encoding="utf-8")  # F001: empty
    assert run_action(office, programs, files=ENTRY, strict="true").returncode == 1
    made = shell(f"wenming check {ENTRY} --write-baseline 基线.json", office, programs)
    assert made.returncode == 0, made.stderr
    assert run_action(office, programs, files=ENTRY, strict="true", baseline="基线.json").returncode == 0


def test_the_action_says_when_a_file_is_missing(office: Path, programs: Path) -> None:
    assert run_action(office, programs, files="没有/*.yaml").returncode == 2


# the page


def test_the_page_sets_up_hooks_github_and_gitlab() -> None:
    assert {block.marks[1] for block in snippets()} == {
        ".pre-commit-config.yaml",
        ".github/workflows/检查.yml",
        ".gitlab-ci.yml",
    }
    assert all(isinstance(yaml.safe_load(block.body), dict) for block in snippets())


@pytest.mark.parametrize("block", snippets(".github/workflows/检查.yml"), ids=str)
def test_a_workflow_gives_the_action_what_it_takes(block: Fenced, office: Path, programs: Path) -> None:
    [job] = yaml.safe_load(block.body)["jobs"].values()
    given = {key: str(value).lower() for key, value in job["steps"][1]["with"].items()}
    assert set(given) <= set(ACTION["inputs"])
    done = run_action(office, programs, **given)
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")


@pytest.mark.parametrize("block", snippets(".gitlab-ci.yml"), ids=str)
def test_a_gitlab_job_reports_to_where_gitlab_looks(block: Fenced, office: Path, programs: Path) -> None:
    [job] = yaml.safe_load(block.body).values()
    assert all("pip install" in line for line in job["before_script"])
    script = "\n".join(job["script"])
    sound = shell(script, office, programs)
    assert (sound.returncode, sound.stderr if sound.returncode else "") == (0, "")
    spoil(office)
    assert shell(script, office, programs).returncode == 1
    [(form, name)] = job["artifacts"]["reports"].items()
    assert job["artifacts"]["when"] == "always"
    report = (office / name).read_text(encoding="utf-8")
    if form == "codequality":
        assert ENTRY in {row["location"]["path"] for row in json.loads(report)}
    else:
        assert ElementTree.fromstring(report).find(".//failure") is not None
