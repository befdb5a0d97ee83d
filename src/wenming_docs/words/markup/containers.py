"""``::: 名称`` … ``:::``: the parts of a 公文 that are no plain paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from wenming_docs.blocks.inlines import plain
from wenming_docs.blocks.nodes import (
    Attachment,
    AttachmentList,
    Block,
    Issued,
    Landscape,
    Note,
    Paragraph,
    Recipients,
    Signature,
    Subtitle,
    Title,
)
from wenming_docs.words.markup.charts import CHART
from wenming_docs.words.markup.faults import MarkupError, excerpt
from wenming_docs.words.markup.slots import Slots
from wenming_docs.zh import nearest
from wenming_docs.zh.lazy import lazy_pattern

Lines = list[tuple[str, int]]

DATE = lazy_pattern(r"(?:[0-9０-９]{2,4}|[〇○零一二三四五六七八九十]{2,4})年|【待填[：:]?[^】]*(?:日期|时间)")
"""How the last line of 落款 begins if it is the date; a gap counts if it says so."""
ITEM = lazy_pattern(r"[-*+] +")
ITEM_NUMBER = lazy_pattern(r"[0-9０-９]+[.．、] *(?![0-9])")

PARAGRAPH_CONTAINERS: dict[str, Callable[[Paragraph], Recipients | Subtitle | Note]] = {
    "主送": lambda paragraph: Recipients(paragraph.inlines),
    "称谓": lambda paragraph: Recipients(paragraph.inlines),
    "题注": lambda paragraph: Subtitle(paragraph.inlines),
    "附注": lambda paragraph: Note(paragraph.inlines),
}
"""Each paragraph inside becomes one block of its own kind."""


def attachment_list(lines: Lines, slots: Slots) -> list[Block]:
    """附件说明: one title a line, with or without ``- ``; numbered by the program."""
    titles = []
    for content, line in lines:
        title = ITEM.sub("", content, count=1) if ITEM.match(content) else content
        if ITEM_NUMBER.match(title):
            raise MarkupError(
                f"附件说明“{excerpt(title)}”带了序号", line, "附件序号由程序编，写成“- 附件名称”"
            )
        titles.append(slots.inlines(title, line, "附件说明里"))
    return [AttachmentList(tuple(titles))] if titles else []


def signature(lines: Lines, slots: Slots) -> list[Block]:
    """落款: who signs, a line each; the last line is the date if it begins like one."""
    runs = [slots.inlines(content, line, "落款里") for content, line in lines]
    if not runs:
        return []
    if DATE.match(plain(runs[-1])):
        return [Signature(tuple(runs[:-1]), runs[-1])]
    return [Signature(tuple(runs))]


LINE_CONTAINERS: dict[str, Callable[[Lines, Slots], list[Block]]] = {
    "附件说明": attachment_list,
    "落款": signature,
}
"""Containers that hold nothing but lines."""

ATTACHMENT, LANDSCAPE, ISSUED = "附件", "横向", "印发"
NAMES = (*PARAGRAPH_CONTAINERS, *LINE_CONTAINERS, ATTACHMENT, LANDSCAPE, ISSUED, CHART)


def container_name(info: str, line: int) -> str:
    """The name behind ``:::``. Raises MarkupError for names there are not."""
    name = info.strip()
    if name in NAMES:
        return name
    if name.split(maxsplit=1)[:1] == [CHART]:  # ::: 图 折线图
        return CHART
    if not name:
        raise MarkupError("多出一行“:::”", line, "它没有对应的“::: 名称”，删去或补上名称")
    close = nearest(name, NAMES)
    hint = f"是不是想写“::: {close}”" if close else f"可用的有：{'、'.join(NAMES)}"
    raise MarkupError(f"没有“::: {excerpt(name)}”这种容器", line, hint)


def block_container(name: str, blocks: list[Block], inside: tuple[str, ...], line: int) -> list[Block]:
    """What the container ``name`` makes of the blocks in it; nothing if it is empty."""
    if name in inside:
        raise MarkupError(f"“::: {name}”里又有“::: {name}”", line, "把里面的移到外面")
    if name == ATTACHMENT:
        return [_attachment(blocks, line)]
    if not blocks:
        return []
    if name == LANDSCAPE:
        return [Landscape(tuple(blocks))]
    if name == ISSUED:
        return [Issued(tuple(blocks))]
    return [_paragraph_block(name, block, line) for block in blocks]


def _attachment(blocks: list[Block], line: int) -> Attachment:
    """An attachment: its title first, then what it holds."""
    match blocks:
        case [Title(title), *rest]:
            return Attachment(title, tuple(rest))
        case _:
            raise MarkupError("附件没有标题", line, "“::: 附件”下面第一行写“# 附件标题”")


def _paragraph_block(name: str, block: Block, line: int) -> Block:
    if not isinstance(block, Paragraph):
        raise MarkupError(f"“::: {name}”里只写文字", line, "去掉其中的标题、表格或容器")
    return PARAGRAPH_CONTAINERS[name](block)
