"""A job is left out only when all that it read and wrote is as it was."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.batch.trees import PLAN, TODAY, documents, grow, plan_of, run, settings, states
from wenming_docs.batch.jobs import find_jobs
from wenming_docs.batch.manifest import Manifest, Record, read_record, shard_name
from wenming_docs.batch.run import run_job
from wenming_docs.errors import OutputRefused
from wenming_docs.output import EDITED

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NAME = "区-实施方案.docx"
OFFICE = "{% extends '内置/实施方案/正文.md.j2' %}\n"
BELOW = "  自称: 我街道\n  下级:\n    社区:\n      东门社区: 社区/东门.yaml\n"
ENTRY = PLAN.replace("任务:", "包含: 成果/*.yaml\n任务:").replace("  自称: 我街道\n", BELOW)
RESULT = "成果:\n  - 日期: 5月6日\n    数据:\n      清理小广告: 12处\n"


def picture(path: Path, colour: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(path)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A district with parts, a unit below, a photograph and a template of its own."""
    folder = grow(
        tmp_path / "入",
        {
            "区.yaml": ENTRY,
            "成果/5月.yaml": RESULT + "    照片: 图/前.png\n",
            "社区/东门.yaml": "单位: 东门社区\n创建:\n  年度: 2026\n" + RESULT,
            "templates/实施方案/正文.md.j2": OFFICE,
            "别处.yaml": plan_of(7),
        },
    )
    picture(folder / "成果" / "图" / "前.png", "red")
    return folder


