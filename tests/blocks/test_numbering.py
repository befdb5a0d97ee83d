"""Numbers of headings and attachments."""

from __future__ import annotations

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Heading,
    Issued,
    Landscape,
    Manuscript,
    dump_text,
    inlines,
    number_headings,
)


def headings(*levels: int) -> tuple[Heading, ...]:
    return tuple(Heading(level, inlines("题")) for level in levels)


def numbers(*blocks: Block) -> list[str]:
    """The numbers of all headings, as they are dumped."""
    return [text.removesuffix("题") for text in dump_text(number_headings(Manuscript(blocks)))]


def test_four_levels_are_numbered_in_the_words_of_the_standard() -> None:
    assert numbers(*headings(1, 2, 3, 4, 4, 3, 2, 1, 2)) == [
        *("一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "二、", "（一）")
    ]


def test_numbers_above_ten_are_chinese() -> None:
    assert numbers(*headings(*[1] * 21))[9:] == [
        *("十、", "十一、", "十二、", "十三、", "十四、", "十五、", "十六、", "十七、", "十八、", "十九、"),
        *("二十、", "二十一、"),
    ]


def test_a_skipped_level_keeps_the_number_of_its_own_level() -> None:
    assert numbers(*headings(1, 3, 3, 1, 3)) == ["一、", "1.", "2.", "二、", "1."]


def test_attachments_and_issued_documents_start_again() -> None:
    blocks = (
        *headings(1, 1),
        Attachment(inlines(""), headings(1, 2)),
        Issued((*headings(1), Attachment(inlines(""), headings(1)))),
        Landscape(headings(1)),
    )
    assert numbers(*blocks) == ["一、", "二、", "附件", "一、", "（一）", "一、", "附件", "一、", "三、"]


def test_one_attachment_has_no_number_and_several_have() -> None:
    one = Attachment(inlines("甲"), ())
    two = Attachment(inlines("乙"), ())
    listed = AttachmentList((inlines("甲"),))
    both = AttachmentList((inlines("甲"), inlines("乙")))
    assert dump_text(number_headings(Manuscript((listed, one)))) == ["附件：甲", "附件", "甲"]
    assert dump_text(number_headings(Manuscript((both, one, Landscape((two,)))))) == [
        *("附件：1.\t甲", "2.\t乙", "附件1", "甲", "附件2", "乙")
    ]


def test_an_attachment_has_the_number_its_title_has_in_the_list() -> None:
    both = AttachmentList((inlines("另送"), inlines("名单")))
    manuscript = Manuscript((both, Attachment(inlines("名单"), ())))
    assert dump_text(number_headings(manuscript))[2:] == ["附件2", "名单"]


def test_numbering_twice_changes_nothing() -> None:
    once = number_headings(Manuscript((*headings(1, 2, 2), Attachment(inlines("甲"), headings(1)))))
    assert number_headings(once) == once
