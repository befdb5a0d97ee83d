"""``render --format docx,xlsx,pdf`` and ``--each 单位``: what is written, for whom, and what is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_cli_render import PLAN, wenming, write, written
from wenming_docs.office import find_soffice
from wenming_docs.page.word import read_text
from wenming_docs.pipeline import Options, render_file
from wenming_docs.printing import is_untouched, page_count, sealed

UNITS = [f"第{number}社区" for number in range(1, 17)] + ["城管/执法办", "CON"]
"""Two of the eighteen cannot be names of files as they are."""
ISSUES = (
    "单位:\n  名称: 青石街道办事处\n  自称: 我街道\n  下级:\n    社区: ["
    + ", ".join(UNITS)
    + "]\n创建:\n  荣誉: 全国文明城市\n  年度: 2026\n问题台账:\n"
    + "".join(
        f"  - 点位: 点位{number}号\n    问题: 堆物{number}\n    单位: {unit}\n    发现日期: 4月2日\n"
        "    时限: 6月30日\n"
        for number, unit in enumerate(UNITS * 2, 1)
    )
)
NOTICES = ISSUES + "文稿:\n  - 文种: 整改通知单\n    单位: 第1社区\n    日期: 2026年5月6日\n"
TABLED = PLAN + "    附件: 任务分解表\n"
REPORT = "  - 文种: 进展汇报\n    期间: 1—6月\n    日期: 2026年7月2日\n"
WORDS = REPORT + "    章节:\n      - 标题: 进展\n        文: 各项工作按期推进。\n"


def names(lines: list[str]) -> list[str]:
    return [Path(line).name for line in lines]


def cells(data: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


# several formats


@pytest.mark.parametrize(
    "arguments", [["--format", "docx,xlsx,md"], ["--format", "docx、xlsx", "--format", "md"]]
)
def test_several_formats_come_of_one_run(tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, plan=TABLED)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", *arguments)
    assert (code, names(out)) == (0, ["plan-实施方案.docx", "plan-实施方案.xlsx", "plan-实施方案.md"])
    assert err == ["√ 生成 3 份文稿"]
    rows = list(cells((tmp_path / "输出" / "plan-实施方案.xlsx").read_bytes()))
    assert "环境卫生整治" in rows and "交通秩序整治" in rows


def test_a_suffix_asks_for_a_workbook(tmp_path: Path) -> None:
    write(tmp_path, plan=TABLED)
    assert wenming(tmp_path, "render", "plan.yaml", "-o", "任务.xlsx")[:2] == (0, ["任务.xlsx"])
    assert (tmp_path / "任务.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--format docx,odt", "没有“odt”这种格式，有：docx、xlsx、pdf、md、html"),
        ("-o 甲.xlsx --format docx,xlsx", "-o 的后缀“.xlsx”与 --format docx,xlsx 不一致，去掉其中一个"),
        ("-o 甲.docx --format docx,md", "-o 的后缀“.docx”与 --format docx,md 不一致，去掉其中一个"),
        ("--for 城管办", "--for 要和 --each 单位 连用"),
    ],
)
def test_formats_that_cannot_be_are_told(tmp_path: Path, arguments: str, told: str) -> None:
    write(tmp_path, plan=TABLED)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", *arguments.split())
    assert (code, out, written(tmp_path)) == (2, [], [])
    assert told in "".join(err)


def test_a_document_without_a_table_has_no_workbook(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN, two=TABLED + WORDS)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "--format", "xlsx")
    assert (code, out) == (1, []) and any("“实施方案”没有表格，出不了 Excel" in line for line in err)
    assert any("L030" in line for line in err)
    code, out, err = wenming(tmp_path, "render", "two.yaml", "--format", "docx,xlsx", "--date", "2026-07-02")
    assert code == 0 and any("L030" in line for line in err)
    assert [name.split(".")[-1] for name in names(out)] == ["docx", "xlsx", "docx"]
    strict = wenming(tmp_path, "render", "two.yaml", "--format", "docx,xlsx", "--strict", "-o", "严")
    assert strict[0] == 1 and not (tmp_path / "严").exists()


def test_a_text_that_no_cell_holds_stops_the_file_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, plan=TABLED.replace("清理背街小巷。", "清" * 32_768 + "。"))
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "--format", "docx,xlsx")
    assert (code, out, written(tmp_path)) == (1, [], [])
    [line] = [line for line in err if "L031" in line]
    assert "plan.yaml:10:" in line and "32767" in line


def test_a_workbook_edited_by_hand_is_kept(tmp_path: Path) -> None:
    write(tmp_path, plan=TABLED)
    wenming(tmp_path, "render", "plan.yaml", "--format", "xlsx")
    path = tmp_path / "输出" / "plan-实施方案.xlsx"
    ours = path.read_bytes()
    write(tmp_path, plan=TABLED.replace("背街小巷", "主次干道"))
    assert wenming(tmp_path, "render", "plan.yaml", "--format", "xlsx")[0] == 0
    assert path.read_bytes() != ours
    book = load_workbook(path)
    book.worksheets[0]["A1"] = "手改"
    book.save(path)
    edited = path.read_bytes()
    code, _, err = wenming(tmp_path, "render", "plan.yaml", "--format", "xlsx")
    assert (code, path.read_bytes()) == (3, edited) and "已被人改过" in err[0]
    assert wenming(tmp_path, "render", "plan.yaml", "--format", "xlsx", "--force")[0] == 0


# one for each unit


def test_eighteen_notices_in_two_formats_come_of_one_command(tmp_path: Path) -> None:
    write(tmp_path, plan=NOTICES)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "--each", "单位", "--format", "docx,xlsx")
    assert (code, len(out), err[-1]) == (0, 36, "√ 生成 36 份文稿")
    assert len(set(names(out))) == 36
    told = set()
    for unit in UNITS:
        stem = "plan-整改通知单-" + unit.replace("/", "_")
        document = (tmp_path / "输出" / f"{stem}.docx").read_bytes()
        body = read_text(document)
        rows = set(cells((tmp_path / "输出" / f"{stem}.xlsx").read_bytes()))
        own = {f"堆物{number}" for number, other in enumerate(UNITS * 2, 1) if other == unit}
        assert {text for text in body if re.fullmatch(r"堆物\d+", text)} == own
        assert {text for text in rows if re.fullmatch(r"堆物\d+", text)} == own
        assert f"{unit}：" in body, "the notice is sent to its unit"
        told |= own
    assert len(told) == 36


OFFICES = [f"第{number}办公室" for number in range(1, 11)]
COMMUNITIES = [f"第{number}社区" for number in range(1, 9)]


def duties_of(number: int) -> tuple[str, str]:
    """Who leads and who supports a task: by turns, every fifth one supported by all 社区."""
    everybody = [*OFFICES, *COMMUNITIES]
    supporting = "各社区" if number % 5 == 4 else everybody[(number * 5 + 3) % 18]
    return everybody[number * 7 % 18], supporting


def test_eighteen_lists_of_duties_are_the_plan_in_both_formats(tmp_path: Path) -> None:
    head = f"单位:\n  名称: 青石街道办事处\n  内设: {'、'.join(OFFICES)}\n"
    head += f"  下级:\n    社区: {'、'.join(COMMUNITIES)}\n创建:\n  荣誉: 文明城市\n  年度: 2026\n任务:\n"
    expected: dict[str, set[str]] = {unit: set() for unit in [*OFFICES, *COMMUNITIES]}
    for number in range(120):
        lead, supporting = duties_of(number)
        if number % 10 == 0:
            head += f"  - 名称: 第{number // 10}类整治\n    任务:\n"
        head += f"      - 名称: 任务{number}号\n        牵头: {lead}\n        配合: {supporting}\n"
        for unit in {lead, *(COMMUNITIES if supporting == "各社区" else [supporting])}:
            expected[unit].add(f"任务{number}号")
    write(tmp_path, plan=head)
    asked = ("--kind", "责任清单", "--each", "单位", "--format", "docx,xlsx")
    code, out, _ = wenming(tmp_path, "render", "plan.yaml", *asked)
    assert (code, len(out)) == (0, 36)
    for unit, tasks in expected.items():
        stem = tmp_path / "输出" / f"plan-责任清单-{unit}"
        body = read_text(stem.with_name(f"{stem.name}.docx").read_bytes())
        rows = cells(stem.with_name(f"{stem.name}.xlsx").read_bytes())
        assert {text for text in body if re.fullmatch(r"任务\d+号", text)} == tasks
        assert {text for text in rows if re.fullmatch(r"任务\d+号", text)} == tasks


def test_some_units_are_chosen_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    write(tmp_path, plan=NOTICES)
    each = ("render", "plan.yaml", "--each", "单位", "--format", "md")
    code, out, _ = wenming(tmp_path, *each, "--for", "CON，第2社区")
    assert (code, names(out)) == (0, ["plan-整改通知单-第2社区.md", "plan-整改通知单-CON.md"])
    assert len(wenming(tmp_path, *each, "--for", "各社区")[1]) == 18
    code, out, err = wenming(tmp_path, *each, "--for", "第2社区街")
    assert (code, out) == (2, []) and "“第2社区街”在这份文稿里没有任务或问题。是不是想写“第2社区”" in err[0]


def test_a_kind_that_is_for_all_is_not_split(tmp_path: Path) -> None:
    write(tmp_path, plan=NOTICES)
    code, _, err = wenming(tmp_path, "render", "plan.yaml", "--each", "单位", "--kind", "督查通报")
    assert code == 2 and "“督查通报”不能按单位分；能分的有：" in err[0] and "整改通知单" in err[0]


def test_nobody_to_split_for_is_told(tmp_path: Path) -> None:
    write(tmp_path, plan=re.sub(r"\n    单位: .*", "", NOTICES))
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "--each", "单位")
    assert (code, out) == (2, []) and "没有一个单位有任务或问题" in err[0]


def test_units_whose_names_are_one_file_name_stay_two(tmp_path: Path) -> None:
    pair = NOTICES.replace("第3社区", "甲a社区").replace("第4社区", "甲A社区")
    write(tmp_path, plan=pair)
    arguments = ("--each", "单位", "--format", "docx,md", "--for", "甲a社区", "--for", "甲A社区")
    code, out, _ = wenming(tmp_path, "render", "plan.yaml", *arguments)
    stems = ["plan-整改通知单-甲a社区", "plan-整改通知单-甲A社区-2"]
    assert (code, names(out)) == (0, [f"{stem}.{suffix}" for stem in stems for suffix in ("docx", "md")])


def test_a_document_of_its_own_stays_a_units_own(tmp_path: Path) -> None:
    own = "  - 文种: 整改通知单\n    单位: 第2社区\n    日期: 2026年5月7日\n    标题: 给第2社区的通知单\n"
    write(tmp_path, plan=NOTICES + own)
    outcome = render_file(tmp_path / "plan.yaml", Options(format="md", each_unit=True))
    titles = {document.stem: document.data.decode().splitlines()[0] for document in outcome.documents}
    assert len(titles) == 18
    assert titles["plan-整改通知单-第2社区"] == "# 给第2社区的通知单"
    assert all("第2社区" not in title for stem, title in titles.items() if "第2社区" not in stem)


def test_a_unit_whose_problems_are_closed_by_the_day_gets_no_notice(tmp_path: Path) -> None:
    closed = NOTICES.replace("    时限: 6月30日\n", "    时限: 6月30日\n    销号: 4月25日\n", 1)
    closed = closed.replace("问题: 堆物19\n    单位: 第1社区", "问题: 堆物19\n    单位: 第2社区")
    write(tmp_path, plan=closed.replace("    单位: 第1社区\n    日期", "    单位: 第2社区\n    日期"))
    outcome = render_file(tmp_path / "plan.yaml", Options(format="md", each_unit=True))
    assert len(outcome.documents) == 17 and all("第1社区" not in one.stem for one in outcome.documents)


# PDF


def test_without_libreoffice_the_rest_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_soffice():
        pytest.skip("LibreOffice 不在 PATH 里也找得到")
    write(tmp_path, plan=PLAN)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "--format", "docx,pdf")
    assert (code, names(out)) == (3, ["plan-实施方案.docx"])
    assert err[0].startswith("× 没有出 PDF：没有找到 LibreOffice") and "wenming doctor" in err[0]


@pytest.mark.page
def test_pdfs_of_all_files_come_of_one_call(tmp_path: Path, soffice: Path) -> None:
    write(tmp_path, plan=PLAN, two=PLAN)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "two.yaml", "--format", "pdf", "-o", "成品")
    assert (code, names(out)) == (0, ["plan-实施方案.pdf", "two-实施方案.pdf"])
    assert err[-2:] == ["  plan-实施方案.pdf：共1页", "  two-实施方案.pdf：共1页"]
    path = tmp_path / "成品" / "plan-实施方案.pdf"
    first = path.read_bytes()
    assert first.startswith(b"%PDF") and is_untouched(first)
    assert wenming(tmp_path, "render", "plan.yaml", "--format", "pdf", "-o", "成品")[0] == 0
    assert path.read_bytes() == first, "same plan, same bytes"
    path.write_bytes(first + "%批注\n".encode())
    code, _, err = wenming(tmp_path, "render", "plan.yaml", "--format", "pdf", "-o", "成品")
    assert code == 3 and "已被人改过" in err[0]


@pytest.mark.page
def test_a_draft_in_the_offices_own_look_as_pdf(tmp_path: Path, soffice: Path) -> None:
    write(tmp_path, plan=PLAN.replace("2026年3月18日", "【待填：成文日期】"), look=PLAN)
    assert wenming(tmp_path, "render", "look.yaml", "-o", "样式.docx")[0] == 0
    code, out, _ = wenming(
        tmp_path, "render", "plan.yaml", "--draft", "--reference-doc", "样式.docx", "-o", "稿.pdf"
    )
    assert (code, out) == (0, ["稿.pdf"]) and page_count((tmp_path / "稿.pdf").read_bytes()) == 1


PDF = (
    b"%PDF-1.6\n1 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 3>>\nendobj\n5 0 obj\n"
    b"<</CreationDate(D:20261122124032+08'00')>>\nendobj\n"
    b"trailer<</ID [ <0415A303>\n<0415A303> ]\n/DocChecksum /9137EFA3\n>>\nstartxref\n9\n%%EOF\n"
)


def test_a_sealed_pdf_is_timeless_and_known_again() -> None:
    later = PDF.replace(b"20261122", b"20270101").replace(b"0415A303", b"FFFFFFFF").replace(b"9137", b"0000")
    made = sealed(PDF)
    assert made == sealed(later) and made[: len(PDF)].index(b"startxref") == PDF.index(b"startxref")
    assert is_untouched(made) and page_count(made) == 3
    assert not is_untouched(PDF) and not is_untouched(made + b"\n")
    assert not is_untouched(made.replace(b"Count 3", b"Count 4"))


def test_draft_and_each_name_their_files(tmp_path: Path) -> None:
    write(tmp_path, plan=NOTICES)
    options = Options(
        format="docx", each_unit=True, only_units=("第1社区",), draft=True, today=date(2026, 5, 6)
    )
    [made] = render_file(tmp_path / "plan.yaml", options).documents
    assert made.stem == "plan-整改通知单-第1社区-草稿"
    assert zipfile.is_zipfile(io.BytesIO(made.data))
