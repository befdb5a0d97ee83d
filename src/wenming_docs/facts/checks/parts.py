"""Numbers that belong together: a total and its parts, what came in and what was settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.checks.frequencies import EVENTS
from wenming_docs.facts.model import Prose, Workspace
from wenming_docs.facts.values import Amount, Quantity
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import Finding, Origin, Severity, place_in
from wenming_docs.zh.lazy import lazy_pattern

SPLIT = lazy_pattern(
    r"(?<![\d.])(?P<total>\d+(?:\.\d+)?)(?P<measure>万?[一-龥㎡]{1,3})（(?P<parts>[^（）【】\n]{4,120})）"
)
PART = lazy_pattern(r"[^\d，、；约近超逾]{1,12}(?P<number>\d+(?:\.\d+)?)(?P<measure>万?[一-龥㎡]{1,3})")
DIVIDER = lazy_pattern("[，、；]")
APPROXIMATE = lazy_pattern("[余多来]|左右|以上|以下|上下")
SETTLED = lazy_pattern("办结|整改|销号|解决|处理|处置|答复|化解|回复|反馈|结案|调处")
STILL_OPEN = lazy_pattern("正|未|待|剩|尚|其余|在办|在建")


def parts_against_total(workspace: Workspace) -> Iterator[Finding]:
    """Parts that are more than their total, or a whole split that is not the total."""
    for quantity, place in _quantities(workspace):
        yield from _parts(quantity, place)
    for prose in _prose(workspace):
        for text in prose.paragraphs:
            for found in SPLIT.finditer(text) if "（" in text else ():
                if said := _split(found):
                    hint = "核对总数和分项；只列一部分的，写“其中”"
                    place = place_in(text, found.start())
                    yield Finding(
                        "F077", Severity.WARNING, f"“{found[0]}”里，各分项相加是{said}", hint, place
                    )


def _prose(workspace: Workspace) -> Iterator[Prose]:
    for node in task_tree(workspace).all:
        yield from filter(None, (node.task.content, node.task.standard))
    yield from (target.text for target in workspace.targets if target.text)


def _split(found: re.Match[str]) -> str:
    """What the parts in brackets behind a total come to, "" if that is the total or they are no split.

    Every part has to be a name, a number and the total's own measure.
    """
    parts = [PART.fullmatch(piece) for piece in DIVIDER.split(found["parts"])]
    measure = found["measure"]
    if len(parts) < 2 or not all(part and part["measure"] == measure for part in parts):
        return ""
    summed = sum(Decimal(part["number"]) for part in parts if part)
    other_things = all(Decimal(part["number"]) > Decimal(found["total"]) for part in parts if part)
    if (
        other_things
        or summed == Decimal(found["total"])
        or APPROXIMATE.search(found[0])
        or "其中" in found["parts"]
    ):
        return ""
    return f"{plain_number(Decimal(summed))}{measure}"


def _parts(quantity: Quantity, place: Origin | None) -> Iterator[Finding]:
    total = quantity.single
    if total is None or not _exact(total) or not quantity.parts or quantity.remark:
        return
    own = [part for part in quantity.parts if not STILL_OPEN.match(part.name)]
    same = [part.amount for part in own if _exact(part.amount) and _alike(total, part.amount)]
    if not same:
        return
    if "其中" in str(quantity):
        yield from _shares(quantity, total, same, place)
    elif len(own) == len(same) > 1 and any(_value(amount) <= _value(total) for amount in same):
        summed = sum(map(_value, same), Decimal(0))
        if summed != _value(total):
            said = f"各分项相加是{plain_number(summed)}{same[0].measure}，总数写的是{total}"
            hint = "核对总数和分项，改正写错的一个；只列一部分的，写“其中”"
            yield Finding("F077", Severity.WARNING, f"“{quantity}”里，{said}", hint, place)


def _shares(
    quantity: Quantity, total: Amount, same: Sequence[Amount], place: Origin | None
) -> Iterator[Finding]:
    """其中 may leave something out; none of it is more than the whole, together only what overlaps."""
    largest, summed = max(same, key=_value), sum(map(_value, same), Decimal(0))
    hint = "核对总数和分项，改正写错的一个"
    if _value(largest) > _value(total) and largest.canonical_measure == total.canonical_measure:
        yield Finding("F077", Severity.ERROR, f"“{quantity}”里，分项{largest}比总数{total}还多", hint, place)
    elif summed > _value(total) and len(same) > 1:
        said = f"各分项相加是{plain_number(summed)}{same[0].measure}，比总数{total}还多"
        hint += "；分项有重复的，写明“含重复”"
        yield Finding("F077", Severity.WARNING, f"“{quantity}”里，{said}", hint, place)


def handled_against_received(workspace: Workspace) -> Iterator[Finding]:
    """More settled than came in, or open and settled that are not all."""
    for quantity, place in _quantities(workspace):
        total, handled = quantity.single, quantity.handled
        if handled is None or not _exact(handled) or not SETTLED.search(quantity.handled_word):
            continue
        word = quantity.handled_word
        if total is None or not _exact(total) or total.canonical_measure != handled.canonical_measure:
            continue
        if _value(handled) > _value(total):
            message = f"“{quantity}”里，{word}的{handled}比总数{total}还多"
            hint = "核对后改正；办结了上期结转的，另记一个指标“办结上期结转”，不算进这里"
            yield Finding("F078", Severity.ERROR, message, hint, place)
            continue
        still = [part.amount for part in quantity.parts if STILL_OPEN.match(part.name)]
        if len(still) == len(quantity.parts) == 1 and _exact(still[0]) and _alike(total, still[0]):
            both = _value(handled) + _value(still[0])
            if both != _value(total):
                message = f"“{quantity}”里，{word}和没有办完的加起来是{plain_number(both)}{total.measure}"
                yield Finding("F078", Severity.WARNING, message, f"核对三个数，总数是{total}", place)


def _quantities(workspace: Workspace) -> Iterator[tuple[Quantity, Origin | None]]:
    found = [target.goal for target in workspace.targets if target.goal]
    found += [node.task.quantity for node in task_tree(workspace).all if node.task.quantity]
    found += [figure.quantity for result in workspace.results for figure in result.figures]
    for quantity in found:
        yield quantity, quantity.origins[0] if quantity.origins else None


def _exact(amount: Amount) -> bool:
    return amount.value is not None and not amount.approximate and not amount.unknown


def _value(amount: Amount) -> Decimal:
    return amount.value if amount.value is not None else Decimal(0)


def _alike(total: Amount, part: Amount) -> bool:
    if {total.measure, part.measure} <= set(EVENTS):  # 196期（授课176次……）
        return True
    return bool(part.measure) and total.canonical_measure == part.canonical_measure
