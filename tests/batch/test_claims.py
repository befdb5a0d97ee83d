"""No document of one file is written over another's, nor anywhere but in the folder that was asked for."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

import pytest

from tests.batch.trees import PLAN, documents, grow, plan_of, run, settings, states
from wenming_docs.batch.jobs import find_jobs, in_shard
from wenming_docs.batch.lock import locked
from wenming_docs.batch.manifest import Manifest, shard_name
from wenming_docs.batch.work import work
from wenming_docs.cli import main
from wenming_docs.errors import OutputRefused, WrongUse

TWICE = PLAN + "    名称: 工作方案\n  - 文种: 实施方案\n    名称: 别的\n    日期: 2026年3月20日\n"
RIVALS = {"区/社区.yaml": TWICE, "区/社区-实施方案.yaml": PLAN.replace("文种: 实施", "文种: 工作")}
MET = "社区-实施方案-工作方案.docx"


@pytest.mark.parametrize(
    ("one", "other"), [("甲?", "甲_"), (" 甲", "甲"), ("甲\u2028", "甲_"), ("é", "e\u0301")]
)
def test_files_whose_names_are_written_alike_are_refused_before_anything_is_made(
    tmp_path: Path, one: str, other: str
) -> None:
    try:
        grow(tmp_path, {f"区/{one}.yaml": PLAN, f"区/{other}.yaml": PLAN})
    except OSError:
        pytest.skip("no such name here")
    with pytest.raises(WrongUse, match="会写成同名的文件"):
        find_jobs([str(tmp_path / "区")], tmp_path / "出")


@pytest.mark.parametrize("workers", [1, 2])
def test_of_two_documents_that_meet_none_is_written(tmp_path: Path, workers: int) -> None:
    grow(tmp_path, RIVALS)
    with chdir(tmp_path):
        for _ in range(2):
            done = run(Path("区"), settings(Path("出")), workers=workers)
            assert states(done) == {"社区-实施方案.yaml": "refused", "社区.yaml": "refused"}
            first, second = Path("区/社区-实施方案.yaml"), Path("区/社区.yaml")
            told = (f"“{first}”和“{second}”都写成“{MET}”：给其中一个改名再生成",)
            assert {each.complaints for each in done.values()} == {told}
            assert list(documents(Path("出"))) == ["社区-实施方案.docx"]


def test_two_documents_that_meet_across_shards_are_refused_in_each(tmp_path: Path) -> None:
    folder, asked = grow(tmp_path, RIVALS) / "区", settings(tmp_path / "出")
    found = find_jobs([str(folder)], asked.out).jobs
    told = []
    for number in (1, 2, 3, 4):
        manifest = Manifest(asked.out, shard_name(number, 4))
        mine = [job for job in found if in_shard(job, number, 4)]
        work(mine, asked, manifest, told.append, others=found)
        manifest.close()
    assert [done.state for done in told] == ["refused", "refused"]
    assert MET not in documents(asked.out)


def test_names_that_only_look_as_if_they_might_meet_are_no_matter(tmp_path: Path) -> None:
    files = {"社区.yaml": PLAN, "社区-实施方案.yaml": PLAN, "社区-一季度.yaml": PLAN}
    asked = settings(tmp_path / "出")
    folder = grow(tmp_path / "区", files)
    assert set(states(run(folder, asked)).values()) == {"made"}
    assert set(states(run(folder, asked)).values()) == {"skipped"}


def test_a_second_folder_of_inputs_takes_no_documents_of_the_first(tmp_path: Path) -> None:
    grow(tmp_path, {"甲/一.yaml": PLAN, "乙/一.yml": plan_of(7), "丙/一.yaml": plan_of(8)})
    asked = settings(Path("出"))
    with chdir(tmp_path):
        assert states(run(Path("甲"), asked)) == {"一.yaml": "made"}
        before, path = documents(Path("出")), Path("出/一-实施方案.docx")
        for folder, key in (("乙", "一.yml"), ("丙", "一.yaml")):
            done = run(Path(folder), asked)[key]
            told = f"“{path}”是“{Path('甲/一.yaml')}”的文稿，没有覆盖"
            cure = "给其中一个改名，用 -o 换个文件夹，或用 --force 覆盖"
            assert (done.state, done.complaints) == ("refused", (f"{told}：{cure}",))
            assert documents(Path("出")) == before
        assert states(run(Path("甲"), asked)) == {"一.yaml": "skipped"}
        assert states(run(Path("丙"), settings(Path("出"), force=True))) == {"一.yaml": "made"}
        assert states(run(Path("丙"), asked)) == {"一.yaml": "skipped"}
        assert states(run(Path("甲"), asked)) == {"一.yaml": "refused"}


def test_a_file_that_has_moved_keeps_its_documents(tmp_path: Path) -> None:
    asked = settings(tmp_path / "出")
    run(grow(tmp_path / "甲", {"一.yaml": PLAN}), asked)
    (tmp_path / "甲").rename(tmp_path / "乙")
    grow(tmp_path / "乙", {"一.yaml": plan_of(7)})
    assert states(run(tmp_path / "乙", asked)) == {"一.yaml": "made"}


def test_links_lead_no_document_and_no_memory_out_of_the_folder(tmp_path: Path) -> None:
    folder = grow(tmp_path / "区", {"一.yaml": PLAN, "深/一.yaml": PLAN})
    (tmp_path / "别处").mkdir()
    (tmp_path / "出").mkdir()
    try:
        (tmp_path / "出" / "深").symlink_to("../别处", target_is_directory=True)
    except OSError:
        pytest.skip("links need rights here")
    done = run(folder, settings(tmp_path / "出"))
    assert states(done) == {"一.yaml": "made", "深/一.yaml": "refused"}
    what = f"写不了“{tmp_path / '出' / '深'}”：这里的符号链接通到“{tmp_path / '出'}”外面，请换个位置"
    assert done["深/一.yaml"].complaints == (what,)
    (tmp_path / "又").mkdir()
    (tmp_path / "又" / ".wenming").symlink_to("../别处", target_is_directory=True)
    with pytest.raises(OutputRefused, match="外面"), locked(tmp_path / "又"):
        pass
    assert os.listdir(tmp_path / "别处") == []


def test_a_closed_folder_is_told_with_the_documents_and_in_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grow(tmp_path, {"区/一.yaml": PLAN, "区/关/二.yaml": PLAN})
    look = os.scandir

    def scandir(path: str | os.PathLike[str] = ".") -> object:
        if os.fspath(path).endswith("关"):
            raise PermissionError(13, "closed")
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with chdir(tmp_path):
        assert main(["render", "区", "-o", "出"]) == 3
    told = f"× 打不开文件夹“{Path('区/关')}”，里面的没有生成：没有读取权限，或磁盘有问题"
    assert capsys.readouterr().err.splitlines() == [told, "× 生成 1 份文稿，跳过 0 份未变：出"]
    assert told in (tmp_path / "出" / "批量结果.txt").read_text("utf-8")
