"""Where text stands: indents, alignment, space between paragraphs (GB/T 9704-2012 5.2.3, 7.3.2, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault, warn
from wenming_docs.page.inspect.paper import Paper, Paragraph, width_of
from wenming_docs.page.inspect.profile import Profile
from wenming_docs.zh import ends_sentence

_BLANKS = " \u3000\u00a0\t"
_INDENT_TOLERANCE = 0.3  # 字
_FULL_LINE = 28


def check_places(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Where text stands: indent, alignment, blanks in front, space between paragraphs."""
    for each in paper.of(roles.RECIPIENTS):
        yield from _recipients(each)
    before: Paragraph | None = None
    for block in paper.blocks:
        if not isinstance(block, Paragraph):
            before = None
            continue
        if block.role in (roles.BODY, roles.HEADING):
            yield from _indent(block, profile)
            yield from _between(block, before)
        if not block.is_empty:
            before = block


def _recipients(paragraph: Paragraph) -> Iterator[Fault]:
    if paragraph.text.endswith(":"):
        yield warn("L116", "7.3.2", "主送机关以", "半角冒号结尾", "全角冒号", "改成“：”", paragraph)
    indent = paragraph.characters(paragraph.shape.left + paragraph.shape.first) + _leading(paragraph)
    if indent > 0.5 or paragraph.shape.align in ("center", "right"):
        measured = "没有居左" if paragraph.shape.align in ("center", "right") else f"空了{indent:.2g}字"
        yield warn(
            "L116", "7.3.2", "主送机关", measured,
            "居左顶格", "“段落”里缩进都改为 0，删去前面的空格", paragraph
        )  # fmt: skip


def _leading(paragraph: Paragraph) -> float:
    """Blanks typed in front, in 字."""
    text = paragraph.typed
    blanks = text[: len(text) - len(text.lstrip(_BLANKS))]
    return sum(2.0 if sign == "\t" else 1.0 if sign == "\u3000" else 0.5 for sign in blanks)


def _indent(paragraph: Paragraph, profile: Profile) -> Iterator[Fault]:
    shape = paragraph.shape
    if paragraph.bullet or not _is_running_text(paragraph):
        return
    if shape.align in ("center", "right", "distribute") and paragraph.role == roles.BODY:
        names = {"center": "居中", "right": "居右", "distribute": "分散对齐"}
        yield warn(
            "L120", "7.3.3", "正文", names[shape.align], "两端对齐、左空二字",
            "“段落”里“对齐方式”选“两端对齐”", paragraph,
        )  # fmt: skip
        return
    blanks = _leading(paragraph)
    indent = paragraph.characters(shape.left + shape.first)
    if paragraph.printed and not _is_close(indent, profile):
        indent = (
            paragraph.characters(shape.left)
            if _is_close(paragraph.characters(shape.left), profile)
            else indent
        )
    if blanks:
        yield Fault(
            "L119", Severity.NOTICE, "", "段首用空格空出", f"{blanks:g}字", "首行缩进",
            "删去段首空格，“段落”里“特殊格式”选“首行缩进”2 字符", paragraph,
        )  # fmt: skip
        return
    if not _is_close(indent, profile) and paragraph.characters(shape.left) < 3:
        yield warn(
            "L118", "7.3.3", "首行缩进", f"{indent:.2g}字" if abs(indent) > 0.05 else "0字，没有缩进",
            f"{profile.first_line:g}字",
            f"“段落”里“特殊格式”选“首行缩进”{profile.first_line:g} 字符", paragraph,
        )  # fmt: skip
    elif (
        _is_close(indent, profile)
        and 0.5 < paragraph.characters(shape.left) < 3
        and width_of(paragraph.text) > _FULL_LINE
    ):
        yield warn(
            "L118", "7.3.3", "回行缩进", f"{paragraph.characters(shape.left):.2g}字", "顶格",
            "“段落”里“文本之前”改为 0，只用首行缩进", paragraph,
        )  # fmt: skip


def _is_running_text(paragraph: Paragraph) -> bool:
    """Text that has to begin two characters in: headings, sentences; not rows of a list of names."""
    if "\t" in paragraph.typed.strip():
        return False
    return (
        paragraph.role == roles.HEADING or ends_sentence(paragraph.text) or len(paragraph.text) > _FULL_LINE
    )


def _is_close(indent: float, profile: Profile) -> bool:
    return abs(indent - profile.first_line) <= _INDENT_TOLERANCE


def _between(paragraph: Paragraph, before: Paragraph | None) -> Iterator[Fault]:
    """Space before or after a paragraph of text, but where the standard wants a blank line."""
    shape = paragraph.shape
    # Below a title, an attachment list or a table a line is left blank.
    is_free = before is None or before.role not in (roles.BODY, roles.HEADING) or paragraph.new_page
    above = 0.0 if is_free else shape.before
    if above > 20 or shape.after > 20:
        yield warn(
            "L121", "5.2.3", "段前、段后距", f"共{(above + shape.after) / 20:g}磅", "0",
            "“段落”里“段前”“段后”都改为 0 行", paragraph,
        )  # fmt: skip


def check_empty(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Empty paragraphs used for space, but for those that tables and sections need."""
    severity = profile.disputed["空行"]
    if not severity:
        return
    blocks = paper.blocks
    above: Paragraph | None = None
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.role != roles.EMPTY:
            above = block if isinstance(block, Paragraph) and block.text else above
            continue
        neighbours = (blocks[at] for at in (index - 1, index + 1) if 0 <= at < len(blocks))
        beside_table = any(not isinstance(each, Paragraph) for each in neighbours)
        ends_section = index + 1 < len(blocks) and blocks[index + 1].section != block.section
        if beside_table or ends_section or block.new_page or block.boxes or index in (0, len(blocks) - 1):
            continue
        place = f"第{above.number}段后面" if above else "开头"
        yield Fault(
            "L122", severity, "", "", "用空段落留空", "用段前、段后距留空",
            "删去空段落，要空一行的在下一段的“段前”填 1 行", block, place,
        )  # fmt: skip
