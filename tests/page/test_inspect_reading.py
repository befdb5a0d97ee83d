"""Other ways to write the same page give no finding; numbers and fonts are resolved as Word resolves them."""

from __future__ import annotations

import re

import pytest

from tests.page.inspected import (
    DOCUMENT,
    EVEN,
    ODD,
    SETTINGS,
    STYLES,
    clean_document,
    packed,
    parts_of,
    style,
)
from wenming_docs.page.inspect import inspect_document
from wenming_docs.page.inspect.look import Styles, layered, theme_fonts, twips
from wenming_docs.page.inspect.numbering import Numbering, number_text
from wenming_docs.page.inspect.package import parse_xml
from wenming_docs.page.word.parts import W

PARTS = parts_of(clean_document())


def changed(*changes: tuple[str, str, str]) -> bytes:
    """The sound document with patterns replaced (part, old, new)."""
    parts = dict(PARTS)
    for part, old, new in changes:
        text, count = re.subn(old, new, parts[part].decode(), flags=re.DOTALL)
        assert count, f"{old}: nothing to replace"
        parts[part] = text.encode()
    return packed(parts)


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in inspect_document(data).findings]


_LINE = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_DATE = r"2026年9月8日(</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Note)"
_GRID = r'<w:docGrid w:type="lines" w:linePitch="579"/>'

SOUND = {
    "a grid of lines and characters, as Word and WPS write it": (
        (STYLES, _LINE, "<w:spacing/>"),
        (STYLES, '<w:spacing w:val="-5"/>', ""),
        (DOCUMENT, _GRID, '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'),
    ),
    "28 points a line": ((STYLES, 'w:line="579"', 'w:line="560"'),),
    "indents in twips alone": ((STYLES, r'w:firstLineChars="200" w:firstLine="630"', 'w:firstLine="640"'),),
    "English names of fonts": (
        (STYLES, "仿宋_GB2312", "FangSong"),
        (STYLES, "楷体_GB2312", "KaiTi"),
        (STYLES, "黑体", "SimHei"),
        (STYLES, "宋体", "SimSun"),
    ),
    "华文 fonts": ((STYLES, "仿宋_GB2312", "华文仿宋"), (STYLES, "方正小标宋简体", "华文中宋")),
    "figures in Times New Roman": (
        (
            STYLES,
            style("(?:Body|IssueDate)") + 'w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312"',
            r'\1w:ascii="Times New Roman" w:hAnsi="Times New Roman"',
        ),
    ),
    "margins a millimetre off": ((DOCUMENT, 'w:top="2098"', 'w:top="2150"'),),
    "black by its value": ((STYLES, '<w:spacing w:val="-5"/>',
    '<w:color w:val="000000"/><w:spacing w:val="-5"/>'),),
    "a date that waits for its day": ((DOCUMENT, _DATE, r"2026年9月  日\1"),),
    "one paragraph set by hand, as its style is": (
        (DOCUMENT, "<w:r><w:t>每周五",
        '<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr><w:t>每周五'),
    ),
    "bold words inside a paragraph": (
        (DOCUMENT, "<w:r><w:t>粉刷前先", "<w:r><w:rPr><w:b/></w:rPr><w:t>粉刷前</w:t></w:r><w:r><w:t>先"),
    ),
    "page numbers in frames at the outer edge, as WPS writes them": (
        (
            ODD,
            '<w:pStyle w:val="PageNumberOdd"/>',
            '<w:pStyle w:val="PageNumberOdd"/><w:framePr w:hAnchor="margin" w:xAlign="outside"/>',
        ),
        (
            EVEN,
            '<w:pStyle w:val="PageNumberEven"/>',
            '<w:pStyle w:val="PageNumberEven"/><w:framePr w:hAnchor="margin" w:xAlign="outside"/>',
        ),
    ),
    "a number that no blank sets off": ((ODD, "— <", "—<"), (ODD, "> —", ">—")),
    "the simple form of the field": (
        (
            ODD,
            r"<w:r><w:fldChar w:fldCharType=\"begin\"/>.*w:fldCharType=\"end\"/></w:r>",
            '<w:fldSimple w:instr=" PAGE \\\\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>',
        ),
    ),
    "hidden text": ((DOCUMENT, "(<w:r><w:t>每周五)",
    r'<w:r><w:rPr><w:vanish/></w:rPr><w:t>1、（一）</w:t></w:r>\1'),),
    "1. right under 一、where nothing is （一）": (
        (DOCUMENT, r"（一）</w:t></w:r><w:r><w:t>环境整治</w:t>.*?（二）</w:t></w:r><w:r><w:t>宣传引导",
        "（一）</w:t></w:r><w:r><w:t>宣传引导"),
    ),
    "a text with a colon that is no 主送": ((DOCUMENT, "有关事项通知如下。", "有关事项通知如下："),),
    "一季度 is no 一、": ((DOCUMENT, "<w:t>每周五", "<w:t>一、二季度每周五"),),
    "a decimal is no 3.": ((DOCUMENT, "<w:t>每周五", "<w:t>3.5万户每周五"),),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_another_way_to_write_the_same_page_gives_no_finding(name: str) -> None:
    assert codes(changed(*SOUND[name])) == []


def test_a_list_that_word_numbers_is_read_as_it_is_printed() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    lists = Numbering(parse_xml(numbering.encode(), "numbering.xml"))
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("2", 0), ("9", 0)]
    printed = [lists.next(*each) for each in asked]
    assert [each.text if each else None for each in printed] == [
        "一、", "1.", "2.", "二、", "1.", "五、", "六、", None,
    ]  # fmt: skip
    assert [each.suffix for each in printed if each][:2] == ["nothing", "tab"]


