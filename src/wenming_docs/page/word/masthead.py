"""版头: 份号 to 红色分隔线 (GB/T 9704-2012 7.2)."""

from __future__ import annotations

from wenming_docs.blocks import Inlines, Masthead, Text, plain
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import CHARACTER, LINE, MILLIMETRE
from wenming_docs.page.word.names import NAME_WIDTH, spread
from wenming_docs.page.word.styles import RED
from wenming_docs.page.word.xml import paragraph, run, words
from wenming_docs.zh import em_width

MARK_SIZE = 44  # points; a character of the mark is at most 22 × 15 mm
MARK_SCALE = 75  # per cent; a long mark is first narrowed to this, then made smaller
MARK_LINES_AT_MOST = 2.2  # full-sized lines of a joint mark: the first page must show body text
MARK_LINE = 25  # twips of exact line for a point of size
MARK_TOP = 35 * MILLIMETRE  # from the top of the text area to the ink
MARK_BEARING = 3.4  # twips from the top of the line to the ink, for a point of size
RED_LINE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="{RED}"/></w:pBdr>'
JOINT_GAP = 315


def write_masthead(flow: Flow, block: Masthead) -> None:
    """Everything above the red line and the line itself; the title below takes two blank lines."""
    above = _write_front(flow, block)
    names, suffix = split_mark(block.mark)
    if len(names) > 1:
        _write_joint_mark(flow, names, suffix, above)
    elif names:
        _write_mark(flow, names[0], suffix, above)
    if block.signers:
        _write_signers(flow, block)
    else:
        flow.paragraph("DocumentNumber", flow.runs(block.document_number), {"pBdr": RED_LINE}, before=2)
    flow.under_red_line = True


def split_mark(mark: tuple[Text, ...]) -> tuple[list[Text], str]:
    """The issuers and what stands right of them all (文件, or "")."""
    names = [text for text in mark if text.text]
    if len(names) < 2 or not names[-1].text.endswith("文件"):
        return names, ""
    last = Text(names[-1].text.removesuffix("文件"), names[-1].origins)
    return [*names[:-1], *([last] if last.text else [])], "文件"


def _write_front(flow: Flow, block: Masthead) -> int:
    """份号, 密级, 紧急程度, each on a line of its own; says how many lines they take."""
    front: list[tuple[str, Inlines]] = [
        ("CopyNumber", block.copy_number),
        ("Classification", block.security_classification),
        ("Classification", block.urgency),
    ]
    present = [(style, text) for style, text in front if plain(text)]
    for style, text in present:
        flow.paragraph(style, flow.runs(text))
    return len(present)


def _fit(width: float, room: float) -> tuple[float, int]:
    """Size in points and scale in per cent that bring ``width`` characters into ``room`` points."""
    scale = int(min(100.0, 100 * room / (MARK_SIZE * width)))
    if scale >= MARK_SCALE:
        return MARK_SIZE, scale
    return int(2 * room / (width * MARK_SCALE / 100)) / 2, MARK_SCALE


def _mark_properties(size: float, scale: int) -> dict[str, str]:
    half_points = round(size * 2)
    children = {"sz": f'<w:sz w:val="{half_points}"/>', "szCs": f'<w:szCs w:val="{half_points}"/>'}
    if scale != 100:
        children["w"] = f'<w:w w:val="{scale}"/>'
    return children if size != MARK_SIZE or scale != 100 else {}


def _before(size: float, lines_above: int) -> int:
    return round(MARK_TOP - lines_above * LINE - MARK_BEARING * size)


def _write_mark(flow: Flow, name: Text, suffix: str, lines_above: int) -> None:
    size, scale = _fit(em_width(name.text + suffix), flow.text_width / 20)
    look = _mark_properties(size, scale)
    spacing = (
        f'<w:spacing w:before="{_before(size, lines_above)}" w:line="{round(size * MARK_LINE)}"'
        ' w:lineRule="exact"/>'
    )
    flow.paragraph("IssuerMark", flow.runs((name,), look) + words(suffix, look), {"spacing": spacing})


