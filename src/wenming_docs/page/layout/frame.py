"""What frames a document: its title, what it attaches, its signature."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Heading,
    Inlines,
    Issued,
    Manuscript,
    NameList,
    Paragraph,
    Signature,
    Table,
    Title,
    plain,
)
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.layout.outline import Outline, place_of
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.titles import awkward_break

_CAPACITY = 20
"""Characters of 二号 on a line of 156 mm."""
POINTED = lazy_pattern(r"附件(\d*)(?!\d|[名标说])")
NAMED = lazy_pattern(r"见《?([^《》（）“”。，；、\s]{2,16}(?:表|清单|名单|台账|示意图|网络图))》?")


Spoken = tuple[str, Inlines]
"""How a run of texts reads, and the run."""


def awkward_titles(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """Titles that no break makes look well (GB/T 9704-2012 7.3.1: 词意完整、排列对称、长短适宜)."""
    titles = [block.inlines for s in outline.stretches for block in s.blocks if isinstance(block, Title)]
    titles += [b.title for s in outline.stretches for b in s.blocks if isinstance(b, Attachment)]
    for title in titles:
        if why := awkward_break(plain(title), _CAPACITY):
            hint = "改短一些：两行以内最好，“关于”“的通知”前后可以断开；套用的文件名可用简称"
            yield Finding("L014", Severity.NOTICE, f"标题不好排：{why}", hint, place_of(title, at))


def attachments(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """What the text points at, what is listed and what follows must be the same (7.3.4, 7.3.7)."""
    attached = [block for block in outline.body if isinstance(block, Attachment)]
    issued = [block for block in outline.body if isinstance(block, AttachmentList)]
    spoken = [(plain(run), run) for run in _spoken(outline.body)]
    yield from _absent(spoken, attached, issued, at)
    yield from _unmentioned(spoken, attached, outline.manuscript, at)


def _absent(
    spoken: list[Spoken], attached: list[Attachment], listed: list[AttachmentList], at: Origin | None
) -> Iterator[Finding]:
    numbers = {attachment.number for attachment in attached}
    numbers |= {number for block in listed for number in block.numbers}
    if len(numbers) > 1:
        numbers.add("")  # 见附件 may mean all of them
    elif numbers == {""}:
        numbers.add("1")
    titles = [plain(attachment.title) for attachment in attached]
    titles += [plain(title) for block in listed for title in block.titles]
    for text, run in spoken:
        for pointed in POINTED.finditer(text) if "附件" in text else ():
            if pointed[1] not in numbers and not _quotes_a_file(text, pointed.start()):
                hint = "在这份文稿的“附件”下加上它，或改正编号" if numbers else "在“附件”下加上它，或删去这句"
                message = f"正文说到“{pointed.group()}”，后面却没有附它"
                yield Finding("L015", Severity.WARNING, message, hint, place_of(run, at))
        for named in NAMED.finditer(text) if "见" in text else ():
            if not any(named[1] in title or title in named[1] for title in titles):
                message = f"正文说“见{named[1]}”，后面却没有附它"
                hint = f"在这份文稿的“附件”下写“- {named[1]}”，或改正名称"
                yield Finding("L015", Severity.WARNING, message, hint, place_of(run, at))


def _quotes_a_file(text: str, start: int) -> bool:
    """Whether the words stand inside 《》: they belong to another document's title."""
    before = text[:start]
    return before.count("《") > before.count("》")


def _unmentioned(
    spoken: list[Spoken], attached: list[Attachment], manuscript: Manuscript, at: Origin | None
) -> Iterator[Finding]:
    if any(isinstance(block, Issued) for block in manuscript.blocks):
        return
    pointed = {found[1] for text, _ in spoken if "附件" in text for found in POINTED.finditer(text)}
    if "" in pointed:
        return
    for attachment in attached:
        title = plain(attachment.title)
        if (attachment.number or "1") in pointed or any(title in text for text, _ in spoken):
            continue
        name = f"附件{attachment.number}"
        message = f"{name}“{title}”附在后面，正文里没有提到"
        hint = f"在相关的一段里写“（见【附件·{title}】）”，印出来是“{name}”；或不附它"
        yield Finding("L016", Severity.WARNING, message, hint, place_of(attachment.title, at))


def _spoken(blocks: tuple[Block, ...]) -> Iterator[Inlines]:
    """What the text of the body says, block by block."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block.inlines
            case Heading():
                yield block.inlines
                if block.run_in:
                    yield block.run_in
            case Table():
                yield from (cell.inlines for row in block.rows for cell in row if cell.inlines)
                yield from block.notes
            case NameList():
                yield from (person.posts for row in block.rows for person in row.people)
            case _:  # the frame: its texts point at nothing
                continue


def signatures(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """A signature that lacks the office or the date (GB/T 9704-2012 7.3.5)."""
    for block in outline.body:
        if not isinstance(block, Signature):
            continue
        if block.signed_by and not block.issue_date:
            where = place_of(block.signed_by[0], at)
            hint = "写“日期: 2026年3月18日”；还没签就写“日期: 2026年3月待签”"
            yield Finding("L017", Severity.WARNING, "落款有署名，没有日期", hint, where)
        if block.issue_date and not block.signed_by:
            hint = "在“单位”下写“名称”，或在这份文稿下写“落款”"
            where = place_of(block.issue_date, at)
            yield Finding("L017", Severity.WARNING, "落款有日期，没有署名", hint, where)
