"""数量: 8900余条, 近5万元, 8处36块, ≥90%, 60件，已办结57件, 1231人，其中失业人员821人."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from wenming_docs.facts.values.amounts import Amount, plain_number
from wenming_docs.facts.values.base import BadValue, required
from wenming_docs.facts.values.counting import HANDLED, OPEN_CASE, Found, find_amounts, spans
from wenming_docs.facts.values.spelling import tidy
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a total: 其中失业人员821人."""

    name: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Quantity:
    """One or several amounts of one fact, printed as typed.

    ``operator`` (≥ ≤ > < =) makes it a target; ``base`` is what a percentage is taken of;
    ``lead`` are the words before the number, ``remark`` those that were not understood (a
    quantity with a remark is printed, but not added). ``joint`` stands between the amounts,
    ``part_open`` before the parts.
    """

    text: SourceText
    amounts: tuple[Amount, ...]
    operator: str = ""
    handled: Amount | None = None
    handled_word: str = ""
    parts: tuple[Part, ...] = ()
    base: str = ""
    lead: str = ""
    remark: str = ""
    joint: str = ""
    part_open: str = ""

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """The quantity that ``text`` says; BadValue if there is no number in it."""
        source = required(text, "数量", "48次")
        if plain := _PLAIN.fullmatch(source):  # nearly all of a year's figures, so they take no detour
            amount = Amount(Decimal(plain["number"]), plain["measure"], "", plain["after"])
            return cls(source, (amount,))
        return replace(_forwards(_read(str(source))), text=source)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins

    @property
    def single(self) -> Amount | None:
        """The amount, if there is exactly one and it is known."""
        return self.amounts[0] if len(self.amounts) == 1 and not self.unknown else None

    @property
    def unknown(self) -> bool:
        """Whether a number is still missing (【待填】, xx)."""
        if self.handled is None and not self.parts and len(self.amounts) == 1:
            return self.amounts[0].unknown
        return any(amount.unknown for amount in self.all_amounts)

    @property
    def approximate(self) -> bool:
        """Whether one of the main amounts is not exact."""
        return any(amount.approximate for amount in self.amounts)

    @property
    def all_amounts(self) -> tuple[Amount, ...]:
        """Main amounts, the handled one and the parts."""
        handled = () if self.handled is None else (self.handled,)
        return (*self.amounts, *handled, *(part.amount for part in self.parts))

    def __str__(self) -> str:
        return tidy(self.text)


def _forwards(quantity: Quantity) -> Quantity:
    """``quantity``; BadValue for a range from more to less (8—5条), which a sum would carry on."""
    for amount in quantity.all_amounts:
        low, high = amount.value, amount.upper
        if low is not None and high is not None and high < low and not amount.measure.startswith("号"):
            hint = f"小的写在前面：{plain_number(high)}—{plain_number(low)}{amount.measure}"
            raise BadValue(f"“{quantity.text}”从大到小，写反了", hint)
    return quantity


_OPERATORS = {
    "≥": ("≥", "不少于", "不低于", "不小于", "不下于", "不下", "至少", "最少", "达到", "达"),
    "≤": ("≤", "不超过", "不高于", "不多于", "不大于", "至多", "最多", "控制在"),
    ">": (">", "大于", "高于", "多于"),
    "<": ("<", "小于", "少于", "低于"),
    "=": ("=",),
}
_SIGN_OF = {word: sign for sign, words in _OPERATORS.items() for word in words}
_OPERATOR = lazy_pattern("|".join(sorted(map(re.escape, _SIGN_OF), key=len, reverse=True)))
_OPERATOR_LAST = lazy_pattern(rf"(?P<word>{_OPERATOR.pattern})(?:有|为|达到|达|在)?$")
_BASE = lazy_pattern(rf"(?P<lead>.*?)(?P<word>{_OPERATOR.pattern})?(?:占)?(?P<base>[^，；。]+)的$")
_SEPARATORS = "，、；。（）：和及与"
_PART = lazy_pattern("其中|包括|含|（")


