"""Help is Chinese, stands straight in every window, and appears at once."""

from __future__ import annotations

import ast
import gettext
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from string import Formatter as Placeholders

import click
import pytest

from wenming_docs.cli.catalog import COMPILED, SOURCE, compile_catalog, read_catalog
from wenming_docs.cli.entry import FRONT_PAGE, FRONT_PAGE_WIDTH
from wenming_docs.cli.help import Formatter, wrap
from wenming_docs.cli.program import wenming as program
from wenming_docs.cli.report import STYLES
from wenming_docs.zh import display_width

PACKAGE = str(Path(__file__).parent.parent / "src")
COMMANDS = ("", *program.every_command())
REGENERATE = "python -m wenming_docs.cli.catalog"


def wenming(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``wenming`` as the shell runs it, with pipes for screens."""
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
    )


def catalogue() -> dict[str, str]:
    return read_catalog(SOURCE.read_text(encoding="utf-8"))


def click_sentences() -> set[str]:
    """Every literal that click hands to gettext, as the catalogue keys it."""
    found: set[str] = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
                texts = [str(part.value) for part in node.args[:count] if isinstance(part, ast.Constant)]
                if texts:
                    found.add("\0".join(texts))
    return found


def test_every_sentence_of_click_has_a_chinese_one() -> None:
    sentences = click_sentences()
    assert len(sentences) > 50
    assert sentences - set(catalogue()) == set()


def test_translations_use_no_placeholder_that_click_does_not_fill() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Placeholders().parse(text) if name}

    strangers = {text: names(text) - names(key) for key, text in catalogue().items() if key}
    assert {text: extra for text, extra in strangers.items() if extra} == {}


def test_compiled_catalogue_is_fresh_and_gettext_reads_it() -> None:
    assert COMPILED.read_bytes() == compile_catalog(catalogue()), f"run: {REGENERATE}"
    with COMPILED.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Missing argument") == "缺少参数"
    forms = ("{value!r} is not {choice}.", "{value!r} is not one of {choices}.")
    assert [spoken.ngettext(*forms, number) for number in (1, 2)] == [
        "没有“{value}”这一项，可选：{choices}。"
    ] * 2


def test_stored_front_page_is_what_click_prints() -> None:
    # In a program of its own: a test that called a command before leaves click's English help behind.
    code = (
        "import sys; from wenming_docs.cli.catalog import fresh_front_page;"
        " sys.stdout.buffer.write(fresh_front_page().encode())"
    )
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert Path(FRONT_PAGE).read_text(encoding="utf-8") == fresh, f"run: {REGENERATE}"


def test_front_page_is_shown_for_no_arguments_and_for_help() -> None:
    page = Path(FRONT_PAGE).read_text(encoding="utf-8")
    for arguments in ([], ["-h"], ["--help"]):
        done = wenming(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, page, "")


ALL_HELP = """
import io, json, sys
from contextlib import redirect_stdout
from wenming_docs.cli import main
pages = {}
for command in sys.argv[1:]:
    with redirect_stdout(io.StringIO()) as page:
        code = main([*filter(None, [command]), "--help"])
    pages[command] = [code, page.getvalue()]
print(json.dumps(pages))
"""


@cache
def help_pages(columns: int) -> dict[str, str]:
    """The help of every command in a window of ``columns``: one process prints them all."""
    done = subprocess.run(
        [sys.executable, "-c", ALL_HELP, *COMMANDS],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", "COLUMNS": str(columns)},
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {code for code, _ in found.values()} == {0}
    return {command: page for command, (_, page) in found.items()}


def test_one_process_prints_what_the_shell_shows() -> None:
    for command in ("", "render"):
        assert help_pages(60)[command] == wenming(*filter(None, [command]), "--help", COLUMNS="60").stdout


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_the_window(command: str, columns: int) -> None:
    page = help_pages(columns)[command]
    assert page.startswith(f"用法：{' '.join(filter(None, ['wenming', command]))} ")
    assert [line for line in page.splitlines() if display_width(line) >= columns] == []
    assert [line for line in page.splitlines() if re.search(r"^\s*[，。、；：”）】]|\s$", line)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_holds_no_english_sentence(command: str) -> None:
    page = help_pages(120)[command]
    inner = [name for group in program.every_command().values() for name in getattr(group, "commands", {})]
    own = ["wenming", "Python", "LibreOffice", "Word", "Excel", "JSON Schema", "VS Code", "YAML", "Ctrl"]
    names = "|".join([*program.every_command(), *inner, *STYLES, *own])
    left = re.sub(
        rf"-{{1,2}}[a-zA-Z-]+|\.?(docx|DOCX|html|md|pdf|xlsx|yaml)|\.(xls|et|ods)|{names}", "", page
    )
    assert re.findall(r"[A-Za-z]{2,}", left) == []


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("检查文件列出所有问题", 8, ["检查文件", "列出所有", "问题"]),
        ("检查文件，列出", 8, ["检查文", "件，列出"]),
        ("写成（甲）样", 6, ["写成", "（甲）", "样"]),
        ("用 --reference-doc 换样式", 12, ["用", "--reference-doc", "换样式"]),
        ("写到 Word 文件", 9, ["写到 Word", "文件"]),
        ("a b c", 3, ["a b", "c"]),
        ("", 10, []),
        ("甲", 1, ["甲"]),
    ],
)
def test_lines_end_where_chinese_allows(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_columns_stand_straight_beside_chinese_terms() -> None:
    page = Formatter(width=40)
    page.write_dl(
        [("--date 日期", "把这一天当作今天"), ("-o 输出", "写到哪里"), ("--force", "覆盖"), ("文件", "")]
    )
    assert page.getvalue() == (
        "--date 日期  把这一天当作今天\n"
        "-o 输出      写到哪里\n"
        "--force      覆盖\n"
        "文件\n"
    )  # fmt: skip


STARTED = """
import sys
sys.argv = ["wenming", "--help"]
from wenming_docs.cli import main
main()
heavy = {"pydantic", "docx", "jinja2", "yaml", "lxml", "click", "rich"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_first_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert done.stderr == "[]\n"


def test_help_of_a_command_imports_neither_pydantic_nor_docx_nor_jinja2() -> None:
    script = STARTED.replace('"--help"]', '"render", "--help"]').replace(', "click"', "")
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert done.stderr == "[]\n"


def test_front_page_leaves_room_for_a_terminal_of_eighty_columns() -> None:
    widths = [display_width(line) for line in Path(FRONT_PAGE).read_text(encoding="utf-8").splitlines()]
    assert max(widths) <= FRONT_PAGE_WIDTH


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["new-pla"], "没有命令 new-pla。 是不是想写 'new-plan'？"),
        (["render"], "缺少参数 '文件...'"),
        (["render", "--fore", "a"], "没有选项 --fore。 是不是想写 '--for', '--force', '--format'？"),
        (
            ["check", "--format", "xml", "a"],
            f"'--format' 的值不对：没有“xml”这一项，可选：{', '.join(map(repr, STYLES))}。",
        ),
        (["check", "--date", "2月30日", "a"], "'--date' 的值不对：“2月30日”不是日期，请写成 2026-03-01 这样"),
        (["kinds", "x"], "多出了参数：x"),
    ],
)
def test_wrong_use_is_told_in_chinese_with_exit_2(arguments: list[str], told: str) -> None:
    done = wenming(*arguments)
    lines = done.stderr.splitlines()
    shown = "wenming" if arguments[0] == "new-pla" else f"wenming {arguments[0]}"
    assert (done.returncode, done.stdout) == (2, "")
    assert lines[0].startswith(f"用法：{shown} ")
    assert lines[1:] == [f"× {told}", f"  → 用法说明：{shown} --help"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["render", "a", "-o"], "选项 -o 后面要带 1 个值。"),
        (["check", "--strict=1", "a"], "选项 --strict 后面不带值。"),
    ],
)
def test_option_used_wrongly_is_told_without_a_usage_line(arguments: list[str], told: str) -> None:
    done = wenming(*arguments)
    told_lines = [f"× {told}", "  → 用法说明：wenming --help"]
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (2, "", told_lines)
