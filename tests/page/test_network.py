"""责任网络图 as Word reads it, and where its boxes stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.page.pdf import missing_tool, to_pdf
from wenming_docs.blocks import Landscape, Manuscript, Network, NetworkBox, Title, dump_text, inlines, plain
from wenming_docs.errors import InvalidInput
from wenming_docs.page.html import preview_html, write_markdown
from wenming_docs.page.word import read_text, write_docx
from wenming_docs.page.word.network import on_page
from wenming_docs.page.word.network_layout import Layout, Line, Placed, lay_out_network
from wenming_docs.page.word.sections import STANDARD_PAGE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
ROOM = (12756, 6394)


def box(title: str, *lines: str, below: tuple[NetworkBox, ...] = ()) -> NetworkBox:
    return NetworkBox(inlines(title), tuple(inlines(line) for line in lines), below)


UNITS = tuple(f"{name}社区" for name in ("东门", "西门", "桥头", "河口", "北站", "南苑", "城中", "新华"))
GROUP = box(
    "创建工作领导小组",
    "组长：周明远（街道办事处主任）",
    below=(
        box(
            "副组长",
            "罗琴（街道党工委副书记）、许文博（街道办事处副主任）",
            below=(
                box("办公室", "主任：罗琴（兼）", below=tuple(box(name) for name in UNITS)),
                box("环境整治组", "牵头单位：城管办", "组长：丁一鸣"),
                box("宣传引导组 <A&B>", "牵头单位：宣传办", "组长：【待填】"),
            ),
        ),
    ),
)
NETWORK = Network(GROUP, inlines("图1 责任网络图"), "从组长到各社区")


def body(docx: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_the_boxes_read_from_the_top_down_then_the_caption() -> None:
    manuscript = Manuscript((Landscape((NETWORK,)),))
    for reference in (None, write_docx(Manuscript((Title(inlines("样式")),)))):
        assert read_text(write_docx(manuscript, reference=reference)) == dump_text(manuscript)
    assert dump_text(manuscript)[:3] == ["创建工作领导小组", "组长：周明远（街道办事处主任）", "副组长"]
    assert dump_text(manuscript)[-1] == "图1 责任网络图"


def test_every_box_is_a_shape_with_text_no_smaller_than_nine_points() -> None:
    root = body(write_docx(Manuscript((Landscape((NETWORK,)),))))
    assert len(list(root.iter(f"{W}txbxContent"))) == 3 + 3 + len(UNITS) - 1
    assert len(list(root.iter(f"{WPS}cNvCnPr"))) >= len(UNITS)
    inside = [size for content in root.iter(f"{W}txbxContent") for size in content.iter(f"{W}sz")]
    assert all(int(size.get(f"{W}val", "0")) >= 18 for size in inside)
    assert not list(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))


def test_same_network_same_bytes() -> None:
    manuscript = Manuscript((NETWORK,))
    assert write_docx(manuscript) == write_docx(manuscript)


def test_a_network_that_no_page_holds_is_refused_not_cut_off() -> None:
    text = "周立群（街道综合行政执法队队长）" * 4
    many = tuple(box(f"第{number}工作组", text) for number in range(40))
    with pytest.raises(InvalidInput) as refused:
        write_docx(Manuscript((Network(box("领导小组", below=many)),)))
    assert [finding.code for finding in refused.value.findings] == ["F205"]


def boxes() -> st.SearchStrategy[NetworkBox]:
    texts = st.integers(1, 24).map(lambda count: "领" * count)
    leaf = st.builds(box, texts, texts)
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda title, line, below: box(title, line, below=tuple(below)),
            texts,
            texts,
            st.lists(inner, min_size=1, max_size=9),
        ),
        max_leaves=14,
    )


def in_order(top: NetworkBox) -> Iterator[NetworkBox]:
    yield top
    for child in top.children:
        yield from in_order(child)


def overlap(one: Placed | Line, other: Placed | Line) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


@settings(max_examples=25, deadline=None)
@given(boxes())
def test_no_box_touches_another_and_each_hangs_on_a_line(top: NetworkBox) -> None:
    layout = lay_out_network(top, ROOM[0], (4500, ROOM[1]))
    assert [placed.box for placed in layout.boxes] == list(in_order(top))
    for index, one in enumerate(layout.boxes):
        assert one.left >= 0 and one.top >= 0
        assert one.left + one.width <= layout.width and one.top + one.height <= layout.height
        assert not any(overlap(one, other) for other in layout.boxes[index + 1 :])
    for line in layout.lines:
        assert line.width == 0 or line.height == 0
        assert line.width >= 0 and line.height >= 0
        assert line.left >= 0 and line.left + line.width <= layout.width
    for placed in layout.boxes[1:]:
        assert any(touches(line, placed) for line in layout.lines), plain(placed.box.title)


def touches(line: Line, placed: Placed) -> bool:
    """Whether a line ends at the upper edge of a box, or at its left one."""
    above = line.width == 0 and line.top + line.height == placed.top
    beside = line.height == 0 and line.left + line.width == placed.left
    across = placed.left <= line.left <= placed.left + placed.width
    down = placed.top <= line.top <= placed.top + placed.height
    return (above and across) or (beside and down)


@pytest.mark.parametrize("groups", [1, 5, 8, 12])
def test_a_usual_leading_group_goes_on_one_page(groups: int) -> None:
    working = tuple(
        box(f"第{number}工作组", "牵头单位：宣传办", "组长：梁芳（党工委委员）", "成员：周立群、马小云")
        for number in range(groups)
    )
    office = box("办公室", "主任：罗琴（兼）", below=(box("社区（20个）", "、".join(UNITS * 2)),))
    top = box("领导小组", "组长：周明远（主任）", below=(box("副组长", "罗琴", below=(office, *working)),))
    layout: Layout = on_page(Network(top), STANDARD_PAGE, landscape=True)
    assert layout.fits(*ROOM)


def test_eleven_boxes_stand_whole_on_a_landscape_page() -> None:
    schools = tuple(f"云山第{number}中心小学" for number in range(1, 19))
    units = NetworkBox(inlines("学校（18所）"), tuple(map(inlines, schools)), listed=True)
    names = tuple(inlines(f"段刚（第{number}科科长）") for number in range(1, 10))
    working = tuple(box(f"第{number}工作组", "牵头单位：安全管理科", "组长：段刚") for number in range(5))
    office = box("办公室", "主任：何静（兼）", "成员：段刚、韩冰、吕小草", below=(units, units))
    members = NetworkBox(inlines("成员"), names, listed=True)
    deputies = box("副组长", "何静（市教育局党组副书记、副局长）", below=(office, *working, members))
    top = box("领导小组", "组长：周明远（局长）", below=(deputies,))
    layout = on_page(Network(top), STANDARD_PAGE, landscape=True)
    assert len(layout.boxes) == 11 and layout.look.whole >= len("牵头单位：安全管理科")
    columns = {plain(placed.box.title): len(placed.columns) for placed in layout.boxes}
    assert columns["学校（18所）"] > 1 and columns["第0工作组"] == 0


def test_a_small_network_has_the_largest_letters() -> None:
    top = box("领导小组", "组长：周明远（局长）", below=tuple(box(name) for name in UNITS[:3]))
    assert on_page(Network(top), STANDARD_PAGE, landscape=True).look.size == 24


def test_html_and_markdown_list_the_boxes_level_by_level() -> None:
    manuscript = Manuscript((NETWORK,))
    page = preview_html(manuscript)
    assert "宣传引导组 &lt;A&amp;B&gt;" in page and page.count("<li>") == 5 + len(UNITS)
    assert "    - 办公室，主任：罗琴（兼）" in write_markdown(manuscript)


@pytest.mark.page
@pytest.mark.skipif(bool(missing_tool()), reason=missing_tool())
def test_libreoffice_draws_every_box_with_its_text(tmp_path: Path) -> None:
    manuscript = Manuscript((Landscape((Title(inlines("责任网络图")), NETWORK)),))
    made = to_pdf({"网络": write_docx(manuscript)}, tmp_path)
    with pdfplumber.open(made["网络"]) as pdf:
        assert len(pdf.pages) == 1
        text = "".join(pdf.pages[0].extract_text().split())
        assert all(name in text for name in UNITS)
        assert len(pdf.pages[0].rects) + len(pdf.pages[0].curves) >= 5 + len(UNITS)