_PLAIN_MEASURES = "件个次条人户场处块份册本名家辆吨套盏座所张面根棵株期批栋幅"
_PLAIN = lazy_pattern(
    rf"(?P<number>[1-9][0-9]{{0,8}})(?P<after>余?)(?P<measure>[{_PLAIN_MEASURES}])", re.ASCII
)
"""The plainest quantities (8900余条), which :func:`_read` would read in the same way, only slower."""


@lru_cache(maxsize=4096)
def _read(text: str) -> Quantity:
    printed = tidy(text)
    found = find_amounts(printed)
    if not found:
        raise _without_number(text)
    reading = _Reading(printed)
    for gap, item in spans(found, printed):
        reading.take(gap, item)
    reading.close(printed[found[-1].end :])
    return reading.quantity()


def _without_number(text: str) -> BadValue:
    if re.search(r"第.{1,3}[名位批届]", text):
        return BadValue(f"“{text}”是名次，不是数量", "名次写进“事”或“荣誉”，数量里写“48次”这样的数")
    return BadValue(f"“{text}”里没有数量", "写上数和计量单位，例如“48次”；还不知道的写【待填】")


class _Reading:
    """Sorts the amounts of one text into main amounts, handled and parts, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.amounts: list[Amount] = []
        self.parts: list[Part] = []
        self.handled: Amount | None = None
        self.handled_word = self.operator = self.base = self.lead = self.joint = self.part_open = ""
        self.remarks: list[str] = []

    def take(self, gap: str, found: Found) -> None:
        words = gap.strip(_SEPARATORS + " ")
        if not self.amounts:
            self._first(gap, found.amount)
        elif HANDLED.fullmatch(words) and self.handled is None:
            self.handled, self.handled_word = found.amount, words
        elif words and self._in_parts(gap, words):
            self.part_open = self.part_open or gap[: gap.index(words)] + ("其中" if "其中" in words else "")
            self.parts.append(Part(words.removeprefix("其中").lstrip("：，有"), found.amount))
        elif not words and not self.parts and self.handled is None and "（" not in gap:
            self.joint = self.joint or gap
            self.amounts.append(found.amount)
        else:
            self.remarks.append(self.text[found.start - len(gap) : found.end])

    def _in_parts(self, gap: str, words: str) -> bool:
        if self.parts or _PART.search(gap):
            return True
        return self.handled is not None and OPEN_CASE.fullmatch(words) is not None

    def _first(self, gap: str, amount: Amount) -> None:
        self.amounts.append(amount)
        if amount.measure.startswith("%") and (based := _BASE.fullmatch(gap)):
            self.lead, self.base = based["lead"], based["base"]
            self.operator = _SIGN_OF.get(based["word"] or "", "")
        elif operator := _OPERATOR_LAST.search(gap):
            self.lead, self.operator = gap[: operator.start()], _SIGN_OF[operator["word"]]
        else:
            self.lead = gap
        if not self.operator:
            self.operator = _implied(amount)

    def close(self, rest: str) -> None:
        words = rest.strip(_SEPARATORS + " ")
        if words and HANDLED.fullmatch(words) and self.handled is None:
            if words.startswith(("全", "均")):
                self.handled, self.handled_word = self.amounts[0], words
                return
        if words:
            self.remarks.append(words)

    def quantity(self) -> Quantity:
        return Quantity(
            SourceText(self.text),
            tuple(self.amounts),
            self.operator,
            self.handled,
            self.handled_word,
            tuple(self.parts),
            self.base,
            self.lead.strip(" ，："),
            "；".join(self.remarks),
            self.joint,
            self.part_open,
        )


def _implied(amount: Amount) -> str:
    if amount.after.endswith("以上"):
        return "≥"
    if amount.after.endswith(("以下", "以内", "之内")):
        return "≤"
    return ">" if amount.before in ("超过", "超", "突破") else ""
