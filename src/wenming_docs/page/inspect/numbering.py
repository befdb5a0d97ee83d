"""Automatic numbering resolved to what Word prints: numbering.xml, counters and number formats."""

from __future__ import annotations

import re

from lxml import etree

from wenming_docs.page.inspect.look import Properties, is_on, properties_of, tag, value_of, whole
from wenming_docs.records import dataclass
from wenming_docs.zh import chinese_numeral

_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand",
    "ideographTraditional", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "chineseLegalSimplified")
)  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering definition."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restarts: bool = True
    paragraph: Properties | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The number of a paragraph as it is printed."""

    text: str
    bullet: bool
    suffix: str  # tab, space or nothing


class Numbering:
    """numbering.xml with the counters of one reading of the document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        linked: dict[str, str] = {}
        for element in root if root is not None else ():
            id = value_of(element, "abstractNumId")
            if element.tag == tag("abstractNum"):
                self._levels[id] = _levels(element)
                if style := value_of(element.find(tag("numStyleLink"))):
                    linked[id] = style
                if style := value_of(element.find(tag("styleLink"))):
                    linked.setdefault("style " + style, id)
            elif element.tag == tag("num"):
                self._read_list(element)
        for id, style in linked.items():
            if not id.startswith("style ") and (target := linked.get("style " + style)):
                self._levels[id] = self._levels.get(target, {})

    def _read_list(self, element: etree._Element) -> None:
        number = value_of(element, "numId")
        abstract = value_of(element.find(tag("abstractNumId")))
        self._lists[number] = abstract
        for override in element.findall(tag("lvlOverride")):
            level = whole(value_of(override, "ilvl"), 0)
            if (start := override.find(tag("startOverride"))) is not None:
                self._overrides.setdefault(number, {})[level] = whole(value_of(start), 1)
            if (own := override.find(tag("lvl"))) is not None:
                key = f"{abstract} {number}"
                self._levels.setdefault(key, dict(self._levels.get(abstract, {})))[level] = _level(own)
                self._lists[number] = key

    def level(self, number: str, level: int) -> Level | None:
        """The definition of a level of a list, if there is one."""
        return self._levels.get(self._lists.get(number, ""), {}).get(level)

    def next(self, number: str, level: int) -> Printed | None:
        """Counts on and says what is printed; None where the list does not exist (numId 0)."""
        definition = self.level(number, level)
        if definition is None or not 0 <= level < _LEVELS:
            return None
        levels = self._levels[self._lists[number]]
        counts = self._counts.setdefault(self._lists[number].split(" ")[0], [None] * _LEVELS)
        starts = self._overrides.get(number, {})
        if number not in self._started:
            self._started.add(number)
            for at in starts:
                counts[at:] = [None] * len(counts[at:])

        def first(at: int) -> int:
            return starts.get(at, levels.get(at, Level()).start)

        shown = [first(at) if count is None else count for at, count in enumerate(counts)]
        if counts[level] is not None:
            shown[level] += 1
        counts[: level + 1] = shown[: level + 1]
        for at in range(level + 1, _LEVELS):
            if levels.get(at, Level()).restarts:
                counts[at] = None
        text = re.sub("%([1-9])", lambda m: _shown(levels, shown, int(m[1]) - 1, definition), definition.text)
        return Printed(text, definition.format == "bullet", definition.suffix)


def _levels(element: etree._Element) -> dict[int, Level]:
    return {whole(value_of(level, "ilvl"), 0): _level(level) for level in element.findall(tag("lvl"))}


def _level(element: etree._Element) -> Level:
    return Level(
        start=whole(value_of(element.find(tag("start")), default="1"), 1),
        format=value_of(element.find(tag("numFmt")), default="decimal"),
        text=value_of(element.find(tag("lvlText")))[:40],
        suffix=value_of(element.find(tag("suff")), default="tab"),
        legal=is_on(element.find(tag("isLgl"))),
        restarts=value_of(element.find(tag("lvlRestart"))) != "0",
        paragraph=properties_of(element.find(tag("pPr"))),
    )


def _shown(levels: dict[int, Level], counts: list[int], at: int, definition: Level) -> str:
    """One ``%n`` of a level's text."""
    format = "decimal" if definition.legal else levels.get(at, Level()).format
    return number_text(counts[at], format)


def number_text(number: int, format: str) -> str:
    """A number in one of Word's formats; decimal where the format is not known here."""
    if format in _CHINESE:
        return chinese_numeral(number)
    if format in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if format.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    if format in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters.upper() if format == "upperLetter" else letters
    if format in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if format == "upperRoman" else _roman(number)
    if format in ("none", "bullet"):
        return ""
    if format == "decimalFullWidth":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f"{number:02d}" if format == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text, left = "", min(number, 3999)
    for value, sign in _ROMAN:
        text += sign * (left // value)
        left %= value
    return text
