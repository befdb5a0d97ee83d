"""What each paragraph is: title, 主送, heading, body, 附件说明, 署名, date, told by words before looks.

An office's document has an order: 版头, title, 主送, body, 附件说明, 署名, date, 附注, attachments,
版记. Words decide (一、 附件： 2026年3月18日); looks (centred, large) only where words leave it open.

More than 300 lines, because every role is told in the light of the ones before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenming_docs.page.inspect.paper import Block, Paper, Paragraph, Table, width_of
from wenming_docs.page.inspect.roles import (
    ATTACHMENT_TITLE,
    BODY,
    CAPTION,
    CLASSIFICATION,
    CONTENTS,
    COPY_NUMBER,
    DATE,
    DATE_LINE,
    DOCUMENT_NUMBER,
    EMPTY,
    HEADING,
    IMPRINT,
    LABEL,
    LABEL_LINE,
    LIST,
    LIST_LINE,
    LIST_NEXT,
    MARK,
    NOTE,
    OTHER,
    RECIPIENTS,
    SIGNED,
    SIGNER,
    SUBTITLE,
    TABLE_NOTE,
    TITLE,
    head_level,
    split_head,
)
from wenming_docs.page.inspect.runs import is_red
from wenming_docs.zh import ends_sentence

_NUMBER_LINE = re.compile(
    r"\S{1,20}[〔\[［（(]\s*\d{2,4}\s*[〕\]］）)]\s*第?\s*\d{1,5}\s*号(?:\s*签发人[：:].*)?"
)
_CLASSIFIED = re.compile(
    r"(?:绝密|机密|秘密)(?:★\S{1,6})?|特急|加急|特提|平急|紧急程度[：:]?\S*|密级[：:]?\S*"
)
_TITLE_STYLES = re.compile(r"title|标题|公文标题|大标题|文件标题")
_UNIT = re.compile(
    "(?:办事处|委员会|政府|[局厅部署委办处科馆院校站所队会社]|办公室|小组|中心|公司|[社园]区|小学|中学|大学|支部|指挥部)$"
)
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]{1,4}[编章节]\s")
_MOST_TITLE = 90
_LARGE = 18.0
_ENOUGH_FOR_FRONT = 14


def is_title_like(paragraph: Paragraph) -> bool:
    """Whether a paragraph looks as titles look: its style says so, or it is large and centred."""
    if paragraph.is_empty or len(paragraph.text) > _MOST_TITLE or head_level(paragraph.text):
        return False
    if _TITLE_STYLES.fullmatch(paragraph.style):
        return True
    return paragraph.shape.align == "center" and paragraph.look.size >= _LARGE


def tell_roles(paper: Paper) -> Paper:
    """The same paper; each paragraph knows its role, level and part (each attachment is a part)."""
    blocks = list(paper.blocks)
    _tell_tables(blocks)
    _tell_figures(blocks)
    starts = _part_starts(blocks)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True)):
        _tell_part(blocks[start:end], number, paper)
    return paper


def _tell_tables(blocks: list[Block]) -> None:
    """The caption above and the note below each table; whatever stands in a table is a cell."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        above = _neighbour(blocks, index, -1)
        if above and above.shape.align == "center" and len(above.text) <= 40 and above.look.size < _LARGE:
            if not head_level(above.text) and not LABEL_LINE.fullmatch(above.text):
                above.role = CAPTION
        below = _neighbour(blocks, index, 1)
        if below and (
            re.match(r"(?:注|备注|说明|资料来源|来源)\s*\d*[：:.、]", below.text) or below.style == "表注"
        ):
            below.role = TABLE_NOTE