def _write_joint_mark(flow: Flow, names: list[Text], suffix: str, lines_above: int) -> None:
    """联合行文: the offices one above another, as wide as the longest; 文件 beside them (7.2.4)."""
    widest = max(em_width(name.text) for name in names)
    room = flow.text_width / 20 - JOINT_GAP / 20
    size, scale = _fit(widest + em_width(suffix), room)
    size = min(size, round(2 * MARK_LINES_AT_MOST * MARK_SIZE / len(names)) / 2)
    pitch = size * scale / 5  # twips a character: 20 twips a point, scale per cent
    left = round(widest * pitch) + JOINT_GAP
    right = round(em_width(suffix) * pitch) + 60 if suffix else 0
    line = f'<w:spacing w:line="{round(size * MARK_LINE)}" w:lineRule="exact"/>'
    cells = "".join(
        paragraph(
            "IssuerMark",
            _spread_mark(name, widest, size, scale),
            {"spacing": line, "jc": '<w:jc w:val="left"/>'},
        )
        for name in names
    )
    row = _cell(left, cells)
    if suffix:
        look = _mark_properties(size, scale)
        row += _cell(right, paragraph("IssuerMark", words(suffix, look), {"spacing": line}))
    gap = f'<w:spacing w:before="0" w:line="{_before(size, lines_above)}" w:lineRule="exact"/>'
    flow.paragraph("TableGap", "", {"spacing": gap})
    grid = f'<w:gridCol w:w="{left}"/>' + (f'<w:gridCol w:w="{right}"/>' if suffix else "")
    flow.table(
        f'<w:tbl><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"
    )


def _cell(width: int, content: str) -> str:
    width_and_align = f'<w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{width_and_align}</w:tcPr>{content}</w:tc>"


def _spread_mark(name: Text, widest: float, size: float, scale: int) -> str:
    """A mark spread to the width of the longest; the last character keeps its own width."""
    look = _mark_properties(size, scale)
    missing = (widest - em_width(name.text)) * size * scale / 5
    if missing <= 0 or len(name.text) < 2:
        return run(name, look)
    extra = round(missing / (len(name.text) - 1))
    head, last = Text(name.text[:-1], name.origins), Text(name.text[-1:], name.origins)
    return run(head, {**look, "spacing": f'<w:spacing w:val="{extra}"/>'}) + run(last, look)


def _write_signers(flow: Flow, block: Masthead) -> None:
    """上行文: 发文字号 left, 签发人 right, two names a line, the last on the line of the number (7.2.6)."""
    width = max([NAME_WIDTH, *(em_width(signer.text) for signer in block.signers)])
    per_line = 2 if len(block.signers) > 1 else 1
    end = flow.text_width - CHARACTER
    names_at = end - round((width * per_line + per_line - 1) * CHARACTER)
    label_at = names_at - 4 * CHARACTER
    second_at = names_at + round((width + 1) * CHARACTER)
    lines = [block.signers[start : start + 2] for start in range(0, len(block.signers), 2)]
    for index, line in enumerate(lines):
        label = "\t签发人：" if index == 0 else "\t"
        is_last = index == len(lines) - 1
        stops = ([label_at] if index == 0 else [names_at]) + [second_at]
        number = flow.runs(block.document_number) if is_last else ""
        content = number + words(label) + words("\t").join(_signer(name) for name in line)
        children = {"tabs": _tabs(stops)} | ({"pBdr": RED_LINE} if is_last else {})
        flow.paragraph("Signers", content, children, before=0 if index else 2)


def _signer(name: Text) -> str:
    return spread(name, {"rStyle": '<w:rStyle w:val="SignerName"/>'})


def _tabs(stops: list[int]) -> str:
    return "<w:tabs>" + "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops) + "</w:tabs>"
