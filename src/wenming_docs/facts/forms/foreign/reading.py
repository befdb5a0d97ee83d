"""What a cell says: names without their numbers, lists of units and persons, days, figures."""

from __future__ import annotations

import re

from wenming_docs.facts.forms.foreign.columns import UNITS, Meaning
from wenming_docs.facts.forms.foreign.grid import Square
from wenming_docs.facts.values import BadValue, Deadline, DeadlineKind, Duration, Quantity, parse_names
from wenming_docs.zh import unbalanced

_CHINESE = "一二三四五六七八九十百零〇"
_NUMBERED = re.compile(
    rf"""(?:第[{_CHINESE}\d]{{1,4}}[条项款章节]、?
      | [{_CHINESE}]{{1,4}}[、.．]
      | [（(][{_CHINESE}\d]{{1,4}}[）)]、?
      | \d{{1,3}}(?:\.\d{{1,3}}){{1,3}}(?![\d月.])[.．、]?
      | \d{{1,3}}(?:[、）)]|[.．](?!\d))
      | [\u2460-\u2473\u2776-\u277f\u3220-\u3229]、?
    )\s*""",
    re.X,
)
_MAIN_NUMBER = re.compile(rf"(?:第?[{_CHINESE}]{{1,4}}[、.．]?|[（(][{_CHINESE}]{{1,4}}[）)])(?:部分|类|章)?")
_RANKS = tuple(
    re.compile(number)
    for number in (
        rf"[{_CHINESE}]{{1,4}}[、.．]|第[{_CHINESE}]{{1,4}}[部章类]",
        rf"[（(][{_CHINESE}]{{1,4}}[）)]",
        r"\d{1,3}(?:[、]|[.．](?!\d))",
        r"[（(]?\d{1,3}[）)]",
        "[\u2460-\u2473]",
    )
)
_RUNNING = re.compile(
    rf"[\s\dA-Za-z.．、,，:：（）()#*★☆—－\u2460-\u2473\u3220-\u3229{_CHINESE}第项条款号-]*"
)
_UNIT_END = tuple("办局科股室站所队委会部处院校镇乡县区市村组园馆厂店家台场段署关库户员者")
_UNIT_WORDS: tuple[str, ...] = (
    "中心",
    "街道",
    "公司",
    "联社",
    "团委",
    "妇联",
    "政府",
    "单位",
    "部门",
    "企业",
    "物业",
    "银行",
    "支行",
)
_UNIT_WORDS += ("网格", "集团", "报社", "社区")
_SAME = frozenset(("同上", "〃", "″", '"', "”", "上同"))
_NOTHING = frozenset(("/", "／", "-", "－", "—", "——", "--", "\\", "无", "/ /"))


def is_same_as_above(text: str) -> bool:
    """同上 and its signs."""
    return text in _SAME


def is_nothing(text: str) -> bool:
    """A stroke, or 无, where others write names or a time."""
    return text in _NOTHING


def without_number(text: str) -> str:
    """A name without 一、 1. （1） ① before it; a name that is nothing but a number stays."""
    return _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) and _NUMBERED.sub("", text, 1) else text


def is_main_number(text: str) -> bool:
    """Whether a running number is one of headings (一, （二）, 第三部分)."""
    return _MAIN_NUMBER.fullmatch(text) is not None


def begins_with_main_number(text: str) -> bool:
    """Whether a name is numbered like a heading: 一、环境卫生."""
    return re.match(rf"[{_CHINESE}]{{1,4}}[、.．]|第[{_CHINESE}]{{1,4}}[部章类]", text) is not None


def heading_rank(text: str) -> int | None:
    """How deep the number before a heading is: 0 for 一、, 1 for （一）, 2 for 1., 3 for (1), 4 for ①."""
    ranks = (rank for rank, number in enumerate(_RANKS) if number.match(text))
    return next(ranks, None)


def is_running_number(text: str) -> bool:
    """Whether a cell holds a number only, of whatever kind: 1, 2.1, （三）, 第4项, A-5."""
    return _RUNNING.fullmatch(text) is not None


