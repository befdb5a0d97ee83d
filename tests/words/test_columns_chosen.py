"""列 in YAML and in an office's template: what is printed, what counts as left out, what is refused where."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, Outcome, check_file, render_file

FRAME = """\
单位:
  名称: 云山市青石街道办事处
  内设: 城管办、宣传办
创建:
  荣誉: 全国文明城市
  年度: 2026
任务:
  - {名称: 清理楼道, 内容: 逐楼清理。, 牵头: 城管办, 时限: 6月底前, 标准: 无堆物。}
  - {名称: 办好讲座, 内容: 每月一讲。, 牵头: 宣传办, 时限: 11月底前}
  - {名称: 修补路面, 内容: 逐段修补。, 牵头: 城管办, 时限: 8月底前}
"""
KIND = "文稿:\n  - 文种: 任务分解表\n"
LINE = "列: 序号 | 牵头（分组，改叫责任单位）| 工作任务 | 完成时限（6字，居中）| 备注（留空）\n"
TABLE = """\
| 序号 | 责任单位 | 工作任务 | 完成时限 | 备注 |
| :---: | --- | --- | :---: | --- |
| 1 | 城管办 | 清理楼道 | 6月底前 |  |
| 2 |  | 修补路面 | 8月底前 |  |
| 3 | 宣传办 | 办好讲座 | 11月底前 |  |
"""


def rendered(folder: Path, text: str, templates: Path | None = None) -> Outcome:
    path = folder / "计划.yaml"
    path.write_text(text, encoding="utf-8")
    return render_file(path, Options(format="md", templates=templates))


def text_of(outcome: Outcome) -> str:
    assert outcome.documents, [str(finding) for finding in outcome.findings]
    return outcome.documents[0].data.decode()


def errors(outcome: Outcome) -> list[tuple[str, int, int, str]]:
    found = [f for f in outcome.findings if f.severity is Severity.ERROR]
    return [(f.code, f.origin.line, f.origin.column, f.message) for f in found if f.origin]


def test_a_document_that_is_one_table_prints_the_columns_it_asks_for(tmp_path: Path) -> None:
    assert TABLE in text_of(rendered(tmp_path, FRAME + KIND + "    " + LINE))


def test_what_the_columns_leave_out_is_left_out_on_purpose(tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(FRAME + KIND + "    " + LINE, encoding="utf-8")
    assert [finding for finding in check_file(path).findings if finding.code.startswith("F05")] == []


def test_a_section_and_an_attachment_choose_for_their_own_table(tmp_path: Path) -> None:
    plan = (
        "文稿:\n  - 文种: 工作方案\n    日期: 2026年3月18日\n    任务写法: 附表\n    附件:\n"
        f"      - 标题: 任务分解表\n        {LINE}"
    )
    assert TABLE in text_of(rendered(tmp_path, FRAME + plan))
    own = f"    章节:\n      - 标题: 分工\n        取: 任务分解表\n        {LINE}"
    assert TABLE in text_of(rendered(tmp_path, FRAME + KIND + own))


def test_a_hand_made_table_is_grouped_and_merged_too(tmp_path: Path) -> None:
    table = (
        "    章节:\n      - 标题: 点位\n        表:\n          表头: 点位 | 片区\n          行:\n"
        "            - 东门 | 东片\n            - 西门 | 西片\n            - 南门 | 东片\n"
        "        列: 片区（分组）| 点位\n"
    )
    text = text_of(rendered(tmp_path, FRAME + KIND + table))
    assert "| 东片 | 东门 |\n|  | 南门 |\n| 西片 | 西门 |" in text


@pytest.mark.parametrize(
    ("line", "code", "column", "message"),
    [
        ("列: 序号 | 工作任务 | 牵头人", "F183", 20, "这张表没有“牵头人”这一列"),
        ("列: 序号 | 工作任务（加粗）", "F184", 13, "“工作任务”后面的“加粗”看不懂"),
    ],
)
def test_a_wrong_line_is_refused_at_its_place(
    line: str, code: str, column: int, message: str, tmp_path: Path
) -> None:
    outcome = rendered(tmp_path, FRAME + KIND + "    " + line + "\n")
    assert errors(outcome) == [(code, 13, column, message)]
    assert not outcome.documents


def test_two_tables_cannot_share_a_line_and_none_is_told(tmp_path: Path) -> None:
    both = "    章节:\n      - 标题: 分工\n        取: 任务分解表、责任清单\n        列: 工作任务\n"
    assert errors(rendered(tmp_path, FRAME + KIND + both)) == [
        ("F185", 16, 12, "这里有2张表，不知道“列”说的是哪一张")
    ]
    none = "    章节:\n      - 标题: 分工\n        文: 见附件。\n        列: 工作任务\n"
    outcome = rendered(tmp_path, FRAME + KIND + none)
    assert [(f.code, f.severity) for f in outcome.findings if f.code == "F185"] == [
        ("F185", Severity.WARNING)
    ]


# an office's template

STYLED = KIND.replace("任务分解表", "实施方案") + "    任务写法: 附表\n    日期: 2026年3月12日\n    附件:\n"
UNCHOSEN = "      - {标题: 任务分解表, 列: 序号 | 工作任务 | 牵头单位 | 完成时限}\n"


def test_what_an_attachment_does_not_choose_is_left_out_on_purpose_in_the_whole_document(
    tmp_path: Path,
) -> None:
    more = FRAME.replace("名称: 办好讲座,", "名称: 办好讲座, 频次: 每月1次, 责任领导: 何静,")
    outcome = rendered(tmp_path, more + STYLED + UNCHOSEN)
    assert "F050" not in [finding.code for finding in outcome.findings]
    assert "何静" not in text_of(outcome)


OFFICE = """\
{% extends "共用/横页.md.j2" %}
{% block 正文 %}
{% for section in sections %}
{% for part in section.parts %}
表下见说明。

