"""The fonts the standard asks for, under the names an office's machines know them by."""

from __future__ import annotations

from enum import StrEnum

from wenming_docs.blocks import FontSet, PageSettings
from wenming_docs.page.word.xml import escape


class Face(StrEnum):
    """The typefaces of GB/T 9704-2012."""

    FANGSONG = "仿宋"
    KAITI = "楷体"
    HEITI = "黑体"
    SONGTI = "宋体"
    XIAOBIAOSONG = "小标宋"


_NAMES: dict[FontSet, dict[Face, str]] = {
    FontSet.GB2312: {
        Face.FANGSONG: "仿宋_GB2312",
        Face.KAITI: "楷体_GB2312",
        Face.HEITI: "黑体",
        Face.SONGTI: "宋体",
        Face.XIAOBIAOSONG: "方正小标宋简体",
    },
    FontSet.GBK: {
        Face.FANGSONG: "方正仿宋_GBK",
        Face.KAITI: "方正楷体_GBK",
        Face.HEITI: "方正黑体_GBK",
        Face.SONGTI: "宋体",
        Face.XIAOBIAOSONG: "方正小标宋_GBK",
    },
    FontSet.SYSTEM: {
        Face.FANGSONG: "仿宋",
        Face.KAITI: "楷体",
        Face.HEITI: "黑体",
        Face.SONGTI: "宋体",
        Face.XIAOBIAOSONG: "华文中宋",
    },
}

# What Word falls back to where a font is not installed (fontTable altName).
_FALLBACK = {
    Face.FANGSONG: "仿宋",
    Face.KAITI: "楷体",
    Face.HEITI: "SimHei",
    Face.SONGTI: "SimSun",
    Face.XIAOBIAOSONG: "华文中宋",
}

AMBIGUOUS = "“”‘’—…·×÷±°§①②③④⑤⑥⑦⑧⑨⑩"
"""Signs that Word sets in the Latin font unless the run hints at East Asian text."""


def font_name(face: Face, settings: PageSettings) -> str:
    """The name of ``face`` in the chosen font set."""
    return _NAMES[settings.fonts][face]


def run_fonts(face: Face, settings: PageSettings) -> str:
    """``<w:rFonts>``; page numbers are 半角宋体 whatever the Latin font is (7.5)."""
    chinese = escape(font_name(face, settings))
    plain_latin = settings.latin_font and face is not Face.SONGTI
    latin = escape(settings.latin_font) if plain_latin else chinese
    names = f'w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"'
    return f'<w:rFonts w:hint="eastAsia" {names}/>'


def font_table(settings: PageSettings) -> str:
    """The entries of fontTable.xml: each font with a stand-in where it is missing."""
    entries = []
    for face, name in _NAMES[settings.fonts].items():
        fallback = _FALLBACK[face]
        other = f'<w:altName w:val="{fallback}"/>' if fallback != name else ""
        entries.append(f'<w:font w:name="{name}">{other}<w:charset w:val="86"/></w:font>')
    return "".join(entries)
