"""``check`` and ``render``: what is written, what is refused, and what the shell is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.batch.trees import BROKEN, PLAN
from wenming_docs.cli import main
from wenming_docs.pipeline import Options, render_file

PACKAGE = str(Path(__file__).parent.parent / "src")
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and files")

TWO = PLAN + "  - 文种: 工作方案\n    日期: 2026年3月20日\n"
VAGUE = PLAN.replace("6月底前", "近期")
GAPS = PLAN.replace("2026年3月18日", "【待填：成文日期】")
NAME = "plan-实施方案.docx"


def wenming(folder: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Exit code, lines of stdout, lines of stderr of the command, run in ``folder``."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def python(folder: Path, script: str, **options: Any) -> tuple[int, list[str], list[str]]:
    """The same for a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        **options,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(text, encoding="utf-8")


def written(folder: Path) -> list[str]:
    """Everything but the YAML, as paths from ``folder``."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".yaml")
    return sorted(path.relative_to(folder).as_posix() for path in files)


def edited(data: bytes) -> bytes:
    """The same document after somebody typed into it."""
    old, new = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            archive.writestr(name, old.read(name).replace("背街小巷".encode(), "主次干道".encode()))
    return new.getvalue()


# where documents go


def test_documents_go_beside_the_yaml_and_their_paths_to_stdout(tmp_path: Path) -> None:
    write(tmp_path, 创建__plan=TWO)
    code, out, err = wenming(tmp_path, "render", "创建/plan.yaml")
    names = [str(Path("创建", "输出", name)) for name in (NAME, "plan-工作方案.docx")]
    assert (code, out, err) == (0, names, ["√ 生成 2 份文稿"])
    expected = render_file(tmp_path / "创建" / "plan.yaml", Options()).documents
    assert [(tmp_path / name).read_bytes() for name in names] == [document.data for document in expected]
    assert written(tmp_path) == sorted(Path(name).as_posix() for name in names)


def test_second_run_leaves_the_same_files(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN)
    first = wenming(tmp_path, "render", "plan.yaml")
    before = (tmp_path / "输出" / NAME).stat().st_mtime_ns
    assert wenming(tmp_path, "render", "plan.yaml") == first
    assert (tmp_path / "输出" / NAME).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("output", "start"),
    [("方案.docx", b"PK"), ("方案.md", b"# "), ("页面.html", b"<!"), ("甲/乙.DOCX", b"PK")],
)
def test_suffix_of_the_output_chooses_the_format(tmp_path: Path, output: str, start: bytes) -> None:
    write(tmp_path, plan=PLAN)
    code, out, _ = wenming(tmp_path, "render", "plan.yaml", "-o", output)
    assert (code, out, written(tmp_path)) == (0, [str(Path(output))], [output])
    assert (tmp_path / output).read_bytes().startswith(start)


@pytest.mark.parametrize("output", ["成品", "成品.2026", "甲/乙"])
def test_output_without_a_known_suffix_is_a_folder(tmp_path: Path, output: str) -> None:
    write(tmp_path, plan=PLAN)
    code, out, _ = wenming(tmp_path, "render", "plan.yaml", "-o", output, "--format", "md")
    assert (code, out) == (0, [str(Path(output, "plan-实施方案.md"))])
    assert written(tmp_path) == [f"{output}/plan-实施方案.md"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["plan.yaml", "-o", "方案.doc"],
            "-o 不能写成“.doc”文件，可以是 .docx、.xlsx、.pdf、.md、.html；没有后缀的是文件夹",
        ),
        (
            ["plan.yaml", "-o", "plan.yaml"],
            "-o 不能写成“.yaml”文件，可以是 .docx、.xlsx、.pdf、.md、.html；没有后缀的是文件夹",
        ),
        (
            ["plan.yaml", "-o", "方案.md", "--format", "docx"],
            "-o 的后缀“.md”与 --format docx 不一致，去掉其中一个",
        ),
        (
            ["two.yaml", "-o", "方案.docx"],
            "-o 是一个文件，这里却有 2 份文稿（two-实施方案、two-工作方案）："
            "用 --kind、--period 选出一份，或让 -o 是文件夹",
        ),
        (["plan.yaml", "--kind", "实施方桉"], "没有叫“实施方桉”的文种。是不是想写“实施方案”"),
        (["没有.yaml", "plan.yaml", "无.yaml"], "找不到文件“没有.yaml”；找不到文件“无.yaml”"),
        (["没有.yaml", "plan.yaml", "."], "找不到文件“没有.yaml”"),
        (["plan.yaml", "--templates", "没有"], "找不到文件夹“没有”"),
        (
            ["plan.yaml", "--templates", "."],
            "“.”里没有模板：模板放成“文种/正文.md.j2”，看看是不是在它下面的文件夹里",
        ),
        (["plan.yaml", "--reference-doc", "没有.docx"], "找不到文件“没有.docx”"),
    ],
)
def test_wrong_use_is_told_in_one_line_and_writes_nothing(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    write(tmp_path, plan=PLAN, two=TWO)
    assert wenming(tmp_path, "render", *arguments) == (2, [], [f"× {told}"])
    assert written(tmp_path) == []


def test_kind_chooses_the_one_document_for_a_file(tmp_path: Path) -> None:
    write(tmp_path, two=TWO)
    code, out, _ = wenming(tmp_path, "render", "two.yaml", "--kind", "工作方案", "-o", "方案.docx")
    assert (code, out, written(tmp_path)) == (0, ["方案.docx"], ["方案.docx"])


def test_two_files_of_one_name_never_share_an_output(tmp_path: Path) -> None:
    write(tmp_path, 甲__plan=PLAN, 乙__plan=PLAN)
    code, out, err = wenming(tmp_path, "render", "甲/plan.yaml", "乙/plan.yaml", "-o", "成品")
    first, second, both = Path("甲/plan.yaml"), Path("乙/plan.yaml"), Path("成品", NAME)
    assert (code, out, written(tmp_path)) == (2, [], [])
    assert err[-1] == f"× “{first}”和“{second}”都要写成“{both}”：给其中一个改名，或用 -o 分别写到不同的文件夹"
    assert wenming(tmp_path, "render", "甲/plan.yaml", "乙/plan.yaml")[0] == 0
    assert written(tmp_path) == [f"乙/输出/{NAME}", f"甲/输出/{NAME}"]


def test_file_named_twice_is_rendered_once(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "./plan.yaml", str(tmp_path / "plan.yaml"))
    assert (code, out, err) == (0, [str(Path("输出", NAME))], ["√ 生成 1 份文稿"])


# mistakes


def test_mistakes_of_one_file_stop_it_alone(tmp_path: Path) -> None:
    write(tmp_path, a=BROKEN, b=PLAN, c="单位：甲\n")
    code, out, err = wenming(tmp_path, "render", "a.yaml", "b.yaml", "c.yaml")
    assert (code, out) == (1, [str(Path("输出", "b-实施方案.docx"))])
    assert err[:3] == ["[1/3] a.yaml", "[2/3] b.yaml", "[3/3] c.yaml"]
    assert [line.split(": ")[0] for line in err if ": 错误 [" in line] == ["a.yaml:11:9", "c.yaml:1:3"]
    assert err[-2:] == ["× 2 个文件有问题，没有生成文稿，其余照常", "√ 生成 1 份文稿"]
    assert written(tmp_path) == ["输出/b-实施方案.docx"]


def test_gaps_stop_the_final_and_show_in_the_draft(tmp_path: Path) -> None:
    write(tmp_path, plan=GAPS)
    code, out, err = wenming(tmp_path, "render", "plan.yaml")
    assert (code, out, written(tmp_path)) == (1, [], [])
    assert err[-1] == "× “plan.yaml”有问题，没有生成文稿"
    code, out, _ = wenming(tmp_path, "render", "plan.yaml", "--draft")
    assert (code, out) == (0, [str(Path("输出", "plan-实施方案-草稿.docx"))])


def test_strict_lets_no_warning_pass(tmp_path: Path) -> None:
    write(tmp_path, plan=VAGUE)
    codes = [wenming(tmp_path, command, "plan.yaml", "--strict")[0] for command in ("check", "render")]
    assert (codes, written(tmp_path)) == ([1, 1], [])
    err = wenming(tmp_path, "render", "plan.yaml", "--strict")[2]
    assert err[-1] == "× “plan.yaml”有警告，--strict 不放行，没有生成文稿"
    codes = [wenming(tmp_path, command, "plan.yaml")[0] for command in ("check", "render")]
    assert (codes, written(tmp_path)) == ([0, 0], [f"输出/{NAME}"])


def test_check_reports_on_stdout_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, plan=BROKEN)
    code, out, err = wenming(tmp_path, "check", "plan.yaml")
    assert (code, err, written(tmp_path)) == (1, [], [])
    assert out[0].startswith("plan.yaml:11:9: 错误 [F")
    assert out[1:3] == ["        时限: 6月31日", "              ^"]
    assert out[-1].startswith("共 1 处错误")


def test_check_in_json_is_one_document_for_all_files(tmp_path: Path) -> None:
    write(tmp_path, a=BROKEN, b=BROKEN)
    code, out, err = wenming(tmp_path, "check", "a.yaml", "b.yaml", "--format", "json")
    errors = [row for row in json.loads("\n".join(out))["findings"] if row["severity"] == "error"]
    assert (code, err) == (1, ["[1/2] a.yaml", "[2/2] b.yaml"])
    assert [(row["file"], row["line"], row["column"]) for row in errors] == [
        ("a.yaml", 11, 9),
        ("b.yaml", 11, 9),
    ]


def test_clean_file_is_said_to_be_clean(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN)
    assert wenming(tmp_path, "check", "plan.yaml") == (0, ["√ 没有发现问题"], [])


# what stands there already


def test_document_edited_by_hand_is_kept_unless_forced(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN)
    wenming(tmp_path, "render", "plan.yaml")
    path = tmp_path / "输出" / NAME
    mine, touched = path.read_bytes(), edited(path.read_bytes())
    path.write_bytes(touched)
    shown = Path("输出", NAME)
    cures = "先 wenming pull 把改动收回计划；或 --keep-both 另存一份；或 --force 覆盖"
    told = f"× “{shown}”已被人改过（1段文字）：{cures}"
    assert wenming(tmp_path, "render", "plan.yaml") == (3, [], [told])
    assert path.read_bytes() == touched
    assert wenming(tmp_path, "render", "plan.yaml", "--force") == (0, [str(shown)], ["√ 生成 1 份文稿"])
    assert path.read_bytes() == mine


def test_our_older_document_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN)
    wenming(tmp_path, "render", "plan.yaml")
    write(tmp_path, plan=PLAN.replace("背街小巷", "主次干道"))
    assert wenming(tmp_path, "render", "plan.yaml")[0] == 0
    expected = render_file(tmp_path / "plan.yaml", Options()).documents[0].data
    assert (tmp_path / "输出" / NAME).read_bytes() == expected
    assert written(tmp_path) == [f"输出/{NAME}"]


def test_refused_document_does_not_hold_up_the_others(tmp_path: Path) -> None:
    write(tmp_path, plan=TWO)
    (tmp_path / "输出").mkdir()
    (tmp_path / "输出" / NAME).write_text("我的笔记", encoding="utf-8")
    code, out, err = wenming(tmp_path, "render", "plan.yaml")
    assert (code, out) == (3, [str(Path("输出", "plan-工作方案.docx"))])
    assert len(err) == 2 and err[1] == "√ 生成 1 份文稿"
    assert (tmp_path / "输出" / NAME).read_text(encoding="utf-8") == "我的笔记"


def test_leftovers_of_a_killed_run_go_with_the_next(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN)
    wenming(tmp_path, "render", "plan.yaml")
    (tmp_path / "输出" / ".wenming-0123456789ab.tmp").write_bytes(b"half")
    assert wenming(tmp_path, "render", "plan.yaml")[0] == 0
    assert written(tmp_path) == [f"输出/{NAME}"]


@posix
def test_full_disk_is_exit_3_in_one_line(tmp_path: Path) -> None:
    import resource

    write(tmp_path, plan=PLAN)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # noqa: E731
    script = "import sys; from wenming_docs.cli import main; sys.exit(main(['render', 'plan.yaml']))"
    told = f"× 写不了“{Path('输出', NAME)}”：超出了系统允许的文件大小"
    assert python(tmp_path, script, preexec_fn=limit) == (3, [], [told])
    assert written(tmp_path) == []


@posix
def test_pipe_as_input_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    assert wenming(tmp_path, "check", "plan.yaml") == (2, [], ["× “plan.yaml”不是普通文件"])


BUG = """
import json, sys
def broken(*values, **options):
    raise RuntimeError("坏了")
json.dumps = broken
from wenming_docs.cli import main
sys.exit(main(["schema"]))
"""


def test_bug_shows_its_trace_and_what_to_do_with_exit_4(tmp_path: Path) -> None:
    code, out, err = python(tmp_path, BUG)
    assert (code, out, err[0]) == (4, [], "Traceback (most recent call last):")
    assert err[-3:] == [
        "RuntimeError: 坏了",
        "× 这是 wenming 自己的缺陷，不是您的文件写错了；没有写出不完整的文件",
        "  → 请把以上文字、所用的命令和 wenming --version 的结果交给维护者",
    ]
