"""Numbers, dates and approximations (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording.hits import HAN, Hit

_NUMBER_OF_DOCUMENT = lazy_pattern(
    rf"(?<=[{HAN}])[ ]?([\[［〈〔(（﹝{{])[ ]?((?:19|20)\d\d)"
    r"[ ]?([\]］〉〕)）﹞}])[ ]?(第?)(0*)(\d{1,4})号"
)


def document_numbers(text: str) -> Iterator[Hit]:
    """W006: the year of a 发文字号 stands in 〔〕 (GB/T 9704 7.2.5); 第 and 虚位 are told."""
    for number in _NUMBER_OF_DOCUMENT.finditer(text):
        left, year, right = number[1], number[2], number[3]
        if (left, right) != ("〔", "〕"):
            span = (number.start(), number.end(3))
            yield Hit("W006", *span, f"〔{year}〕", f"文号括号“{left}{year}{right}”")
        if number[4] or number[5]:
            wrong = number[4] + number[5] + number[6] + "号"
            hint = f"写成“〔{year}〕{number[6]}号”；原文就是这样印的可以不改"
            yield Hit("W006", number.start(4), number.end(), None, f"文号写成了“{wrong}”", hint)


_MEASURES = "个人名次天年月日岁级项处户米条家份期场辆起件篇幅元台座栋间块吨亩株本套批轮遍届"
_RANGE = lazy_pattern(
    r"(?<![\d.A-Za-z/—～〜~-])(\d{1,4}(?:\.\d+)?)[ ]?(-|－|–|―|──|--+|——|~|∼|〜|一)[ ]?"
    r"(\d{1,4}(?:\.\d+)?)"
    rf"(?=[{_MEASURES}%℃]|小时|分钟|公里|平方|周|万|亿|多|余)(?!日报|号楼)"
)
_RANGE_OF_TIME = lazy_pattern(
    r"(?<=[\d\ufffc][年月日时%])(?:份)?[ ]?(-{1,3}|－－?|–|———*|~|∼|〜|一)[ ]?"
    r"(?=(?:次年|翌年)?\d{1,4}[年月日时%])"
)
_ONE_PERCENT = lazy_pattern(r"(?<![\d.])(\d+(?:\.\d+)?)[～~—–-](\d+(?:\.\d+)?)[%％]")


def ranges(text: str) -> Iterator[Hit]:
    """W012: 3-5个 → 3—5个, 4月--5月 → 4月—5月; W013: 63～68% lacks its first %."""
    for found in _RANGE.finditer(text):
        if float(found[1]) < float(found[3]) and not _is_part_of_code(text, found):
            new = "～" if found[2] in "~∼〜" else "—"
            yield Hit("W012", *found.span(2), new, f"起止号写成了“{found[2]}”")
    for found in _RANGE_OF_TIME.finditer(text):
        if found[1] != "—":
            new = "～" if found[1] in "~∼〜" else "—"
            yield Hit("W012", *found.span(1), new, f"起止号写成了“{found[1]}”")
    for found in _ONE_PERCENT.finditer(text):
        right = f"{found[1]}%～{found[2]}%"
        yield Hit("W013", *found.span(), None, f"“{found.group()}”前一个数少百分号", f"写成“{right}”")


def _is_part_of_code(text: str, found: re.Match[str]) -> bool:
    """Whether a range is rather a date, a house number or a code: 2-3幢, 2026-3-1."""
    if found[2] == "一":
        return len(found[1]) > 2 or len(found[3]) > 2
    return (
        bool(re.match(r"[-－]\d", text[found.end() :]))
        or found[1].startswith("0")
        or found[3].startswith("0")
    )


_DOTTED_DATE = lazy_pattern(
    r"(?<![\d.A-Za-z/-])((?:19|20)\d\d)([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d./版A-Za-z-])"
)
_ZERO = lazy_pattern(r"(?<=\d年)0([1-9])(?=月)|(?<=\d月)0([1-9])(?=日)")
_SHORT_YEAR = lazy_pattern(
    rf"(?<![\d.第近约过了满历{HAN}])([12]\d)年(?=(?:1[0-2]|[1-9])月(?!的))|(?<=[于至从到自在])([12]\d)年(?=(?:1[0-2]|[1-9])月)"
)
_HAN_DATE = lazy_pattern(
    "[一二][九零〇○Ｏ0][〇○零0一二三四五六七八九]{2}年(?:十[一二]?|[一二三四五六七八九])月"
)


def dates(text: str) -> Iterator[Hit]:
    """W014: 2026.3.1, 2026年03月, 26年3月; W015: 二〇二六年三月."""
    for found in _DOTTED_DATE.finditer(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        if _is_date(year, month, day):
            yield Hit("W014", *found.span(), f"{year}年{month}月{day}日", f"日期写成了“{found.group()}”")
    for found in _ZERO.finditer(text):
        yield Hit("W014", *found.span(), found[1] or found[2], f"日期里的“{found.group()}”")
    for found in _SHORT_YEAR.finditer(text):
        hint = f"年份写四位：20{found[1] or found[2]}年"
        yield Hit("W014", *found.span(), None, f"年份简写成“{found.group()}”", hint)
    for found in _HAN_DATE.finditer(text):
        yield Hit("W015", *found.span(), None, f"日期用了汉字“{found.group()}”", "公历日期用阿拉伯数字")


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


_HAN_NUMBER = rf"[二两三四五六七八九](?:百|千|万)[一二两三四五六七八九十百千万零多余]{{0,8}}([{_MEASURES}])"
_ARABIC = r"\d[\d.]*[万亿]?[余多]?"
_IN_WORDS = lazy_pattern(_HAN_NUMBER)
_OF_CALENDAR = r"(?:19|20)\d\d年|\d{1,2}日"


def mixed_numerals(text: str) -> Iterator[Hit]:
    """W016: 九百份 beside 800份 in one paragraph; 五千年 beside 2026年 and 三百六十五天 are no statistics."""
    for found in re.finditer(_HAN_NUMBER, text):
        if found.group() == "三百六十五天":
            continue
        if re.search(rf"(?<!\d)(?!{_OF_CALENDAR}){_ARABIC}{found[1]}", text):
            hint = "同一段里的数写法一致，统计数用阿拉伯数字"
            yield Hit("W016", *found.span(), None, f"“{found.group()}”和阿拉伯数字混用", hint)


_NO_STATISTICS = "年月日天岁届"
_IN_FIGURES = lazy_pattern(rf"(?<![\d.第]){_ARABIC}([{_MEASURES}])")


def statistics_in_words(text: str) -> list[re.Match[str]]:
    """九百份, but not 五千年; the measure is the first group."""
    return [found for found in _IN_WORDS.finditer(text) if found[1] not in _NO_STATISTICS]


def statistics_in_figures(text: str) -> set[str]:
    """The measures of 800份, 36条."""
    return {found[1] for found in _IN_FIGURES.finditer(text)}


_AS_OF = lazy_pattern(
    r"(?<!名)(?<!报)(?<!集)(?<!交)(?<!理)(?<!票)(?<!记)(?<!间)(?<!期)(?<!于)(?<!日)(?<!购)(?<!标)截止(?:到|至)?(?!(?<=[稿费换约领请订售款]截止)\d)"
    r"(?=目前|日前|现在|今天|今日|昨日|今年|去年|本月|上月|年底|月底|上半年|\d{1,2}月|\d{4}年|发稿|20\d\d)"
)


def as_of(text: str) -> Iterator[Hit]:
    """W017: 截止 ends something; up to a day is 截至."""
    for found in _AS_OF.finditer(text):
        yield Hit("W017", *found.span(), "截至", f"“{found.group()}”应为“截至”")


_AMOUNT = r"\d[\d,.]*[十百千万亿]*"
_UNITS = rf"(?:[{_MEASURES}]|平方米|公里|人次|万元|亿元|小时|分钟|公斤|多元)"
_ABOUT = (
    "(?<![节签预邀制合履违契集特条公盟大缩相续解失毁爽])(?:大约|约|将近|近)(?<!走近)(?<!贴近)(?<!亲近)(?<!新近)(?<!附近)(?<!最近)(?<!邻近)(?<!临近)"
    "(?<!就近)(?<!靠近)(?<!接近)"
)
_AT_LEAST = "超过|突破|不少于|不低于|不小于|不下于|至少|最少|起码|多达"
_COUNTED = rf"(?:{_AMOUNT}|(?:百分之)?[一二两三四五六七八九十百千万]{{1,4}})"
_TWICE_ABOUT = lazy_pattern(
    rf"(?P<a>{_ABOUT}){_AMOUNT}(?:(?P<b>余|多(?!年|月|天|种))|{_UNITS}?(?P<c>左右|上下|以上))"
    rf"|(?P<d>{_AT_LEAST})(?:有|要有|要|达到?|为)?{_COUNTED}"
    rf"(?:(?P<e>余(?!款|额)|多(?!年|月))|(?:{_UNITS}|[%％‰]|个百分点|[{HAN}])?(?P<f>左右|以上))"
    r"|(?P<g>超过)半数(?P<h>以上)"
    rf"|(?<!\d)(?<!\d[,.])(?<!\d[,.]{{2}}){_AMOUNT}(?P<i>[余多]){_UNITS}?(?P<j>左右|上下|以上)"
    rf"|(?P<k>大约|约|将近)(?P<l>近){_AMOUNT}"
)
_TWICE_SUM = lazy_pattern(
    r"累计(?:共计|总计|合计|共(?![享建同青产])(?=[一-鿿]{0,6}\d))|(?:共计|总计|合计)(?:共计|总计|合计|累计)|一共共计?"
)
_NOTHING_DONE = lazy_pattern(
    r"(?:取缔|清理|清除|清运|拆除|查处|整治|发放|开展|组织|召开|举办|印发|制作|新增|更换|安装|张贴|劝导)"
    rf"[{HAN}]{{0,8}}(?<![\d.])0(?=[{_MEASURES}])"
)
_FEWER_TIMES = lazy_pattern(rf"(?:减少|下降|降低|缩短|压缩|缩小)了?(?:近|约)?{_AMOUNT}多?倍")


def approximations(text: str) -> Iterator[Hit]:
    """W018: 约100余人, 近50左右; W019: 累计共, 取缔0处; W031: 减少了3倍."""
    for found in _TWICE_ABOUT.finditer(text):
        first, second = (word for word in found.groups() if word)
        told = "约数说了两遍" if not (found["d"] or found["g"]) else "意思说了两遍"
        hint = f"“{first}”和“{second}”留一个"
        yield Hit("W018", *found.span(), None, f"{told}：“{found.group()}”", hint)
    for found in _TWICE_SUM.finditer(text):
        yield Hit("W019", *found.span(), None, f"“{found.group()}”意思重复", "留一个")
    for found in _NOTHING_DONE.finditer(text):
        hint = "没有做成的不写；要说明没有发生，就说“未发现”"
        yield Hit("W019", *found.span(), None, f"“{found.group()}”：把零当成绩写", hint)
    for found in _FEWER_TIMES.finditer(text):
        hint = "减少用百分比或几分之几，“倍”只用于增加"
        yield Hit("W031", *found.span(), None, f"“{found.group()}”说不通", hint)
