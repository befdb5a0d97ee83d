"""环比 and 同比: what became of a figure since another period."""

from __future__ import annotations

from decimal import Decimal

from wenming_docs.facts.values import Amount, Quantity, percent_text
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.facts.values.arithmetic import is_average
from wenming_docs.records import dataclass

_HUNDRED = Decimal(100)
_POINTS = {"%": "百分点", "‰": "千分点"}


@dataclass(frozen=True, slots=True)
class Change:
    """Two exact amounts of one measure: the later, the earlier, what lies between, in percent of it.

    ``rate`` is None for percentages: these differ by points.
    """

    now: Quantity
    before: Quantity
    difference: Decimal
    rate: Decimal | None

    def __str__(self) -> str:
        """增长12.5%, 下降3%, 持平, 增加3个百分点; less than 0.05% either way is 基本持平."""
        if not self.difference:
            return "持平"
        if self.rate is None:
            verb = "增加" if self.difference > 0 else "减少"
            single = self.now.single
            points = _POINTS[single.measure[0]] if single else ""
            return f"{verb}{plain_number(abs(self.difference))}个{points}"
        text = percent_text(abs(self.rate))
        if text == "0%":
            return "基本持平"
        return ("增长" if self.difference > 0 else "下降") + text


def change(now: Quantity | None, before: Quantity | None) -> Change | None:
    """What became of ``before``; None where either is missing, inexact, unknown or no single amount,

    where they are counted differently, and where there was nothing to grow from.
    """
    new, old = _exact(now), _exact(before)
    if now is None or before is None or new is None or old is None:
        return None
    if new.canonical_measure != old.canonical_measure or is_average(now) != is_average(before):
        return None
    later, earlier = new.value or Decimal(0), old.value or Decimal(0)
    if new.measure[:1] in _POINTS:
        return Change(now, before, later - earlier, None)
    if not earlier:
        return None
    return Change(now, before, later - earlier, (later - earlier) / earlier * _HUNDRED)


def _exact(quantity: Quantity | None) -> Amount | None:
    amount = quantity.single if quantity else None
    return amount if amount and amount.value is not None and not amount.approximate else None
