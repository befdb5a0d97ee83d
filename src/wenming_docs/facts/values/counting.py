"""Finding the numbers of a quantity in its text, each with its measure and its 余, 近, 左右."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wenming_docs.facts.values.amounts import Amount
from wenming_docs.facts.values.base import GAP, BadValue
from wenming_docs.records import dataclass
from wenming_docs.zh import parse_chinese_number
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.numerals import CHINESE_NUMERAL_SIGNS as _CHINESE

_MEASURE_SIGNS = (
    "个条处份次人名户家件块篇期场支辆吨亩米张幅元起项只台套册本盆棵株座栋盏面把桶车袋箱瓶包间所层级类门种批组对双队群节课"
    "时天日周月年岁分秒票宗例桩轮趟遍回口头匹平公立厘毫角小％%℃㎡"
)
_HANDLING = (
    "办结|办理|整改|解决|处理|处置|销号|答复|化解|落实|完成|回复|反馈|结案|调处|整治|修复|更换|清理|兑现"
)
HANDLED = lazy_pattern(
    rf"(?:目前|现|其中|当场|均|已经|已|全部|全|按期|按时|共|累计|成功)*(?:{_HANDLING})(?:到位|完毕|完成|率|了|销号)?[为达]?"
)
"""Words that turn the next number into what became of the first one (60件，已办结57件)."""

OPEN_CASE = lazy_pattern(
    rf"(?:正在|尚在|正|尚未|未|待|在|剩余|还有|其余|暂未)+(?:{_HANDLING}|办|建)?(?:中|的)?"
)
"""Words for what is still open beside what was handled (正在办理3件)."""

_DATE = (
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?[底末初前内度]*"
    r"|\d{1,2}月(?:\d{1,2}[日号])?[份底末初前]*|\d{1,2}[日号]前"
)
_SKIPPED = rf"{_DATE}|第(?:\d+|[{_CHINESE}]+)[个批次名位期届轮]?|十分(?!之)|一把手|[统唯逐单专]一|百分点"
_HIDDEN = GAP.pattern + r"|(?<![A-Za-z])\d*(?:[xX×＊*○_]+|[?？]{2,})(?![A-Za-z0-9])"
_VAGUE = (
    rf"好?几[十百千万亿]+|[十百千]几|好?几(?=[{_MEASURE_SIGNS}])|数[十百千万亿]+|若干|成[百千]上[千万]"
    rf"|(?:[一二三四五六七八九]?十)?[一二两三四五六七八九][二两三四五六七八九](?=[十百千万亿{_MEASURE_SIGNS}])[十百千万亿]*"
)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = "将近|接近|近|大约|约计|大概|约|(?<!不)超过|(?<!不)超|逾|突破|不足|不到|上(?=[百千万])"
_AFTER = "左右|上下|及?以上|及?以下|以内|之内|之多|[余多](?=[，。；、）]|$)"
_BREAK = rf"其中|(?:{_AFTER})|{HANDLED.pattern}|(?<!/)[{_CHINESE}]+[余多]?(?=[{_MEASURE_SIGNS}])(?<!百)"

_NUMBER = lazy_pattern(
    rf"(?P<skip>{_SKIPPED})"
    rf"|(?P<before>{_BEFORE})?(?:(?P<hidden>{_HIDDEN})|百分之(?P<percent>{_ARABIC}|[{_CHINESE}]+)|[{_CHINESE}]+分之(?P<part>[{_CHINESE}]+)"
    rf"|(?P<vague>{_VAGUE})"
    rf"|(?P<number>{_ARABIC}|[{_CHINESE}]+|半(?=[{_MEASURE_SIGNS}]))"
    rf"(?:%?[—–－~～〜至到-]{{1,2}}(?P<upper>{_ARABIC}|[{_CHINESE}]+))?)"
    rf"(?P<inner>[余多来])?(?P<scale>(?:[百千](?![克米瓦伏卡分])|[万亿])*)(?P<behind>[余多来](?!自|种))?"
    rf"(?P<measure>(?:(?!{_BREAK})[^0-9，。；、！？,;()（）【】《》“”\s：:＋+])*(?:（[^0-9（）【】{_CHINESE}]{{1,2}}）)?)"
    rf"(?P<after>{_AFTER})?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An amount and where it stands in the text."""

    start: int
    end: int
    amount: Amount


def find_amounts(text: str) -> list[Found]:
    """All amounts of ``text`` in order; dates and ordinals are none.

    Chinese numerals count at the start of a part, and elsewhere only in a text without other
    numbers and before a measure word: 统一, 一致 are words. BadValue for 一百五 and 1，234.
    """
    matches = [match for match in _NUMBER.finditer(text) if not match["skip"]]
    digits = any(not _is_chinese(match) for match in matches)
    found = [_found(match) for match in matches if not _is_chinese(match) or _counts(text, match, digits)]
    for left, right in zip(found, found[1:], strict=False):
        if not left.amount.measure and text[left.end : right.start] == "，" and _three_digits(text, right):
            raise BadValue(
                f"“{text[left.start : right.end]}”里的逗号是全角的，分不清是一个数还是两个数",
                "数字中间不用逗号",
            )
    return found


def _three_digits(text: str, found: Found) -> bool:
    return re.match(r"\d{3}(?!\d)", text[found.start :]) is not None


def _is_chinese(match: re.Match[str]) -> bool:
    return match["number"] is not None and match["number"][0] in _CHINESE + "半"


def _counts(text: str, match: re.Match[str], digits: bool) -> bool:
    behind = text[match.end("number") : match.end("number") + 1]
    if match["before"] or _STARTS.search(text[: match.start()]):
        return bool(behind) or len(match["number"]) > 1 or digits is False
    return (
        not digits and (behind in _MEASURE_SIGNS or bool(match["behind"] or match["inner"])) and bool(behind)
    )


_STARTS = lazy_pattern(
    r"(?:^|[，。；、（：≥≤><=]|不少于|不低于|不超过|至少|最少|最多|至多|达到?|有|共|计|先后|其中|了)$"
)


def _found(match: re.Match[str]) -> Found:
    return Found(match.start(), match.end(), _amount(match))


def _amount(match: re.Match[str]) -> Amount:
    measure, before = match["measure"], match["before"] or ""
    after = match["inner"] or match["behind"] or match["after"] or ""
    if match["hidden"]:
        return Amount(None, (match["scale"] or "") + measure, unknown=True)
    if match["vague"] or match["part"]:
        word = match[0][len(before) : match.start("measure") - match.start()]
        return Amount(None, measure, before + word, match["after"] or "")
    if match["percent"]:
        return Amount(_decimal(match["percent"], ""), "%", before, after)
    scale = match["scale"]
    value = _decimal(match["number"], scale)
    upper = None if match["upper"] is None else _decimal(match["upper"], scale)
    return Amount(value, measure, before, after, upper=upper, scale=_scale_of(match["number"] + scale))


def _scale_of(typed: str) -> str:
    return next((sign for sign in "亿万" if sign in typed), "")


def _decimal(number: str, scale: str) -> Decimal:
    if number == "半":
        return Decimal("0.5")
    try:
        value = parse_chinese_number(number)
        exact = value * parse_chinese_number(f"1{scale}") if scale else value
    except ValueError:
        raise BadValue(f"“{number}”不是写全的数", "用阿拉伯数字写，例如 150") from None
    whole = exact.to_integral_value()
    return whole if whole == exact else exact


def spans(found: list[Found], text: str) -> Iterator[tuple[str, Found]]:
    """Each amount with the text between it and the one before."""
    end = 0
    for item in found:
        yield text[end : item.start], item
        end = item.end
