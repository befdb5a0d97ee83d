"""What follows from two numbers: how much of a target is done, whether it is reached, 办结率.

A rate is computed from exact numbers only (概数不算百分比).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from wenming_docs.facts.values.amounts import LOWER_BOUND, Amount
from wenming_docs.facts.values.arithmetic import is_average
from wenming_docs.facts.values.quantity import Quantity

_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)


def completion_rate(done: Quantity, target: Quantity) -> Decimal | None:
    """``done`` in percent of ``target``; None where that means nothing.

    That is: an inexact or unknown number, different measures, several amounts in the target, a
    rate per something, a percentage of a percentage, an upper limit (≤), or a target per month
    (每月). Of 53处2360平方米 the amount counts that has the target's measure.
    """
    want = _threshold(target)
    have = _amount_like(want, done)
    if have is None or want is None or have.approximate:
        return None
    if target.operator in ("≤", "<") or target.base or want.measure.startswith("%") or "/" in want.measure:
        return None
    if is_average(target) or not want.value or have.value is None:
        return None
    return have.value / want.value * _HUNDRED


def shortfall(done: Quantity, target: Quantity) -> Amount | None:
    """What ``done`` is short of ``target``, zero or less where it is reached; in 个百分点 for percentages.

    None where that means nothing, as with :func:`completion_rate`.
    """
    want = _threshold(target)
    have = _amount_like(want, done)
    if have is None or want is None or have.approximate or have.value is None or want.value is None:
        return None
    if target.operator in ("≤", "<") or is_average(target) != is_average(done) or "/" in want.measure:
        return None
    points = {"%": "个百分点", "‰": "个千分点"}.get(want.measure[:1])
    return Amount(want.value - have.value, points or have.measure, scale=have.scale)


def unhandled(quantity: Quantity) -> Amount | None:
    """What is still open of 60件，已办结57件; None as with :func:`handling_rate`, or if a rate was typed."""
    total, handled = quantity.single, quantity.handled
    if total is None or handled is None or total.approximate or handled.approximate:
        return None
    if total.value is None or handled.value is None or not _comparable(handled, total):
        return None
    return Amount(total.value - handled.value, total.measure)


def _threshold(target: Quantity) -> Amount | None:
    """The target's amount with 以上 and 超过 taken off: as a threshold they are exact."""
    amount = target.single
    if amount is None or amount.value is None or amount.upper is not None:
        return None
    if amount.after.endswith(("以上", "以下", "以内", "之内")) or amount.before in ("超过", "超", "突破"):
        return replace(amount, before="", after="")
    return None if amount.approximate else amount


def _amount_like(want: Amount | None, done: Quantity) -> Amount | None:
    """The one amount of ``done`` in the measure of ``want``."""
    if want is None or done.unknown:
        return None
    alike = [amount for amount in done.amounts if _comparable(amount, want)]
    return alike[0] if len(alike) == 1 else None


def _comparable(left: Amount, right: Amount) -> bool:
    return left.canonical_measure == right.canonical_measure


def is_met(done: Quantity, target: Quantity) -> bool | None:
    """Whether ``done`` reaches ``target`` (keeps below it for ≤); None if the numbers cannot tell.

    8900余条 tells that 8900条 are reached; 近9000条 does not.
    """
    want = _threshold(target)
    have = _amount_like(want, done)
    if have is None or want is None or have.value is None or want.value is None:
        return None
    if is_average(done) != is_average(target):
        return None
    if not have.approximate:
        return _compare(have.value, target.operator or "≥", want.value)
    at_least = {have.before, have.after} - {""} <= LOWER_BOUND
    reached = have.value >= want.value and target.operator in ("", "≥")
    return True if at_least and reached else None


def _compare(have: Decimal, operator: str, want: Decimal) -> bool:
    match operator:
        case "≤":
            return have <= want
        case "<":
            return have < want
        case ">":
            return have > want
        case "=":
            return have == want
        case _:
            return have >= want


def handling_rate(quantity: Quantity) -> Decimal | None:
    """办结率 in percent: the handled amount of the first one, or the rate if it was typed.

    None without a handled amount, and for inexact or unknown numbers and different measures.
    """
    handled = quantity.handled
    if handled is None or handled.value is None or handled.approximate:
        return None
    if handled.measure == "%":
        return handled.value
    total = quantity.single
    if total is None or total.approximate or not total.value or not _comparable(handled, total):
        return None
    return handled.value / total.value * _HUNDRED


def percent_text(rate: Decimal) -> str:
    """54.2%: one decimal at most, no trailing .0; a rate short of 100 is never rounded up to it."""
    rounded = rate.quantize(_TENTH, ROUND_HALF_UP)
    if rounded == _HUNDRED and rate < _HUNDRED:
        rounded -= _TENTH
    text = format(rounded, "f")
    return text.removesuffix(".0") + "%"