def name_and_rest(text: str) -> tuple[str, str]:
    """A name on one line, and what stands below it if that is more than the same line gone on."""
    lines = text.split("\n")
    first = without_number(lines[0])
    if len(lines) == 1:
        return first, ""
    if lines[0][-1] in "。；：:;" or any(_NUMBERED.match(line) for line in lines[1:]):
        return first.rstrip("：:；;").rstrip() or first, "\n".join(lines[1:])
    return without_number(_joined(lines)), ""


def heading_and_rest(text: str) -> tuple[str, str]:
    """A numbered heading that has a line of its own, and the lines below it."""
    first, _, rest = text.partition("\n")
    return without_number(first).rstrip("：:；;").rstrip() or first, rest


def _joined(lines: list[str]) -> str:
    """Lines that a narrow column broke, as one; a blank goes between two words of Latin letters only."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if text[-1].isascii() and line[0].isascii() else "") + line
    return text


def names_in(text: str, meaning: Meaning) -> list[str]:
    """The units or persons of a cell: divided by 、，； lines, and blanks where each part is one.

    Raises BadValue where brackets do not pair.
    """
    if unbalanced(text):
        raise BadValue(f"“{unbalanced(text)}”不成对")
    lines = text.split("\n")
    if len(lines) > 1 and not all(_whole(line, meaning) for line in lines):
        lines = [_joined(lines)]
    names = []
    for line in lines:
        for name in parse_names(re.sub(r"[，,；;]", "、", line)):
            names += _by_blanks(str(name), meaning)
    return list(dict.fromkeys(names))


def _whole(line: str, meaning: Meaning) -> bool:
    """Whether a line is made of whole names, not of a piece of one that a narrow column broke."""
    parts = [part for part in re.split(r"[、，,；; ]+", line) if part]
    if meaning.role in UNITS:
        return all(looks_like_unit(part) for part in parts)
    return all(len(part) > 1 for part in parts)


def looks_like_unit(text: str) -> bool:
    """Whether a text ends as names of offices do, or speaks of all of a kind (各社区)."""
    bare = re.sub(r"[（(][^（）()]*[)）]$", "", text)
    return len(bare) > 1 and (
        bare.endswith(_UNIT_END + _UNIT_WORDS) or bare.startswith(("各", "全体", "有关", "相关"))
    )


def _by_blanks(name: str, meaning: Meaning) -> list[str]:
    """甲办 乙社区 as two, 张 某 as one name spread over its column."""
    parts = name.split(" ")
    if len(parts) == 1:
        return parts
    if meaning.role in UNITS:
        return parts if all(map(looks_like_unit, parts)) else [name]
    if all(len(part) == 1 and "\u4e00" <= part <= "\u9fff" for part in parts):
        return ["".join(parts)]
    whole = all(2 <= len(part) <= 4 and not part.isascii() for part in parts)
    return parts if whole else [name]


def deadline_in(square: Square) -> tuple[str, str]:
    """A deadline on one line, and what is doubtful about it ("" if nothing).

    Raises BadValue for a day that no calendar has, and for a bare figure: 6.3 may be 6.30.
    """
    if square.figure:
        raise BadValue(f"时限是一个数“{square.text}”，不是日期：6.3可能是6月3日，也可能是6月30日")
    lines = square.text.split("\n")
    text = square.text
    if len(lines) > 1:
        apart = [line.rstrip("；;，,、。") for line in lines]
        whole = all(map(_is_understood, apart)) or not _is_understood(_joined(lines))
        text = "、".join(apart) if whole else _joined(lines)
    Deadline.parse(text)
    return text, "" if _is_understood(text) else f"时限“{text}”看不懂，照原样写了"


def _is_understood(text: str) -> bool:
    try:
        entries = Deadline.parse(text).entries
    except BadValue:
        return False
    return bool(entries) and not any(entry.kind is DeadlineKind.UNKNOWN for entry in entries)


def line_in(text: str, role: str) -> str:
    """A value on one line; BadValue where the field does not take it."""
    line = _joined(text.split("\n"))
    if role == "quantity":
        Quantity.parse(line)
    elif role == "duration":
        Duration.parse(line)
    return line
