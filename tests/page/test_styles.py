"""The style table."""

from __future__ import annotations

import pytest

from wenming_docs.blocks import FontSet, PageSettings
from wenming_docs.page.word.styles import PARAGRAPH_STYLES, styles_xml, table_styles

STYLES = (*PARAGRAPH_STYLES, *table_styles())


def test_every_style_names_its_clause() -> None:
    assert [style.id for style in STYLES if not style.clause] == []


def test_no_two_styles_share_an_id_or_a_name() -> None:
    assert len({style.id for style in STYLES}) == len({style.name for style in STYLES}) == len(STYLES)


@pytest.mark.parametrize(
    ("fonts", "names"),
    [
        (FontSet.GB2312, ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")),
        (FontSet.GBK, ("方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "宋体", "方正小标宋_GBK")),
        (FontSet.SYSTEM, ("仿宋", "楷体", "黑体", "宋体", "华文中宋")),
    ],
)
def test_a_font_set_names_all_five_faces(fonts: FontSet, names: tuple[str, ...]) -> None:
    xml = styles_xml(PageSettings(fonts))
    assert [name for name in names if f'w:eastAsia="{name}"' not in xml] == []
    assert "asciiTheme" not in xml


def test_a_western_font_is_for_figures_but_not_for_page_numbers() -> None:
    xml = styles_xml(PageSettings(latin_font="Times New Roman"))
    body = xml.split('w:styleId="Heading3"')[1].split("</w:style>")[0]
    number = xml.split('w:styleId="PageNumberOdd"')[1].split("</w:style>")[0]
    assert 'w:ascii="Times New Roman"' in body
    assert 'w:ascii="宋体"' in number
