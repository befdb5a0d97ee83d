"""Chinese numerals: writing whole numbers, reading whole and mixed ones."""

from __future__ import annotations

from decimal import Decimal

from wenming_docs.zh.lazy import lazy_pattern

_DIGITS = "零一二三四五六七八九"
_SMALL_UNITS = ("", "十", "百", "千")
_LIMIT = 10**16
_MOST_DIGITS, _MOST_SIGNS = 24, 48  # beyond that, sums would be rounded

_VALUES = {sign: value for value, sign in enumerate(_DIGITS)} | {
    sign: value
    for signs, value in (("〇○", 0), ("壹", 1), ("贰两", 2), ("叁", 3), ("肆", 4), ("伍", 5), ("陆", 6))
    for sign in signs
}
_VALUES |= {"柒": 7, "捌": 8, "玖": 9}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = (("亿", 10**8), ("万", 10**4))
_GROUPS = dict(_LARGE)

CHINESE_NUMERAL_SIGNS = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
"""Every sign that :func:`parse_chinese_number` reads, Arabic digits apart."""

_ARABIC = lazy_pattern(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([十百千万亿]*)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def half_width_digits(text: str) -> str:
    """``text`` with full-width digits, point and percent sign made half-width, length unchanged."""
    return text.translate(_FULL_WIDTH)


def _group_text(number: int) -> str:
    """A number below 10,000, with 零 where a position is empty, without leading 零."""
    text, gap = "", False
    for position in (3, 2, 1, 0):
        digit = number // 10**position % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _SMALL_UNITS[position]
        gap = not digit
    return text


def chinese_numeral(number: int) -> str:
    """1 → 一, 10 → 十, 105 → 一百零五, 20000 → 二万; negative or above 10¹⁶: ValueError."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"no Chinese numeral for {number}")
    if number == 0:
        return "零"
    text = _text(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _text(number: int) -> str:
    for sign, size in _LARGE:
        if number >= size:
            high, low = divmod(number, size)
            zero = "零" if 0 < low < size // 10 else ""
            return _text(high) + sign + zero + (_text(low) if low else "")
    return _group_text(number)


def counting_word(number: int) -> str:
    """The numeral before a measure word: 2 → 两 (两个阶段), otherwise :func:`chinese_numeral`."""
    return "两" if number == 2 else chinese_numeral(number)


def parse_chinese_number(text: str) -> Decimal:
    """两万八千 → 28000, 一百零五 → 105, 贰百万 → 2000000, 二〇二六 → 2026, 2.5万 → 25000.

    ValueError for anything else, also for spoken 一百五, which official prose writes in full.
    """
    text = half_width_digits(text.strip())
    if not text:
        raise ValueError("no number")
    if len(text) > (_MOST_DIGITS if text[0].isdigit() else _MOST_SIGNS):
        raise ValueError("a number of that length is none")
    if mixed := _ARABIC.fullmatch(text):
        scale = _scale(mixed[3])
        return Decimal(mixed[1].replace(",", "") + (mixed[2] or "")) * scale
    if text and all(sign in _VALUES for sign in text):
        return Decimal("".join(str(_VALUES[sign]) for sign in text))
    return Decimal(_whole(text))


def _scale(units: str) -> int:
    scale = 1
    for unit in units:
        scale *= _UNITS.get(unit) or _GROUPS[unit]
    return scale


def _whole(text: str) -> int:
    """A numeral with units, split at the largest group sign."""
    for sign, size in _LARGE:
        if sign in text:
            high, _, low = text.rpartition(sign)
            value = _whole(high) if high else 1
            rest = _whole(low) if low else 0
            small_after_gap = low[:1] in "零〇" or not low
            if rest >= size or (rest < size // 10 and not small_after_gap):
                raise ValueError(f"not a Chinese number: {text}")
            return value * size + rest
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int:
    total, digit, last_unit, gap = 0, 0, 10**4, False
    pending = False
    for sign in text:
        if sign in "零〇":
            if pending or gap:
                raise ValueError(f"not a Chinese number: {text}")
            gap = True
        elif sign in _VALUES:
            if pending:
                raise ValueError(f"not a Chinese number: {text}")
            digit, pending = _VALUES[sign], True
        elif (unit := _UNITS.get(sign)) and unit < last_unit:
            total += (digit if pending else 1) * unit
            digit, pending, gap, last_unit = 0, False, False, unit
        else:
            raise ValueError(f"not a Chinese number: {text}")
    if pending and not gap and last_unit not in (10, 10**4):
        raise ValueError(f"spoken short form: {text}")
    if not text or (gap and not pending and total):
        raise ValueError(f"not a Chinese number: {text}")
    return total + digit
