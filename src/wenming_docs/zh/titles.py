"""Breaking a title into lines by sense and shape (GB/T 9704-2012 7.3.1).

回行时要词意完整、排列对称、长短适宜，呈梯形或菱形: every place between two characters has a
price (what breaking there costs the sense), every sequence of line lengths has a price
(what it costs the eye), and the cheapest way to break wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.title_words import OPENERS, TAILS, WORDS
from wenming_docs.zh.width import em_width

_NEVER = 1000.0
_LONGEST = 500
"""Characters; nobody weighs the breaks of a longer text, which takes time that grows with its square."""
_LINES_AT_MOST = 5  # longer texts are no titles; they are filled line by line

_CLOSING = "。，、；：？！）》〉”’〕】…—·％%"
_OPENING = "（《〈“‘〔【"
_WHOLE = lazy_pattern(
    r"《[^《》]*》|〈[^〈〉]*〉|“[^“”]*”|‘[^‘’]*’|（[^（）]*）|〔[^〔〕]*〕|【[^【】]*】"
    r"|[0-9A-Za-z.,%％—～\-]+[年月日周季度届次号期批个项条万亿元余名]*(?:[0-9]+[月日号])*(?:上半年|下半年|度)?"
    r"|第?[一二三四五六七八九十百〇零]+(?:季度|周年|[年月日周届次号期批个项条大])"
)
_PREFERRED, _WORD, _HALF_KNOWN, _UNKNOWN = 0.0, 2.0, 5.0, 14.0
_SHORTEST = 4.0  # characters: a shorter line looks lost


def break_title(text: str, capacity: int = 20) -> list[str]:
    """The lines of a title, each at most ``capacity`` 字 wide; joined they are ``text`` again.

    No line breaks inside a known word, a figure with its unit or a pair of 《》“”（） that fits
    on a line, and none starts with a closing mark. Two lines: the upper one is not the longer;
    three: growing, or the middle one longest.
    """
    return list(_broken(text, capacity))


def awkward_break(text: str, capacity: int = 20) -> str:
    """Why no way to break this title looks well, in words; "" if one does (or none is needed)."""
    lines = _broken(text, capacity)
    if len(lines) == 1:
        return ""
    if len(lines) > 3:
        return f"要排{len(lines)}行，一般不超过3行"
    widths = [em_width(line) for line in lines]
    if min(widths) < _SHORTEST:
        shortest = min(lines, key=em_width)
        return f"有一行只有“{shortest}”{len(shortest)}个字"
    if len(lines) == 3 and widths[1] < min(widths[0], widths[2]):
        return "三行中间短、两头长"
    return ""


@lru_cache(maxsize=512)
def _broken(text: str, capacity: int) -> tuple[str, ...]:
    if len(text) > _LONGEST and capacity > 1:
        return tuple(text[start : start + capacity] for start in range(0, len(text), capacity))
    if _places(text)[-1] <= capacity or capacity < 2:
        return (text,)
    prices = _prices(text, capacity)
    places = _places(text)
    fewest = -int(-places[-1] // capacity)
    if fewest > _LINES_AT_MOST:
        return tuple(_filled(text, prices, places, capacity))
    ways = (
        way
        for count in range(fewest, max(fewest, min(fewest + 1, 4)) + 1)
        for way in _ways(places, prices, capacity, count)
    )
    best = min(ways, key=lambda way: _cost(way, prices, places, fewest), default=None)
    if best is None:
        return tuple(_filled(text, prices, places, capacity))
    edges = (0, *best, len(text))
    return tuple(text[start:end] for start, end in zip(edges, edges[1:], strict=False))


def _places(text: str) -> list[float]:
    """How far from the start each character stands, in 字, and where the text ends.

    Some programs put a quarter of a blank between figures and 汉字 whatever the file says.
    """
    places = [0.0]
    for before, sign in zip(" " + text, text, strict=False):
        quarter = 0.25 if before != " " and before.isascii() != sign.isascii() else 0.0
        places.append(places[-1] + em_width(sign) + quarter)
    return places


def _prices(text: str, capacity: int) -> list[float]:
    """What a break before each character costs the sense; index 0 and the end are free."""
    inside, edges = _units(text, capacity)
    prices = [_price(text, place, inside, edges) for place in range(len(text))]
    return [*prices, 0.0]


def _units(text: str, capacity: int) -> tuple[set[int], set[int]]:
    """Places inside a unit (never broken), and places where a known unit starts or ends."""
    inside: set[int] = set()
    edges: set[int] = set()
    position = 0
    while position < len(text):
        end = _unit_end(text, position, capacity)
        if end > position + 1:
            edges |= {position, end}
            inside |= set(range(position + 1, end))
        position = max(end, position + 1)
    return inside, edges


def _unit_end(text: str, start: int, capacity: int) -> int:
    """Where the unit that starts here ends; ``start`` itself where none does."""
    whole = _WHOLE.match(text, start)
    if whole and _places(whole.group())[-1] <= capacity:
        return whole.end()
    longest = max(
        WORDS.get(text[start : start + 2], ()), key=lambda w: len(w) * text.startswith(w, start), default=""
    )
    return start + len(longest) if longest and text.startswith(longest, start) else start


def _price(text: str, place: int, inside: set[int], edges: set[int]) -> float:
    before, after = text[place - 1 : place], text[place : place + 1]
    if place == 0 or place in inside or after in _CLOSING or before in _OPENING:
        return _NEVER
    if text.startswith("关于", place):
        return _PREFERRED
    if text.startswith("关于", place - 2):
        return _HALF_KNOWN  # 关于 says nothing at the end of a line
    if before in "、，；：":
        return _WORD / 2
    if after in "的之":
        # 的通知 may start a line, but nothing else may leave 的 behind.
        return _HALF_KNOWN if text.startswith(("的通知", "的通报", "的报告"), place) else _UNKNOWN
    if before in "和与及暨":
        return _HALF_KNOWN + 1
    if place in edges and text.startswith(OPENERS, place):
        return _WORD / 2
    if before in "的" or after in "和与及暨":
        return _WORD / 2
    if place in edges:
        if _known_on_both_sides(place, inside):
            return _WORD
        return _UNKNOWN if text.startswith(TAILS, place) else _HALF_KNOWN
    return _UNKNOWN


def _known_on_both_sides(place: int, inside: set[int]) -> bool:
    """Whether units end and start here, so that the break is sure to stand between two words."""
    return place - 1 in inside and place + 1 in inside


def _ways(places: list[float], prices: list[float], capacity: int, count: int) -> Iterator[tuple[int, ...]]:
    """All ways to break into ``count`` lines that fit and break no unit."""

    def extend(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            if places[-1] - places[start] <= capacity:
                yield ()
            return
        for place in range(start + 1, len(places) - 1):
            if places[place] - places[start] > capacity:
                break
            rest = places[-1] - places[place]
            if prices[place] < _NEVER and rest <= capacity * (left - 1):
                yield from ((place, *more) for more in extend(place, left - 1))

    return extend(0, count)


def _cost(way: tuple[int, ...], prices: list[float], places: list[float], fewest: int) -> float:
    edges = (0, *way, len(places) - 1)
    widths = [places[end] - places[start] for start, end in zip(edges, edges[1:], strict=False)]
    extra_line = 4.0 * (len(widths) - fewest)
    return sum(prices[place] for place in way) + _shape(widths) + extra_line


def _shape(widths: list[float]) -> float:
    """What the line lengths cost the eye: uneven, top-heavy and hourglass shapes are dear."""
    mean = sum(widths) / len(widths)
    cost = sum(abs(width - mean) for width in widths) / mean * 4
    cost += sum(8.0 for width in widths if width < _SHORTEST)
    if len(widths) == 2:
        return cost + (3.0 + widths[0] - widths[1] if widths[0] > widths[1] else 0.0)
    rising = all(upper <= lower for upper, lower in zip(widths, widths[1:], strict=False))
    peak = widths.index(max(widths))
    diamond = 0 < peak < len(widths) - 1 and _one_peak(widths, peak)
    if rising or diamond:
        return cost
    hourglass = any(
        upper > middle < lower for upper, middle, lower in zip(widths, widths[1:], widths[2:], strict=False)
    )
    return cost + (40.0 if hourglass else 8.0)


def _one_peak(widths: list[float], peak: int) -> bool:
    up, down = widths[: peak + 1], widths[peak:]
    return up == sorted(up) and down == sorted(down, reverse=True)


def _filled(text: str, prices: list[float], places: list[float], capacity: int) -> Iterator[str]:
    """Lines filled one after the other, broken at the cheapest place of their last third."""
    start = 0
    while places[-1] - places[start] > capacity:
        last = max(
            place
            for place in range(start + 1, len(text) + 1)
            if places[place] - places[start] <= capacity or place == start + 1
        )
        first = start + max(1, (last - start) * 2 // 3)
        end = min(range(first, last + 1), key=lambda place: (prices[place], -place))
        yield text[start:end]
        start = end
    yield text[start:]
