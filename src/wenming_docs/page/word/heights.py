"""How high text and table rows are, and at which rows of a table a page begins: reckoned.

Only Word lays out; but the lines of our styles are exact, so that counting them comes close. A table
whose merged cells run over a page is told the height of each row: then every program ends its pages
at the rows that were reckoned, whatever it leaves between figures and 汉字.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import accumulate

from wenming_docs.blocks import Table, plain
from wenming_docs.page.word.measure import CELL_PADDING
from wenming_docs.page.word.styles import PARAGRAPH_STYLES, TABLE_SIZES
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.titles import break_title

BORDER = 10  # twips: the line of 0.5 pt above each row
UNSURE = 35  # twips at the foot of a page that some programs give to a row and others do not
BETWEEN_SCRIPTS = 0.25  # 字: what LibreOffice, and Word where told so, leaves between 汉字 and figures
_HANGING = frozenset("、。，．")  # may stand outside the line (overflowPunct)
_NOT_FIRST = frozenset("!%),.:;>?]}·’”…‰℃、。〉》」』】〕！％），．：；？］｝～")
_NOT_LAST = frozenset("$([{‘“〈《「『【〔（［｛￥")
_OTHER_THAN_WIDE = lazy_pattern("[^\u4e00-\u9fff、。，；：]+")
_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_ROUNDING = 0.01  # 字
_NOTE = next(style for style in PARAGRAPH_STYLES if style.id == "TableNote")


class _Widths(dict[str, float]):
    """How wide each sign is in 字, in a Chinese font."""

    def __missing__(self, sign: str) -> float:
        self[sign] = em_width(sign)
        return self[sign]


_WIDTHS = _Widths()
_WIDE = _Widths(
    {"%": 0.84, "m": 0.78, "w": 0.72, "@": 0.92} | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 0.72)
)
_WIDE |= {"M": 0.89, "W": 0.95}  # as wide as a Western font draws them


def line_count(text: str, room: float, *, wide: bool = False, first: float = 0) -> int:
    """Lines that a paragraph takes in ``room`` 字, the first one shorter by ``first``; an empty one takes 1.

    With ``wide`` letters are as wide as in a Western font, a quarter of a blank stands between them
    or figures and 汉字, and no mark hangs outside the line: the most that any program makes of it.
    Figures and words stay whole, and no line begins or ends with a mark that may not (避头尾).
    """
    limit = room - first
    if len(text) <= limit:
        return 1
    width = em_width(text)
    if width == len(text):
        return _full_width_lines(text, room, limit, not wide)
    if width <= limit + _ROUNDING and (not wide or text.isdigit()):
        return 1
    signs = _WIDE if wide else _WIDTHS
    ends = list(accumulate(_sign_widths(text, signs, BETWEEN_SCRIPTS if wide else 0)))
    count, start = 1, 0
    while True:
        # A blank before the first sign of a line vanishes: what counts is where the sign itself begins.
        fits = bisect_right(ends, ends[start] - signs[text[start]] + limit + _ROUNDING, start)
        stop = max(fits, start + 1)  # a line takes one sign even where that is too wide for it
        if stop < len(text) and text[stop] in _HANGING and not wide:  # not every program hangs them
            stop += 1
        if stop >= len(text):
            return count
        start = _break_before(text, start, stop)
        count, limit = count + 1, room


def _sign_widths(text: str, signs: _Widths, between: float) -> list[float]:
    """How wide each sign is; where 汉字 and letters meet, the later one has ``between`` before it."""
    widths = [1.0] * len(text)  # nearly all signs are: only the others are looked up
    for others in _OTHER_THAN_WIDE.finditer(text):
        start, end = others.span()
        widths[start:end] = map(signs.__getitem__, others.group())
        if text[start] in _LETTERS and start and "\u4e00" <= text[start - 1] <= "\u9fff":
            widths[start] += between
        last = text[end - 1]
        if (last in _LETTERS or last == "%") and "\u4e00" <= text[end : end + 1] <= "\u9fff":
            widths[end] += between
    return widths


def _full_width_lines(text: str, room: float, limit: float, hanging: bool) -> int:
    """The same for a text of 汉字 and Chinese marks alone, as most are: each takes one 字."""
    count, start, whole = 1, 0, max(int(limit + _ROUNDING), 1)
    while True:
        stop = start + whole
        if stop < len(text) and hanging and text[stop] in _HANGING:
            stop += 1
        if stop >= len(text):
            return count
        free = text[stop] not in _NOT_FIRST and text[stop - 1] not in _NOT_LAST
        start = stop if free else _break_before(text, start, stop)
        count, whole = count + 1, max(int(room + _ROUNDING), 1)


def _break_before(text: str, start: int, stop: int) -> int:
    """The last place up to ``stop`` where a line that begins at ``start`` may end."""
    for place in range(stop, start, -1):
        before, after = text[place - 1], text[place]
        whole = before.isascii() and after.isascii() and before != " " and after != " "
        if not whole and after not in _NOT_FIRST and before not in _NOT_LAST:
            return place
    return stop


@dataclass(frozen=True, slots=True)
class Label:
    """A merged cell: its rows from ``start`` up to ``stop``, and how high its text is in twips."""

    start: int
    stop: int
    height: int


@dataclass(frozen=True, slots=True)
class RowHeights:
    """The head and the rows of a table in twips, the line above each included.

    ``labels`` holds by the number of each merged column the label that each row belongs to, ``after``
    how high the notes are that stand on the page of the last row.
    """

    head: int
    rows: Sequence[int]
    labels: Mapping[int, Sequence[Label]] = field(default_factory=dict)
    after: int = 0

    def start(self, column: int, row: int) -> int:
        """The first row of the merged cell that covers a place."""
        return self.labels[column][row].start


@dataclass(frozen=True, slots=True)
class TablePages:
    """The rows that begin a page, the height of every row there, and how far down its page the table ends."""

    starts: list[int]
    rows: list[int]
    end: int


def row_heights(
    table: Table, texts: Sequence[Sequence[str]], widths: Sequence[int], suffix: str
) -> RowHeights:
    """The rows of a table whose columns are ``widths`` twips wide, in the size of ``suffix``.

    ``texts`` are the texts of its cells, column by column.
    """
    size, line = TABLE_SIZES[suffix]
    rooms = [(width - CELL_PADDING) / (size * 10) for width in widths]
    titles = [plain(column.title) for column in table.columns]
    heads = ["\n".join(lines) for lines in map(head_lines, titles, rooms)]
    labels: dict[int, list[Label]] = {}
    lines = [1] * len(table.rows)
    # The widest column decides most rows.
    for index in sorted(range(len(rooms)), key=rooms.__getitem__, reverse=True):
        own, spans = texts[index], [row[index].rows for row in table.rows]
        if spans.count(1) < len(spans):
            labels[index] = _labels(own, spans, rooms[index], line)
            own = [text if span == 1 else "" for text, span in zip(own, spans, strict=True)]
        _raise(lines, own, rooms[index])
    return RowHeights(
        max(map(_lines, heads, rooms)) * line + BORDER,
        [count * line + BORDER for count in lines],
        dict(sorted(labels.items())),
        sum(_lines(plain(note), sum(widths) / _NOTE.character) for note in table.notes) * _NOTE.line,
    )


def _raise(lines: list[int], texts: Sequence[str], room: float) -> None:
    """Raises the line counts of rows by the texts of one column."""
    whole = max(int(room + _ROUNDING), 1)  # signs on a line
    sure = max(whole - 1, 1)  # 避头尾 takes one sign from a line; figures are half as wide
    said, most = "".join(texts), max(map(len, texts), default=0)
    several = "\n" in said
    if not several and (most <= room or most <= 2 * room and said.isascii() and said.isdigit()):
        return
    known: dict[str, int] = {}
    for number, text in enumerate(texts):
        length = len(text)
        if (length <= room or length <= (lines[number] - 1) * sure) and not (several and "\n" in text):
            continue
        if text not in known:
            # 汉字 alone, like most names: no line ends early
            known[text] = -(-len(text) // whole) if text.isalpha() else _lines(text, room)
        if known[text] > lines[number]:
            lines[number] = known[text]


def head_lines(head: str, room: float) -> list[str]:
    """The lines of a head in ``room`` 字, broken between its words (完成/时限); one if left to Word."""
    if "\n" in head or line_count(head, room, wide=True) == 1:
        return [head]
    lines = break_title(head, max(int(room), 1))
    return lines if all(line_count(line, room, wide=True) == 1 for line in lines) else [head]


def _lines(text: str, room: float) -> int:
    """The lines of the paragraphs of a cell."""
    return sum([line_count(line, room, wide=True) for line in text.split("\n")])


def _labels(texts: Sequence[str], spans: Sequence[int], room: float, line: int) -> list[Label]:
    """For each row of a merged column the label that it belongs to."""
    labels: list[Label] = []
    for number, (text, span) in enumerate(zip(texts, spans, strict=True)):
        if span == 0 and labels:
            labels.append(labels[-1])
        else:
            height = _lines(text, room) * line + BORDER if span > 1 else 0
            labels.append(Label(number, number + max(span, 1), height))
    return labels


def page_starts(heights: RowHeights, above: int, page: int) -> TablePages:
    """Where the pages of a table begin that starts ``above`` twips down a page of ``page`` twips.

    A merged cell begins anew at each of these rows, and what it says must find room again: it makes
    the last of its rows on the page higher, and where that does not fit the page ends sooner.
    """
    rows, starts = list(heights.rows), []
    tops: list[int] = []  # how far down its page each row begins
    ending: dict[int, list[Label]] = {}
    for column in heights.labels.values():
        for row, label in enumerate(column):
            if label.height and label.stop == row + 1:
                ending.setdefault(row, []).append(label)
    first, used, row, room = 0, above + heights.head, 0, page - UNSURE
    while row < len(rows):
        tops.append(used)
        height = rows[row]
        if row in ending:
            height = max(height, _missing(ending[row], tops, first, row))
        below = heights.after if row == len(rows) - 1 else 0
        if used + height + below <= room or row == first:
            rows[row] = height
            used, row = used + height, row + 1
            continue
        row = _last_start(heights, tops, (first, row), room)
        grown = max(_missing(_cut(heights, row), tops, first, row), 0)
        # The last row takes what is left over, so that the next one fits there in no program.
        left = page + 2 * UNSURE - tops[row] - grown - rows[row]
        rows[row - 1] += grown + max(left, 0)
        del tops[row:]
        starts.append(row)
        first, used = row, heights.head
    return TablePages(starts, rows, used)


def _last_start(heights: RowHeights, tops: Sequence[int], page: tuple[int, int], room: int) -> int:
    """The last row of a page, given as its first row and the one after it, at which the next may begin."""
    first, row = page
    while row > first + 1 and tops[row] + _missing(_cut(heights, row), tops, first, row) > room:
        row -= 1
    return row


def _cut(heights: RowHeights, row: int) -> list[Label]:
    """The labels that go on over the start of ``row``."""
    return [column[row] for column in heights.labels.values() if column[row].start < row]


def _missing(labels: Iterable[Label], tops: Sequence[int], first: int, row: int) -> int:
    """The room that labels need below the start of ``row``, beside their rows above it on this page."""
    return max((label.height - (tops[row] - tops[max(label.start, first)]) for label in labels), default=0)
