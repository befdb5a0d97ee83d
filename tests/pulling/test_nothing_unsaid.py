"""Wherever somebody wrote into a document, it is taken or it is told: nothing is passed over in silence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.pulling.plans import (
    PLAN,
    W,
    after,
    body_of,
    changed_lines,
    edited,
    plan_in,
    pulled,
    rendered,
    with_body,
)
from wenming_docs.printing import paragraphs_edited

LONG = PLAN.replace(
    "      - 名称: 清除小广告\n",
    "".join(
        f"      - 名称: 整治第{number}片区\n        措施: 逐户走访，登记台账，划线设区，引导车辆入位停放。\n"
        f"        责任人: 丁一鸣\n        时限: 9月底前\n"
        for number in range(30)
    )
    + "      - 名称: 清除小广告\n",
)


def _again(docx: bytes) -> tuple[etree._Element, list[etree._Element]]:
    """The body, and the texts that a merged cell says again on its next pages."""
    body = etree.fromstring(body_of(docx).encode())
    styles = body.iterfind(f".//{W}p/{W}pPr/{W}pStyle")
    cells = [
        style.getparent().getparent() for style in styles if style.get(f"{W}val").startswith("TableAgain")
    ]
    return body, [cell.find(f".//{W}t") for cell in cells if cell.find(f".//{W}t") is not None]


def _with_footer(docx: bytes, words: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/footer1.xml":
                data = data.replace(b"</w:p>", f"<w:r><w:t>{words}</w:t></w:r></w:p>".encode(), 1)
            new.writestr(entry.filename, data)
    return out.getvalue()


def test_a_merged_cell_edited_only_where_the_next_page_says_it_again_is_told(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, LONG)
    body, texts = _again(rendered(plan))
    label = next(text for text in texts if text.text == "提升市容环境")
    label.text = "宣传典型"  # another label of the table: no other words than before, and yet an edit
    found = pulled(plan, with_body(rendered(plan), etree.tostring(body)))
    assert [each.code for each in found.left] == ["X057"]
    assert "续页上再印一遍的一格" in found.left[0].message
    assert "“宣传典型”" in found.left[0].message
    place = found.left[0].origin
    assert place is not None
    assert plan.read_text(encoding="utf-8").split("\n")[place.line - 1].strip() == "- 名称: 提升市容环境"
    assert found.files == ()
    assert not found.exact


def test_a_merged_cell_edited_where_it_stands_is_taken_whatever_its_next_page_says(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, LONG)
    docx = rendered(plan)
    body, texts = _again(docx)
    cells = [text for text in body.iter(f"{W}t") if text.text == "提升市容环境" and text not in texts]
    cells[-1].text = "提升城区环境"
    for with_next_page in (False, True):
        for text in texts if with_next_page else ():
            text.text = text.text.replace("市容", "城区")
        found = pulled(plan, with_body(docx, etree.tostring(body)))
        assert changed_lines(LONG, after(found)["计划.yaml"]) == [
            ("- 名称: 提升市容环境", "- 名称: 提升城区环境")
        ]
        assert found.left == ()


def test_the_next_page_of_an_unedited_document_tells_nothing(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, LONG)
    found = pulled(plan, rendered(plan))
    assert (found.left, found.findings, found.exact) == ((), (), True)


def test_words_in_a_footer_are_told_and_page_numbers_are_not(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, _with_footer(rendered(plan), "内部资料"))
    assert [each.code for each in found.findings] == ["X054"]
    assert "内部资料" in found.findings[0].message
    assert not found.exact
    assert found.left == ()
    assert pulled(plan, _with_footer(rendered(plan), "第 2 页 共 9 页")).findings == ()


def test_paragraphs_that_only_changed_places_count_as_edited(tmp_path: Path) -> None:
    docx = rendered(plan_in(tmp_path))
    body = etree.fromstring(body_of(docx).encode())
    paragraphs = [p for p in body[0] if p.tag == f"{W}p" and "".join(p.itertext())]
    paragraphs[6].addnext(paragraphs[5])
    assert paragraphs_edited(docx) == 0
    assert paragraphs_edited(with_body(docx, etree.tostring(body))) == 2


ISSUES = """\
单位:
  名称: 云山市新城街道办事处
  自称: 我街道
  内设: 城管办
  下级:
    社区: 河滨社区、站前社区
创建:
  荣誉: 全国文明城市
  年度: 2026
问题台账:
  - 点位: 站前路
    问题: 车辆乱停
    发现日期: 6月2日
    单位: 站前社区
    时限: 6月10日前
  - 点位: 河滨路
    问题: 垃圾未清运
    发现日期: 6月2日
    单位: 河滨社区
    时限: 6月10日前
文稿:
  - 文种: 问题整改台账
    期间: 截至6月30日
  - 文种: 整改通知单
    单位: 站前社区
    日期: 2026年6月17日
"""


def test_an_issue_given_to_another_unit_does_not_rename_the_unit_elsewhere(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, ISSUES)
    docx = edited(rendered(plan), (">站前社区<", ">城管办<"))
    found = pulled(plan, docx, "计划-问题整改台账.docx")
    assert found.files == ()
    assert [each.code for each in found.left] == ["X062"]


@pytest.mark.parametrize("words", ["站前路", "车辆乱停"])
def test_other_cells_of_that_row_are_taken(tmp_path: Path, words: str) -> None:
    plan = plan_in(tmp_path, ISSUES)
    docx = edited(rendered(plan), (f">{words}<", f">{words}（二期）<"))
    found = pulled(plan, docx, "计划-问题整改台账.docx")
    assert [new for _, new in changed_lines(ISSUES, after(found)["计划.yaml"])][0].endswith(
        f"{words}（二期）"
    )
