"""Slips of the keyboard: 汉字 that sound or look alike, and names that differ by such a slip."""

from __future__ import annotations

from functools import cache

_NEAR = 24
"""How far apart two 汉字 of one sound stand in GB 2312 at most, nearly always.

Its first level (rows 16–55) is ordered by pinyin, so neighbours sound the same or nearly so.
"""
_FIRST_ROW, _LAST_ROW, _CELLS = 0xB0, 0xD7, 94
_LOOK_ALIKE = (
    "己已 已巳 未末 候侯 戊戌 日曰 人入 土士 宣宜 析折 拔拨 徽微 千干 大太 治冶 毫亳 暑署 辩辨 辩辫 拆折 "
    "官宫 厂广 由田 甲由 贝见 王玉 今令 免兔 乌鸟 名各 各冬 休体 住往 环坏 环还 防妨 赢羸 晴睛 情清 请情 "
    "精清 扬杨 泊伯 蓝篮 即既 复夏 徒徙 祟崇 斡干 幕慕 墓暮"
)
"""Pairs of 汉字 that look alike."""
_PAIRS = frozenset(pair[::way] for pair in _LOOK_ALIKE.split(" ") for way in (1, -1))
_TELLING = frozenset(
    "东西南北中上下左右前后内外大小新老旧高低正副男女甲乙丙丁国省市区县乡镇村街级全本总分"
    "一二三四五六七八九十百千万零〇两第初多少增减收发出入买卖"
)
"""Signs that tell names apart by meaning: 东门 and 西门, 省级 and 市级 are no slips of each other."""


@cache
def _order(sign: str) -> int | None:
    """The place of a 汉字 in the pinyin order of GB 2312, level 1; None for any other."""
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if len(code) != 2 or not _FIRST_ROW <= code[0] <= _LAST_ROW:
        return None
    return (code[0] - _FIRST_ROW) * _CELLS + code[1]


def are_alike(left: str, right: str) -> bool:
    """Whether one 汉字 is easily typed for the other."""
    if left == right or (left in _TELLING and right in _TELLING):
        return False
    if left + right in _PAIRS:
        return True
    first, second = _order(left), _order(right)
    return first is not None and second is not None and abs(first - second) <= _NEAR


def tell_apart(left: str, right: str) -> bool:
    """Whether two signs distinguish names by meaning (东, 西; 省, 市; 一, 二)."""
    return left in _TELLING and right in _TELLING


def is_slip(typed: str, name: str) -> bool:
    """Whether ``typed`` is ``name`` with one sign mistaken for one alike, or two neighbours swapped."""
    if len(typed) != len(name) or typed == name:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(typed, name, strict=True)) if a != b]
    if len(wrong) == 1:
        return are_alike(typed[wrong[0]], name[wrong[0]])
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first, second = wrong
    swapped = typed[first] == name[second] and typed[second] == name[first]
    return swapped and not tell_apart(name[first], name[second])
