"""测评任务对照表 and 【测评·……】: every item with its tasks, no number that something is missing from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.test_coverage import SYSTEM, all_numbers, tasks_text
from wenming_docs.blocks import Attachment, Block, Landscape, Paragraph, Table, plain
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.pipeline import Compiled, Options, compile_document, requests

FRAME = "单位:\n  名称: 云山街道办事处\n创建:\n  荣誉: 文明单位\n  年度: 2026\n"
SMALL = """测评体系:
  名称: 测评细则
  项目:
    - 编号: '1'
      名称: 公共环境
      指标:
        - 编号: '1.1'
          名称: 市容环境
          内容:
            - 编号: 1.1.1
              内容: 背街小巷干净整洁
              分值: 2分
              自评: 1.5分
              扣分原因: 路面破损
            - 编号: 1.1.2
              内容: 集贸市场干净有序
              分值: 1分
              自评: 1分
        - 编号: '1.2'
          名称: 公共设施
    - 编号: '2'
      名称: 公共秩序
"""
TASKS = "任务:\n  - 名称: 整治背街小巷\n    牵头: 城管办\n    测评: 1.1.1\n    佐证: 巷道档案\n"
SHEET = "文稿:\n  - 文种: 测评任务对照表\n"


def compiled(text: str) -> Compiled:
    workspace = build_workspace(parse_source(FRAME + text, "计划.yaml"))
    ((request, found),) = requests(workspace, Options(), Path("计划.yaml"))
    assert request is not None and found == []
    return compile_document(workspace, request, Options(), None)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a document without errors, those of landscape pages and attachments too."""
    done = compiled(text)
    assert [finding.message for finding in done.findings] == []
    found: list[Block] = []
    waiting = list(done.manuscript.blocks)
    while waiting:
        block = waiting.pop(0)
        inner = list(block.blocks) if isinstance(block, (Landscape, Attachment)) else []
        found.append(block)
        waiting = inner + waiting
    return found


def table_of(text: str) -> Table:
    (table,) = [block for block in blocks_of(text) if isinstance(block, Table)]
    return table


def sentence_of(text: str) -> str:
    return "".join(plain(block.inlines) for block in blocks_of(text) if isinstance(block, Paragraph))


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell.inlines) for cell in row] for row in table.rows]


def heads(table: Table) -> list[str]:
    return [plain(column.title) for column in table.columns]


def test_the_table_has_a_row_an_item_and_only_columns_that_somebody_filled() -> None:
    table = table_of(SMALL + TASKS + SHEET)
    assert heads(table) == [
        *("测评项目", "测评指标", "编号", "测评内容", "分值"),
        *("对应任务", "牵头单位", "佐证材料", "自评", "扣分原因"),
    ]
    reason = ["整治背街小巷", "城管办", "巷道档案", "1.5分", "路面破损"]
    assert cells(table) == [
        ["1 公共环境", "1.1 市容环境", "1.1.1", "背街小巷干净整洁", "2分", *reason],
        ["", "", "1.1.2", "集贸市场干净有序", "1分", "—", "—", "—", "1分", "—"],
        ["", "1.2 公共设施", *["—"] * 8],
        ["2 公共秩序", "—", *["—"] * 8],
    ]
    assert [[cell.rows for cell in row[:2]] for row in table.rows] == [[3, 2], [0, 0], [0, 1], [1, 1]]


def test_every_item_of_a_large_system_is_printed_with_its_task() -> None:
    text = SYSTEM + tasks_text({f"任务{number}": number for number in all_numbers()}) + SHEET
    table = table_of(text)
    at = heads(table).index("对应任务")
    assert [(row[2], row[at]) for row in cells(table)] == [(n, f"任务{n}") for n in all_numbers()]
    for column in (0, 1):
        spans = [row[column].rows for row in table.rows]
        assert sum(spans) == len(table.rows)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("1.1.1", "共4项测评内容，已有任务对应的1项，还没有的3项。"),
        ("1、2", "共4项测评内容，均有任务对应。"),
        ("【待填】", "共4项测评内容，还没有任务对应。"),
    ],
)
def test_the_sentence_says_how_many_have_a_task(numbers: str, said: str) -> None:
    text = SMALL + TASKS.replace("测评: 1.1.1", f"测评: {numbers}") + SHEET
    assert sentence_of(text) == f"对照《测评细则》，{said}"


def test_the_score_is_said_once_every_item_is_assessed() -> None:
    whole = SMALL[: SMALL.index("        - 编号: '1.2'")]
    assert sentence_of(whole + TASKS + SHEET).endswith("自评得分2.5分，满分3分，得分率83.3%。")
    assert "得分" not in sentence_of(whole + TASKS + SHEET + "    不写: 自评、扣分原因\n")


