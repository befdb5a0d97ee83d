"""Layout is checked on the numbered manuscript, whoever wrote the template."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Heading,
    Issued,
    Landscape,
    Manuscript,
    Paragraph,
    Signature,
    Text,
    Title,
    number_headings,
)
from wenming_docs.findings import Origin
from wenming_docs.page.layout import check_layout
from wenming_docs.page.word import write_docx
from wenming_docs.zh.titles import awkward_break, break_title

AT = Origin("计划.yaml", 40, 5)


def said(*blocks: Block) -> list[str]:
    """Code and message of everything the layout checks say about a document of ``blocks``."""
    manuscript = number_headings(Manuscript(blocks))
    return [f"{finding.code} {finding.message}" for finding in check_layout(manuscript, AT)]


def heading(level: int, text: str, run_in: str = "") -> Heading:
    """A heading that somebody wrote."""
    return Heading(level, (Text(text, (Origin("计划.yaml", 9, 9),)),), (Text(run_in),) if run_in else ())


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def signed(office: str, date: str) -> Signature:
    return Signature(((Text(office),),) if office else (), (Text(date),) if date else ())


TWO = (heading(1, "工作目标"), heading(1, "工作任务"))


def test_a_sound_outline_is_silent() -> None:
    assert (
        said(
            *(heading(1, "工作目标"), heading(2, "总体目标"), heading(2, "具体目标"), heading(3, "环境整治")),
            *(heading(3, "秩序整治"), heading(4, "背街小巷"), heading(4, "主次干道"), heading(1, "工作任务")),
        )
        == []
    )


def test_one_level_may_be_left_out_where_it_is_never_used() -> None:
    pair = (heading(3, "清理楼道"), heading(3, "规范停车"))
    assert said(heading(1, "环境整治"), *pair, heading(1, "秩序整治"), *pair) == []


def test_a_level_used_elsewhere_may_not_be_skipped() -> None:
    found = said(
        heading(1, "工作目标"),
        *(heading(2, "总体目标"), heading(2, "具体目标")),
        heading(1, "工作任务"),
        *(heading(3, "清理楼道"), heading(3, "规范停车")),
    )
    assert found == ["L010 标题层级跳了：“1.清理楼道”前面少了“（一）”一级"]


def test_two_levels_may_not_be_skipped_nor_the_first() -> None:
    pair = (heading(4, "清理楼道"), heading(4, "规范停车"))
    assert said(*TWO, *pair) == ["L010 标题层级跳了：“（1）清理楼道”前面少了“（一）”、“1.”一级"]
    assert said(*(heading(2, "工作目标"), heading(2, "工作任务"))) == [
        "L010 标题层级跳了：“（一）工作目标”前面少了“一、”一级"
    ]


@pytest.mark.parametrize("mark", "，。；：、,;:")
def test_a_heading_on_its_own_line_takes_no_closing_mark(mark: str) -> None:
    assert said(heading(1, f"工作目标{mark}"), heading(1, "工作任务")) == [
        f"L011 标题“工作目标{mark}”末尾有标点“{mark}”"
    ]


def test_numbered_sentences_are_no_headings() -> None:
    long = "做好社会保障工作，落实各项社会保障制度，扩大社会保障覆盖面。"
    short = "关心弱势群体，解决实际困难，健全助残设施。"
    assert said(*TWO[:1], heading(2, long), heading(2, short), *TWO[1:]) == []


def test_the_programs_own_headings_are_nobodys_to_mend() -> None:
    own = Heading(1, (Text("所获荣誉和先进典型的情况"),))
    assert said(own, heading(1, "进展"), heading(1, "不足"), Heading(2, (Text("打算"),))) == []


def test_a_numbered_sentence_is_printed_as_body_text() -> None:
    sentence = heading(3, "做好社会保障工作，扩大覆盖面。")
    document = write_docx(number_headings(Manuscript((heading(3, "社会保障"), sentence))))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        text = package.read("word/document.xml").decode()
    assert re.findall(r'<w:pStyle w:val="(\w+)"/>', text) == ["Heading3", "Body"]
    assert "2.做好社会保障工作，扩大覆盖面。" in re.sub("<[^>]+>", "", text)


def test_a_run_in_heading_and_a_question_may_end_as_they_do() -> None:
    assert said(heading(1, "目标是什么？"), heading(1, "加强领导", "成立专班。")) == []


def test_times_in_brackets_do_not_make_headings_uneven() -> None:
    assert said(heading(1, "宣传发动（3月—4月）"), heading(1, "组织实施（2026年5月—2026年10月15日）")) == []


def test_issued_documents_are_read_on_their_own_and_attachments_count_anew() -> None:
    issued = Issued((Title((Text("方案"),)), heading(1, "工作目标。")))
    assert said(paragraph("现印发给你们。"), issued) == []
    attached = Attachment((Text("分工表"),), (heading(1, "分工"), heading(2, "甲组"), heading(1, "纪律")))
    assert said(paragraph("分工见附件。"), AttachmentList(((Text("分工表"),),)), attached) == [
        "L012 同一级只有一个标题：“（一）甲组”"
    ]


def test_headings_on_landscape_pages_belong_to_their_document() -> None:
    assert said(heading(1, "工作目标"), Landscape((heading(1, "工作任务"),))) == []


def attachments(*titles: str) -> tuple[Block, ...]:
    listed = AttachmentList(tuple((Text(title),) for title in titles))
    return (listed, *(Attachment((Text(title),), ()) for title in titles))


@pytest.mark.parametrize(
    ("text", "titles", "found"),
    [
        ("分工见附件。", ("分工表",), []),
        ("分工见附件1，安排见附件2。", ("分工表", "安排表"), []),
        ("分工和安排见附件。", ("分工表", "安排表"), []),
        ("分工见附件1。", ("分工表",), []),
        ("分工见《任务分工表》。", ("分工表",), []),
        ("市里《通知》和《方案（附件2）》已经转发。", (), []),
        ("分工见附件。", (), ["L015 正文说到“附件”，后面却没有附它"]),
        (
            "分工见附件1，安排见附件3。",
            ("分工表", "安排表"),
            [
                "L015 正文说到“附件3”，后面却没有附它",
                "L016 附件2“安排表”附在后面，正文里没有提到",
            ],
        ),
        ("分工见责任清单。", (), ["L015 正文说“见责任清单”，后面却没有附它"]),
        ("分工已经明确。", ("分工表",), ["L016 附件“分工表”附在后面，正文里没有提到"]),
    ],
)
def test_text_list_and_pages_of_attachments_agree(
    text: str, titles: tuple[str, ...], found: list[str]
) -> None:
    assert said(paragraph(text), *(attachments(*titles) if titles else ())) == found


def test_a_signature_has_office_and_date() -> None:
    assert said(signed("青石街道办事处", "2026年3月18日")) == []
    assert said(signed("青石街道办事处", "")) == ["L017 落款有署名，没有日期"]
    assert said(signed("", "2026年3月18日")) == ["L017 落款有日期，没有署名"]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("青石街道2026年文明城市创建工作实施方案", ""),
        ("青石街道关于印发《2026年深化全国文明城市创建工作实施方案》的通知", ""),
        (
            "云河市青石街道办事处" * 8,
            "要排4行，一般不超过3行",
        ),
    ],
)
def test_a_title_is_awkward_only_if_no_break_helps(title: str, why: str) -> None:
    assert awkward_break(title) == why
    assert "".join(break_title(title)) == title


def test_every_finding_has_the_place_of_its_text_or_of_the_document() -> None:
    place = Origin("计划.yaml", 7, 9)
    blocks = (Heading(1, (Text("工作目标。", (place,)),)), Heading(1, (Text("工作任务，"),)))
    found = check_layout(number_headings(Manuscript(blocks)), AT)
    assert [(finding.code, finding.origin) for finding in found] == [("L011", place), ("L011", AT)]
