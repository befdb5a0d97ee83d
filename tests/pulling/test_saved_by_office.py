"""A document that LibreOffice saved after somebody edited it comes back like one that Word saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.page.pdf import convert, missing_tool
from tests.pulling.plans import PLAN, after, changed_lines, edited, plan_in, pulled, rendered, with_paragraph


@pytest.mark.page
def test_what_libreoffice_saved_brings_the_same_edits_and_lists_the_same(tmp_path: Path) -> None:
    if reason := missing_tool():
        pytest.skip(reason)
    plan = plan_in(tmp_path)
    docx = edited(
        rendered(plan), ("36条", "38条"), ("天天走的路", "每天走的路"), (">长期坚持<", ">12月底前<")
    )
    typed = with_paragraph(docx, "六、保障措施", "各单位要高度重视。")
    folder = tmp_path / "存"
    folder.mkdir()
    saved = convert({"计划": typed}, folder, "doc", "docx")["计划"].read_bytes()
    assert saved != typed
    found = pulled(plan, saved)
    assert found.marked
    assert changed_lines(PLAN, after(found)["计划.yaml"]) == [
        ("目标: 36条      # 年初定的", "目标: 38条      # 年初定的"),
        ("- 为民利民: 先改居民天天走的路，不搞突击工程。", "- 为民利民: 先改居民每天走的路，不搞突击工程。"),
        ("时限: 长期坚持", "时限: 12月底前"),
    ]
    assert [finding.code for finding in found.left] == ["X054"]
