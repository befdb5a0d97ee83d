"""``wenming render`` of folders and patterns, as somebody at a screen or a script sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from tests.batch.conftest import kept_templates
from tests.batch.trees import BROKEN, PLAN, documents, grow, plan_of
from tests.kills import kill_and_resume
from wenming_docs.cli import main
from wenming_docs.cli.batch_progress import Progress
from wenming_docs.output import EDITED
from wenming_docs.zh import display_width

__all__ = ["kept_templates"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and terminals")
SOURCE = str(Path(__file__).parent.parent / "src")


def wenming(folder: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Exit code, lines of stdout, lines of stderr of the command, run in ``folder``."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def tree(folder: Path, count: int) -> Path:
    """``count`` plans in three folders."""
    return grow(folder, {f"街道{n % 3}/社区{n:02}.yaml": plan_of(n) for n in range(count)})


def test_a_folder_is_mirrored_and_a_few_documents_are_named(tmp_path: Path) -> None:
    grow(tmp_path, {"区/甲/一.yaml": PLAN, "区/乙/一.yaml": PLAN, "区/乙/成果.yaml": "成果: []\n"})
    code, out, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert (code, out) == (0, [str(Path("出/乙/一-实施方案.docx")), str(Path("出/甲/一-实施方案.docx"))])
    assert err == [
        f"● 1 个文件没有“文稿”一栏，没有生成：{Path('区/乙/成果.yaml')}",
        "√ 生成 2 份文稿，跳过 0 份未变：出",
    ]
    assert sorted(documents(tmp_path / "出")) == [
        "乙/一-实施方案.docx",
        "批量结果.txt",
        "甲/一-实施方案.docx",
    ]
    assert (
        wenming(tmp_path, "render", "区/**/*.yaml", "-o", "出")[2][-1] == "√ 生成 0 份文稿，跳过 2 份未变：出"
    )


def test_without_o_documents_go_beside_the_inputs(tmp_path: Path) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN})
    assert wenming(tmp_path, "render", "区")[1] == [str(Path("区/输出/一-实施方案.docx"))]
    assert wenming(tmp_path, "render", "区")[0] == 0  # 输出 is none of the inputs


def test_a_broken_file_in_the_middle_stops_no_other_and_is_told_in_full(tmp_path: Path) -> None:
    tree(tmp_path / "区", 5)
    grow(tmp_path, {"区/街道1/坏.yaml": BROKEN})
    code, out, err = wenming(tmp_path, "render", "区", "-o", "出")
    file = Path("区/街道1/坏.yaml")
    assert (code, len(out)) == (1, 5)
    assert err[0] == f"{file}:11:9: 错误 [F005] 时限“6月31日”不对：没有6月31日，6月只有30天"
    assert err[1] == "        时限: 6月31日"
    assert err[-1] == "× 生成 5 份文稿，跳过 0 份未变，1 个文件有问题：出"
    page = (tmp_path / "出" / "批量结果.txt").read_text("utf-8")
    assert page.startswith(f"6 个文件，5 份文稿，1 个文件有问题\n\n{err[0]}\n")


def test_a_page_that_somebody_wrote_or_edited_is_never_lost(tmp_path: Path) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN})
    page = tmp_path / "出" / "批量结果.txt"
    refused = (
        f"× “{Path('出/批量结果.txt')}”已被人改过，或不是 wenming 写的：--keep-both 另存一份；或 --force 覆盖"
    )
    assert wenming(tmp_path, "render", "区", "-o", "出")[0] == 0
    grow(tmp_path, {"区/二.yaml": plan_of(2)})
    assert wenming(tmp_path, "render", "区", "-o", "出")[0] == 0
    sound = page.read_bytes()
    for text in (sound + "东门社区要重报\n".encode(), "批注\n".encode() + sound, b"", "自己的".encode()):
        page.write_bytes(text)
        code, _, err = wenming(tmp_path, "render", "区", "-o", "出")
        assert (code, err) == (3, [refused, "× 生成 0 份文稿，跳过 2 份未变：出"])
        assert page.read_bytes() == text
    assert wenming(tmp_path, "render", "区", "-o", "出", "--force")[0] == 0
    assert page.read_bytes() == sound


def test_a_page_that_cannot_be_written_is_told_by_the_exit_code(tmp_path: Path) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN, "出/批量结果.txt/x": ""})
    code, out, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert (code, len(out)) == (3, 1)
    assert err[0] == f"× 写不了“{Path('出/批量结果.txt')}”：这里已有同名文件夹，请换个名字"


def test_a_folder_in_the_place_of_the_memory_is_told_in_words(tmp_path: Path) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN, "出/.wenming/批次.jsonl/x": ""})
    code, _, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert (code, err) == (3, [f"× 写不了“{Path('出/.wenming/批次.jsonl')}”：这里不是普通文件，请移走"])


def test_ctrl_c_before_the_command_is_there_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupt(_given: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("wenming_docs.cli.entry._start", interrupt)
    assert wenming(tmp_path, "render", "区") == (130, [], ["× 已取消"])


def test_many_broken_files_are_told_in_bounds_and_all_are_in_the_page(tmp_path: Path) -> None:
    grow(tmp_path, {f"区/{n:03}.yaml": "文稿: [\n" for n in range(60)})
    code, _, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert code == 1
    assert sum("错误 [S041]" in line for line in err) == 50
    shortened = [line for line in err if line.startswith("× 区")]
    assert len(shortened) == 10
    assert shortened[0].startswith(f"× {Path('区/050.yaml')}:1:5: [S041] ")
    page = (tmp_path / "出" / "批量结果.txt").read_text("utf-8")
    assert all(f"{n:03}.yaml" in page for n in range(60))


def test_fail_fast_stops_and_says_how_much_is_left(tmp_path: Path) -> None:
    grow(tmp_path, {"区/1.yaml": PLAN, "区/2.yaml": BROKEN, "区/3.yaml": plan_of(3), "区/4.yaml": plan_of(4)})
    code, out, err = wenming(tmp_path, "render", "区", "-o", "出", "--fail-fast")
    assert (code, out) == (1, [str(Path("出/1-实施方案.docx"))])
    assert err[-2] == "● 遇到问题，已经停下：还有 2 个文件没有做；再运行一次，做好的不再重做"
    assert wenming(tmp_path, "render", "区", "-o", "出")[2][-1] == (
        "× 生成 2 份文稿，跳过 1 份未变，1 个文件有问题：出"
    )


def test_shards_at_once_make_what_one_run_makes(tmp_path: Path) -> None:
    tree(tmp_path / "区", 12)
    assert wenming(tmp_path, "render", "区", "-o", "整")[0] == 0
    other = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "render", "区", "-o", "分", "--shard", "1/2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.DEVNULL,
    )
    memory = tmp_path / "分" / ".wenming" / "批次-1of2.jsonl"
    while other.poll() is None and not memory.exists():
        time.sleep(0.01)
    assert wenming(tmp_path, "render", "区", "-o", "分", "--shard", "2/2")[0] == 0
    assert other.wait() == 0
    whole, parts = documents(tmp_path / "整"), documents(tmp_path / "分")
    pages = {"批量结果.txt", "批量结果-1of2.txt", "批量结果-2of2.txt"}
    assert {k: v for k, v in parts.items() if k not in pages} == {
        k: v for k, v in whole.items() if k not in pages
    }
    assert wenming(tmp_path, "render", "区", "-o", "分")[2][-1] == "√ 生成 0 份文稿，跳过 12 份未变：分"


@posix
def test_two_runs_never_work_in_one_folder_and_a_dead_one_is_in_nobodys_way(tmp_path: Path) -> None:
    from wenming_docs.batch.lock import locked

    tree(tmp_path / "区", 9)
    grow(tmp_path, {"出/.wenming/批次.lock": ""})  # of a run that was killed
    with locked(tmp_path / "出"):
        code, out, err = wenming(tmp_path, "render", "区", "-o", "出")
        assert (code, out) == (3, [])
        assert err == ["× 另一个 wenming 正在往“出”里成批生成：等它做完，或用 -o 换个文件夹"]
        assert wenming(tmp_path, "render", "区", "-o", "出", "--shard", "1/2")[0] == 3
    with locked(tmp_path / "出", "批次-1of2"):
        assert wenming(tmp_path, "render", "区", "-o", "出", "--shard", "2/2")[0] == 0
        assert wenming(tmp_path, "render", "区", "-o", "出")[0] == 3
    assert wenming(tmp_path, "render", "区", "-o", "出")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["区", "-o", "出.docx"], "成批生成时 -o 要写文件夹，不能是一个文件（出.docx）"),
        (["区", "-o", "区/一.yaml"], f"-o 要写文件夹，“{Path('区/一.yaml')}”是一个文件"),
        (["空", "-o", "出"], "没有可以生成文稿的文件：要有“文稿”一栏，或用 --kind 指明文种"),
        (["区", "-o", "出", "--kind", "实施方桉"], "没有叫“实施方桉”的文种。是不是想写“实施方案”"),
    ],
)
def test_wrong_use_is_told_once(tmp_path: Path, arguments: list[str], told: str) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN, "区/二.yaml": PLAN, "空/成果.yaml": "成果: []\n"})
    code, out, err = wenming(tmp_path, "render", *arguments)
    assert (code, out) == (2, [])
    assert err.count(f"× {told}") == 1


@pytest.mark.parametrize("value", ["0/2", "3/2", "a/b", "2", "1/0", "-1/2"])
def test_a_shard_has_to_be_one_of_so_many(tmp_path: Path, value: str) -> None:
    code, _, err = wenming(tmp_path, "render", "区", "--shard", value)
    assert code == 2
    assert "--shard 2/8" in "".join(err)


def test_an_edited_document_is_named_and_the_others_are_made(tmp_path: Path) -> None:
    tree(tmp_path / "区", 3)
    wenming(tmp_path, "render", "区", "-o", "出")
    edited = tmp_path / "出" / "街道1" / "社区01-实施方案.docx"
    edited.write_bytes(b"PK by hand")
    code, _, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert code == 3
    shown = Path("出/街道1/社区01-实施方案.docx")
    assert f"× “{shown}”{EDITED}" in err
    assert wenming(tmp_path, "render", "区", "-o", "出", "--force")[0] == 0


def test_two_documents_that_turn_out_to_have_one_name_are_told(tmp_path: Path) -> None:
    twice = PLAN + "    名称: 工作方案\n  - 文种: 实施方案\n    名称: 别的\n    日期: 2026年3月20日\n"
    grow(tmp_path, {"区/社区.yaml": twice, "区/社区-实施方案.yaml": PLAN.replace("文种: 实施", "文种: 工作")})
    told = "× “{}”和“{}”都写成“社区-实施方案-工作方案.docx”：给其中一个改名再生成"
    first, second = Path("区/社区-实施方案.yaml"), Path("区/社区.yaml")
    for _ in range(2):
        code, _out, err = wenming(tmp_path, "render", "区", "-o", "出")
        assert code == 3
        assert {told.format(first, second), told.format(second, first)} & set(err)


def test_a_document_that_is_open_in_word_is_named_and_the_others_are_made(tmp_path: Path) -> None:
    tree(tmp_path / "区", 3)
    wenming(tmp_path, "render", "区", "-o", "出")
    grow(tmp_path, {"出/街道1/~$01-实施方案.docx": "", "区/街道1/社区01.yaml": plan_of(99)})
    code, out, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert (code, out) == (3, [])
    assert err[0].startswith(f"× “{Path('出/街道1/社区01-实施方案.docx')}”正在 Word/WPS 中打开，请关闭后再试")
    assert err[-1] == "× 生成 0 份文稿，跳过 2 份未变，1 个文件有问题：出"


def test_a_bug_in_one_file_is_shown_with_its_trace_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wenming_docs import pipeline

    read = pipeline.read_workspace

    def faulty(path: Path) -> object:
        return read(path) if path.stem != "社区01" else 1 / 0

    monkeypatch.setattr(pipeline, "read_workspace", faulty)
    tree(tmp_path / "区", 3)
    code, out, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert (code, len(out)) == (4, 2)
    assert err[0].startswith(f"× {Path('区/街道1/社区01.yaml')}：这是 wenming 自己的缺陷")
    assert "ZeroDivisionError: division by zero" in err


@pytest.mark.page
def test_pdfs_of_a_batch_are_laid_out_and_left_out_the_next_time(tmp_path: Path) -> None:
    tree(tmp_path / "区", 3)
    code, out, _ = wenming(tmp_path, "render", "区", "-o", "出", "--format", "docx,pdf")
    assert (code, len(out)) == (0, 6)
    assert all(data.startswith(b"%PDF") for name, data in documents(tmp_path / "出").items() if "pdf" in name)
    assert wenming(tmp_path, "render", "区", "-o", "出", "--format", "docx,pdf")[2] == [
        "√ 生成 0 份文稿，跳过 6 份未变：出"
    ]


def test_without_libreoffice_the_other_formats_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenming_docs.office.find_soffice", lambda: None)
    tree(tmp_path / "区", 2)
    code, _, err = wenming(tmp_path, "render", "区", "-o", "出", "--format", "md,pdf")
    assert code == 3
    assert err[0].startswith(f"× “{Path('区/街道0/社区00.yaml')}”没有出 PDF：没有找到 LibreOffice")
    assert [name for name in documents(tmp_path / "出") if name.endswith((".md", ".pdf"))] == [
        "街道0/社区00-实施方案.md",
        "街道1/社区01-实施方案.md",
    ]


def test_jobs_makes_a_batch_of_named_files(tmp_path: Path) -> None:
    tree(tmp_path, 2)
    code, out, _ = wenming(
        tmp_path, "render", "街道0/社区00.yaml", "街道1/社区01.yaml", "-o", "出", "--jobs", "1"
    )
    assert (code, out) == (
        0,
        [str(Path("出/街道0/社区00-实施方案.docx")), str(Path("出/街道1/社区01-实施方案.docx"))],
    )


def test_each_unit_and_several_formats_work_in_a_batch(tmp_path: Path) -> None:
    text = PLAN.replace("    时限: 6月底前", "    牵头: 城管办\n    时限: 6月底前").replace(
        "    时限: 9月底前", "    牵头: 综治办\n    时限: 9月底前"
    )
    grow(
        tmp_path, {"区/一.yaml": text.replace("  自称: 我街道\n", "  自称: 我街道\n  内设: 城管办、综治办\n")}
    )
    code, out, err = wenming(
        tmp_path, "render", "区", "-o", "出", "--kind", "责任清单", "--each", "单位", "--format", "docx,xlsx"
    )
    assert code == 0, err
    assert [Path(path).name for path in out] == [
        f"一-责任清单-{unit}.{suffix}" for unit in ("城管办", "综治办") for suffix in ("docx", "xlsx")
    ]


def test_a_second_run_imports_no_model(tmp_path: Path) -> None:
    tree(tmp_path / "区", 4)
    wenming(tmp_path, "render", "区", "-o", "出")
    script = (
        "import sys; from wenming_docs.cli import main; code = main(['render', '区', '-o', '出'])\n"
        "assert code == 0 and not {'pydantic', 'jinja2', 'lxml'} & set(sys.modules), sys.modules.keys()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr.splitlines() == ["√ 生成 0 份文稿，跳过 4 份未变：出"], done.stderr


@posix
def test_killed_at_any_instant_a_run_is_taken_up_where_it_was(tmp_path: Path) -> None:
    assert kill_and_resume(tmp_path, kills=3, files=12) == []


@posix
def test_ctrl_c_ends_cleanly_and_keeps_what_is_done(tmp_path: Path) -> None:
    import signal

    tree(tmp_path / "区", 300)
    run = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "render", "区", "-o", "出", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    memory = tmp_path / "出" / ".wenming" / "批次.jsonl"
    while run.poll() is None and not (memory.exists() and memory.stat().st_size):
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    assert "Traceback" not in err
    assert err.splitlines()[-2].startswith("● 已取消：还有 ")
    assert not list((tmp_path / "出").rglob("*.tmp"))
    assert len(memory.read_bytes().splitlines()) >= 1


@pytest.mark.parametrize("columns", [24, 30, 40, 80])
def test_the_line_of_progress_fits_its_window(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress(600_000)
    monkeypatch.setattr(progress, "_columns", columns)
    progress.done, progress.failed = 123_456, 7_890
    line = progress.line(progress._started + 100)
    assert line.startswith("123456/600000")
    assert display_width(line) < columns


def test_a_pipe_gets_a_line_for_each_tenth_and_none_for_a_moment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    for step, lines in ((0.001, 0), (0.5, 10), (20.0, 100)):
        progress = Progress(100)
        for _ in range(100):
            clock[0] += step
            progress.step(failed=0)
        told = capsys.readouterr().err.splitlines()
        assert len(told) == lines
        assert not any("\r" in line for line in told)


@posix
def test_a_terminal_gets_one_line_that_is_rewritten_and_a_pipe_none_of_it(tmp_path: Path) -> None:
    import pty

    tree(tmp_path / "区", 3)
    leader, follower = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "render", "区", "-o", "出"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=follower,
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            if not (read := os.read(leader, 4096)):
                break
        except OSError:
            break
        shown += read
    out = run.communicate()[0].decode()
    os.close(leader)
    lines = shown.decode().replace("\r\n", "\n").split("\n")
    assert "\r1/3" in lines[0]
    assert lines[0].endswith("\r√ 生成 3 份文稿，跳过 0 份未变：出")
    assert "\x1b" not in shown.decode()
    assert "\r" not in out
    assert len(out.splitlines()) == 3


def test_among_hundreds_of_faulty_files_the_gravest_are_named(tmp_path: Path) -> None:
    grow(tmp_path, {f"区/{number:03}.yaml": BROKEN for number in range(202)})
    grow(tmp_path, {"区/终.yaml": PLAN, "出/终-实施方案.docx": "自己的"})
    code, _, err = wenming(tmp_path, "render", "区", "-o", "出")
    assert code == 3
    refused = f"× “{Path('出/终-实施方案.docx')}”{EDITED}"
    assert [line for line in err if line.startswith(("× ", "还有"))][-3:] == [
        refused,
        "还有 3 个文件没有列出，全在 出/批量结果.txt",
        "× 生成 0 份文稿，跳过 0 份未变，203 个文件有问题：出",
    ]
    named = [line.partition(".yaml")[0][-3:] for line in err if "[F005]" in line]
    assert named == [f"{number:03}" for number in range(199)]
