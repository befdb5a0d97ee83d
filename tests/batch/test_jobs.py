"""Which files make documents, and where these go."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.batch.trees import PLAN, grow, names, run, settings, states
from wenming_docs.batch.jobs import (
    Job,
    _Places,
    default_output,
    find_jobs,
    in_shard,
    is_many,
)
from wenming_docs.batch.looks import DOCUMENTS_KEYS
from wenming_docs.errors import WrongUse
from wenming_docs.plan_files import spellings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def keys(*arguments: str, out: str = "出", every: bool = False) -> list[str]:
    return [job.key for job in find_jobs(arguments, Path(out), every=every).jobs]


def test_a_folder_means_every_plan_below_it_in_order(tmp_path: Path) -> None:
    grow(tmp_path, dict.fromkeys(("乙/丙/三.yml", "甲/二.yaml", "一.yaml", "甲/一.YAML"), PLAN))
    assert keys(str(tmp_path)) == ["一.yaml", "乙/丙/三.yml", "甲/一.YAML", "甲/二.yaml"]


def test_what_no_office_wrote_as_a_plan_is_passed_over(tmp_path: Path) -> None:
    passed_over = (
        ".隐藏.yaml",
        "~$一.yaml",
        "输出/一.yaml",
        "templates/契约.yaml",
        "规范/用语.yaml",
        ".git/x.yaml",
    )
    grow(tmp_path, dict.fromkeys((*passed_over, "成品/旧.yaml", "一.yaml", "说明.txt"), PLAN))
    assert keys(str(tmp_path), out=str(tmp_path / "成品")) == ["一.yaml"]
    assert keys(str(tmp_path), out=str(tmp_path)) == ["一.yaml", "成品/旧.yaml"]


def test_parts_are_no_jobs_and_files_without_documents_are_named(tmp_path: Path) -> None:
    grow(
        tmp_path,
        {
            "年度/街道.yaml": "单位: 青石街道\n包含: 文稿/*.yaml、成果.yaml\n",
            "年度/文稿/1.yaml": "文稿:\n  - 文种: 实施方案\n",
            "年度/文稿/2.yaml": "文稿:\n  - 文种: 工作总结\n",
            "年度/成果.yaml": "成果: []\n",
            "社区.yaml": "单位: 东门社区\n成果: []\n",
            "引号.yaml": '"文稿":\n  - 文种: 通知\n',
            "英文.yaml": "documents:\n  - 文种: 通知\n",
            "流式.yaml": "{单位: 甲, 文稿: [{文种: 通知}]}\n",
            "提到.yaml": "单位: 甲\n指导思想: 各类文稿：都要报送。\n",
        },
    )
    found = find_jobs([str(tmp_path)], tmp_path / "出")
    assert [job.key for job in found.jobs] == ["年度/街道.yaml", "引号.yaml", "流式.yaml", "英文.yaml"]
    assert names(found.parts, tmp_path) == ["年度/成果.yaml", "年度/文稿/1.yaml", "年度/文稿/2.yaml"]
    assert names(found.left_out, tmp_path) == ["提到.yaml", "社区.yaml"]
    assert keys(str(tmp_path), every=True) == [
        "年度/街道.yaml", "引号.yaml", "提到.yaml", "流式.yaml", "社区.yaml", "英文.yaml"
    ]  # fmt: skip


def test_the_examples_of_the_project_are_told_apart() -> None:
    found = find_jobs([str(EXAMPLES)], EXAMPLES / "出")
    assert "年度/清河街道.yaml" in {job.key for job in found.jobs}
    assert "东城区.yaml" in {job.key for job in found.jobs}
    assert names(found.parts, EXAMPLES)[:1] == ["年度/典型与荣誉.yaml"]
    assert "青石街道/成果/上半年.yaml" in names(found.parts, EXAMPLES)


@pytest.mark.parametrize("text", ["文稿: [\n", "\x00\x01", "文稿:\n\t- 文种: 通知\n"])
def test_a_broken_file_is_a_job_so_that_its_mistakes_are_told(tmp_path: Path, text: str) -> None:
    grow(tmp_path, {"坏.yaml": text + "文稿: \n"})
    assert keys(str(tmp_path)) == ["坏.yaml"]


def test_old_encodings_are_looked_into(tmp_path: Path) -> None:
    (tmp_path / "旧.yaml").write_bytes(PLAN.encode("gb18030"))
    (tmp_path / "旧成果.yaml").write_bytes("单位: 甲\n成果: []\n".encode("gb18030"))
    assert keys(str(tmp_path)) == ["旧.yaml"]


def test_patterns_and_names_and_folders_mix_and_no_file_counts_twice(tmp_path: Path) -> None:
    grow(tmp_path, dict.fromkeys(("甲/一.yaml", "甲/深/二.yaml", "乙/三.yaml", "四.yaml", "五.yml"), PLAN))
    with chdir(tmp_path):
        assert keys("*.yaml", "*.yml") == ["五.yml", "四.yaml"]
        assert keys("甲/**/*.yaml") == ["一.yaml", "深/二.yaml"]
        assert keys("**/*.yaml", "甲", "四.yaml") == ["乙/三.yaml", "四.yaml", "甲/一.yaml", "甲/深/二.yaml"]
        assert keys("[甲乙]") == ["乙/三.yaml", "甲/一.yaml", "甲/深/二.yaml"]
        assert keys("甲/一.yaml", "乙/三.yaml") == ["乙/三.yaml", "甲/一.yaml"]


def test_a_named_file_is_a_job_whatever_it_holds(tmp_path: Path) -> None:
    grow(tmp_path, {"成果.yaml": "成果: []\n"})
    assert keys(str(tmp_path / "成果.yaml")) == ["成果.yaml"]


def test_two_files_for_one_name_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    grow(tmp_path, dict.fromkeys(("甲/一.yaml", "乙/一.yaml", "丙/二.yaml", "丙/二.yml"), PLAN))
    with chdir(tmp_path):
        with pytest.raises(WrongUse) as refusal:
            keys("甲", "乙")
        told = "“乙/一.yaml”和“甲/一.yaml”的文稿会写成同名的文件：给其中一个改名，或分两次写到不同的文件夹"
        assert str(refusal.value).replace(os.sep, "/") == told
        with pytest.raises(WrongUse, match="二.yaml.*二.yml"):
            keys("丙")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["没有.yaml", "也没有"], "找不到文件“没有.yaml”；找不到文件“也没有”"),
        (["没有/*.yaml"], "没有符合“没有/*.yaml”的文件"),
        (["空"], "“空”里没有 YAML 文件"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "空").mkdir()
    with chdir(tmp_path), pytest.raises(WrongUse) as refusal:
        find_jobs(arguments, Path("出"))
    assert str(refusal.value) == told


def test_links_that_go_round_are_not_followed(tmp_path: Path) -> None:
    grow(tmp_path, {"甲/一.yaml": PLAN})
    try:
        (tmp_path / "甲" / "回头").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("links need rights here")
    assert keys(str(tmp_path)) == ["甲/一.yaml"]


def test_documents_lie_beside_the_inputs_unless_there_are_several(tmp_path: Path) -> None:
    grow(tmp_path, {"甲/一.yaml": PLAN, "乙/二.yaml": PLAN})
    with chdir(tmp_path):
        assert default_output(["甲"]) == Path("甲/输出")
        assert default_output(["甲/*.yaml"]) == Path("甲/输出")
        with pytest.raises(WrongUse, match="-o"):
            default_output(["甲", "乙"])


def test_a_file_that_is_called_like_a_pattern_is_one_file(tmp_path: Path) -> None:
    grow(tmp_path, {"计划[1].yaml": PLAN})
    with chdir(tmp_path):
        assert [is_many(name) for name in ("计划[1].yaml", "计划*.yaml", ".", "无.yaml")] == [
            False,
            True,
            True,
            False,
        ]


def test_the_keys_looked_for_are_those_of_the_model() -> None:
    assert spellings("文稿") == DOCUMENTS_KEYS


@given(
    st.sets(
        st.text(min_size=1).filter(lambda text: max(text) < "\ud800" or min(text) > "\udfff"), max_size=30
    ),
    st.integers(1, 9),
)
def test_shards_are_disjoint_and_together_all(found: set[str], count: int) -> None:
    jobs = [Job(key, Path(key)) for key in found]
    shards = [[job for job in jobs if in_shard(job, number, count)] for number in range(1, count + 1)]
    assert sorted(job.key for shard in shards for job in shard) == sorted(found)


def test_a_shard_does_not_depend_on_the_other_files_or_on_the_machine(tmp_path: Path) -> None:
    composed, other = unicodedata.normalize("NFC", "é社区.yaml"), unicodedata.normalize("NFD", "é社区.yaml")
    shards: list[Callable[[Job], bool]] = [lambda job, n=n: in_shard(job, n, 8) for n in range(1, 9)]
    [one] = find_jobs([str(grow(tmp_path / "甲", {composed: PLAN}))], tmp_path / "出").jobs
    found = find_jobs([str(grow(tmp_path / "乙", {other: PLAN, "别的.yaml": PLAN}))], tmp_path / "出").jobs
    two = next(job for job in found if job.key != "别的.yaml")
    assert one.key == two.key
    assert [shard(one) for shard in shards] == [shard(two) for shard in shards]
    assert [in_shard(Job("东城区/青石街道.yaml", Path("x")), n, 4) for n in range(1, 5)].count(True) == 1


def test_where_a_file_really_is_is_what_the_system_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders are looked at once, links and all: a file that is reached twice is one job."""
    (tmp_path / "甲" / "乙").mkdir(parents=True)
    (tmp_path / "甲" / "乙" / "文件.yaml").write_text("a", encoding="utf-8")
    (tmp_path / "路").symlink_to("甲", target_is_directory=True)
    (tmp_path / "甲" / "乙" / "别名.yaml").symlink_to("../../路/乙/文件.yaml")
    monkeypatch.chdir(tmp_path / "甲")
    place = _Places()
    for name in (
        *("乙/文件.yaml", "乙/别名.yaml", "../路/乙/文件.yaml", "./乙/../乙/文件.yaml", "没有.yaml", ".", ""),
        *(
            f"{tmp_path}/路/乙/文件.yaml",
            f"{tmp_path}/路/乙/别名.yaml",
            f"{tmp_path}/路",
            "/",
            "/没有/甲.yaml",
        ),
    ):
        assert place.of(name) == os.path.realpath(name)