def _tell_figures(blocks: list[Block]) -> None:
    """The caption below each chart or picture that stands alone in its paragraph."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not block.has_picture or block.text:
            continue
        below = _neighbour(blocks, index, 1)
        if below and below.shape.align == "center" and len(below.text) <= 40 and below.look.size < _LARGE:
            if not head_level(below.text) and not LABEL_LINE.fullmatch(below.text):
                below.role = CAPTION


def _neighbour(blocks: Sequence[Block], index: int, step: int) -> Paragraph | None:
    """The printing paragraph right above or below, if it is no table."""
    at = index + step
    while 0 <= at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table):
            return None
        if not block.is_empty:
            return block
        at += step
    return None


def _part_starts(blocks: Sequence[Block]) -> list[int]:
    """Where the document, each attachment and each issued text begin."""
    starts = [0]
    for index, block in enumerate(blocks):
        if index == 0 or not isinstance(block, Paragraph) or block.is_empty:
            continue
        is_label = bool(LABEL_LINE.fullmatch(block.text)) and _stands_alone(block)
        if is_label or _starts_page(blocks, index) and is_title_like(block):
            starts.append(index)
    return starts


def _stands_alone(paragraph: Paragraph) -> bool:
    """附件1 as a label: not the heading of a list that goes on below."""
    return not paragraph.text.endswith(("：", ":")) or paragraph.new_page


def _starts_page(blocks: Sequence[Block], index: int) -> bool:
    """Whether a page starts here, empty paragraphs after the break not counted."""
    while index >= 0:
        block = blocks[index]
        if isinstance(block, Paragraph) and block.new_page:
            return True
        index -= 1
        if index < 0 or not (isinstance(blocks[index], Paragraph) and blocks[index].is_empty):  # type: ignore[union-attr]
            return False
    return False


def _tell_part(blocks: Sequence[Block], number: int, paper: Paper) -> None:
    """The roles of one part: its front, its end, and what is between."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    for paragraph in paragraphs:
        paragraph.part = number
        if paragraph.is_empty or paragraph.has_picture and not paragraph.text:
            paragraph.role = EMPTY if paragraph.is_empty else OTHER
        elif paragraph.style.startswith(("toc ", "目录")):
            paragraph.role = CONTENTS
    open_ones = [each for each in paragraphs if not each.role]
    rest = _tell_front(open_ones, is_first=number == 0)
    rest = _tell_end(rest)
    for paragraph in rest:
        _tell_middle(paragraph)


def _tell_front(paragraphs: list[Paragraph], *, is_first: bool) -> list[Paragraph]:
    """版头, label, title, subtitle and 主送; the paragraphs after them."""
    left = list(paragraphs)
    if is_first:
        left = _tell_masthead(left)
    title_role = TITLE
    if left and LABEL_LINE.fullmatch(left[0].text) and not is_first:
        left.pop(0).role = LABEL
        title_role = ATTACHMENT_TITLE
    left = _tell_title(left, title_role)
    while left and _is_subtitle(left[0]):
        left.pop(0).role = SUBTITLE
    if left and _is_recipients(left[0]):
        left.pop(0).role = RECIPIENTS
    return left


