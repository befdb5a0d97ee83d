"""An amount: one number with its measure and how exact it is."""

from __future__ import annotations

from decimal import Decimal

from wenming_docs.records import dataclass

_SAME_MEASURE = {
    "平方米": "㎡",
    "平米": "㎡",
    "平方": "㎡",
    "m²": "㎡",
    "m2": "㎡",
    "千米": "公里",
    "km": "公里",
    "千克": "公斤",
    "kg": "公斤",
    "％": "%",
}

LOWER_BOUND = frozenset({"余", "多", "来", "以上", "之多", "超过", "超", "逾", "上"})
"""Words with which the true number is at least the given one; others (近, 约, 左右) allow less."""

BEHIND_NUMBER = frozenset({"余", "多", "来"})
"""Words that stand before the measure (8900余条); the others stand behind it (50人左右)."""

_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with its measure.

    ``value`` is None for an unknown number (【待填】, xx) and for a vague one (几十, 若干), which
    stands in ``before`` as typed. ``upper`` is set for a range (1—2场), ``scale`` is 万 or 亿
    where the number was written so.
    """

    value: Decimal | None
    measure: str
    before: str = ""
    after: str = ""
    unknown: bool = False
    upper: Decimal | None = None
    scale: str = ""

    @property
    def approximate(self) -> bool:
        """Whether the number is not exact (余, 近, 约, 左右, 以上, a range, 几十)."""
        vague = self.value is None and not self.unknown
        return bool(self.before or self.after) or self.upper is not None or vague

    @property
    def canonical_measure(self) -> str:
        """The measure in one spelling (平方米, 平米 → ㎡), for comparing."""
        return _SAME_MEASURE.get(self.measure, self.measure)

    def __str__(self) -> str:
        if self.unknown:
            return f"【待填】{self.measure}"
        if self.value is None:
            return f"{self.before}{self.measure}{self.after}"
        number = number_text(self.value, self.scale)
        if self.upper is not None:
            low = number.removesuffix(self.scale) if self.scale else number
            number = f"{low}—{number_text(self.upper, self.scale)}"
        if self.after in BEHIND_NUMBER:
            return f"{self.before}{number}{self.after}{self.measure}"
        return f"{self.before}{number}{self.measure}{self.after}"


def plain_number(value: Decimal) -> str:
    """Digits without exponent and without trailing zeros behind the point: 3.50 → 3.5, 1E+2 → 100."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_text(value: Decimal, scale: str = "") -> str:
    """``value`` in digits; in 万 or 亿 if ``scale`` says so and it is large enough."""
    size = _SCALES.get(scale)
    if size is None or value < size:
        return plain_number(value)
    return plain_number(value / size) + scale