def write(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


def extend(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (
        (folder / name).write_text((folder / name).read_text("utf-8") + text, "utf-8") and None
    )


CHANGES: dict[str, Callable[[Path], object]] = {
    "the entry": extend("区.yaml", "# 改了\n"),
    "a part": extend("成果/5月.yaml", "# 改了\n"),
    "a new part that the pattern finds": lambda f: grow(f, {"成果/6月.yaml": "成果: []\n"}),
    "a part that is gone": lambda f: (
        grow(f, {"成果/6月.yaml": "成果: []\n"}) and (f / "成果/5月.yaml").rename(f / "成果/4月.yaml")
    ),
    "a unit below": extend("社区/东门.yaml", "# 改了\n"),
    "a unit below that is gone": lambda f: (f / "社区/东门.yaml").unlink(),
    "a photograph": lambda f: picture(f / "成果/图/前.png", "blue"),
    "a photograph that is gone": lambda f: (f / "成果/图/前.png").unlink(),
    "a template": write("templates/实施方案/正文.md.j2", OFFICE + "\n"),
    "a further template": lambda f: grow(f, {"templates/共用/新.md.j2": "新"}),
    "a template file that is only included": lambda f: grow(f, {"templates/共用/尾.md": "尾"}),
    "no template any more": lambda f: (f / "templates").rename(f / "旧模板"),
    "a document that is gone": lambda f: (f.parent / "出" / NAME).unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_job_is_done_again_after_a_change_of(office: Path, change: str) -> None:
    asked = settings(office.parent / "出")
    assert states(run(office, asked)) == {"别处.yaml": "made", "区.yaml": "made"}
    assert states(run(office, asked)) == {"别处.yaml": "skipped", "区.yaml": "skipped"}
    CHANGES[change](office)
    again = states(run(office, asked))
    assert again["区.yaml"] in ("made", "broken")
    assert again["别处.yaml"] == ("made" if "template" in change else "skipped")
    if again["区.yaml"] == "made":
        assert set(states(run(office, asked)).values()) == {"skipped"}


@pytest.mark.parametrize(
    "option",
    [
        {"formats": ("docx", "md")},
        {"draft": True},
        {"kind": "任务分解表"},
        {"strict": True},
        {"as_of": date(2026, 6, 1)},
        {"force": True},
        {"templates": EXAMPLES},
    ],
    ids=str,
)
def test_a_job_is_done_again_when_something_else_is_asked_for(
    tmp_path: Path, option: dict[str, object]
) -> None:
    folder = grow(tmp_path / "入", {"区.yaml": PLAN})
    assert states(run(folder, settings(tmp_path / "出"))) == {"区.yaml": "made"}
    assert states(run(folder, settings(tmp_path / "出", **option))) == {"区.yaml": "made"}


def test_a_job_is_done_again_when_documents_are_stamped_with_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, asked = grow(tmp_path / "入", {"区.yaml": PLAN}), settings(tmp_path / "出")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert states(run(folder, asked)) == {"区.yaml": "made"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert states(run(folder, asked)) == {"区.yaml": "made"}
    assert states(run(folder, asked)) == {"区.yaml": "skipped"}


def test_house_rules_that_appear_are_heeded(tmp_path: Path) -> None:
    folder, asked = grow(tmp_path / "入", {"区.yaml": PLAN}), settings(tmp_path / "出", strict=True)
    assert states(run(folder, asked)) == {"区.yaml": "made"}
    assert states(run(folder, asked)) == {"区.yaml": "skipped"}
    grow(folder, {"规范/用语.yaml": "用语:\n  - 错: 背街小巷\n    对: 背街里巷\n"})
    assert states(run(folder, asked)) == {"区.yaml": "broken"}


def test_an_edited_document_is_never_passed_over_in_silence(tmp_path: Path) -> None:
    folder, asked = grow(tmp_path / "入", {"区.yaml": PLAN}), settings(tmp_path / "出")
    run(folder, asked)
    path = asked.out / NAME
    path.write_bytes(b"PK edited by hand")
    done = run(folder, asked)["区.yaml"]
    assert (done.state, done.complaints) == (
        "refused",
        (f"“{path}”{EDITED}",),
    )
    assert path.read_bytes() == b"PK edited by hand"
    assert states(run(folder, settings(tmp_path / "出", force=True))) == {"区.yaml": "made"}
    assert states(run(folder, asked)) == {"区.yaml": "skipped"}


def test_inputs_and_documents_may_be_copied_elsewhere_together(tmp_path: Path) -> None:
    folder = grow(tmp_path / "甲" / "入", {"区/一.yaml": PLAN})
    run(folder, settings(tmp_path / "甲" / "出"))
    (tmp_path / "甲").rename(tmp_path / "乙")
    assert states(run(tmp_path / "乙" / "入", settings(tmp_path / "乙" / "出"))) == {"区/一.yaml": "skipped"}


def test_a_document_that_the_day_has_a_part_in_is_made_again_on_another_day(tmp_path: Path) -> None:
    folder = tmp_path / "入"
    shutil.copytree(EXAMPLES / "东城区", folder / "东城区")
    shutil.copy(EXAMPLES / "东城区.yaml", folder)
    shutil.copy(EXAMPLES / "白鹿镇.yaml", folder)
    month = {"kind": "综合情况", "period": "6月"}
    today, tomorrow = ({"today": day} | month for day in (TODAY, date(2026, 5, 21)))
    assert states(run(folder, settings(tmp_path / "出", **today)))["东城区.yaml"] == "made"
    assert states(run(folder, settings(tmp_path / "出", **today)))["东城区.yaml"] == "skipped"
    again = states(run(folder, settings(tmp_path / "出", **tomorrow)))
    assert (again["东城区.yaml"], again["白鹿镇.yaml"]) == ("made", "skipped")


def test_what_was_not_made_for_its_day_is_the_same_on_any_day(tmp_path: Path) -> None:
    records = []
    for day in (TODAY, date(2027, 2, 3)):
        asked = settings(tmp_path / str(day), today=day)
        jobs = find_jobs([str(EXAMPLES / "*.yaml")], asked.out).jobs
        records.append({job.key: run_job(job, asked, "digest").record for job in jobs})
    first, second = records
    for key, record in first.items():
        other = second[key]
        assert record and other
        assert record.day or record.outputs == other.outputs, key


def test_every_file_that_is_opened_is_noted(tmp_path: Path) -> None:
    """The system's own list of opened files, held against the record of each example."""
    opened: set[str] = set()
    listening = [True]

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open" and isinstance(arguments[0], str | Path):
            opened.add(str(arguments[0]))

    sys.addaudithook(hear)
    for job in find_jobs([str(EXAMPLES)], tmp_path / "出").jobs:
        opened.clear()
        record = run_job(job, settings(tmp_path / "出"), "digest").record
        assert record
        noted = {(job.entry.parent / name).resolve() for name in record.files}
        read = {Path(name).resolve() for name in opened if Path(name).resolve().is_relative_to(EXAMPLES)}
        assert read <= noted
    listening.clear()


def record_of(job: str, **given: str) -> Record:
    return Record(
        job,
        "settings",
        {f"{job}.yaml": "ab"},
        (("成果", "*.yaml", "cd"),),
        outputs={"一.docx": "ef"},
        **given,
    )


def test_a_record_is_one_line_and_comes_back_from_it() -> None:
    record = record_of("区/甲\n乙\udc80", day="2026-05-20")
    assert record.line().count(b"\n") == 1
    assert read_record(record.line()) == record


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"{", b"{}\n", b"[]\n", b"null\n", b"\xff\xfe\n", b'{"v":1,"patterns":[]}\n', b"[" * 100_000),
        record_of("甲").line()[:-1],
        record_of("甲").line().replace(b'"v":1', b'"v":0'),
        record_of("甲").line().replace(b'{"\xe4\xb8\x80.docx":"ef"}', b"[]"),
        record_of("甲").line().replace(b'"ef"', b"5"),
        record_of("甲").line().replace(b'"ef"', b"null"),
        record_of("甲").line().replace(b'"cd"', b"{}"),
        record_of("甲").line().replace(b'"cd"', b'"c","d"'),
        record_of("甲").line().replace(b'"ab"', rb'"\u0000"'),
        record_of("甲").line().replace(b'"ab"', rb'"\ud800"'),
        record_of("甲").line().replace(b'"warnings":{}', b'"warnings":{"warning":2}'),
        record_of("甲").line().replace(b'"warnings":{}', b'"warnings":{"warning W1":"a"}'),
        record_of("甲").line().replace(b'"warnings":{}', b'"warnings":{"warning W1":null}'),
        record_of("甲").line().replace(b'"warnings":{}', b'"warnings":{"warning W1":true}'),
    ],
    ids=lambda line: repr(line[-90:]),
)
def test_a_line_that_is_none_of_ours_is_no_record(line: bytes) -> None:
    assert read_record(line) is None


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_a_torn_last_line_costs_its_job_alone_and_is_not_told(tmp_path: Path) -> None:
    folder = grow(tmp_path / "入", {f"{n}.yaml": plan_of(n) for n in range(3)})
    asked = settings(tmp_path / "出")
    run(folder, asked)
    path = asked.out / ".wenming" / "批次.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    manifest = Manifest(asked.out)
    manifest.close()
    assert (manifest.damaged, len(lines(path))) == ([], 2)
    assert states(run(folder, asked)) == {"0.yaml": "skipped", "1.yaml": "skipped", "2.yaml": "made"}
    assert len(lines(path)) == 3


def test_a_damaged_memory_counts_as_absent_and_is_named(tmp_path: Path) -> None:
    folder = grow(tmp_path / "入", {f"{n}.yaml": plan_of(n) for n in range(3)})
    asked = settings(tmp_path / "出")
    run(folder, asked)
    path = asked.out / ".wenming" / "批次.jsonl"
    path.write_bytes(b"\0" * 5000 + b"\n" + lines(path)[2])
    manifest = Manifest(asked.out)
    manifest.close()
    assert manifest.damaged == [path]
    assert states(run(folder, asked)) == {"0.yaml": "made", "1.yaml": "made", "2.yaml": "skipped"}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names")
def test_what_is_no_file_in_the_place_of_a_memory_is_told_and_never_waited_for(tmp_path: Path) -> None:
    folder, asked = grow(tmp_path / "入", {"区.yaml": PLAN}), settings(tmp_path / "出")
    memory = asked.out / ".wenming"
    memory.mkdir(parents=True)
    os.mkfifo(memory / "批次-x.jsonl")
    (memory / "批次-y.jsonl").mkdir()
    manifest = Manifest(asked.out)
    manifest.close()
    assert manifest.damaged == [memory / "批次-x.jsonl", memory / "批次-y.jsonl"]
    assert states(run(folder, asked)) == {"区.yaml": "made"}
    os.mkfifo(memory / "批次-1of2.jsonl")
    with pytest.raises(OutputRefused, match="这里不是普通文件"):
        Manifest(asked.out, "批次-1of2")


def test_the_memory_does_not_grow_with_the_number_of_runs(tmp_path: Path) -> None:
    folder, asked = grow(tmp_path / "入", {"区.yaml": PLAN}), settings(tmp_path / "出", force=True)
    for _ in range(7):
        run(folder, asked)
    assert len(lines(asked.out / ".wenming" / "批次.jsonl")) <= 3


def test_what_one_shard_remembers_the_others_know(tmp_path: Path) -> None:
    folder = grow(tmp_path / "入", {"一.yaml": PLAN})
    asked = settings(tmp_path / "出")
    [job] = find_jobs([str(folder)], asked.out).jobs
    shard = Manifest(asked.out, shard_name(2, 8))
    record = run_job(job, asked).record
    assert record
    shard.add(record)
    shard.close()
    assert (asked.out / ".wenming" / "批次-2of8.jsonl").is_file()
    assert states(run(folder, asked)) == {"一.yaml": "skipped"}


def test_what_is_left_of_a_killed_write_is_swept_away(tmp_path: Path) -> None:
    folder, asked = grow(tmp_path / "入", {"区/一.yaml": PLAN}), settings(tmp_path / "出")
    grow(asked.out, {"区/.wenming-ab12.tmp": "half", ".wenming/.wenming-cd34.tmp": "half"})
    run(folder, asked)
    assert list(documents(asked.out)) == ["区/一-实施方案.docx"]
    assert sorted(path.name for path in (asked.out / ".wenming").iterdir()) == ["批次.jsonl"]
