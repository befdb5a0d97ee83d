"""The trap scan: walks the lines of a text as an author sees them and names what was mistyped.

It keeps just enough structure (which list or mapping a line belongs to, whether it is inside
block text) to tell a key from prose. Each mistake is mended in the draft, so that the lines
below it are judged as if it had been right.

It is long because the traps of one line share one pass and one order of precedence.
"""

from __future__ import annotations

from wenming_docs.facts.source import shapes
from wenming_docs.facts.source.codes import Collector, excerpt
from wenming_docs.facts.source.draft import Draft
from wenming_docs.facts.source.levels import MAPPING, SEQUENCE, Levels, Misplaced
from wenming_docs.facts.source.nodes import DEEPEST
from wenming_docs.facts.source.values import Value, ValueScan
from wenming_docs.findings import Severity
from wenming_docs.records import dataclass

_USE_HALF_COLON = "改成半角冒号，后面空一格"
_OR_QUOTE = "如果是正文，整个值加引号"


@dataclass(slots=True)
class _Row:
    """One line that takes part in the structure: the columns of its dashes and of its key."""

    line: int
    signs: list[tuple[str, int]]
    start: int


def scan(text: str, found: Collector, *, accepted: bool) -> Draft:
    """The mended draft of ``text``; every mistake goes to ``found``.

    ``accepted`` says that YAML reads the text as it is: then only those mistakes count that
    YAML swallows silently.
    """
    draft = Draft(text)
    _Scan(draft, found, accepted).run()
    return draft


