"""Every command says the same on every console: no character of ours is missing, none stops a command.

All commands run in one process for each console (``tests/every_command``): what is tried is the encoding.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.every_command import CALLS, LEFT_OUT, RARE, prepare
from wenming_docs.cli.program import wenming

ROOT = Path(__file__).parent.parent
RARE_SIGN = RARE[0]
PLAIN = {"PYTHONUTF8": "0", "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
NARROW_GBK = {"PYTHONIOENCODING": "gbk", "COLUMNS": "40", "NO_COLOR": "1"}
WESTERN = {"PYTHONIOENCODING": "cp1252"}
POSIX = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
"""Python then takes the names of files for ASCII."""


class Ran:
    """What all commands said in one environment, and how each ended."""

    def __init__(self, folder: Path, environment: dict[str, str], *flags: str) -> None:
        prepare(folder)
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        done = subprocess.run(
            [sys.executable, *flags, "-m", "tests.every_command", folder],
            cwd=ROOT,
            env={**os.environ, **PLAIN, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        self.out, self.err = (
            text.decode(encoding).replace("\r\n", "\n") for text in (done.stdout, done.stderr)
        )
        assert done.returncode == 0, self.err
        self.codes = dict(json.loads((folder / "codes.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """In UTF-8, where Python objects to every file that is opened without saying its encoding."""
    strict = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")
    return Ran(tmp_path_factory.mktemp("UTF-8"), {}, *strict)


def test_every_command_is_among_them() -> None:
    assert {words[0] for words, _ in CALLS if words[0] in wenming.every_command()} == (
        set(wenming.every_command()) - LEFT_OUT
    )


def test_every_command_ends_as_it_should_and_opens_no_file_in_an_encoding_by_chance(everywhere: Ran) -> None:
    expected = {f"{name} --help": 0 for name in wenming.every_command()}
    assert everywhere.codes == expected | {" ".join(words): code for words, code in CALLS}
    assert RARE_SIGN in everywhere.out


def test_what_we_say_ourselves_is_within_gbk(everywhere: Ran) -> None:
    # Data may hold any character; signs, lines and sentences of ours may not.
    said = (everywhere.out + everywhere.err).replace(RARE_SIGN, "")
    assert {char for char in said if not char.encode("gbk", "ignore")} == set()


def unknown_signs(text: str) -> int:
    """How many signs a console without the rare character shows as a question mark."""
    return text.count("?") + text.count(RARE_SIGN)


def test_a_narrow_gbk_console_lacks_only_what_gbk_has_not(tmp_path: Path, everywhere: Ran) -> None:
    ran = Ran(tmp_path, NARROW_GBK)
    assert ran.codes == everywhere.codes
    assert unknown_signs(ran.err) == unknown_signs(everywhere.err)
    assert unknown_signs(ran.out) <= unknown_signs(everywhere.out)  # JSON spells such characters out


def test_a_western_console_stops_no_command(tmp_path: Path, everywhere: Ran) -> None:
    ran = Ran(tmp_path, WESTERN)
    assert ran.codes == everywhere.codes
    assert "Traceback" not in ran.err


def test_a_system_that_knows_no_chinese_names_is_told_how_to_learn_them(tmp_path: Path) -> None:
    prepare(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", "render", "计划.yaml"],
        cwd=tmp_path,
        env={**os.environ, **PLAIN, **POSIX},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8") == (
        "× 系统的语言设置（locale）认不得中文文件名：先执行 export LC_ALL=C.UTF-8，再试一次\n"
    )


def is_true(keyword: ast.keyword) -> bool:
    return isinstance(keyword.value, ast.Constant) and keyword.value.value is True


def test_no_text_of_another_program_is_read_in_an_encoding_by_chance() -> None:
    """Ruff's PLW1514 sees files; this sees subprocesses."""
    found = []
    for file in (path for room in ("src", "tests", "bench") for path in sorted((ROOT / room).rglob("*.py"))):
        text = file.read_text(encoding="utf-8")
        if "subprocess" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                given = {keyword.arg for keyword in node.keywords}
                asked = {keyword.arg for keyword in node.keywords if is_true(keyword)}
                if asked & {"text", "universal_newlines"} and "encoding" not in given:
                    found.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert found == []
