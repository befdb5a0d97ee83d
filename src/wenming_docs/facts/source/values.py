"""The trap scan of values: quotes, brackets, block text, comments, special signs.

It is long because each sort of value that YAML swallows or refuses stands here with its cure.
"""

from __future__ import annotations

from wenming_docs.facts.source import shapes
from wenming_docs.facts.source.characters import TAB
from wenming_docs.facts.source.codes import Collector, excerpt
from wenming_docs.facts.source.draft import Draft
from wenming_docs.findings import Severity
from wenming_docs.records import dataclass

_QUOTE_IT = "是文字就把整个值用英文引号括起来"
_SIGNS = {
    "&": "YAML 会当成锚点",
    "*": "YAML 会当成别名",
    "!": "YAML 会当成标签",
    "%": "YAML 留作他用",
    "@": "YAML 留作他用",
    "`": "YAML 留作他用",
    ">": "YAML 会当成折行文字",
    "|": "YAML 会当成多行文字",
    ",": "YAML 会当成列表的逗号",
    "]": "YAML 会当成列表的结尾",
    "}": "YAML 会当成括号的结尾",
}
_SILENT = "&*!"


@dataclass(frozen=True, slots=True)
class Value:
    """How the value of a row ended: ``kind`` is start, child (nothing written yet), plain, masked
    (wrong, so that more of it may follow) or done; ``owner`` is the column of its key or dash,
    ``line`` its last line (both from 0)."""

    kind: str
    owner: int
    line: int = -1


