"""The number guard: a figure typed beside a known name, with another value than the facts have."""

from __future__ import annotations

import re
from collections.abc import Callable

from wenming_docs.facts.analysis import Row
from wenming_docs.facts.values import BadValue, Quantity
from wenming_docs.findings import SourceText, place_in
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.scopes import of_unit, until_now

NUMBER = re.compile(r"(?:共|了|达到|达|约|近|累计|总计|：)*\s*(?P<number>\d[\d,.]*(?:万|亿)?)")


SQUARE = re.compile(r"\[([^\[\]【】]{1,20})\]")


def guard_brackets(composer: Composer, text: SourceText) -> None:
    """[名：数] or [名字] of a known figure: the wrong sort of bracket, which would be printed as it is."""
    for found in SQUARE.finditer(str(text)):
        name = re.split("[：:·]", found[1])[0].strip()
        figure = re.search(r"[：:]\s*\d", found[1])
        if figure or name in composer.ledger.rows_by_name or composer.tree.find(name):
            hint = f"改成【{found[1]}】"
            composer.warn(
                "F054", f"“{found.group()}”用的是方括号，会照原样印", hint, place_in(text, found.start())
            )


def guard_numbers(composer: Composer, text: SourceText) -> None:
    """A figure typed right behind the name of a known indicator, with a value nobody recorded."""
    for name in composer.ledger.rows_by_name:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            typed = NUMBER.match(str(text), end)
            if (
                typed
                and str(text)[start - 1 : start] != "【"
                and typed["number"] not in _known(composer, name)
            ):
                value = _sum(composer, name, composer.in_period)
                said = f"成果里是“{value}”" if value is not None else "成果里没有这个数"
                message = f"“{name}{typed['number']}”和{said}对不上"
                composer.warn("F028", message, f"写成“{name}【{name}】”，数由程序填", place_in(text, start))
            start = text.find(name, end)


def _known(composer: Composer, name: str) -> set[str]:
    """Every number that may rightly stand behind an indicator's name: rows, sums, units, its target."""
    rows = composer.ledger.rows_by_name[name]
    values = [f.quantity for row in rows for f in row.result.figures if f.name == name]
    units = {str(row.result.unit) for row in rows if row.result.unit}
    sums = [_sum(composer, name, composer.in_period), _sum(composer, name, until_now(composer))]
    sums += [_sum(composer, name, of_unit(composer.in_period, unit)) for unit in units]
    goals = [t.goal for t in composer.workspace.targets if t.indicator == name]
    quantities = [*values, *(q for q in (*sums, *goals) if q is not None)]
    return {number for q in quantities for number in re.findall(r"\d[\d,.]*(?:万|亿)?", str(q))}


def _sum(composer: Composer, name: str, keep: Callable[[Row], bool]) -> Quantity | None:
    try:
        return composer.ledger.value(name, keep)
    except BadValue:
        return None
