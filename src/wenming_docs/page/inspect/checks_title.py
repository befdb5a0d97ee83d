"""The title: typeface, place, marks, lines and their shape (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.checks_text import typeface_faults
from wenming_docs.page.inspect.faults import Fault, warn
from wenming_docs.page.inspect.paper import Paper, Paragraph, width_of
from wenming_docs.page.inspect.profile import Profile

_BLANKS = " \u3000\u00a0\t"
_INDENT_TOLERANCE = 0.3  # 字
_FULL_LINE = 28


def check_title(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """The title's typeface, place, marks and lines; titles of attachments stand like it."""
    if not paper.of(roles.TITLE) and paper.of(roles.BODY):
        first = next(each for each in paper.paragraphs if not each.is_empty)
        yield Fault(
            "L115", Severity.NOTICE, "7.3.1", "没有认出标题", "", "", "标题单独成段，居中，2号小标宋体", first
        )  # fmt: skip
    for each in paper.of(roles.TITLE):
        yield from typeface_faults(each, profile.faces["标题"], "L110", "标题", "7.3.1")
    for each in paper.of(roles.ATTACHMENT_TITLE):
        yield from typeface_faults(each, profile.faces["标题"], "L110", "附件标题", "7.3.7", Severity.NOTICE)
    for each in paper.of(roles.TITLE, roles.ATTACHMENT_TITLE):
        yield from _title_place(each)
    for group in _titles(paper):
        yield from _title_words(group, _longest_line(group[0], paper, profile))


def _titles(paper: Paper) -> Iterator[list[Paragraph]]:
    """The paragraphs of each title."""
    group: list[Paragraph] = []
    for each in paper.paragraphs:
        if group and (each.role != group[-1].role or each.part != group[-1].part):
            yield group
            group = []
        if each.role in (roles.TITLE, roles.ATTACHMENT_TITLE):
            group.append(each)
    if group:
        yield group


def _title_place(paragraph: Paragraph) -> Iterator[Fault]:
    shape = paragraph.shape
    if shape.align != "center":
        names = {"left": "居左", "both": "两端对齐", "right": "居右", "distribute": "分散对齐"}
        measured = names.get(shape.align, shape.align)
        yield warn(
            "L111", "7.3.1", paragraph.role, measured,
            "居中", "选中标题，“段落”里“对齐方式”选“居中”", paragraph
        )  # fmt: skip
    elif abs(paragraph.characters(shape.left + shape.first - shape.right)) > 0.5:
        yield warn(
            "L111", "7.3.1", paragraph.role, "有缩进，偏在一边",
            "居中", "选中标题，“段落”里缩进都改为 0", paragraph
        )  # fmt: skip


def _longest_line(title: Paragraph, paper: Paper, profile: Profile) -> int:
    """Characters of a title's line; a landscape page (the title of a wide table) takes more of them."""
    if not paper.section_of(title).is_landscape:
        return profile.title_width
    return int(profile.title_width * profile.text_height / profile.text_width)


def _title_words(group: list[Paragraph], wanted: int) -> Iterator[Fault]:
    """Marks, lines and their shape; a line has at most ``wanted`` characters."""
    first, lines = group[0], [line for each in group for line in each.lines]
    text = "".join(lines)
    if re.search("[。，、；：！？.,;:!?]$", text):
        yield warn(
            "L112", "7.3.1", first.role, f"以“{text[-1]}”结尾", "末尾没有标点", "删去末尾的标点", first
        )
    widths = [width_of(line) for line in lines]
    longest = max(widths)
    if len(lines) > 1 and longest > wanted + 0.5:
        yield warn(
            "L113", "7.3.1", first.role, f"有一行{longest:g}字", f"每行不超过{wanted}字",
            "在词意完整的地方换行（Shift+Enter）", first,
        )  # fmt: skip
    elif len(lines) == 1 and longest > wanted + 0.5:
        yield Fault(
            "L113", Severity.NOTICE, "7.3.1", first.role, f"{longest:g}字，一行排不下，会在随便哪个字处折行",
            f"每行不超过{wanted}字，在词意完整处换行",
            "在词意完整的地方换行（Shift+Enter）", first,
        )  # fmt: skip
    hollow = any(a - b > 1 and c - b > 1 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    if hollow:
        yield Fault(
            "L114", Severity.WARNING, "7.3.1", first.role, "中间的行最短，成了沙漏形", "梯形或菱形",
            "换行的地方前后挪一挪，使各行一行比一行长，或中间长两头短", first,
        )  # fmt: skip
