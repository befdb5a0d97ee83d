"""What a worker does with a batch, no scheduler by: what it brings, remembers, leaves out, does again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cluster.plans import (
    OWN_TEMPLATE,
    PART,
    documents,
    documents_behind,
    plan,
    rich_tree,
    upload,
    wenming,
)
from wenming_docs.batch.jobs import Job
from wenming_docs.batch.settings import Settings, program_digest
from wenming_docs.cluster.errand import Batch, Errand, packed_templates
from wenming_docs.cluster.finding import find_in_store
from wenming_docs.cluster.memory import FEWEST, MOST, cell_name, cells
from wenming_docs.cluster.store import open_store
from wenming_docs.cluster.worker import do_batch
from wenming_docs.errors import WrongUse

TODAY = date(2026, 3, 1)
ALL = {
    "丙区/坏.yaml": "broken",
    "丙区/深/计划.yaml": "made",
    "乙区/东门/计划.yaml": "made",
    "乙区/计划.yaml": "made",
    "甲 区/计划 [1].yaml": "made",
    "顶.yaml": "made",
}


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A store in memory with the rich tree below ``in``."""
    address = f"memory://{tmp_path.name}"
    rich_tree(tmp_path / "in")
    upload(tmp_path / "in", f"{address}/in")
    return address


def errand(address: str, given: Settings | None = None) -> Errand:
    asked = given or Settings(Path("/"), TODAY)
    packed = packed_templates(asked.templates, asked.reference)
    return Errand(asked, asked.digest(), program_digest(), f"{address}/in", f"{address}/out", packed)


def done(asked: Errand, *, listed: bool = True) -> dict[str, str]:
    """The state of each job by its key."""
    states = {}
    for found in find_in_store(open_store(asked.source)):
        if found.jobs:
            known = found.listed if listed else {}
            report = do_batch(Batch(asked, cell_name(found.jobs), found.jobs, listed=known))
            states.update({each.job.key: str(each.state) for each in report.done})
    return states


@pytest.mark.parametrize("listed", [True, False])
def test_all_that_a_plan_names_is_brought(address: str, tmp_path: Path, listed: bool) -> None:
    # A worker that knows the names in a folder brings it at once; else what the plans name, one by one.
    assert done(errand(address), listed=listed) == ALL
    wenming(tmp_path, "render", "in", "-o", "out", "--jobs", "1")
    assert documents_behind(f"{address}/out") == documents(tmp_path / "out")


def test_what_depends_on_a_change_is_done_again_and_nothing_else(address: str) -> None:
    store = open_store(f"{address}/in")
    done(errand(address))
    other = "任务:\n  - 名称: 市场周边整治\n    内容: 规范门前停放。\n    时限: 8月底前\n"
    for name, text, again in [
        ("甲 区/任务/二.yaml", other, {"甲 区/计划 [1].yaml"}),
        ("甲 区/任务/三.yaml", PART.replace("交通", "楼道"), {"甲 区/计划 [1].yaml"}),
        ("甲 区/别的.yaml", PART, set()),
        ("乙区/东门/计划.yaml", plan(14), {"乙区/计划.yaml", "乙区/东门/计划.yaml"}),
        ("丙区/深/templates/实施方案/正文.md.j2", OWN_TEMPLATE + "\n", {"丙区/深/计划.yaml"}),
        ("乙区/templates/实施方案/正文.md.j2", OWN_TEMPLATE, {"乙区/计划.yaml"}),
    ]:
        store.write({name: text.encode()})
        states = done(errand(address))
        assert {key for key, state in states.items() if state == "made"} == again, name
        assert states["丙区/坏.yaml"] == "broken"
    store.remove(["甲 区/照片/前.jpg"])
    assert done(errand(address))["甲 区/计划 [1].yaml"] == "broken"


def test_a_document_that_is_gone_is_made_again(address: str) -> None:
    done(errand(address))
    out = open_store(f"{address}/out")
    out.remove(["乙区/计划-实施方案.docx"])
    made = {key for key, state in done(errand(address)).items() if state == "made"}
    assert made == {"乙区/计划.yaml"}
    assert out.size("乙区/计划-实施方案.docx")


def test_templates_of_the_office_travel(address: str, tmp_path: Path) -> None:
    own = tmp_path / "模板" / "实施方案" / "正文.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(OWN_TEMPLATE.replace("内置", "没有"), encoding="utf-8")
    asked = errand(address, Settings(Path("/"), TODAY, templates=tmp_path / "模板"))
    [found, *_] = [found for found in find_in_store(open_store(asked.source)) if found.jobs]
    [top] = do_batch(Batch(asked, "x", found.jobs)).done
    assert [str(finding.origin) for finding in top.findings if finding.code == "T004"] == [f"{own}:1:13"]


def test_a_file_that_a_template_includes_travels_with_it_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "共用").mkdir()
    (tmp_path / "共用" / "尾.md").write_text("尾", "utf-8")
    (tmp_path / "a.md.j2").write_text("{% include '共用/尾.md' %}", "utf-8")
    assert [name for name, _ in packed_templates(tmp_path, None)] == ["a.md.j2", "共用/尾.md"]


def test_templates_too_large_to_travel_are_refused(tmp_path: Path) -> None:
    (tmp_path / "大.md.j2").write_bytes(b" " * (9 * 1024 * 1024))
    with pytest.raises(WrongUse, match="超过 8 MB"):
        packed_templates(tmp_path, None)


def test_a_worker_of_another_program_does_nothing(address: str) -> None:
    asked = Settings(Path("/"), TODAY)
    other = Errand(asked, asked.digest(), "another", f"{address}/in", f"{address}/out")
    with pytest.raises(WrongUse, match="各台装同样的版本"):
        do_batch(Batch(other, "x", (Job("顶.yaml", Path("顶.yaml")),)))


def keys(numbers: range) -> list[Job]:
    return [Job(f"街道/{number:06}.yaml", Path("x")) for number in numbers]


@settings(max_examples=30)
@given(st.integers(0, 1200), st.integers(0, 1199))
def test_cells_hold_every_job_once_in_order_and_have_their_size(count: int, gone: int) -> None:
    jobs = keys(range(count))
    cut = list(cells(jobs))
    assert [job for cell in cut for job in cell] == jobs
    assert all(FEWEST <= len(cell) <= MOST for cell in cut[:-1])
    # One job less moves the boundaries beside it; the cells further on are the same again.
    fewer = list(cells(jobs[:gone] + jobs[gone + 1 :]))
    assert len(set(fewer) - set(cut)) <= 6


def test_small_folders_of_a_store_share_a_cell(tmp_path: Path) -> None:
    from wenming_docs.cluster.work import Tally, _Run

    store = open_store(f"memory://{tmp_path.name}/in")
    store.write({f"社区{number:03}/计划.yaml": plan(number).encode() for number in range(120)})
    run = _Run(errand(f"memory://{tmp_path.name}"), Tally(), None, None, (1, 1))
    batches = list(run.batches(find_in_store(store)))
    assert sum(len(batch.jobs) for batch in batches) == run.tally.jobs == 120
    assert len(batches) <= 3
    # A worker is told what lies beside each of its entries, and nothing stays here.
    assert all(set(batch.listed) == {str(job.entry.parent) for job in batch.jobs} for batch in batches)
    assert len(run._listed) <= 1
