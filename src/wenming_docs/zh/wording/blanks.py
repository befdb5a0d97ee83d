"""Blanks between 汉字, full-width digits and letters, signs that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording.hits import HAN, Hit, around

_BLANK = "[ \t\u00a0\u3000]"
_BETWEEN = lazy_pattern(rf"(?<=[{HAN}])[ \t\u00a0]+(?=[{HAN}])")
_BESIDE_MARK = lazy_pattern(
    rf"(?<=[，。；：、！？）》”】]){_BLANK}+(?=[{HAN}0-9“《（【])|(?<=[{HAN}0-9%”》）]){_BLANK}+(?=[，。；：、！？）》”〕“《（〔])"
)
_BESIDE_DIGIT = lazy_pattern(
    rf"(?<=[{HAN}]){_BLANK}(?=(?:\d{{1,4}}(?:\.\d+)?|[A-Za-z]{{1,20}})(?:{_BLANK}?[{HAN}，。；、）%]|$))"
    rf"|(?<=[0-9%]){_BLANK}(?=[{HAN}])(?<![A-Za-z]\d.)(?<![A-Za-z]\d\d.)(?<![A-Za-z]\d\d\d.)"
    rf"|(?<=[A-Za-z]){_BLANK}(?=[{HAN}])|(?<=\d[年月日])[ \t\u00a0](?=[{HAN}])(?![ ]*[月日])"
    rf"|(?<=\d [年月日]){_BLANK}(?=[{HAN}])(?![月日])"
)
_CLAUSE = lazy_pattern(r"[^，。；：、！？\n]+")


def blanks(text: str) -> Iterator[Hit]:
    """W004: blanks that no Chinese text has. Names spread by a blank, lists and 2026年3月  日 stay."""
    prose = re.search("[，。；]", text) is not None
    for clause in _CLAUSE.finditer(text):
        between = [
            found for found in _BETWEEN.finditer(clause.group()) if not _after_date(clause.group(), found)
        ]
        follows = text[clause.end() : clause.end() + 1]
        if len(between) == 1 and _is_slip(clause.group(), between[0], follows, prose):
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


def _is_slip(clause: str, blank: re.Match[str], follows: str, prose: bool) -> bool:
    """Whether one blank in a clause is a slip of the hand: not a name, a date to sign, or a list.

    Between sentences (``prose``) a blank in a short clause is one too.
    """
    left, right = clause[: blank.start()].strip(), clause[blank.end() :].strip()
    if len(blank.group()) > 1 or follows == "：" or re.search(r"[年月日]\Z", left):
        return False
    if re.search(r"[\d年月][年月日]", left[-1:] + right[:1]) or _TITLED.search(f"{left} {right}"):
        return False
    if "“" in left and "”" in right and len(left.rpartition("“")[2]) == len(right.partition("”")[0]):
        return False  # 以“书香伴我行 阅读向未来”为主题
    if len(right) == 1:
        return len(left) >= 3 and not _NAMED.search(left)
    if min(len(left), len(right)) < 2:
        return False
    if len(left) == len(right):
        return prose and right[0] in "了的着过们"  # else two lines of a slogan
    return len(left) + len(right) >= (7 if prose and not _IS_NAME.match(right) else 9)


_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜"
    "倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁"
    "蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋"
    "商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_NAMED = lazy_pattern(
    "[长记任席员人师士生事志授表委总理户医民友子女妻夫母父哥弟姐妹爷奶叔伯婶姨工者家范书计官警兵机：由和与及有是请给向对为同跟让中"
    rf"区镇村局院校学园科室站所队厂班系办司）”》][{_SURNAMES}]\Z"
)
"""What stands before the blank of a spread name: 责任人孙 伟, not 印发实施方 案."""
_TITLED = lazy_pattern(rf"[长记任席理授](?:[{_SURNAMES}] [{HAN}]|[ ][{_SURNAMES}][{HAN}]{{1,2}}(?![{HAN}]))")
"""A post and a name, be it spread or apart: 副镇长王 芳主持会议, 街道党工委书记 何建华."""
_IS_NAME = lazy_pattern(rf"[{_SURNAMES}][{HAN}]{{1,2}}(?![{HAN}])")


def _separates_names(text: str, blank: re.Match[str]) -> bool:
    """Behind a bracket a blank may part the entries of a list: 甲（组长） 乙（副组长）."""
    return (
        text[blank.start() - 1] in "）”》】" and text[blank.end() : blank.end() + 1] not in "，。；：、！？）"
    )


_WIDE = lazy_pattern("[０-９Ａ-Ｚａ-ｚ％＋＝＠＃＆]+|(?<=[0-9０-９])．(?=[0-9０-９])")


def full_width_signs(text: str) -> Iterator[Hit]:
    """W005: ０-９, letters and ％ as wide as a 汉字 (GB/T 15835: half-width)."""
    for wide in _WIDE.finditer(text):
        half = "".join(chr(ord(sign) - 0xFEE0) for sign in wide.group())
        yield Hit("W005", *wide.span(), half, f"全角的“{wide.group()}”")


_UNSEEN = lazy_pattern(
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
_ENTITY = lazy_pattern(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_TAG = lazy_pattern(
    r"</?(?:p|br|div|span|strong|font|table|tbody|td|tr|img|h[1-6]|li|ul|ol|em|a|b|i|u)\b[^<>]*>", re.I
)
_OF_A_PAGE = lazy_pattern(
    r"(?:上一篇|下一篇)[：:]|责任编辑[：:]|点击查看(?:全文|原文|更多|大图)|返回顶部|打印本页|分享到[：:]|"
    rf"(?<![{HAN}，“])(?:点击下载|阅读原文|关闭窗口|复制链接)(?![{HAN}])|(?:^|[。！）])扫码关注[^，。；、]{{0,10}}[。！]?$"
    r"|相关阅读[：:]|相关链接[：:]|(?:^|[（(。])来源[：:][^，。）)]{0,12}(?:网|报|社|公众号|客户端|融媒体)"
    r"|本文(?:来源|来自)于?|转载请注明|版权所有|文章来源"
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
