"""Slips of the hand: placeholders, doubled words, 的地得, typed numbering, paragraphs left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording.hits import HAN, Hit
from wenming_docs.zh.wording.suspicion import TWICE

_PLACEHOLDER = lazy_pattern(
    rf"(?<![A-Za-z0-9×*_])(?:[Xx]{{2,}}(?!-\d)|×{{2,}}|[Xx×]×|\*{{2,}}|_{{2,}}|□{{2,}}|○{{2,}})(?![A-Za-z0-9_])"
    rf"|20(?:[Xx×*]{{2}}|_+)(?![A-Za-z])"
    rf"|(?<=[{HAN}，。、：])[Xx×](?=[余多个名份辆处次条场期项人万元月日年])(?!.数|人均|[月日年]均|年[限利]|月租)"
    rf"|(?<=[{HAN}]) ?_{{2,}}|（[ 　]*）|\([ ]*\)"
)


def placeholders(text: str) -> Iterator[Hit]:
    """W020: XX, ××, **, 20xx, ____: something was to be filled in."""
    for found in _PLACEHOLDER.finditer(text):
        if re.match("型|线|码|轴|射|光", text[found.end() :]):
            continue
        hint = "填上；暂时不知道就写【待填】，程序会记着"
        yield Hit("W020", *found.span(), None, f"占位符“{found.group()}”没有换成内容", hint)


_WORDS = "|".join(TWICE)
_TWICE = lazy_pattern(
    rf"({_WORDS})\1"
    r"|(?<![目标])的的(?!确|士)|(?<![除为没])了了(?!解|结|然|却|事|断|如|无|望|不)|(?<![于但也就可若])是是(?!非|否|不)|[由关对处位]于于(?!法|理有|情[、，理]|民有|心[不有]|家[巷村庄桥湾河沟店岭坪])"
    r"|(?<![温缓平总谐调饱人祥亲柔共])和和(?!气|美|睦|平|谐)|(?<!参)(?<!给)(?<!赠)与与(?!会|时)|和与(?=[一-鿿])|(?<![少中上大主老小名])将将(?=[一-鿿]{2})"
    r"|(?<![一把火拖车])把把(?!关|脉|握|手)|(?<![关由])于在(?=\d)|在在(?=\d)|等等等"
)
_NOT_TWICE = lazy_pattern("问题问题导向|可以可以|情况情况")


def doubled_words(text: str) -> Iterator[Hit]:
    """W023: 的的, 进行进行. 278条条幅, 天天, 为了了解 are right."""
    for found in _TWICE.finditer(text):
        if found.group() in ("和与", "于在"):
            continue
        yield Hit("W023", *found.span(), None, f"“{found.group()}”重复", "删去多的一个")


_ADVERBS = (
    "积极|认真|切实|扎实|全面|深入|有效|及时|主动|严格|稳步|有序|自觉|大力|不断|广泛|充分|精心|圆满|顺利|持续"
)
_VERBS = (
    "做好|抓好|搞好|办好|管好|投入到|参与到|融入到|融入(?!姿态|意识|态度|方式|意愿|精神|过程|程度|[感度])|配合好|落实好|完成了|推动了|促进了|提升了|提高了|改善了|增强了|保障了"
    "|解决了|开展了|组织了|防止了|遏制了|激发了|调动了|维护了|化解了"
)
_ADVERBIAL = lazy_pattern(rf"(?:{_ADVERBS}|大大)的(?={_VERBS})")
_RESULT = lazy_pattern(
    "(?<![采争听获领换夺吸提收汲选录摄抽索])取的(?=了(?!解)|较好|良好|明显|显著|一定|阶段性|丰硕|圆满|新的|实效|成效|突破性)|(?<![明凸彰浅])显的(?=更加|尤为|十分|很)"
)
_WORTH = lazy_pattern(
    "(?<![价产数总均净面市峰])值的(?=一提|学习|推广|肯定|注意|关注|借鉴|珍惜|信赖|表扬|称赞)"
    "|(?<![自视听感味知错])觉的(?=很|自己|不|这|更)"
)


def particles(text: str) -> Iterator[Hit]:
    """W029: 的 for 地 or 得, in fixed words only."""
    for found in _ADVERBIAL.finditer(text):
        yield Hit(
            "W029", found.end() - 1, found.end(), "地", f"“{found.group()}”应为“{found.group()[:-1]}地”"
        )
    for pattern in (_RESULT, _WORTH):
        for found in pattern.finditer(text):
            wanted = found.group()[0] + "得"
            yield Hit("W029", found.end() - 1, found.end(), "得", f"“{found.group()}”应为“{wanted}”")


_ORDER_WITH_PAUSE = lazy_pattern(
    "(?:(?<=[。；：])|^)(?:第[一二三四五六七八九十]|其[一二三四五])、(?![一二三四五六七八九十第其\\d])|(?:(?<=[。；：])|^)(?:首先|其次|再次|最后)、"
)
_BRACKET_WITH_MARK = lazy_pattern(
    r"(?:^|(?<=[。；：]))[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）][、，.．]"
)
_DIGIT_WITH_PAUSE = lazy_pattern(r"(?:^|(?<=[。；：]))\d{1,2}、(?![\d ]*(?:\d|[月日号年级栋幢]))")


def typed_numbering(text: str) -> Iterator[Hit]:
    """W025: 第一、 → 第一，; （一）、 and 1、 typed into a text. 一是……二是 is right."""
    for found in _ORDER_WITH_PAUSE.finditer(text):
        yield Hit("W025", found.end() - 1, found.end(), "，", f"“{found.group()}”后面用逗号")
    for found in _BRACKET_WITH_MARK.finditer(text):
        yield Hit("W025", found.end() - 1, found.end(), "", f"“{found.group()}”：带括号的序号后面不加标点")
    for found in _DIGIT_WITH_PAUSE.finditer(text):
        number = found.group()[:-1]
        hint = f"写成“{number}.”；自成一条的用列表，编号由程序编"
        yield Hit("W025", *found.span(), None, f"序号“{found.group()}”：阿拉伯数字后面不用顿号", hint)


LONG_PARAGRAPH = 25


def left_open(text: str) -> Iterator[Hit]:
    """W008: a paragraph of some length that ends with a 汉字 or a comma."""
    if len(text) >= LONG_PARAGRAPH and re.search(rf"[，。；][^，。；]*[{HAN}，、]\Z", text):
        yield Hit(
            "W008", len(text) - 1, len(text), None, "这一段没有写完：末尾没有句号", "补上句号，或把话说完"
        )