COLUMNS
{{ part.data }}
{% endfor %}
{% endfor %}
{% endblock %}
"""


def office(folder: Path, columns: str) -> Path:
    file = folder / "模板" / "任务分解表" / "正文.md.j2"
    file.parent.mkdir(parents=True)
    file.write_text(OFFICE.replace("COLUMNS", columns), encoding="utf-8")
    return folder / "模板"


def test_a_template_chooses_columns_for_a_table_of_facts(tmp_path: Path) -> None:
    templates = office(tmp_path, LINE.replace("列: ", "列：").strip())
    left_out = "    不写: 内容、标准\n"
    assert TABLE in text_of(rendered(tmp_path, FRAME + KIND + left_out, templates))


def test_what_a_template_leaves_out_is_missed_like_any_fact_that_is_not_printed(tmp_path: Path) -> None:
    templates = office(tmp_path, "列：序号 | 牵头单位 | 工作任务 | 完成时限")
    found = errors(rendered(tmp_path, FRAME + KIND, templates))
    assert [(code, line) for code, line, _, _ in found] == [
        ("F050", 8),
        ("F050", 8),
        ("F050", 9),
        ("F050", 10),
    ]
    assert found[0][3] == "“内容: 逐楼清理。”写了，任务分解表里却没有地方印"


def test_the_authors_own_line_comes_before_that_of_the_template(tmp_path: Path) -> None:
    templates = office(tmp_path, "列：工作任务")
    assert TABLE in text_of(rendered(tmp_path, FRAME + KIND + "    " + LINE, templates))


@pytest.mark.parametrize(
    ("columns", "code", "message"),
    [
        ("列：序号 | 牵头人", "T028", "这张表没有“牵头人”这一列"),
        ("列：序号（加粗）", "T029", "“序号”后面的“加粗”看不懂"),
        ("列：序号\n\n正文。\n", "T030", "“列：”后面没有表格"),
    ],
)
def test_a_wrong_line_of_a_template_is_refused_in_the_template(
    columns: str, code: str, message: str, tmp_path: Path
) -> None:
    outcome = rendered(tmp_path, FRAME + KIND, office(tmp_path, columns))
    found = [f for f in outcome.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.message) for f in found] == [(code, message)]
    assert found[0].origin is not None and found[0].origin.file.endswith("任务分解表/正文.md.j2")
