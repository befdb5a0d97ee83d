"""Page, margins, lines a page and characters a line (GB/T 9704-2012 5.1, 5.2)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault
from wenming_docs.page.inspect.paper import Paper, Paragraph, Section, millimetres
from wenming_docs.page.inspect.profile import Profile

_EDGES = (("上边距", "top"), ("下边距", "bottom"), ("左边距", "left"), ("右边距", "right"))
_TURNED = {"上边距": "左边距", "右边距": "上边距", "下边距": "右边距", "左边距": "下边距"}
_NATURAL = 1.3
"""Height of a single line of Chinese text, in sizes of its characters."""
_ROUNDING = 8.0
"""Twips: what grids in 1/4096 pt and margins in whole twips lose."""


def check_page(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """纸张和页边距 of each section; a landscape page is the upright one turned."""
    for number, section in enumerate(paper.sections, 1):
        place = f"第{number}节" if len(paper.sections) > 1 else "页面"
        anchor = next((each for each in paper.paragraphs if each.section == number - 1), None)
        yield from _paper_size(section, profile, place, anchor)
        yield from _margins(section, profile, place, anchor)
        if section.columns > 1:
            yield Fault(
                "L109", Severity.WARNING, "5.2.3", "", f"分了{section.columns}栏", "通栏",
                "“布局”里“栏”选“一栏”", anchor, place,
            )  # fmt: skip


def _paper_size(section: Section, profile: Profile, place: str, anchor: Paragraph | None) -> Iterator[Fault]:
    short, long = sorted((section.width, section.height))
    wanted = profile.page["宽"], profile.page["高"]
    tolerance = profile.page["允许误差"]
    if abs(short - wanted[0]) > tolerance or abs(long - wanted[1]) > tolerance:
        yield Fault(
            "L104", Severity.WARNING, "5.1", "纸张",
            f"{millimetres(section.width):g}×{millimetres(section.height):g}毫米",
            f"{millimetres(wanted[0]):g}×{millimetres(wanted[1]):g}毫米",
            "“布局”里“纸张大小”选 A4", anchor, place,
        )  # fmt: skip


def _margins(section: Section, profile: Profile, place: str, anchor: Paragraph | None) -> Iterator[Fault]:
    wrong, right = [], []
    for name, field in _EDGES:
        measured = getattr(section, field) + (section.gutter if field == "left" else 0)
        names = [name, _turned_name(name)] if section.is_landscape else [name]
        # A landscape page may be turned either way, or keep the edges of its own names.
        wanted = (
            [profile.page[each] for each in (*names, *(_opposite(names)))]
            if section.is_landscape
            else [profile.page[name]]
        )
        if all(abs(measured - each) > profile.page["允许误差"] for each in wanted):
            wrong.append(f"{name[0]}{millimetres(measured):g}")
            right.append(f"{name[0]}{millimetres(wanted[-1 if not section.is_landscape else 1]):g}")
    if wrong:
        yield Fault(
            "L105", Severity.WARNING, "5.2.1", "页边距", "、".join(wrong) + "毫米", "、".join(right) + "毫米",
            "“布局”里“页边距”选“自定义边距”，照上面的数填", anchor, place,
        )  # fmt: skip


def _turned_name(name: str) -> str:
    return _TURNED[name]


def _opposite(names: list[str]) -> list[str]:
    pairs = {"上边距": "下边距", "下边距": "上边距", "左边距": "右边距", "右边距": "左边距"}
    return [pairs[name] for name in names]


def body_paragraphs(paper: Paper) -> list[Paragraph]:
    """The paragraphs of running text on upright pages."""
    return [each for each in paper.of(roles.BODY) if not each.bullet]


def check_lines(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """每面行数 from the line spacing that most of the text has, and the paragraphs that leave it."""
    text = [*body_paragraphs(paper), *paper.of(roles.HEADING)]
    if not text:
        return
    pitches: Counter[float] = Counter()
    for each in text:
        pitches[_pitch(each, paper, profile)] += max(1, len(each.text))
    usual = pitches.most_common(1)[0][0]
    first = next(each for each in text if _pitch(each, paper, profile) == usual)
    yield from _lines_a_page(usual, first, paper, profile)
    for each in text:
        pitch = _pitch(each, paper, profile)
        if abs(pitch - usual) > 4:
            yield Fault(
                "L109", Severity.WARNING, "5.2.3", "行距",
                spacing_text(each), f"和其他段一样的{spacing_text(first)}",
                "选中这一段，“段落”里把行距改成和其他段一样", each,
            )  # fmt: skip


def _lines_a_page(pitch: float, first: Paragraph, paper: Paper, profile: Profile) -> Iterator[Fault]:
    points = pitch / 20
    cure = f"选中正文，“段落”里行距选“固定值”，填 {_wanted_points(profile):g} 磅"
    if profile.line_spacing:
        low, high = profile.line_spacing
        if not low - 0.06 <= points <= high + 0.06:
            wanted = f"{low:g}磅" if low == high else f"{low:g}—{high:g}磅"
            yield Fault(
                "L106", Severity.WARNING, "5.2.3", "行距", f"{points:.4g}磅", wanted, cure, first, "正文"
            )
        return
    height = profile.text_height
    lines = math.floor((height + _ROUNDING) / pitch)
    missing = profile.lines - lines
    if missing == 0:
        return
    severity = profile.disputed["每面差一行"] if abs(missing) == 1 else Severity.WARNING
    if severity:
        yield Fault(
            "L106", severity, "5.2.3", "",
            f"行距{spacing_text(first)}，每面排{lines}行", f"每面{profile.lines}行", cure,
            first, "正文",
        )  # fmt: skip


def _wanted_points(profile: Profile) -> float:
    if profile.line_spacing:
        return profile.line_spacing[0]
    return math.floor(profile.text_height / profile.lines) / 20


def spacing_text(paragraph: Paragraph) -> str:
    """``固定值28磅``, ``1.5倍``."""
    shape = paragraph.shape
    if shape.rule == "exact":
        return f"固定值{shape.line / 20:g}磅"
    if shape.rule == "atLeast":
        return f"最小值{shape.line / 20:g}磅"
    return "单倍" if shape.line == 240 else f"{shape.line / 240:.3g}倍"


def _pitch(paragraph: Paragraph, paper: Paper, profile: Profile) -> float:
    """Twips from line to line. The wanted size counts, so that a wrong size is told once, as a size."""
    shape, section = paragraph.shape, paper.section_of(paragraph)
    if shape.rule == "exact":
        return max(shape.line, 1.0)
    natural = profile.faces["正文"].size * 20 * _NATURAL
    if section.grid in ("lines", "linesAndChars", "snapToChars") and shape.snap and section.pitch > 0:
        natural = math.ceil(natural / section.pitch - 0.01) * section.pitch
    return max(natural, shape.line) if shape.rule == "atLeast" else max(natural * shape.line / 240, 1.0)


def check_characters(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """每行字数 from the size and spacing that most of the text has."""
    text = body_paragraphs(paper)
    weights: Counter[float] = Counter()
    for each in text:
        weights[_advance(each, paper, profile)] += len(each.text)
    if not weights:
        return
    advance = weights.most_common(1)[0][0]
    first = next(each for each in text if _advance(each, paper, profile) == advance)
    characters = math.floor((profile.text_width + _ROUNDING) / advance)
    missing = profile.characters - characters
    severity = profile.disputed["每行少一字"] if missing == 1 else Severity.WARNING
    if missing and severity:
        # 16 pt glyphs fill 28 places of 15.75 pt: the difference is what has to go.
        yield Fault(
            "L107", severity, "5.2.3", "", f"每行排{characters}字", f"每行{profile.characters}字",
            "“页面设置—文档网格”选“指定行和字符网格”，或把字符间距紧缩 0.25 磅", first, "正文",
        )  # fmt: skip


def _advance(paragraph: Paragraph, paper: Paper, profile: Profile) -> float:
    """Twips from character to character, for text of the wanted size."""
    section = paper.section_of(paragraph)
    size = profile.faces["正文"].size
    spacing = paragraph.look.spacing
    if section.grid in ("linesAndChars", "snapToChars") and paragraph.shape.snap:
        spacing += section.char_space / 4096
    return max((size + spacing) * 20, 1.0)
