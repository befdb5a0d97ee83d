"""Blanks between 汉字, full-width digits and letters, signs that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.zh.wording.hits import HAN, Hit, around

_BLANK = "[ \t\u00a0\u3000]"
_BETWEEN = re.compile(rf"(?<=[{HAN}])[ \t\u00a0]+(?=[{HAN}])")
_BESIDE_MARK = re.compile(
    rf"(?<=[，。；：、！？）》”】]){_BLANK}+(?=[{HAN}0-9“《（【])|(?<=[{HAN}0-9%”》）]){_BLANK}+(?=[，。；：、！？）》”〕“《（〔])"
)
_BESIDE_DIGIT = re.compile(
    rf"(?<=[{HAN}]){_BLANK}(?=(?:\d{{1,4}}(?:\.\d+)?|[A-Za-z]{{1,20}})(?:{_BLANK}?[{HAN}，。；、）%]|$))"
    rf"|(?<=[0-9%]){_BLANK}(?=[{HAN}])(?<![A-Za-z]\d.)(?<![A-Za-z]\d\d.)(?<![A-Za-z]\d\d\d.)"
    rf"|(?<=[A-Za-z]){_BLANK}(?=[{HAN}])|(?<=\d[年月日]){_BLANK}(?=[{HAN}])(?![ ]*[月日])"
    rf"|(?<=\d [年月日]){_BLANK}(?=[{HAN}])(?![月日])"
)
_CLAUSE = re.compile(r"[^，。；：、！？\n]+")


def blanks(text: str) -> Iterator[Hit]:
    """W004: blanks that no Chinese text has. Names spread by a blank, lists and 2026年3月  日 stay."""
    for clause in _CLAUSE.finditer(text):
        between = [
            found for found in _BETWEEN.finditer(clause.group()) if not _after_date(clause.group(), found)
        ]
        if len(between) == 1 and _is_slip(clause.group(), between[0]):
            yield _hit(text, clause.start() + between[0].start(), clause.start() + between[0].end())
        if not between:
            for beside in _BESIDE_DIGIT.finditer(text, clause.start(), clause.end()):
                yield _hit(text, beside.start(), beside.end())
    for beside in _BESIDE_MARK.finditer(text):
        if not _separates_names(text, beside):
            yield _hit(text, beside.start(), beside.end())


def _hit(text: str, start: int, end: int) -> Hit:
    return Hit("W004", start, end, "", f"“{around(text, start, end, 2)}”中间的空格")


def _after_date(clause: str, blank: re.Match[str]) -> bool:
    """Whether a blank only follows a typed date: 2026 年 3 月 开展."""
    return bool(re.search(r"\d ?[年月日]\Z", clause[: blank.start()])) and clause[blank.end()] not in "月日"


def _is_slip(clause: str, blank: re.Match[str]) -> bool:
    """Whether one blank in a clause is a slip of the hand: not a name, a date to sign, or a list."""
    left, right = clause[: blank.start()].strip(), clause[blank.end() :].strip()
    if len(blank.group()) > 1 or re.search(r"[年月日]\Z", left) or re.match("[年月日]", right):
        return False
    return min(len(left), len(right)) >= 2 and len(left) + len(right) >= 9 and len(left) != len(right)


def _separates_names(text: str, blank: re.Match[str]) -> bool:
    """Behind a bracket a blank may part the entries of a list: 甲（组长） 乙（副组长）."""
    return (
        text[blank.start() - 1] in "）”》】" and text[blank.end() : blank.end() + 1] not in "，。；：、！？）"
    )


_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝＠＃＆]+|(?<=[0-9０-９])．(?=[0-9０-９])")


def full_width_signs(text: str) -> Iterator[Hit]:
    """W005: ０-９, letters and ％ as wide as a 汉字 (GB/T 15835: half-width)."""
    for wide in _WIDE.finditer(text):
        half = "".join(chr(ord(sign) - 0xFEE0) for sign in wide.group())
        yield Hit("W005", *wide.span(), half, f"全角的“{wide.group()}”")


_UNSEEN = re.compile(
    "[\u200b\u200c\u2060\ufeff\u00ad]+|\u200d+(?![\U0001f000-\U0001ffff\u2640-\u2642\u2764\u26a7])"
)
_ENTITIES = {
    "&nbsp;": "",
    "&emsp;": "",
    "&ensp;": "",
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&lsquo;": "‘",
    "&rsquo;": "’",
    "&middot;": "·",
    "&mdash;": "—",
    "&hellip;": "…",
}
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|font|table|tbody|td|tr|img|h[1-6]|li|ul|ol|em|a|b|i|u)\b[^<>]*>", re.I
)
_OF_A_PAGE = re.compile(
    r"(?:上一篇|下一篇)[：:]|责任编辑[：:]|点击查看(?:全文|原文|更多|大图)|点击下载|阅读原文|返回顶部|关闭窗口|打印本页"
    r"|分享到[：:]|复制链接|相关阅读[：:]|相关链接[：:]|(?:^|[（(。])来源[：:][^，。）)]{0,12}(?:网|报|社|公众号|客户端|融媒体)"
    r"|本文(?:来源|来自)于?|转载请注明|版权所有|文章来源|扫码关注"
)


def leftovers(text: str) -> Iterator[Hit]:
    """W021: what came along when a text was copied from a web page."""
    for unseen in _UNSEEN.finditer(text):
        yield Hit("W021", *unseen.span(), "", "看不见的零宽字符")
    for entity in _ENTITY.finditer(text):
        new = _ENTITIES.get(entity.group())
        yield Hit("W021", *entity.span(), new, f"网页代码“{entity.group()}”", "删去或换成它代表的字")
    for tag in _TAG.finditer(text):
        yield Hit("W021", *tag.span(), None, f"网页代码“{tag.group()[:20]}”", "删去")
    for words in _OF_A_PAGE.finditer(text):
        yield Hit("W021", *words.span(), None, f"“{words.group().strip('。（(')}”像是从网页带来的", "删去")
