"""What a chart draws: figures of the ledger by month, by unit, side by side; the same sums as the text's.

A chart never adds: every point is a value that 【指标·6月】 or 【指标·东门社区】 would print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from wenming_docs.blocks import Point, Series, Text
from wenming_docs.facts.analysis import Row
from wenming_docs.facts.analysis.asking import in_period
from wenming_docs.facts.analysis.issuing import issued, told_until
from wenming_docs.facts.analysis.progress import TargetProgress
from wenming_docs.facts.model import ChartBy, Rule
from wenming_docs.facts.values import Amount, Period, PeriodKind, Quantity, percent_text
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.zh import chinese_numeral

_SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
OWN = "本级"
PERCENT = "%"


class CannotDraw(Exception):
    """Figures that make no chart: the code of the finding, what is wrong, the cure."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class Figures:
    """Categories, and for each name one figure a category; None where nothing is known."""

    categories: tuple[SourceText, ...]
    rows: tuple[tuple[SourceText, tuple[Quantity | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same as the points of a chart, all in one measure."""

    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    measure: str

    @property
    def known(self) -> int:
        """How many figures there are."""
        return sum(point.value is not None for series in self.series for point in series.points)


def periods_of(composer: Composer, by: ChartBy) -> tuple[Period, ...]:
    """The months or quarters to draw; CannotDraw for a document of no period."""
    if composer.period is None:
        raise CannotDraw("F197", f"这份文稿没有期间，不能按{by}画", "给文稿写上“期间: 1—6月”，或写“按: 单位”")
    return buckets(composer, by, told_until(issued(composer.workspace, composer.document), composer.period))


def buckets(composer: Composer, by: ChartBy, as_of: date | None) -> tuple[Period, ...]:
    """The months or quarters of the document's period, up to the last day that counts."""
    period = composer.period
    if period is None or period.kind is PeriodKind.YEARS:
        return ()
    start = period.start or date(period.end.year, 1, 1)
    end = min(period.end, as_of) if as_of else period.end
    size = 1 if by is ChartBy.MONTH else 3
    first = (start.year * 12 + start.month - 1) // size
    last = (end.year * 12 + end.month - 1) // size
    return tuple(_bucket(composer, number * size, size) for number in range(first, last + 1))


def _bucket(composer: Composer, months: int, size: int) -> Period:
    """The month, or the quarter that begins in it; months count from January of the year 0."""
    year, month = divmod(months, 12)
    said = f"{month + 1}月" if size == 1 else f"第{chinese_numeral(month // 3 + 1)}季度"
    return composer.workspace.read_period(f"{year}年{said}")


def labels(periods: Sequence[Period]) -> tuple[SourceText, ...]:
    """6月, 二季度; with the year where there are several."""
    across = len({period.end.year for period in periods}) > 1
    return tuple(SourceText((f"{p.end.year}年" if across else "") + _short(p)) for p in periods)


def _short(period: Period) -> str:
    if period.kind is PeriodKind.QUARTER:
        return f"{chinese_numeral((period.end.month - 1) // 3 + 1)}季度"
    return f"{period.end.month}月"


def by_time(composer: Composer, names: Sequence[SourceText], periods: Sequence[Period]) -> Figures:
    """Each indicator in each period, from the first with a figure on.

    CannotDraw where a result lies in none of them: the chart would not come to the sum of the text.
    """
    for name in names:
        if stray := next(strays(composer, str(name), periods), None):
            hint = "改成按单位画，或把这条成果分月记（每条写自己的日期或期间）"
            raise CannotDraw("F196", f"“{name}”{_time_of(composer, stray)}，分不到图上的哪一格", hint)
    rows = [(name, [_value(composer, str(name), period) for period in periods]) for name in names]
    begun = next((i for i in range(len(periods)) if any(values[i] for _, values in rows)), 0)
    return Figures(labels(periods)[begun:], tuple((name, tuple(values[begun:])) for name, values in rows))


def _value(composer: Composer, name: str, period: Period) -> Quantity | None:
    """What 【名·6月】 says, of rows that the document counts: in its period, or a stock carried into it."""
    keep = in_period(composer.ledger, name, period)
    stock = composer.ledger.rules.get(name) is Rule.LAST
    return composer.ledger.value(name, lambda row: keep(row) and (stock or row.falls_in(composer.period)))


def strays(composer: Composer, name: str, periods: Sequence[Period]) -> Iterator[Row]:
    """The rows of the document's period that lie in none of ``periods``: without a day, or over several."""
    for row in composer.ledger.rows_by_name.get(name, ()):
        if composer.in_period(row):
            if row.end is None or not any(row.falls_in(period) for period in periods):
                yield row


def _time_of(composer: Composer, row: Row) -> str:
    place = row.result.figures[0].name.origin if row.result.figures else None
    where = f"{place.line_beside(composer.document.kind.origin)}的数" if place else "有一条成果"
    if row.end is None:
        return f"{where}没有写日期或期间"
    return f"{where}记的是{row.result.period or row.result.date}"


def by_unit(composer: Composer, names: Sequence[SourceText]) -> Figures:
    """Each indicator of each unit that has it in the period, in the order in which units are declared."""
    books = composer.ledger.by_unit
    found: dict[str, dict[str, Quantity]] = {}
    for unit, book in books.items():
        for name in names:
            value = book.value(str(name), in_period(book, str(name), composer.period))
            if value is not None:
                found.setdefault(unit, {})[str(name)] = value
    units = units_in_order(composer, list(found))
    rows = tuple((name, tuple(found[str(unit)].get(str(name)) for unit in units)) for name in names)
    shown = tuple(unit if unit else SourceText(OWN) for unit in units)
    return Figures(shown, rows)


def units_in_order(composer: Composer, units: Sequence[str]) -> list[SourceText]:
    """``units`` as they are declared, others behind them, the office itself last."""
    declared = {str(unit): unit for unit in composer.workspace.unit.units()}
    order = [unit for name, unit in declared.items() if name in units]
    order += [SourceText(unit) for unit in units if unit and unit not in declared]
    return order + ([SourceText("")] if "" in units else [])


def by_indicator(composer: Composer, names: Sequence[SourceText]) -> Figures:
    """The indicators beside each other, each with its value in the document's period."""
    book = composer.ledger
    values = tuple(book.value(str(n), in_period(book, str(n), composer.period)) for n in names)
    return Figures(tuple(names), ((SourceText("完成数"), values),))


def goals_beside(found: Sequence[TargetProgress]) -> Figures:
    """What was aimed at beside what was done."""
    return Figures(
        tuple(target.name for target in found),
        (
            (SourceText("目标"), tuple(target.goal for target in found)),
            (SourceText("完成数"), tuple(target.done for target in found)),
        ),
    )


def rates_drawn(found: Sequence[TargetProgress]) -> Drawn:
    """完成率 beside 时序进度, as the table prints them; a target without a rate is left out."""
    rated = [target for target in found if target.rate is not None and target.done is not None]
    timed = bool(rated) and all(target.elapsed is not None for target in rated)
    done = Series(Text("完成率"), tuple(_rate(t.rate, t.done.origins if t.done else ()) for t in rated))
    time = Series(Text("时序进度"), tuple(_rate(t.elapsed, ()) for t in rated))
    categories = tuple(Text(str(target.name), target.name.origins) for target in rated)
    return Drawn(categories, (time, done) if timed else (done,), PERCENT)


def _rate(rate: Decimal | None, origins: tuple[Origin, ...]) -> Point:
    if rate is None:
        return Point(None, Text(""))
    text = percent_text(rate)
    return Point(Decimal(text.removesuffix("%")), Text(text, origins))


def drawn(figures: Figures) -> Drawn:
    """The points, in one measure. CannotDraw where figures differ in it, or one is no single number."""
    amounts = [[_amount(name, quantity) for quantity in quantities] for name, quantities in figures.rows]
    known = [amount for row in amounts for amount in row if amount and amount.value is not None]
    _refuse_unlike(figures, amounts)
    scales = {amount.scale for amount in known if amount.value}
    scale = scales.pop() if len(scales) == 1 else ""
    series = tuple(
        Series(
            Text(str(name), name.origins),
            tuple(_point(amount, quantity, scale) for amount, quantity in zip(row, quantities, strict=True)),
        )
        for row, (name, quantities) in zip(amounts, figures.rows, strict=True)
    )
    categories = tuple(Text(str(category), category.origins) for category in figures.categories)
    return Drawn(categories, series, scale + known[0].measure if known else "")


def _amount(name: SourceText, quantity: Quantity | None) -> Amount | None:
    """The one number of a figure; None where it is still missing (【待填】)."""
    if quantity is None or quantity.unknown:
        return None
    amount = quantity.single
    if amount is None or amount.value is None or amount.upper is not None:
        hint = "画图要一个数：几个数、一段范围、“几十”画不了，改成按确数记，或不画它"
        raise CannotDraw("F196", f"“{name}”的“{quantity}”不是一个数", hint)
    return amount


def _refuse_unlike(figures: Figures, amounts: Sequence[Sequence[Amount | None]]) -> None:
    """People and square metres have no axis in common."""
    seen: dict[str, str] = {}
    for (name, _), row in zip(figures.rows, amounts, strict=True):
        for category, amount in zip(figures.categories, row, strict=True):
            if amount is not None:
                about = category if len(figures.rows) == 1 else name
                seen.setdefault(amount.canonical_measure, f"“{about}”按“{amount.measure or '个数'}”计")
    if len(seen) > 1:
        hint = "一个图里只画计量单位相同的数：分成几节各画一个；几项目标比完成率，写“取: 目标完成情况”"
        raise CannotDraw("F194", f"图里的计量单位不一样：{'，'.join(seen.values())}", hint)


def _point(amount: Amount | None, quantity: Quantity | None, scale: str) -> Point:
    """A figure in units of ``scale`` (万)."""
    origins = quantity.origins if quantity else ()
    if amount is None or amount.value is None:
        return Point(None, Text(str(quantity or ""), origins))
    return Point(amount.value / _SCALES[scale], Text(str(amount), origins))