class ValueScan:
    """Judges values; shares the draft and the findings of the scan it belongs to."""

    def __init__(self, draft: Draft, found: Collector, accepted: bool) -> None:
        self.draft, self.found, self.accepted = draft, found, accepted

    def judge(self, line: int, start: int, owner: int) -> Value:
        """Look at the value that begins at or behind column ``start`` of a line."""
        start = self._skip_blanks(line, start)
        text = self.draft.lines[line][start:]
        if not text or text[0] == "#":
            self._swallowed(line, start, text)
            return Value("child", owner, line)
        sign = text[0]
        if header := shapes.BLOCK_HEADER.match(text):
            return self._block(line, owner, bool(header["digit"] or header["first"]))
        if sign in "\"'":
            return self._quoted(line, start, owner)
        if sign in "[{":
            return self._brackets(line, start, owner)
        if sign in _SIGNS and (sign in _SILENT or not self.trusts(line)):
            return self._special(line, start, owner)
        if not self.trusts(line) and text[:2] in ("- ", "? ", ": "):
            return self._misplaced_sign(line, start, owner)
        return self._plain(line, start, owner)

    def trusts(self, line: int) -> bool:
        """Whether a line is known to be YAML: it was read as it is, and nothing in it was mended."""
        return self.accepted and line not in self.draft.mended

    def _error(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        place = (line + 1, self.draft.typed(line, column) + 1)
        self.found.add(Severity.ERROR, code, place, message, hint)

    def _warning(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        self.found.warning(code, (line + 1, self.draft.typed(line, column) + 1), message, hint)

    def _mask(self, line: int, start: int, owner: int) -> Value:
        """Put something harmless in the place of a value that cannot be read."""
        self.draft.replace(line, start, len(self.draft.lines[line]), "x")
        return Value("masked", owner, line)

    def _skip_blanks(self, line: int, start: int) -> int:
        """The column of the value itself; a tab before it counts as a blank, as libyaml has it."""
        text = self.draft.lines[line]
        stop = start + len(text[start:]) - len(text[start:].lstrip(" \t"))
        if "\t" in text[start:stop]:
            self.draft.replace(line, start, stop, " " * (stop - start), harmless=True)
        return stop

    def _special(self, line: int, start: int, owner: int) -> Value:
        text = self.draft.lines[line][start:]
        hint = _QUOTE_IT
        if text[0] == "|":
            hint = "多行正文：“|”后面不写字，正文另起一行；" + hint
        message = f"值以特殊符号“{text[0]}”开头，{_SIGNS[text[0]]}"
        self._error("S035", line, start, message, hint)
        if text[0] in "&!" and len(text.split()) == 1:
            self.draft.replace(line, start, start + len(text), "")
            return Value("child", owner, line)
        return self._mask(line, start, owner)

    def _misplaced_sign(self, line: int, start: int, owner: int) -> Value:
        sign = self.draft.lines[line][start]
        if sign == "-":
            message, hint = "列表写在了冒号同一行", "列表另起一行，每项一行，用“- ”开头"
            self._error("S050", line, start, message, hint)
        else:
            self._error("S035", line, start, f"值以特殊符号“{sign}”开头", _QUOTE_IT)
        return self._mask(line, start, owner)

    def _plain(self, line: int, start: int, owner: int) -> Value:
        self._settle_tabs(line, start)
        text = self.draft.lines[line][start:]
        comment = shapes.COMMENT.search(text)
        value = text[: comment.start()] if comment else text
        if value[0] in "\u3000\xa0":
            self._warning("S033", line, start, "内容前面有全角空格", "删去内容前面的全角空格")
        colon = shapes.COLON.search(value)
        if colon and not self.trusts(line) and not value[colon.end() :].strip():
            hint = "删去末尾的冒号（主送、称谓后面的冒号由程序来印）；正文里要冒号就用全角“：”"
            self._error("S036", line, start + colon.start(), "内容末尾多了一个半角冒号", hint)
            return self._mask(line, start, owner)
        if colon and not self.trusts(line):
            hint = "后一个冒号改成全角“：”，或者把整个值用英文引号括起来"
            self._error("S036", line, start + colon.start(), "一行里有两个“冒号加空格”", hint)
            return self._mask(line, start, owner)
        if comment:
            self._swallowed(line, start + comment.start(), text[comment.start() :])
        return Value("done" if comment else "plain", owner, line)

    def _settle_tabs(self, line: int, start: int) -> None:
        """Make tabs readable for PyYAML's own parser: those at the end count as blanks, those
        inside a plain value travel as a sign that no input may hold."""
        text = self.draft.lines[line]
        if "\t" not in text[start:]:
            return
        comment = shapes.COMMENT.search(text, start)
        stop = comment.start() if comment else len(text)
        end = start + len(text[start:stop].rstrip(" \t"))
        inner, tail = text[start:end].replace("\t", TAB), text[end:].replace("\t", " ")
        self.draft.replace(line, start, len(text), (inner + tail).rstrip(" "), harmless=True)

    def _swallowed(self, line: int, column: int, comment: str) -> None:
        """Warn of a # that is glued to text: a number sign, not a comment."""
        after = comment.lstrip(" \t")[1:]
        if after and after[0] not in " \t#":
            column += len(comment) - len(comment.lstrip(" \t"))
            message = f"“#{excerpt(after, 10)}”被当成了注释，不会印出来"
            self._warning("S043", line, column, message, "是正文就把整个值加引号；是注释就在 # 后面空一格")

    def _quoted(self, line: int, start: int, owner: int) -> Value:
        sign = self.draft.lines[line][start]
        last, stop = self._quote_end(line, start, owner, sign)
        if stop < 0:
            if self.trusts(line):
                return Value("done", owner, line)
            hint = "补上后一个引号；正文里的引号用中文引号“”"
            self._error("S038", line, start, "引号没有配对，后面的行都被当成了引号里的文字", hint)
            return self._mask(line, start, owner)
        if sign == '"':
            self._escapes(line, start, last, stop)
        after = self.draft.lines[last][stop:]
        if after.strip(" \t") and not shapes.COMMENT.match(after) and not self.trusts(line):
            return self._after_quote(line, start, owner, last, stop)
        return Value("done", owner, last)

    def _after_quote(self, line: int, start: int, owner: int, last: int, stop: int) -> Value:
        text = self.draft.lines[last][stop:].strip()
        hint = "引号改成中文引号“”，或者在最外面再加一对单引号"
        self._error("S037", last, stop, f"引号后面还有文字“{excerpt(text, 10)}”", hint)
        for further in range(line + 1, last + 1):
            self.draft.blank_out(further)
        self._mask(line, start, owner)
        return Value("done", owner, last)

    def _quote_end(self, line: int, start: int, owner: int, sign: str) -> tuple[int, int]:
        """Line and column behind the closing quote; (line, -1) if there is none."""
        closed = shapes.QUOTED[sign].match(self.draft.lines[line], start)
        if closed:
            return line, closed.end()
        for number in range(line + 1, len(self.draft.lines)):
            text = self.draft.lines[number]
            indent = len(text) - len(text.lstrip(" "))
            if not self.trusts(line) and text.strip() and indent <= owner:
                return line, -1
            if closed := shapes.QUOTE_END[sign].match(text):
                return number, closed.end()
        return line, -1

    def _escapes(self, line: int, start: int, last: int, stop: int) -> None:
        """Refuse backslashes that mean nothing, e.g. those of a Windows path."""
        for number in range(line, last + 1):
            first = start if number == line else 0
            final = stop if number == last else len(self.draft.lines[number])
            text = self.draft.lines[number]
            wrong: list[int] = []
            for escape in shapes.ESCAPE.finditer(text, first, final):
                if escape.group() == "\\" and escape.end() < len(text) or _too_far(escape.group()):
                    hint = "双引号改成单引号，或者用正斜杠 /"
                    self._error("S012", number, escape.start(), "双引号里的反斜杠“\\”有特别的意思", hint)
                    wrong.append(escape.start())
            if wrong:
                parts = [text[a + 1 : b] for a, b in zip([-1, *wrong], [*wrong, len(text)], strict=True)]
                self.draft.replace(number, 0, len(text), "/".join(parts))

    def _brackets(self, line: int, start: int, owner: int) -> Value:
        text = self.draft.lines[line][start:]
        if text.startswith(("{{", "{%")):
            hint = "事实文件里不写模板；要引用数字写【名字】，要照印就加引号"
            self._error("S040", line, start, f"“{text[:2]}”是模板的写法，这里不起作用", hint)
            return self._mask(line, start, owner)
        last, stop = self._bracket_end(line, start, owner)
        if stop < 0:
            if self.trusts(line):
                return Value("done", owner, line)
            self._error("S041", line, start, f"括号“{text[0]}”没有配对", f"补上后一个括号；{_QUOTE_IT}")
            return self._mask(line, start, owner)
        after = self.draft.lines[last][stop:]
        if after.strip(" \t") and not shapes.COMMENT.match(after) and not self.trusts(line):
            return self._after_bracket(line, start, owner, last, stop)
        self._inside(line, start, last, stop)
        return Value("done", owner, last)

    def _after_bracket(self, line: int, start: int, owner: int, last: int, stop: int) -> Value:
        text = self.draft.lines[last][stop:].strip()
        message = f"方括号后面还有文字“{excerpt(text, 10)}”"
        if self.draft.lines[line][start] == "{":
            message = f"花括号后面还有文字“{excerpt(text, 10)}”"
        hint = "文号用六角括号〔〕，例如〔2026〕3号；别的情况把整个值加引号"
        self._error("S039", last, stop, message, hint)
        for further in range(line + 1, last + 1):
            self.draft.blank_out(further)
        self._mask(line, start, owner)
        return Value("done", owner, last)

    def _bracket_end(self, line: int, start: int, owner: int) -> tuple[int, int]:
        """Line and column behind the bracket that closes the one at ``start``; (line, -1): none."""
        depth = 0
        for number in range(line, len(self.draft.lines)):
            text = self.draft.lines[number]
            indent = len(text) - len(text.lstrip(" "))
            if number > line and not self.trusts(line) and text.strip() and indent <= owner:
                if text[indent] not in "]}":
                    return line, -1
            for part in shapes.FLOW_PART.finditer(text, start if number == line else 0):
                depth += (part.group() in "[{") - (part.group() in "]}")
                if depth == 0 and part.group() in "]}":
                    return number, part.end()
        return line, -1

    def _inside(self, line: int, start: int, last: int, stop: int) -> None:
        """Full-width signs inside brackets, where they separate nothing."""
        for number in range(line, last + 1):
            first = start if number == line else 0
            text = self.draft.lines[number][first : stop if number == last else None]
            bare = shapes.FLOW_PART.sub(
                lambda part: part.group() if len(part.group()) == 1 else " " * len(part.group()), text
            )
            for column, sign in enumerate(bare):
                if sign in "，、" and self.draft.lines[line][start] == "[":
                    hint = f"名单不用方括号，直接写“甲、乙”；用方括号就用半角逗号；{_QUOTE_IT}"
                    message = f"方括号里用了“{sign}”，不会分成几项"
                    self._warning("S042", number, first + column, message, hint)
                    return
                if sign in "：" and self.draft.lines[line][start] == "{":
                    hint = "不用花括号，每项另起一行写“名称: 内容”"
                    self._error("S030", number, first + column, "花括号里用了全角冒号", hint)
                    return

    def _block(self, line: int, owner: int, fixed: bool) -> Value:
        """Walk over the text below ``|``; report lines that fall out of it."""
        indent: int | None = None
        last = line
        for number in range(line + 1, len(self.draft.lines)):
            text = self.draft.lines[number]
            blanks = len(text) - len(text.lstrip(" "))
            if not text.strip(" "):
                continue
            if blanks > owner and (indent is None or fixed or blanks >= indent):
                indent = blanks if indent is None else indent
            elif self.trusts(line) or not self._falls_out(number, owner, indent):
                break
            last = number
        return Value("done", owner, last)

    def _falls_out(self, number: int, owner: int, indent: int | None) -> bool:
        """Whether a line was meant as block text but is indented too little; mends it then."""
        text = self.draft.lines[number]
        rest = text.lstrip(" \t\u3000\xa0")
        blanks = text[: len(text) - len(rest)]
        odd = next((column for column, sign in enumerate(blanks) if sign != " "), None)
        inside = indent is not None and owner < len(blanks) < indent and odd is None
        if not rest or rest[0] == "#" or (not inside and _is_structure(rest)):
            return False
        if odd is not None:
            name = {"\t": " Tab", "\u3000": "全角空格"}.get(blanks[odd], "不换行空格")
            self._error("S032", number, odd, f"行首有{name}", "缩进只用半角空格；段首空两字由程序来做")
        else:
            hint = "“|”下面每一行都要比上面的名称多缩进两格，上下对齐"
            self._error("S046", number, len(blanks), "这一行的缩进比同一段正文少", hint)
        self.draft.replace(number, 0, len(blanks), " " * (indent if indent is not None else owner + 2))
        return True


def _is_structure(rest: str) -> bool:
    """Whether a line below block text begins something new."""
    if rest.startswith(("- ", "---", "...")) or rest == "-" or shapes.MARK.match(rest):
        return True
    if colon := shapes.COLON.search(rest):
        return colon.start() <= 25
    wide = shapes.WIDE_COLON.match(rest)
    return bool(wide and len(wide["key"]) <= 8)


def _too_far(escape: str) -> bool:
    """Whether an escape names no character: beyond Unicode, or half a surrogate pair."""
    if escape[1:2] not in ("u", "U"):
        return False
    code = int(escape[2:], 16)
    return code > 0x10FFFF or 0xD800 <= code <= 0xDFFF
