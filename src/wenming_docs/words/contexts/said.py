"""How a sentence says a figure: the number with its measure, and whose, when and how it was meant.

Only what a reader takes for certain is read; a figure of a part, of an occasion, of another year, of
each month is somebody else's and comes back as ``other``. So does one of a subject nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wenming_docs.facts.values import Amount, BadValue, Deadline, Period
from wenming_docs.zh import parse_chinese_number

_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_MEASURES = (
    "平方公里|平方米|立方米|公里|千米|公斤|小时|分钟|个百分点|人次|册次|台次|车次|户次|万元|元|㎡|%|"
    "[个条处份次人名户家件块篇期场支辆吨亩米张幅起项只台套册本盆棵株座栋盏面把桶车袋箱瓶包间所层类门种批组对队节课天年月票宗例轮趟遍口头匹升]"
)
NUMBER = (
    r"(?P<before>将近|接近|近|大约|约|超过|超|逾|突破)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|[{_CHINESE}]{{2,}}|[两三四五六七八九](?=[个户家场条件处份项所名]))"
    r"(?P<scale>[万亿千百])?(?P<inner>[余多来])?"
    rf"(?P<measure>{_MEASURES})?(?P<after>左右|上下|以上|之多)?(?![\d—－~～])"
)
"""A number as prose has it; its parts by name."""

LEAD = (
    r"(?:活动|工作)?(?:总数|总量|数量|人数|数)?"
    r"(?:发展到|增加到|增长到|上升到|扩大到|增至|升至|共计|总共|一共|合计|总计|累计|先后|已经|已达|达到|达|共|了|已|有|为|是|就|出|：|:|（|\s)*"
)
"""What may stand between a name and its figure without making it a figure of something else."""

_OTHER = re.compile(
    r"其中|仅|人均|户均|日均|月均|平均|当[天日晚周月季]|一天|单日|首[日次批场]|单次|一次性|高峰|最[多高少低]"
    r"|[^，。；]{0,6}期间|(?:活动|行动|仪式|会议|培训|现场)(?:中|上)|现场|批|第[一二三四五六七八九十\d]+(?:次|轮|期|场|个|天|周|阶段)|(?:清理|集中|活动|行动|服务|宣传|开放)日|试点|先行"
    r"|剩余|下一?步|接下来|今后"
)
_EACH = re.compile(
    r"每|逐[月季年周]|分别|比|较|增加|减少|提高|下降|增长|多出|一人|个人|邀请|带头|联合|合作"
    r"|[\d一二两三四五六七八九十百余多](?:名|人次?|位|支)"
)
_NOBODY = re.compile(
    r"(?:共计|总共|一共|合计|总计|累计|先后|已经|已|共|就|都|也|还|并|据统计|经统计|后来又说|又说|年内|到|至|截至|以来|来|内|里|度"
    r"|各(?:社区|村|科室|单位|部门|级|组|街道|乡镇)|全[一-鿿]{1,2}|我[一-鿿]?|本[一-鿿]|上下|辖区|范围"
    r"|环卫工人|志愿者|党员|干部|群众|居民|村民|职工|师生|商户|网格员|工作人员|广大|机关|社会力量|各方|同志"
    r"|组织|发动|动员|引导|带领|协同|会同|一道|一起|共同|齐心|集中|全面|全力|持续|深入|扎实|大力|有序|及时|主动|积极|逐[一-鿿]"
    r"|实际|完成|实现|目标|计划|任务|力争|确保|争取|要求?|将|把|拟|安排|预计|全部|和|与|及|、|的|是|为|等|以)+"
)
"""Words before a figure that name nobody in particular: the figure is the office's whole."""
_ATTACHED = re.compile(
    r"(?:未|待|需|应|再|又|另|还|参与|参加|通过|用于|除|新增|新招募|招募|新发展|发展|其他|多|少|不|停止|开始|暂停|恢复|候选|提前)$"
)
_AHEAD = re.compile(
    r"不少于|不低于|不下于|至少|不超过|以上|以内|目标|计划|力争|确保|争取|拟|将(?!近)|要(?!求)|下一步"
)
_GOAL = re.compile(r"不少于|不低于|不下于|至少|目标|计划")
_RELATIVE = (
    r"去年|上年|前年|同期|往年|以往|历年|明年|来年|次年|上月|上个月|上一?季度|上周|下周|昨天|今天|近日|日前"
    r"|近[一二三四五六七八九十两\d]+[年个]|(?!一年来)[二三四五六七八九十两\d]+年来|过去"
)
_NOW = r"本周|本月|本季度|本期|今年以来|今年|年初以来|一年来|半年来|截至目前|目前|本年度"
_SPAN = (
    r"(?:\d{4}年)?(?:\d{1,2}月?(?:\d{1,2}日)?[—－至到-]\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月(?:份|\d{1,2}日|[底末])?"
    r"|上半年|下半年|前三季度|第?[一二三四]季度|全年)|\d{4}年"
)
_TIME = re.compile(rf"(?P<other>{_RELATIVE})|(?P<now>{_NOW})|(?P<span>{_SPAN})(?!前|以前|之前|底前|\d)")
DUE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末初])?(?:以前|之前|前|底前)"


