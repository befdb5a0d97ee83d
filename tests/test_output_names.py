"""Names from data stay in the folder, whatever they are called; nobody's lock file is read as an input."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.batch.trees import PLAN, grow
from tests.test_cli_render import NAME, wenming, write
from wenming_docs.output import name_key, safe_name

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links that Windows does not have")
HOSTILE = (
    *(
        "CON",
        "con.txt",
        "Con ",
        "NUL",
        "NUL .x",
        "AUX.docx",
        "nul.tar.gz",
        "CONIN$",
        "COM¹",
        "LPT9.",
        "CLOCK$",
    ),
    *(
        "sub/NUL",
        "sub\\CON",
        "..",
        "../../外",
        "/etc/passwd",
        "C:\\外",
        "C:外",
        "\\\\服务器\\外",
        "a:b",
        "a|b<c>",
    ),
    *(
        "尾点.",
        "尾点。.",
        "尾空 ",
        ". .",
        "~$社区",
        ".隐藏",
        "-o",
        "--force",
        "$HOME",
        "`id`",
        "%TEMP%",
        "'甲'",
    ),
    *("长" * 120 + "甲", "长" * 120 + "乙", "é社", "e\u0301社", "A社", "a社", "社\u202egpj", "社 (2)", "社"),
)
"""No two of them are one name to us; to some file systems several are."""


def issues(units: tuple[str, ...]) -> str:
    """A ledger with an issue for each unit."""
    listed = json.dumps(units, ensure_ascii=False)
    rows = "".join(
        f"  - 点位: 点位{number}号\n    问题: 堆物{number}\n"
        f"    单位: {json.dumps(unit, ensure_ascii=False)}\n    发现日期: 4月2日\n    时限: 6月30日\n"
        for number, unit in enumerate(units)
    )
    return (
        f"单位:\n  名称: 青石街道办事处\n  自称: 我街道\n  下级:\n    社区: {listed}\n创建:\n"
        f"  荣誉: 全国文明城市\n  年度: 2026\n问题台账:\n{rows}"
        "文稿:\n  - 文种: 整改通知单\n    单位: 社\n    日期: 2026年5月6日\n"
    )


def all_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_units_with_hostile_names_each_get_a_document_and_none_escapes(tmp_path: Path) -> None:
    home = tmp_path / "深" / "更深"
    write(home, plan=issues(HOSTILE))
    code, out, _ = wenming(home, "render", "plan.yaml", "--each", "单位", "-o", "出", "--format", "md")
    names = [path.name for path in (home / "出").iterdir()]
    assert (code, len(out), len(names)) == (0, len(HOSTILE), len(HOSTILE))
    assert all_below(tmp_path) == {"深", "深/更深", "深/更深/plan.yaml", "深/更深/出"} | {
        f"深/更深/出/{name}" for name in names
    }
    assert len({name_key(name) for name in names}) == len(names)
    for name in names:
        assert name == safe_name(name.removesuffix(".md"), ".md")
        assert len(name.encode()) <= 255


@posix
def test_files_with_hostile_names_make_documents_in_the_folder(tmp_path: Path) -> None:
    stems = [name for name in HOSTILE if "/" not in name and "长" not in name and name not in ("..", ". .")]
    files = [f"{stem}.yaml" for stem in stems if not stem.startswith("~$")]
    grow(tmp_path / "区", dict.fromkeys(files, PLAN))
    for arguments in (["-o", "../出", "--", *files], ["-o", "../出", "."]):
        code, out, err = wenming(tmp_path / "区", "render", "--format", "md", *arguments)
        # Some file systems take two of them for one: they are named, neither is overwritten.
        assert (code, out) == (2, []) and "社.yaml" in err[-1], err
    assert not any(tmp_path.rglob("*.md"))
    for stem in stems:
        if not stem.startswith("~$"):
            folder = tmp_path / "单" / str(stems.index(stem))
            grow(folder, {f"{stem}.yaml": PLAN})
            assert wenming(folder, "render", "--format", "md", "--", f"{stem}.yaml")[0] == 0
            assert len(all_below(folder)) == 3


def test_two_units_of_one_name_to_the_file_system_are_both_kept(tmp_path: Path) -> None:
    write(tmp_path, plan=issues(("社", "A社", "a社", "é社", "e\u0301社", "甲/乙", "甲:乙")))
    code, out, _ = wenming(tmp_path, "render", "plan.yaml", "--each", "单位", "--format", "md")
    texts = {path.read_text(encoding="utf-8") for path in (tmp_path / "输出").iterdir()}
    assert (code, len(out), len(texts)) == (0, 7, 7)


@posix
@pytest.mark.parametrize("files", [["plan.yaml"], ["."]], ids=["render", "batch"])
def test_an_output_folder_that_is_a_link_is_entered_only_where_it_was_typed(
    tmp_path: Path, files: list[str]
) -> None:
    home, outside = tmp_path / "家", tmp_path / "外"
    outside.mkdir()
    write(home, plan=PLAN)
    (home / "输出").symlink_to(outside)
    code, out, err = wenming(home, "render", *files)
    assert (code, out) == (3, []) and "符号链接通到" in err[0]
    assert all_below(outside) == set()
    assert wenming(home, "render", *files, "-o", "输出")[0] == 0
    assert NAME in all_below(outside)
    (home / "输出").unlink()
    (home / "里").mkdir()
    (home / "输出").symlink_to("里")
    assert wenming(home, "render", *files)[0] == 0
    assert NAME in all_below(home / "里")


def test_the_lock_file_of_an_open_document_is_never_an_input(tmp_path: Path) -> None:
    grow(tmp_path, {"区/甲.yaml": PLAN, "区/~$甲.yaml": "锁", "区/部分/乙.yaml": "指导思想: 甲。\n"})
    grow(
        tmp_path,
        {"区/部分/~$乙.yaml": "锁", "包含.yaml": "包含: 区/部分/*.yaml\n" + PLAN.replace("指导思想", "# ")},
    )
    skipped = "跳过“{}”：是 Word、Excel 或 WPS 打开文件时留下的"
    assert wenming(tmp_path, "check", "包含.yaml")[0] == 0
    code, out, _ = wenming(tmp_path, "render", "区", "-o", "出")
    assert (code, len(out)) == (0, 1)
    for command in (["check"], ["render"], ["fmt", "--check"], ["status"]):
        lock = os.path.join("区", "~$甲.yaml")
        code, _, err = wenming(tmp_path, *command, os.path.join("区", "甲.yaml"), lock)
        assert code == 0 and err[0] == "● " + skipped.format(lock)
        assert wenming(tmp_path, *command, lock)[0] == 2