@pytest.mark.parametrize(
    ("number", "format", "text"),
    [
        (12, "chineseCounting", "十二"),
        (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (5, "somethingNew", "5"),
        (1, "bullet", ""),
    ],
)
def test_a_number_is_printed_in_its_format(number: int, format: str, text: str) -> None:
    assert number_text(number, format) == text


def with_list(properties: str) -> bytes:
    """The sound document, its first-level headings numbered by Word instead of by hand."""
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'{properties}<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    parts = dict(PARTS)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    rels = "word/_rels/document.xml.rels"
    entry = f'<Relationship Id="rIdN" Type="{kind}" Target="numbering.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", entry.encode())
    parts["word/numbering.xml"] = numbering.encode()
    text = re.sub(
        r'(<w:pStyle w:val="Heading1"/>)</w:pPr><w:r><w:t>[一二三]、</w:t></w:r>',
        r'\1<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        parts[DOCUMENT].decode(),
    )
    assert text.count("<w:numId") == 3
    return packed({**parts, DOCUMENT: text.encode()})


def test_automatic_numbers_of_the_right_form_are_only_a_notice() -> None:
    right = '<w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/>'
    assert codes(with_list(right)) == ["L131"]


def test_automatic_numbers_of_a_wrong_form_are_told_as_typed_ones_are() -> None:
    wrong = '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1."/>'
    assert codes(with_list(wrong)) == ["L127", "L131"]


def test_a_bullet_is_no_number() -> None:
    bullet = '<w:numFmt w:val="bullet"/><w:lvlText w:val="●"/>'
    assert "L132" in codes(with_list(bullet))


def test_a_font_of_the_theme_is_looked_up_by_the_language_of_the_document() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
        '<a:font script="Jpan" typeface="明朝"/><a:font script="Hans" typeface="等线"/></a:minorFont>'
        "</a:fontScheme></a:theme>"
    )
    root = parse_xml(theme.encode(), "theme1.xml")
    assert theme_fonts(root, "zh-CN")["minorEastAsia"] == "等线"
    assert theme_fonts(root, "ja-JP")["minorEastAsia"] == "明朝"
    assert theme_fonts(root, "zh-CN")["minorHAnsi"] == "Calibri"


def test_a_font_named_nearer_hides_one_of_the_theme() -> None:
    styles = Styles(None, {"minorEastAsia": "等线"})
    themed = {"rFonts.eastAsiaTheme": "minorEastAsia"}
    assert styles.font(themed, "eastAsia") == "等线"
    assert styles.font(layered(themed, {"rFonts.eastAsia": "仿宋"}), "eastAsia") == "仿宋"


def test_bold_in_a_paragraph_style_and_again_in_a_character_style_is_not_bold() -> None:
    xml = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:rPr><w:b/>'
        '</w:rPr></w:style><w:style w:type="character" w:styleId="B"><w:name w:val="B"/><w:rPr><w:b/></w:rPr>'
        "</w:style></w:styles>"
    )
    styles = Styles(parse_xml(xml.encode(), "styles.xml"), {})
    paragraph, character = styles.get("A"), styles.get("B", "character")
    assert styles.run_properties([paragraph], {}, {}, character)["b"] == "0"
    assert styles.run_properties([paragraph], {}, {"b": "1"}, character)["b"] == "1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("567", 567.0), ("28.95pt", 579.0), ("2.54cm", 1440.0), ("1in", 1440.0), ("字", 0.0), ("", 0.0)],
)
def test_a_length_may_name_its_unit(text: str, expected: float) -> None:
    assert twips(text) == pytest.approx(expected)


def test_odd_and_even_pages_are_looked_at_only_where_they_differ() -> None:
    assert codes(changed((EVEN, "—", "-"))) == ["L134"]
    both = changed((EVEN, "—", "-"), (SETTINGS, "<w:evenAndOddHeaders/>", ""))
    assert codes(both) == ["L136"]