_GAP = "(?:了|出了|出|到|共|累计|各类|各种)*"
_TARGET = "(?:的?(?:全年|年度)?(?:目标|计划|任务)(?:数|值|量)?|的(?=总?数))?"
_GAP_BEFORE = re.compile(f"{_GAP}$")
_FIGURE = re.compile(rf"{_TARGET}{LEAD}(?:不少于|不低于|至少)?{NUMBER}")
_PLAIN_FIGURE = re.compile(rf"{LEAD}{NUMBER}")
_FIGURE_BEFORE = re.compile(rf"{NUMBER}的?(?:各类|各种)?$")
_FARTHEST = 6
"""Characters between an object and the verb behind it: 小广告全部被清理."""


def said_of(
    verb: str, noun: str, sentence: str, clause: tuple[int, int], alone: bool
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where the clause says a figure of ``verb`` + ``noun``: start and end of the words, the number's match.

    清理小广告5条, 清理了5条小广告, 5条小广告被清理, 小广告清理5条; and 小广告5条 at the head of the clause,
    if ``noun`` means one indicator ``alone``. The patterns are shared: compiling some for each name
    would take longer than all the rest.
    """
    first, last = clause
    at = sentence.find(noun, first, last)
    while at >= 0:
        end = at + len(noun)
        verb_at = _verb_before(verb, sentence, first, at)
        if verb_at is not None and (figure := _FIGURE.match(sentence, end, last)):
            yield verb_at, figure.end(), figure
        elif verb and (figure := _FIGURE_BEFORE.search(sentence, first, at)):
            behind = sentence.find(verb, end, min(last, end + _FARTHEST + len(verb)))
            verb_at = _verb_before(verb, sentence, first, figure.start())
            if verb_at is not None:
                yield verb_at, end, figure
            elif behind >= 0:
                yield figure.start(), behind + len(verb), figure
        elif verb and sentence.startswith(verb, end):
            if figure := _FIGURE.match(sentence, end + len(verb), last):
                yield at, figure.end(), figure
        elif alone and at == first and (figure := _PLAIN_FIGURE.match(sentence, end, last)):
            yield at, figure.end(), figure
        at = sentence.find(noun, end, last)


def _verb_before(verb: str, sentence: str, first: int, at: int) -> int | None:
    """Where the verb stands before ``at``, with nothing but 了, 出, 共 between; None if it does not."""
    if sentence.endswith(verb, first, at):
        return at - len(verb)
    gap = _GAP_BEFORE.search(sentence, first, at)
    place = (gap.start() if gap else at) - len(verb)
    return place if place >= first and sentence.startswith(verb, place) else None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a figure is meant: ``other`` somebody else's, ``ahead`` a plan, ``goal`` what a target says.

    ``period`` is the stretch it names itself (None: the document's), ``until`` only its end (3月底).
    """

    other: bool = False
    ahead: bool = False
    goal: bool = False
    period: Period | None = None
    until: bool = False


def manner_of(sentence: str, clause: str, own: re.Pattern[str], year: int | None) -> Manner:
    """How a figure is meant with ``sentence`` before it, of which ``clause`` is the last part.

    ``own`` matches what stands for the office itself and for its units (我街道, 东门社区).
    """
    if _EACH.search(clause) or _OTHER.search(sentence) or _ATTACHED.search(clause):
        return Manner(other=True)
    if _NOBODY.sub("", own.sub("", _TIME.sub("", re.sub(DUE, "", clause)))).strip():
        return Manner(other=True)
    times = list(_TIME.finditer(sentence))
    ahead, goal = bool(_AHEAD.search(clause)), bool(_GOAL.search(clause))
    if not times or times[-1]["now"]:
        return Manner(ahead=ahead, goal=goal)
    if times[-1]["other"]:
        return Manner(other=True)
    typed = times[-1]["span"]
    try:
        period = Period.parse(re.sub("[底末]$", "", typed), year=year)
    except BadValue:
        return Manner(other=True)
    return Manner(False, ahead, goal, period, typed.endswith(("底", "末")))


def amount_of(found: re.Match[str]) -> Amount | None:
    """The amount that a match of :data:`NUMBER` says; None for a numeral that is none."""
    scale = found["scale"] or ""
    try:
        value = parse_chinese_number(found["number"].replace(",", ""))
        value *= parse_chinese_number(f"1{scale}") if scale else 1
    except ValueError:
        return None
    after = found["inner"] or found["after"] or ""
    return Amount(value, found["measure"] or "", found["before"] or "", after, scale=scale)


_LITTLE = Decimal("0.05")
_MORE = ("余", "多", "来", "以上", "之多", "超过", "超", "逾", "突破", "上")


def agrees(said: Amount, known: Amount, decimals: int = 0) -> bool:
    """Whether prose may say ``said`` of ``known``: 近5000条 of 4920条, 1.2万份 of 12000份.

    ``decimals`` are the places typed behind the point.
    """
    if known.value is None or said.value is None:
        return True
    if known.upper is not None:
        return known.value <= said.value <= known.upper
    if said.value == known.value:
        return True
    if known.scale and not known.approximate:
        known = replace(known, scale="")  # 1.2万份 of the facts is no rounding
    low, high = _stretch(said, decimals)
    if low == high and not known.approximate:
        return False
    if low == high:
        return bool(known.before) and _stretch(known, 0)[0] <= low <= _stretch(known, 0)[1]
    least, most = _stretch(known, 0)
    return low <= most and least <= high


def _stretch(amount: Amount, decimals: int) -> tuple[Decimal, Decimal]:
    """Between which numbers the true one lies."""
    assert amount.value is not None
    value, words = amount.value, {amount.before, amount.after} - {""}
    if words & set(_MORE):
        return value, value + _step(value) * Decimal("0.999")
    if words & {"近", "将近", "接近"}:
        return value * Decimal("0.9"), value
    if words:
        return value * (1 - _LITTLE), value * (1 + _LITTLE)
    if amount.scale in ("万", "亿"):
        half = parse_chinese_number(f"1{amount.scale}") / 10**decimals / 2
        return value - half, value + half
    return value, value


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that is no zero: 100 for 8900."""
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def due_day(text: str, year: int | None) -> date | None:
    """The day that 6月底前 names; None where it can be read in two ways."""
    try:
        deadline = Deadline.parse(text)
    except BadValue:
        return None
    return None if deadline.ambiguous else deadline.latest(year)
