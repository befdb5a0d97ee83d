"""What was edited in Word goes back into the facts: exactly there, or it is listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.pulling.plans import (
    OPTIONS,
    PLAN,
    after,
    body_of,
    changed_lines,
    edited,
    plan_in,
    pulled,
    rendered,
    with_body,
    with_paragraph,
)
from wenming_docs.findings import Origin
from wenming_docs.page.word import Remark, read_returned, write_docx
from wenming_docs.pipeline import compile_document, read_workspace, requests
from wenming_docs.pulling import choose, pull
from wenming_docs.pulling.hunks import Hunk
from wenming_docs.pulling.listing import elsewhere


def _codes(found: object) -> list[str]:
    return sorted(finding.code for finding in found)  # type: ignore[attr-defined]


def test_five_fields_a_cell_and_a_free_paragraph_change_six_places_and_list_one(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(
        rendered(plan),
        ("36条", "38条"),
        ("天天走的路", "每天走的路"),
        ("周明远", "周明达"),
        ("从居民门口改起", "从居民家门口改起"),
        ("每月研究一次", "每季度研究一次"),
        (">长期坚持<", ">12月底前<"),
    )
    found = pulled(plan, with_paragraph(docx, "六、保障措施", "各单位要高度重视。"))
    assert changed_lines(PLAN, after(found)["计划.yaml"]) == [
        (
            "以为民创建为宗旨，对照【创建·荣誉】测评体系，从居民门口改起。",
            "以为民创建为宗旨，对照【创建·荣誉】测评体系，从居民家门口改起。",
        ),
        ("目标: 36条      # 年初定的", "目标: 38条      # 年初定的"),
        ("- 为民利民: 先改居民天天走的路，不搞突击工程。", "- 为民利民: 先改居民每天走的路，不搞突击工程。"),
        ("组长: 周明远（街道党工委书记）", "组长: 周明达（街道党工委书记）"),
        ("时限: 长期坚持", "时限: 12月底前"),
        (
            "- 加强领导: 各单位主要负责人亲自抓，每月研究一次。",
            "- 加强领导: 各单位主要负责人亲自抓，每季度研究一次。",
        ),
    ]
    assert len(found.changes) == 6
    [left] = found.left
    assert left.code == "X054"
    assert "各单位要高度重视。" in left.message
    assert [(each.old, each.new) for each in found.along] == [
        (
            "2.清除小广告。每周巡查，随贴随清。（牵头单位：城管办；配合单位：宣传办、东门社区；责任领导：何晓燕；"
            "责任人：丁一鸣；完成时限：长期坚持）",
            "2.清除小广告。每周巡查，随贴随清。（牵头单位：城管办；配合单位：宣传办、东门社区；责任领导：何晓燕；"
            "责任人：丁一鸣；完成时限：12月底前）",
        )
    ]


def test_a_document_that_nobody_edited_brings_nothing_whatever_the_facts_say_by_now(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = rendered(plan)
    plan_in(
        tmp_path, PLAN.replace("36条", "40条").replace("梁芳", "罗琴").replace("不搞突击。", "稳步推进。")
    )
    found = pulled(plan, docx)
    assert (found.changes, found.left, found.files) == ((), (), ())


def test_an_edit_of_an_old_document_keeps_what_the_facts_have_changed_since(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("天天走的路", "每天走的路"))
    newer = PLAN.replace("36条", "40条").replace(
        "  - 名称: 宣传典型",
        "  - 名称: 开展自查\n    牵头: 党政办\n    时限: 12月底前\n  - 名称: 宣传典型",
    )
    plan_in(tmp_path, newer)
    found = pulled(plan, docx)
    assert changed_lines(newer, after(found)["计划.yaml"]) == [
        ("- 为民利民: 先改居民天天走的路，不搞突击工程。", "- 为民利民: 先改居民每天走的路，不搞突击工程。")
    ]
    assert found.left == ()


@pytest.mark.parametrize(
    ("before", "behind", "old", "new"),
    [
        ("随贴随清", "随贴随除", '措施: "每周巡查，随贴随清。"', '措施: "每周巡查，随贴随除。"'),
        ("管好一处", "管住一处", "- 建管并重: '改造一处、管好", "- 建管并重: '改造一处、管住"),
        ("讲身边人身边事", "讲身边的人和事", "讲身边人身边事。", "讲身边的人和事。"),
        ("不搞突击。", "不搞形式。", "坚持“一把尺子”量到底，不搞突击。", "坚持“一把尺子”量到底，不搞形式。"),
        ("建管并重。", "建管并举。", "- 建管并重: '改造", "- 建管并举: '改造"),
        (
            "一巷一策",
            "一巷一策: 分三步 # 走",
            "措施: 逐条过堂，一巷一策。 ",
            "措施: '逐条过堂，一巷一策: 分三步 # 走。' ",
        ),
        ("2026年3月2日", "2026年3月12日", "日期: 2026年3月2日", "日期: 2026年3月12日"),
    ],
    ids=["double quotes", "single quotes", "folded", "literal", "a key", "signs of YAML", "a date"],
)
def test_a_value_changes_in_the_way_in_which_it_is_written(
    tmp_path: Path, before: str, behind: str, old: str, new: str
) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan), (before, behind)))
    [(was, now)] = changed_lines(PLAN, after(found)["计划.yaml"])
    assert was.startswith(old.strip()) and now.startswith(new.strip())
    assert found.left == ()


def test_comments_line_ends_and_a_byte_order_mark_stay_as_they_are(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, "\ufeff" + PLAN.replace("\n", "\r\n"))
    found = pulled(plan, edited(rendered(plan), ("天天走的路", "每天走的路")))
    [file] = found.files
    wanted = ("\ufeff" + PLAN.replace("\n", "\r\n")).replace("天天走", "每天走")
    assert file.after == wanted.encode()
    assert file.before == plan.read_bytes()


def test_a_name_of_a_list_of_names_is_changed_alone(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, PLAN.replace("配合: [宣传办, 东门社区]", "配合: 宣传办、东门社区"))
    docx = edited(rendered(plan), (">宣传办、东门社区<", ">党政办、东门社区<"))
    found = pulled(plan, docx)
    assert [(c.old, c.new) for c in found.changes] == [("宣传办、东门社区", "党政办、东门社区")]


def test_an_item_of_a_list_in_brackets_is_changed_alone(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan), (">宣传办、东门社区<", ">党政办、东门社区<")))
    [(_, now)] = changed_lines(PLAN, after(found)["计划.yaml"])
    assert now == "配合: [党政办, 东门社区]"


def test_a_sum_is_listed_with_the_lines_that_it_is_made_of(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan, 1), ("200处", "210处")), "计划-进展汇报-6月.docx")
    assert found.files == ()
    [left] = found.left
    assert left.code == "X052"
    lines = PLAN.split("\n")
    assert f"计划.yaml:{lines.index('      清理小广告: 120处') + 1}" in left.hint
    assert f"计划.yaml:{lines.index('      清理小广告: 80处') + 1}" in left.hint


def test_words_of_a_template_are_listed_with_the_line_that_has_them(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan), ("组成人员如下", "名单如下")))
    [left] = found.left
    assert left.code == "X053"
    assert ".md.j2 第" in left.message


def test_a_row_that_was_taken_out_and_one_that_was_put_in_are_listed(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = rendered(plan)
    xml = body_of(docx)
    start = xml.rindex("<w:tr>") if "<w:tr>" in xml else xml.rindex("<w:tr ")
    row = xml[start : xml.index("</w:tr>", start) + len("</w:tr>")]
    gone = pulled(plan, edited(docx, (row, "")))
    assert gone.files == ()
    assert _codes(gone.left) == ["X055"]
    assert "宣传典型" in gone.left[0].message and "计划.yaml:" in gone.left[0].hint
    new = row.replace("宣传典型", "开展自查").replace("讲身边人身边事", "查漏补缺").replace("梁芳", "罗琴")
    more = pulled(plan, edited(docx, (row, row + new)))
    assert more.files == ()
    assert _codes(more.left) == ["X054"]
    assert "开展自查" in more.left[0].message


def test_what_both_have_changed_is_a_conflict_and_told(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("36条", "38条"))
    plan_in(tmp_path, PLAN.replace("36条", "40条"))
    found = pulled(plan, docx)
    assert found.files == ()
    [left] = found.left
    assert left.code == "X056"
    assert "38条" in left.message and "40条" in left.message


def test_one_fact_edited_otherwise_in_two_places_is_listed_twice_and_not_taken(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("完成时限：长期坚持", "完成时限：10月底前"), (">长期坚持<", ">12月底前<"))
    found = pulled(plan, docx)
    assert found.files == ()
    assert _codes(found.left) == ["X057", "X057"]


def test_one_fact_edited_alike_in_two_places_is_changed_once(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("完成时限：长期坚持", "完成时限：12月底前"), (">长期坚持<", ">12月底前<"))
    found = pulled(plan, docx)
    [change] = found.changes
    assert len(change.places) == 2
    assert (found.left, found.along) == ((), ())
    assert found.exact


def test_an_edit_that_makes_the_plan_wrong_is_told_at_its_line_and_the_others_are_taken(
    tmp_path: Path,
) -> None:
    plan = plan_in(tmp_path)
    docx = edited(
        rendered(plan), ("完成时限：11月底前", "完成时限：11月36日前"), ("天天走的路", "每天走的路")
    )
    found = pulled(plan, docx)
    assert [change.new for change in found.changes] == ["先改居民每天走的路，不搞突…"]
    [left] = found.left
    assert left.code == "X062"
    assert left.origin is not None
    assert left.origin.line == PLAN.split("\n").index("    时限: 11月底前") + 1


def test_signs_put_between_two_facts_belong_to_neither(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan), ("36条", "约36条")))
    assert found.files == ()
    assert _codes(found.left) == ["X064"]


def test_a_paragraph_that_was_moved_is_listed_as_moved(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    words = "坚持“一把尺子”量到底，不搞突击。"
    docx = with_paragraph(edited(rendered(plan), (words, "")), "六、保障措施", words)
    found = pulled(plan, docx)
    assert found.files == ()
    assert _codes(found.left) == ["X059"]


def test_a_row_that_was_moved_changes_nothing_and_is_told_in_one_line(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = rendered(plan)
    xml = body_of(docx)
    start = max(xml.rfind("<w:tr>"), xml.rfind("<w:tr "))
    row = xml[start : xml.index("</w:tr>", start) + len("</w:tr>")]
    before = max(xml.rfind("<w:tr>", 0, start), xml.rfind("<w:tr ", 0, start))
    found = pulled(plan, with_body(docx, (xml[:before] + row + xml[before:].replace(row, "", 1)).encode()))
    assert found.files == ()
    assert _codes(found.left) == ["X059"]


def test_blanks_that_spread_a_name_are_no_edit(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan), (">梁芳<", ">梁　芳<")))
    assert (found.changes, found.left, found.spaced) == ((), (), 1)


def test_headings_that_were_counted_anew_by_hand_are_no_edits(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(
        plan, edited(rendered(plan), ("五、主要任务", "六、主要任务"), ("六、保障措施", "七、保障措施"))
    )
    assert (found.changes, found.left) == ((), ())


def test_tracked_changes_count_as_accepted_and_their_author_is_told(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    who = 'w:id="1" w:author="周明远" w:date="2026-05-01T00:00:00Z"'
    docx = rendered(plan)
    xml = body_of(docx)
    at = xml.index("年底前顺利通过测评")
    start = xml.rindex("<w:r>", 0, at)
    run = xml[start : xml.index("</w:r>", at) + len("</w:r>")]
    gone = run.replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
    new = run.replace("逐季提高", "稳步提高")
    tracked = f"<w:del {who}>{gone}</w:del><w:ins {who}>{new}</w:ins>"
    found = pulled(plan, edited(docx, (run, tracked)))
    [change] = found.changes
    assert change.authors == ("周明远",)
    assert changed_lines(PLAN, after(found)["计划.yaml"]) == [
        ("- 年底前顺利通过测评，居民满意率逐季提高。", "- 年底前顺利通过测评，居民满意率稳步提高。")
    ]


def test_pulled_twice_the_second_time_says_that_it_is_there_already(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("天天走的路", "每天走的路"), ("36条", "38条"))
    for file in pulled(plan, docx).files:
        file.path.write_bytes(file.after)
    found = pulled(plan, docx)
    assert (found.changes, found.left, found.already) == ((), (), 2)
    assert found.exact


def test_without_marks_it_is_compared_with_what_the_facts_say_now(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    import io
    import zipfile

    docx = edited(rendered(plan), ("天天走的路", "每天走的路"))
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(bare, "w") as new:
        for entry in old.infolist():
            if entry.filename != "docProps/custom.xml":
                new.writestr(entry.filename, old.read(entry))
    assert read_returned(bare.getvalue()).marks is None
    found = pulled(plan, bare.getvalue())
    assert not found.marked
    assert len(found.changes) == 1


def test_a_plan_in_another_encoding_is_not_touched(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("天天走的路", "每天走的路"))
    plan.write_bytes(PLAN.encode("gb18030"))
    found = pulled(plan, docx)
    assert found.files == ()
    [left] = found.left
    assert left.code == "X063"
    assert "wenming fmt" in left.hint


def test_a_part_of_the_plan_in_a_file_of_its_own_is_changed_there(tmp_path: Path) -> None:
    head, _, tail = PLAN.partition("基本原则:\n")
    principles, _, rest = tail.partition("领导小组:\n")
    (tmp_path / "原则.yaml").write_text("# 原则\n基本原则:\n" + principles, encoding="utf-8")
    plan = plan_in(tmp_path, "包含: [原则.yaml]\n" + head + "领导小组:\n" + rest)
    found = pulled(plan, edited(rendered(plan), ("天天走的路", "每天走的路")))
    assert set(after(found)) == {"原则.yaml"}
    assert read_workspace(plan).unit.name


def test_what_cites_a_name_follows_it_to_its_new_name(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    found = pulled(plan, edited(rendered(plan), ("2.清除小广告", "2.清理小广告")))
    assert changed_lines(PLAN, after(found)["计划.yaml"]) == [
        ("- 名称: 清除小广告", "- 名称: 清理小广告"),
        ("任务: 清除小广告", "任务: 清理小广告"),
        ("任务: 清除小广告", "任务: 清理小广告"),
    ]
    assert [change.places for change in found.changes] == [("第24段",), ("跟着改名",), ("跟着改名",)]
    assert found.left == ()


def test_of_two_edits_of_a_paragraph_none_is_taken_if_one_cannot_be_and_each_is_listed(
    tmp_path: Path,
) -> None:
    plan = plan_in(tmp_path)
    docx = edited(rendered(plan), ("设在宣传办，由何晓燕兼任", "设于宣传办，由何小燕兼任"))
    found = pulled(plan, docx)
    assert found.files == ()
    assert _codes(found.left) == ["X053", "X061"]
    assert "这一段另有改动收不了，这一处也没有收" in found.left[1].message
    assert not found.exact


def test_the_unit_in_the_title_or_signature_of_one_document_is_not_renamed_for_all(tmp_path: Path) -> None:
    text = PLAN.replace("    标题: 青石街道2026年全国文明城市创建工作实施方案\n", "")
    text = text.replace("    落款: 青石街道办事处\n", "")
    plan = plan_in(tmp_path, text)
    title = "云山市青石街道办事处2026年创建全国文明城市实施方案"
    found = pulled(plan, edited(rendered(plan), (title, title.replace("青石街道", "青山街道"))))
    assert (found.files, _codes(found.left)) == ((), ["X052"])
    line = text.split("\n").index("  - 文种: 实施方案") + 1
    assert f"“标题: …”（{found.left[0].origin.file}:{line}）" in found.left[0].hint  # type: ignore[union-attr]
    found = pulled(plan, edited(rendered(plan), (">云山市青石街道办事处<", ">云山市文明办<")))
    assert (found.files, _codes(found.left)) == ((), ["X052"])
    assert "“落款: …”" in found.left[0].hint
    more = pulled(plan, edited(rendered(plan), (title, title.replace("2026年创建", "2026年度创建"))))
    assert (more.files, _codes(more.left)) == ((), ["X052"])


def test_a_remark_is_listed_with_the_fact_that_is_near(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    returned = read_returned(rendered(plan))
    at = next(n for n, passage in enumerate(returned.passages) if "36条" in passage.text)
    wanted = choose(tmp_path / "计划-实施方案.docx", returned, plan, OPTIONS)
    with_remark = replace(returned, remarks=(Remark("沈静", "这个数再核一下", at),))
    [left] = pull(with_remark, wanted, OPTIONS).left
    assert left.code == "X058"
    assert "沈静" in left.message and "这个数再核一下" in left.message
    assert left.origin is not None and 18 <= left.origin.line <= 21


def test_the_copy_for_one_unit_is_found_by_its_name(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    options = replace(OPTIONS, kind="责任清单", each_unit=True)
    workspace = read_workspace(plan)
    asked = [one for one, _ in requests(workspace, options, plan) if one]
    request = next(one for one in asked if str(one.for_unit) == "城管办")
    docx = write_docx(compile_document(workspace, request, options, plan).manuscript)
    changed = edited(docx, ("逐条过堂", "逐巷过堂"))
    found = pulled(plan, changed, "计划-责任清单-城管办.docx")
    assert found.wanted.stem == "计划-责任清单-城管办"
    assert changed_lines(PLAN, after(found)["计划.yaml"]) == [
        ("措施: 逐条过堂，一巷一策。   # 三步走", "措施: 逐巷过堂，一巷一策。   # 三步走")
    ]


def test_a_paragraph_that_was_parted_in_two_loses_nothing_in_the_facts(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    whole = "以为民创建为宗旨，对照全国文明城市测评体系，从居民门口改起。"
    docx = edited(rendered(plan), (whole, "从居民门口改起。"))
    found = pulled(
        plan, with_paragraph(docx, "从居民门口改起", "以为民创建为宗旨，对照全国文明城市测评体系，")
    )
    assert found.files == ()
    assert "X059" in _codes(found.left)


def test_two_paragraphs_that_were_joined_add_nothing_to_a_fact(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    last = "坚持“一把尺子”量到底，不搞突击。"
    docx = edited(rendered(plan), (last, ""), ("从居民门口改起。", "从居民门口改起。" + last))
    found = pulled(plan, docx)
    assert found.files == ()
    assert "X059" in _codes(found.left)


def test_a_gap_that_was_filled_in_is_filled_in_the_facts(tmp_path: Path) -> None:
    text = PLAN.replace("    责任人: 梁芳\n", "    责任人: 【待填】\n").replace(
        "不搞突击。\n工作", "不搞突击，共【待填：条数】条。\n工作"
    )
    plan = plan_in(tmp_path, text)
    docx = edited(rendered(plan), ("责任人：【待填】", "责任人：罗琴"), ("共【待填：条数】条", "共36条"))
    found = pulled(plan, docx)
    assert changed_lines(text, after(found)["计划.yaml"]) == [
        ("坚持“一把尺子”量到底，不搞突击，共【待填：条数】条。", "坚持“一把尺子”量到底，不搞突击，共36条。"),
        ("责任人: 【待填】", "责任人: 罗琴"),
    ]
    assert found.left == ()


def test_what_another_document_cites_is_looked_at_whichever_document_came_back(tmp_path: Path) -> None:
    chapters = "    章节:\n      - 标题: 清理情况\n        取: 清除小广告\n"
    text = PLAN.replace("    主送: 云山市文明办\n", "    主送: 云山市文明办\n" + chapters)
    plan = plan_in(tmp_path, text)
    returned = read_returned(edited(rendered(plan), ("2.清除小广告", "2.清理小广告")))
    wanted = choose(tmp_path / "计划-实施方案.docx", returned, plan, replace(OPTIONS, kind="实施方案"))
    found = pull(returned, wanted, wanted.options)
    assert ("取: 清除小广告", "取: 清理小广告") in changed_lines(text, after(found)["计划.yaml"])
    assert found.left == ()


def test_a_fact_that_a_paragraph_prints_twice_and_that_was_edited_once_is_not_taken(tmp_path: Path) -> None:
    text = PLAN.replace("不搞突击。\n工作", "争创【创建·荣誉】，建成【创建·荣誉】。\n工作")
    plan = plan_in(tmp_path, text)
    found = pulled(plan, edited(rendered(plan), ("争创全国文明", "争创全省文明")))
    assert (found.files, _codes(found.left)) == ((), ["X061"])


def test_a_fact_of_a_file_that_is_not_the_plans_is_told_with_that_file() -> None:
    place = Origin("社区/东门社区.yaml", 12, 5)
    found = elsewhere("第3段", "清理9处", Hunk(2, 3, "8"), place, own=False)
    assert found.code == "X060" and "社区/东门社区.yaml:12" in found.hint