def test_files_that_include_each_other_are_jobs_so_that_it_is_told(tmp_path: Path) -> None:
    grow(
        tmp_path,
        {
            "自己.yaml": "包含: 自己.yaml\n" + PLAN,
            "甲.yaml": "包含: 乙.yaml\n" + PLAN,
            "乙.yaml": "包含: 甲.yaml、尾.yaml\n",
            "尾.yaml": "成果: []\n",
            "外.yaml": "包含: 圈1.yaml\n" + PLAN,
            "圈1.yaml": "包含: 圈2.yaml\n",
            "圈2.yaml": "包含: 圈1.yaml\n",
        },
    )
    found = find_jobs([str(tmp_path)], tmp_path / "出")
    assert [job.key for job in found.jobs] == ["乙.yaml", "外.yaml", "甲.yaml", "自己.yaml"]
    assert names(found.parts, tmp_path) == ["圈1.yaml", "圈2.yaml", "尾.yaml"]


def test_a_link_that_leads_to_no_file_is_one_broken_file(tmp_path: Path) -> None:
    grow(tmp_path, {"一.yaml": PLAN})
    try:
        (tmp_path / "圈.yaml").symlink_to("圈.yaml")
        (tmp_path / "断.yaml").symlink_to("没有.yaml")
    except OSError:
        pytest.skip("links need rights here")
    for argument in (str(tmp_path), str(tmp_path / "*.yaml"), str(tmp_path / "**" / "*.yaml")):
        assert keys(argument) == ["一.yaml", "圈.yaml", "断.yaml"]
    done = run(tmp_path, settings(tmp_path / "出"))
    assert states(done) == {"一.yaml": "made", "圈.yaml": "broken", "断.yaml": "broken"}


def test_a_folder_that_cannot_be_opened_is_named_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN, "区/关/二.yaml": PLAN, "区/深/关/三.yaml": PLAN})
    look = os.scandir

    def scandir(path: str | os.PathLike[str] = ".") -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith("关"):
            raise PermissionError(13, "closed")
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with chdir(tmp_path):
        for argument, closed in (
            ("区", ["区/关", "区/深/关"]),
            ("区/**/*.yaml", ["区/关", "区/深/关"]),
            ("区/*/*.yaml", ["区/关"]),
            ("区/*.yaml", []),
        ):
            if argument == "区/*/*.yaml":
                grow(tmp_path, {"区/开/四.yaml": PLAN})
            found = find_jobs([argument], Path("出"))
            assert found.jobs
            assert [path.as_posix() for path in found.closed] == closed
        with pytest.raises(WrongUse, match="打不开文件夹“区/关”|打不开文件夹“区.关”"):
            find_jobs(["区/关"], Path("出"))