def _tell_masthead(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """份号 to 签发人; only where a red mark, a red line or a document number is there."""
    front = paragraphs[:_ENOUGH_FOR_FRONT]
    ends = [
        index
        for index, each in enumerate(front)
        if each.shape.red_line
        or is_red(each.look.color)
        and each.look.size >= 22
        or _NUMBER_LINE.fullmatch(each.text)
    ]
    if not ends:
        return paragraphs
    for each in front[: ends[-1] + 1]:
        each.role = _masthead_role(each)
    return paragraphs[ends[-1] + 1 :]


def _masthead_role(paragraph: Paragraph) -> str:
    text = paragraph.text
    if re.fullmatch(r"\d{1,8}", text):
        return COPY_NUMBER
    if _CLASSIFIED.fullmatch(text):
        return CLASSIFICATION
    if is_red(paragraph.look.color):
        return MARK
    if "号" in text and re.search(r"[〔\[［（(]\s*\d", text):
        return DOCUMENT_NUMBER
    return SIGNER if text.startswith("签发人") else OTHER


def _tell_title(paragraphs: list[Paragraph], role: str) -> list[Paragraph]:
    """The title and the further lines of it; only a paragraph that no number opens can be one."""
    if not paragraphs:
        return paragraphs
    first = paragraphs[0]
    plain = len(first.text) <= 60 and not re.search("[。：:；]", first.text)
    if head_level(first.text) or not (is_title_like(first) or plain):
        return paragraphs
    first.role = role
    count = 1
    for each in paragraphs[1:4]:
        same = (
            each.shape.align == first.shape.align == "center" and abs(each.look.size - first.look.size) < 0.6
        )
        if (
            not same
            or head_level(each.text)
            or re.match("[（(]", each.text)
            or each.new_page
            or first.look.size < _LARGE
        ):
            break
        each.role = role
        count += 1
    return paragraphs[count:]


def _is_subtitle(paragraph: Paragraph) -> bool:
    """（2026年3月18日）, or whatever short stands centred under a title."""
    if head_level(paragraph.text) or len(paragraph.text) > 60 or paragraph.new_page:
        return False
    in_brackets = re.fullmatch(r"[（(].*[)）]", paragraph.text) is not None
    return paragraph.shape.align == "center" or in_brackets and not ends_sentence(paragraph.text[:-1])


def _is_recipients(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if not text.endswith(("：", ":")) or head_level(text) or len(text) > 200 or "。" in text:
        return False
    # 为……，制定方案如下： introduces the body; offices are only listed.
    return not re.search(r"如下|以下|[为按将]|现就|通知", text) or width_of(text) <= 12


def _tell_end(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """附件说明, 署名, date, 附注 and 版记 at the end of a part; the paragraphs before them."""
    left = list(paragraphs)
    while left and _is_imprint(left[-1]):
        left.pop().role = IMPRINT
    while left and re.fullmatch(r"[（(][^。]*[)）]", left[-1].text) and not head_level(left[-1].text):
        left.pop().role = NOTE
    if left and DATE_LINE.fullmatch(left[-1].text):
        left.pop().role = DATE
        while left and _is_signature(left[-1]):
            left.pop().role = SIGNED
    elif left and left[-1].shape.align == "right" and _is_signature(left[-1]):
        left.pop().role = SIGNED
    return _tell_list(left)


def _is_imprint(paragraph: Paragraph) -> bool:
    return bool(
        re.match(r"(?:抄送|主送|分送)[：:]", paragraph.text) or re.search(r"日\s*印发$", paragraph.text)
    )


def _is_signature(paragraph: Paragraph) -> bool:
    """A unit's name on a line of its own, moved away from the left edge."""
    text = paragraph.text
    if len(text) > 40 or head_level(text) or re.search(r"[。；：:！？]", text) or LIST_LINE.match(text):
        return False
    if _UNIT.search(text) and len(text) <= 30:
        return True
    is_moved = (
        paragraph.shape.align in ("right", "center") or paragraph.shape.left + paragraph.shape.first > 2500
    )
    return (
        is_moved
        or text != paragraph.typed.rstrip()
        and len(paragraph.typed) - len(paragraph.typed.lstrip()) > 5
    )


def _tell_list(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """附件：… and the numbered lines under it, wherever they stand in the last twenty paragraphs."""
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 21), -1):
        if LIST_LINE.match(paragraphs[index].text) or re.fullmatch(
            r"附\s*件\s*[：:]", paragraphs[index].text
        ):
            end = index + 1
            while end < len(paragraphs) and LIST_NEXT.match(paragraphs[end].text):
                end += 1
            for each in paragraphs[index:end]:
                each.role = LIST
            return paragraphs[:index] + paragraphs[end:]
    return paragraphs


def _tell_middle(paragraph: Paragraph) -> None:
    """Heading, body, or the chapter of a set of rules, of which the standard says nothing."""
    text = paragraph.text
    level = head_level(text)
    outline = paragraph.shape.outline + 1 if paragraph.shape.outline < 9 else paragraph.level
    paragraph.level = level
    if _CHAPTER.match(text) and len(text) <= 30 and not ends_sentence(text):
        paragraph.role = OTHER
    elif level and not paragraph.bullet:
        _, rest = split_head(text)
        is_heading = not rest and (_stands_on_its_own(text) or _is_set_as_heading(paragraph, outline))
        paragraph.role = HEADING if is_heading else BODY
    elif 0 < outline <= 4 and len(text) <= 60 and not ends_sentence(text):
        paragraph.role, paragraph.level = HEADING, outline
    else:
        paragraph.role = BODY


def _stands_on_its_own(text: str) -> bool:
    """Short, and not a sentence: 一、工作目标."""
    return width_of(text) <= 45 and not ends_sentence(text) and not text.endswith(("；", ";"))


def _is_set_as_heading(paragraph: Paragraph, outline: int) -> bool:
    """A heading in spite of its full stop: its style says so, or a face in which no text is set."""
    if 0 < outline <= 4:
        return True
    face = paragraph.look.east
    return paragraph.level in (1, 2) and len(paragraph.text) <= 30 and ("黑" in face or "楷" in face)
