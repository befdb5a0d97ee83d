"""Sums over quantities. An inexact number never becomes an exact one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from wenming_docs.facts.values.amounts import LOWER_BOUND, Amount
from wenming_docs.facts.values.base import BadValue
from wenming_docs.facts.values.quantity import Part, Quantity
from wenming_docs.findings import SourceText, origins_of, sourced


class Aggregation(StrEnum):
    """指标口径: how the values of one indicator in several periods or places make one."""

    SUM = "相加"
    LAST = "期末数"
    MEAN = "平均"
    MAX = "最大"
    DISTINCT = "去重"


_HARMLESS_LEADS = ("", "共", "共计", "总计", "合计", "累计", "先后", "达")
_CENT = Decimal("0.01")
_TEN_THOUSAND = Decimal(10_000)
_PER_SOMETHING = ("每", "人均", "户均", "平均")


def add(quantities: Sequence[Quantity], how: Aggregation = Aggregation.SUM) -> Quantity:
    """One quantity for several, with the origins of all.

    Sums go amount by amount (8处36块), handled and parts along with them where every quantity
    has them. A sum with an unknown number is unknown (【待填】). BadValue if measures differ, if
    one is vague (几十) or has words the program does not understand, and for 去重 of several.
    """
    if not quantities:
        raise BadValue("没有可以汇总的数量", "先在成果里记上数")
    if len(quantities) == 1:
        return quantities[0]
    match how:
        case Aggregation.LAST:
            return replace(quantities[-1], text=sourced(str(quantities[-1].text), *quantities))
        case Aggregation.DISTINCT:
            raise BadValue(
                "这个指标要去重，几次的数不能由程序相加", "另写一条成果，期间写全期，数写去重以后的总数"
            )
        case Aggregation.MAX:
            return _largest(quantities)
        case Aggregation.SUM:
            return _plain_sum(quantities) or _combined(quantities, _sum)
        case Aggregation.MEAN:
            return _combined(quantities, _mean)


def _plain_sum(quantities: Sequence[Quantity]) -> Quantity | None:
    """The sum of single numbers of one measure and nothing else, which nearly all are; else None.

    The same as ``_combined`` gives, in a third of the time: a city adds a hundred thousand.
    """
    amounts, measure = [], quantities[0].amounts[0].measure
    for quantity in quantities:
        amount = quantity.amounts[0]
        if amount.value is None or amount.measure != measure or len(quantity.amounts) != 1:
            return None
        if quantity.handled is not None or quantity.parts or quantity.lead or quantity.remark:
            return None
        amounts.append(amount)
    if is_rate(quantities[0]):
        return None
    made = Quantity(SourceText(""), (_sum(amounts),))
    return replace(made, text=sourced(printed(made), *quantities))


def _combined(quantities: Sequence[Quantity], combine: Callable[[Sequence[Amount]], Amount]) -> Quantity:
    lead = _common_lead(quantities)
    _check_same_shape(quantities)
    if combine is _sum:
        _check_summable(quantities)
    joints = {quantity.joint for quantity in quantities}
    made = Quantity(
        SourceText(""),
        tuple(combine(amounts) for amounts in zip(*(q.amounts for q in quantities), strict=True)),
        handled=_handled(quantities, combine),
        handled_word=min(q.handled_word for q in quantities),
        parts=_parts(quantities, combine),
        lead=lead,
        joint=joints.pop() if len(joints) == 1 else "，",
        part_open=min(q.part_open for q in quantities),
    )
    if made.handled is None:
        made = replace(made, handled_word="")
    return replace(made, text=sourced(printed(made), *quantities))


def printed(quantity: Quantity) -> str:
    """The printed form of a computed quantity, put together from its amounts."""
    text = quantity.lead + quantity.joint.join(map(str, quantity.amounts))
    if quantity.handled is not None:
        text += f"，{quantity.handled_word}{quantity.handled}"
    if quantity.parts:
        parts = "，".join(f"{part.name}{part.amount}" for part in quantity.parts)
        opening = quantity.part_open or "，其中"
        text += opening + parts + ("）" if opening.startswith("（") else "")
    return text


def _common_lead(quantities: Sequence[Quantity]) -> str:
    leads = {"" if q.lead in _HARMLESS_LEADS else q.lead for q in quantities}
    if len(leads) > 1:
        raise BadValue(
            f"数量前面的话不一样（{'、'.join(sorted(filter(None, leads)))}），不能相加",
            "“数据”里只写数和计量单位",
        )
    return leads.pop()


def _check_same_shape(quantities: Sequence[Quantity]) -> None:
    for quantity in quantities:
        if quantity.remark:
            raise BadValue(
                f"“{quantity}”里有程序看不懂的话，不能汇总", f"“{quantity.remark}”另写一条，数量里只留数"
            )
        if vague := next((a for a in quantity.amounts if a.value is None and not a.unknown), None):
            raise BadValue(f"“{quantity}”没有确数，不能汇总", f"写成“30余{vague.measure or '次'}”这样")
    shapes = {tuple(a.canonical_measure for a in q.amounts) for q in quantities if not q.unknown}
    if len(shapes) > 1:
        measures = "、".join(sorted(f"“{'、'.join(filter(None, shape)) or '（没写）'}”" for shape in shapes))
        raise BadValue(f"计量单位不一样，不能汇总：{measures}", "改成同一个计量单位")
    if len({len(q.amounts) for q in quantities}) > 1:
        raise BadValue("有的写了一个数，有的写了几个数，不能汇总", "每条写同样的几个数，还不知道的写【待填】")


def _check_summable(quantities: Sequence[Quantity]) -> None:
    for quantity in quantities:
        if is_rate(quantity):
            raise BadValue(f"“{quantity}”是比率，不能相加", "在“指标口径”里写 期末数 或 平均")
        if is_average(quantity):
            raise BadValue(f"“{quantity}”是平均数，不能相加", "在“指标口径”里写 期末数 或 平均")


def _handled(quantities: Sequence[Quantity], combine: Callable[[Sequence[Amount]], Amount]) -> Amount | None:
    """The handled amounts together; None unless every quantity has one in the same measure (no rates)."""
    amounts = [q.handled for q in quantities if q.handled is not None]
    if len(amounts) < len(quantities) or any(a.value is None and not a.unknown for a in amounts):
        return None
    if len({a.canonical_measure for a in amounts}) > 1 or amounts[0].measure.startswith("%"):
        return None
    return combine(amounts)


def _parts(quantities: Sequence[Quantity], combine: Callable[[Sequence[Amount]], Amount]) -> tuple[Part, ...]:
    """The parts together; none unless every quantity is broken down in the same way.

    A breakdown of some would look like one of all.
    """
    shapes = {tuple(sorted((p.name, p.amount.canonical_measure) for p in q.parts)) for q in quantities}
    vague = any(p.amount.value is None and not p.amount.unknown for q in quantities for p in q.parts)
    if len(shapes) > 1 or vague:
        return ()
    named = [{part.name: part.amount for part in quantity.parts} for quantity in quantities]
    names = min(tuple(parts) for parts in named)  # one order, whichever quantity comes first
    return tuple(Part(name, combine([parts[name] for parts in named])) for name in names)


def _sum(amounts: Sequence[Amount]) -> Amount:
    if any(amount.unknown for amount in amounts):
        return Amount(None, _measure(amounts), unknown=True)
    value = sum((a.value or Decimal(0) for a in amounts), Decimal(0))
    return _rounded(amounts, value, _upper_sum(amounts))


def _upper_sum(amounts: Sequence[Amount]) -> Decimal | None:
    if all(a.upper is None for a in amounts):
        return None
    return sum((a.upper or a.value or Decimal(0) for a in amounts), Decimal(0))


def _mean(amounts: Sequence[Amount]) -> Amount:
    if any(amount.unknown for amount in amounts):
        return Amount(None, _measure(amounts), unknown=True)
    total = sum((a.value or Decimal(0) for a in amounts), Decimal(0))
    value = (total / len(amounts)).quantize(_CENT, ROUND_HALF_UP)
    upper = _upper_sum(amounts)
    return _rounded(
        amounts, value, None if upper is None else (upper / len(amounts)).quantize(_CENT, ROUND_HALF_UP)
    )


def _rounded(amounts: Sequence[Amount], value: Decimal, upper: Decimal | None) -> Amount:
    """``value`` with the roughness of the amounts it was made from."""
    before, after = _roughness(amounts)
    if before or after:
        upper = None
    scales = {amount.scale for amount in amounts}
    scale = scales.pop() if len(scales) == 1 and value >= _TEN_THOUSAND else ""
    return Amount(value, _measure(amounts), before, after, upper=upper, scale=scale)


def _roughness(amounts: Iterable[Amount]) -> tuple[str, str]:
    """What to say around a sum: the word all inexact ones share; 余 if none may be less; else 约.

    Ranges among themselves stay a range; beside other inexact numbers only their lower end counts.
    """
    inexact = [a for a in amounts if a.approximate]
    words = {(a.before, a.after) for a in inexact if a.upper is None}
    if not words:
        return "", ""
    if len(words) == 1 and all(a.upper is None for a in inexact):
        return words.pop()
    at_least = all({before, after} - {""} <= LOWER_BOUND for before, after in words)
    return ("", "余") if at_least else ("约", "")


def _measure(amounts: Iterable[Amount]) -> str:
    """The measure as typed if all typed it the same way, else its one spelling; a gap's is left out."""
    typed = {a.measure for a in amounts if a.measure or not a.unknown}
    if len(typed) == 1:
        return typed.pop()
    return min((a.canonical_measure for a in amounts if a.measure), default="")


def _largest(quantities: Sequence[Quantity]) -> Quantity:
    _check_same_shape(quantities)
    if any(quantity.unknown for quantity in quantities):
        return _combined(quantities, _sum)
    if any(len(quantity.amounts) != 1 for quantity in quantities):
        raise BadValue("几个数写在一起，分不出哪个最大", "每条只写一个数")
    best = max(quantities, key=lambda q: q.amounts[0].upper or q.amounts[0].value or Decimal(0))
    return replace(best, text=SourceText(str(best.text), origins_of(best, *quantities)))


def is_rate(quantity: Quantity) -> bool:
    """Whether it is so much of a hundred or per something (95%, 30人/天), which no sum can be made of."""
    return any(a.measure.startswith(("%", "‰")) or "/" in a.measure for a in quantity.amounts)


def is_average(quantity: Quantity) -> bool:
    """Whether it counts per month, person or household, so that it is no part of a total."""
    return quantity.lead.startswith(_PER_SOMETHING)