class _Scan:
    def __init__(self, draft: Draft, found: Collector, accepted: bool) -> None:
        self.draft, self.found, self.accepted = draft, found, accepted
        self.levels = Levels()
        self.values = ValueScan(draft, found, accepted)
        self.last = Value("start", -1)
        self.noted = -1  # the line whose value was already said to run over several lines
        self.broke_out = False  # whether this line was swallowed by the value above it
        self.lost = -2  # the last line that belonged nowhere
        self.blank = -1  # the last line whose indentation had to be guessed
        self.guessed: set[tuple[str, int]] = set()  # levels that such a line opened

    def run(self) -> None:
        line = 0
        while line < len(self.draft.lines):
            line = self._line(line)

    def _report(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        place = (line + 1, self.draft.typed(line, column) + 1)
        self.found.add(Severity.ERROR, code, place, message, hint)

    def _line(self, line: int) -> int:
        """Judge one line; returns the number of the next line to look at."""
        column = self._indentation(line)
        text = self.draft.lines[line]
        if not text[column:] or text[column] == "#":
            if text[column:] and self.last.kind == "plain":
                self.last = Value("done", self.last.owner)
            return line + 1
        if column == 0 and (text[:3] in ("---", "...") and text[3:4] in ("", " ")):
            self.levels, self.last = Levels(), Value("start", -1)
            return line + 1
        if column == 0 and text.startswith(("%YAML", "%TAG")):
            self._loud("S023", line, 0, "不支持以“%”开头的指令", "删去这一行")
            return self._drop(line)
        if text[column] == "＃":
            self._report("S049", line, column, "用了全角“＃”，这一行没有成为注释", "注释用半角 # 开头")
            return self._drop(line)
        column = self._known_shift(line, column)
        self.broke_out = False
        if self.last.kind == "lost" and column > self.last.owner:
            return self._drop(line)
        if self.last.kind in ("plain", "masked") and column > self.last.owner:
            self.broke_out = self._breaks_out(line, column)
            if not self.broke_out:
                return self._continuation(line)
        return self._structure(line, column)

    def _loud(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        """A mistake that YAML itself refuses: reported only where it did."""
        if not self.values.trusts(line):
            self._report(code, line, column, message, hint)

    def _drop(self, line: int) -> int:
        if not self.accepted or self.found.has_error_at(line + 1):
            self.draft.blank_out(line)
        return line + 1

    def _indentation(self, line: int) -> int:
        """Report and mend blanks that YAML does not count; the column of the first character."""
        text = self.draft.lines[line]
        leading = shapes.LEADING.match(text)
        blanks = leading.group() if leading else ""
        typed = blanks.rstrip("\t") if len(blanks) == len(text) else blanks
        odd = next((column for column, sign in enumerate(typed) if sign != " "), None)
        if odd is None:
            return len(blanks)
        name = blank_name(blanks[odd])
        if len(blanks) == len(text):
            self._report("S032", line, odd, f"这一行只有{name}", "删去这一行，重新换行")
        else:
            self._report("S032", line, odd, f"行首有{name}", "缩进只用半角空格，下一级比上一级多两格")
        column = self._guess(line, text[len(blanks) :], sum(len(_mended_blank(sign)) for sign in blanks))
        self.draft.replace(line, 0, len(blanks), " " * column)
        self.blank = line
        return column

    def _guess(self, line: int, rest: str, seen: int) -> int:
        """Where a line stands whose blanks cannot be counted: ``seen``, unless its neighbours say better."""
        dash = shapes.DASH.match(rest)
        follows = self._next_column(line)
        if follows < 0 or not (dash or shapes.COLON.search(rest)):
            return seen
        next_is_item = self.draft.lines[line + 1].lstrip().startswith("-")
        opens = bool(dash and shapes.COLON.search(rest) or shapes.OPENS.search(rest))
        wanted = follows - 2 if opens and not (dash and next_is_item) else follows
        if not opens and bool(dash) != next_is_item:
            wanted = self.levels.deepest(SEQUENCE if dash else MAPPING)
        if self.last.kind == "child":
            least = self.last.owner + (not dash)
            return wanted if wanted >= least else max(self.last.owner + 2, 0)
        return wanted if self.levels.has(SEQUENCE if dash else MAPPING, wanted) else seen

    def _known_shift(self, line: int, column: int) -> int:
        """Lines below a line that stood wrong usually stand wrong in the same way."""
        is_item = shapes.DASH.match(self.draft.lines[line][column:])
        target = self.levels.shifted(SEQUENCE if is_item else MAPPING, column)
        if target is None or self.accepted:
            return column
        self.draft.replace(line, 0, column, " " * target)
        return target

    def _continuation(self, line: int) -> int:
        if self._numbered(line) and self._numbered(self.last.line):
            column = self._column(line)
            hint = "列表每项用“- ”开头，编号由程序编；是正文就在冒号后面写“|”，另起一行"
            self._report("S034", line, column, "列表符号用了编号，几项会连成一段", hint)
            self.last = Value("masked", self.last.owner, self.last.line)
        if self.last.kind == "plain" and self.noted != self.last.line:
            self.noted = self.last.line
            place = (line + 1, self.draft.typed(line, self._column(line)) + 1)
            message = "这一行接着上一行，会连成一段"
            hint = "要分段就在冒号后面写“|”，文字另起一行；是列表就用“- ”开头"
            self.found.add(Severity.NOTICE, "S047", place, message, hint)
        return line + 1

    def _column(self, line: int) -> int:
        text = self.draft.lines[line]
        return len(text) - len(text.lstrip(" "))

    def _numbered(self, line: int) -> bool:
        text = self.draft.lines[line].lstrip(" ")
        key = shapes.COLON.search(text)
        value = text[key.end() :].lstrip(" ") if key else text
        return bool(shapes.NUMBERING.match(value))

    def _breaks_out(self, line: int, column: int) -> bool:
        """Whether a line that YAML adds to the value above was meant as a line of its own."""
        rest = self.draft.lines[line][column:]
        if shapes.DASH.match(rest) or shapes.MARK.match(rest) or shapes.COLON.search(_uncommented(rest)):
            return True
        glued = shapes.GLUED_COLON.match(rest)
        if glued and not shapes.is_time_or_address(glued["key"], rest[glued.end() :]):
            return len(glued["key"]) <= 8
        wide = shapes.WIDE_COLON.match(rest)
        return bool(wide and len(wide["key"]) <= 8)

    def _structure(self, line: int, column: int) -> int:
        row = self._signs(line, column)
        text = self.draft.lines[line]
        body = text[row.start :]
        if not body or shapes.COMMENT.match(body):
            return self._enter(row, Value("child", row.signs[-1][1], line)) if row.signs else line + 1
        colon = self._key(row)
        if colon is None:
            return self._item(row)
        row.signs.append((MAPPING, row.start))
        return self._enter(row, None, colon + 1)

    def _signs(self, line: int, column: int) -> _Row:
        """Read the list signs at the head of a line, mending what was typed for them."""
        signs: list[tuple[str, int]] = []
        while True:
            rest = self.draft.lines[line][column:]
            if mark := shapes.MARK.match(rest):
                self._report(
                    "S034",
                    line,
                    column,
                    f"列表符号“{mark.group()[0]}”不是半角减号",
                    "改成半角减号“-”，后面空一格",
                )
                self.draft.replace(line, column, column + mark.end(), "- ")
            elif shapes.GLUED_DASH.match(rest):
                self._report("S048", line, column, "减号后面少一个空格", "列表写成“- 内容”；不是列表就加引号")
                self.draft.replace(line, column, column + 1, "- ")
            dash = shapes.DASH.match(self.draft.lines[line][column:])
            if dash is None or len(signs) > DEEPEST:  # the parser says that it is too deep
                return _Row(line, signs, column)
            if dash["wide"]:
                message = f"减号后面是{blank_name(dash['wide'][0])}"
                self._report("S033", line, column + 1, message, "改成一个半角空格")
            if dash["wide"] or "\t" in dash.group():
                self.draft.replace(
                    line, column + 1, column + dash.end(), " " * (dash.end() - 1), harmless=not dash["wide"]
                )
            signs.append((SEQUENCE, column))
            column += dash.end()

    def _key(self, row: _Row) -> int | None:
        """The column of the colon behind the key of a row, mended if need be; None: no key."""
        line, start = row.line, row.start
        body = _uncommented(self.draft.lines[line][start:])
        if body[0] in "\"'":
            return self._quoted_key(row, body)
        if shapes.COLON.match(body):
            self._report("S026", line, start, "冒号前面没有名称", "写成“名称: 内容”")
            self.draft.replace(line, start, start, "x")
            return start + 1
        if body[0] in "[{&*!%@`|>?,]}" and not body.startswith("?："):
            return None
        colon = shapes.COLON.search(body)
        stop = colon.start() if colon else len(body)
        if (
            (wide := shapes.WIDE_COLON.match(body))
            and wide.end("key") < stop
            and self._means_key(row, wide["key"], body)
        ):
            self._wide_colon(line, start, wide["key"], start + wide.end("key"), start + wide.end())
            return start + wide.end("key")
        if (blank := shapes.COLON_WIDE_BLANK.match(body)) and blank.start("gap") < stop:
            message = f"“{excerpt(blank['key'])}”的冒号后面是{blank_name(blank['gap'][0])}"
            self._report("S033", line, start + blank.start("gap"), message, "改成一个半角空格")
            self.draft.replace(line, start + blank.start("gap"), start + blank.end(), " ")
            return start + blank.start("gap") - 1
        if colon:
            return start + colon.start()
        glued = shapes.GLUED_COLON.match(body)
        if glued and not shapes.is_time_or_address(glued["key"], body[glued.end() :]):
            message = f"“{excerpt(glued['key'])}”的冒号后面少一个空格"
            self._report("S031", line, start + glued.end() - 1, message, f"冒号后面空一格；{_OR_QUOTE}")
            self.draft.replace(line, start + glued.end(), start + glued.end(), " ")
            return start + glued.end() - 1
        return None

    def _quoted_key(self, row: _Row, body: str) -> int | None:
        closed = shapes.QUOTED[body[0]].match(body)
        if closed is None:
            return None
        after = body[closed.end() :].lstrip(" \t")
        colon = row.start + len(body) - len(after)
        if after[:1] in ("：", "﹕", "︰") and after:
            self._wide_colon(row.line, row.start, closed.group().strip("\"'"), colon, colon + 1)
            return colon
        return colon if shapes.COLON.match(after) else None

    def _wide_colon(self, line: int, start: int, key: str, column: int, stop: int) -> None:
        sign = self.draft.lines[line][column:stop].strip()[:1] or "："
        place = column + self.draft.lines[line][column:stop].index(sign)
        self._report("S030", line, place, f"“{excerpt(key)}”后面用了全角冒号", _USE_HALF_COLON)
        more = self.draft.lines[line][stop:]
        self.draft.replace(line, column, stop, ": " if more else ":")

    def _means_key(self, row: _Row, key: str, body: str) -> bool:
        """Whether a full-width colon stands for the YAML colon, or is prose in a list item."""
        if not row.signs:
            return True
        value = body[len(key) :].lstrip(" \t：﹕︰")
        if not value or key in shapes.ITEM_KEYS or self._next_column(row.line) > row.signs[-1][1]:
            return True
        if len(key) <= 12 and not self.found.has_error_at(row.line + 1):
            place = (row.line + 1, self.draft.typed(row.line, row.start + body.index(key) + len(key)) + 1)
            message = f"“{excerpt(key)}”后面是全角冒号，整行会当成一段文字"
            self.found.warning("S030", place, message, f"是小标题就{_USE_HALF_COLON}；是正文就整行加引号")
        return False

    def _next_column(self, line: int) -> int:
        """The column at which the next written line begins, as it is seen on the screen."""
        for text in self.draft.lines[line + 1 : line + 50]:
            stripped = text.lstrip(" \t\u3000\xa0")
            if stripped and not stripped.startswith("#"):
                return sum(len(_mended_blank(sign)) for sign in text[: len(text) - len(stripped)])
        return -1

    def _item(self, row: _Row) -> int:
        """A row without a key: an item of a list, or a value on a line of its own, or lost."""
        if row.signs:
            return self._enter(row, None, row.start)
        if (
            self.last.kind in (("child", "start") if self.accepted else ("child",))
            and row.start > self.last.owner
        ):
            self.last = self.values.judge(row.line, row.start, self.last.owner)
            return self.last.line + 1
        if self.lost != row.line - 1:
            text = excerpt(self.draft.lines[row.line])
            hint = "栏目写成“名称: 内容”；正文要缩进，多段正文在冒号后面写“|”"
            self._loud("S045", row.line, row.start, f"“{text}”前后没有冒号，也不是列表", hint)
        self.lost = row.line
        self.last = Value("lost", row.start, row.line)
        return self._drop(row.line)

    def _enter(self, row: _Row, value: Value | None, start: int = 0) -> int:
        """Find the row its place among the levels, then judge the value that begins at ``start``."""
        try:
            self.levels.enter(row.signs, self.last)
        except Misplaced as wrong:
            if self.values.trusts(row.line) and not self.broke_out:
                return self._value(row, value, start)
            # Beside a level whose column we guessed (a tab) it is not this line that stands wrong.
            guessed = (row.signs[0][0], wrong.target) in self.guessed
            if not guessed and not self.found.has_error_at(row.line + 1):
                self._report("S044", row.line, row.signs[0][1], wrong.message, wrong.hint)
            if wrong.target is None:
                return self._drop(row.line)
            start += self._move(row, wrong.target)
        else:
            self._learn(row)
        return self._value(row, value, start)

    def _learn(self, row: _Row) -> None:
        """Remember which levels stand in a guessed column, until a line typed there confirms it."""
        if row.line == self.blank:
            self.guessed.update(row.signs)
        else:
            self.guessed.difference_update(row.signs)

    def _value(self, row: _Row, value: Value | None, start: int) -> int:
        if value is None:
            value = self.values.judge(row.line, start, row.signs[-1][1])
        else:
            value = Value(value.kind, row.signs[-1][1], row.line)
        self.last = value
        return value.line + 1

    def _move(self, row: _Row, target: int) -> int:
        """Put a row where it was meant to stand; by how many columns it moved."""
        column = row.signs[0][1]
        self.draft.replace(row.line, 0, column, " " * target)
        row.signs = [(kind, place + target - column) for kind, place in row.signs]
        self.levels.settle(row.signs, column)
        return target - column


def blank_name(sign: str) -> str:
    """What a blank that YAML does not know is called."""
    if sign == "\u3000":
        return "全角空格"
    if sign == "\t":
        return " Tab"
    return "不换行空格" if sign == "\xa0" else f"特殊空白 U+{ord(sign):04X}"


def _mended_blank(sign: str) -> str:
    """The half-width blanks that take as much room as ``sign`` does on the screen."""
    if sign in "\t\u3000":
        return "  "
    return "" if sign in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" else " "


def _uncommented(text: str) -> str:
    """``text`` up to a comment."""
    comment = shapes.COMMENT.search(text)
    return text[: comment.start()] if comment else text