def test_columns_and_items_can_be_left_out() -> None:
    table = table_of(SMALL + TASKS + SHEET + "    不写: 佐证、扣分原因、1.1.2、集贸市场干净有序\n")
    assert [head for head in heads(table) if head in ("佐证材料", "扣分原因")] == []
    assert [row[2] for row in cells(table)] == ["1.1.1", "—", "—"]


def test_a_section_of_another_document_takes_it_with_the_systems_name_above_the_table() -> None:
    section = "文稿:\n  - 文种: 工作方案\n    引言: 制定本方案。\n    日期: 2026年3月9日\n    章节:\n"
    section += "      - 标题: 任务对照\n        取: 测评任务对照表\n        横向: 是\n"
    assert [
        plain(block.caption) for block in blocks_of(SMALL + TASKS + section) if isinstance(block, Table)
    ] == [""]
    worded = section + "        文: 各项测评内容的责任见下表。\n"
    table = table_of(SMALL + TASKS + worded)
    assert plain(table.caption) == "测评细则"


def test_a_plan_says_nothing_that_only_comes_to_be_in_the_year() -> None:
    own = SMALL.replace("扣分原因: 路面破损", "扣分原因: 路面破损\n              佐证: 竣工照片")
    done = "成果:\n  - 日期: 9月3日\n    任务: 整治背街小巷\n    事: 修补路面\n    佐证: 0903.jpg\n"
    plan = "文稿:\n  - 文种: 工作方案\n    引言: 制定本方案。\n    日期: 2026年3月9日\n    章节:\n"
    table = table_of(own + TASKS + done + plan + "      - 标题: 任务对照\n        取: 测评任务对照表\n")
    assert heads(table)[-3:] == ["分值", "对应任务", "牵头单位"]
    assert heads(table_of(own + TASKS + done + SHEET))[-3:] == ["佐证材料", "自评", "扣分原因"]


def test_it_stands_as_a_landscape_attachment_by_its_name_alone() -> None:
    notice = "文稿:\n  - 文种: 通知\n    标题: 关于分解测评任务的通知\n    主送: 各科室\n"
    notice += "    引言: 任务见【附件·测评任务对照表】。\n    附件: 测评任务对照表\n    日期: 2026年3月9日\n"
    (attachment,) = [block for block in blocks_of(SMALL + TASKS + notice) if isinstance(block, Attachment)]
    (inside,) = attachment.blocks
    assert isinstance(inside, Landscape)
    assert [type(block) for block in inside.blocks] == [Paragraph, Table]


def test_without_a_system_the_table_is_refused() -> None:
    workspace = build_workspace(parse_source(FRAME + TASKS + SHEET, "计划.yaml"))
    ((request, _),) = requests(workspace, Options(), Path("计划.yaml"))
    assert request is not None
    assert [need.label for need in request.kind.missing(workspace, request.document)] == ["测评体系"]


# --- 【测评·……】 ----------------------------------------------------------------------------------


def spoken(text: str, name: str) -> tuple[str, list[str]]:
    """The introduction that quotes ``name``, and what was found wrong with it."""
    note = f"文稿:\n  - 文种: 工作方案\n    引言: 数为{name}。\n    日期: 2026年3月9日\n"
    done = compiled(text + TASKS + note + "    章节:\n      - 标题: 一\n        文: 逐巷清理。\n")
    paragraphs = [plain(block.inlines) for block in done.manuscript.blocks if isinstance(block, Paragraph)]
    return (paragraphs or [""])[0], [f"{found.code} {found.message}" for found in done.findings]


WHOLE = SMALL[: SMALL.index("        - 编号: '1.2'")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("【测评·项数】项", "2项"),
        ("【测评·总分】", "3分"),
        ("【测评·得分】", "2.5分"),
        ("【测评·得分率】", "83.3%"),
    ],
)
def test_sums_of_the_system_can_be_quoted(name: str, value: str) -> None:
    assert spoken(WHOLE, name) == (f"数为{value}。", [])


@pytest.mark.parametrize(
    ("text", "name", "complaint"),
    [
        (SMALL, "【测评·总分】", "F020 还有测评内容没有“分值”，算不出总分：1.2、2"),
        (
            WHOLE.replace("              自评: 1分\n", ""),
            "【测评·得分】",
            "F020 还有测评内容没有“自评”，算不出得分：1.1.2",
        ),
        (WHOLE, "【测评·得份】", "F020 【测评·得份】看不懂"),
        ("", "【测评·得分】", "F020 没有写测评体系"),
    ],
)
def test_a_sum_that_something_is_missing_from_is_refused(text: str, name: str, complaint: str) -> None:
    assert spoken(text, name)[1] == [complaint]
