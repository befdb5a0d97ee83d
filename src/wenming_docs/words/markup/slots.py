"""Putting the values back where their placeholders stand, each exactly as often as it was printed."""

from __future__ import annotations

from wenming_docs.blocks.inlines import inlines
from wenming_docs.blocks.markup import CLOSE, OPEN, Markup
from wenming_docs.blocks.nodes import Block, Inlines, Text
from wenming_docs.findings import SourceText, sourced
from wenming_docs.words.markup.faults import PLACEHOLDER, MarkupError, excerpt

MARK = "**"


class Slots:
    """The values of one render, and how often each was taken."""

    def __init__(self, markup: Markup) -> None:
        self._slots = markup.slots
        self._text = markup.text
        self._taken = [0] * len(markup.slots)

    def take(self, index: int, line: int) -> SourceText | tuple[Block, ...]:
        """What placeholder ``index`` stands for."""
        if index >= len(self._slots):
            raise MarkupError(f"占位符{index}没有对应的值", line)
        self._taken[index] += 1
        return self._slots[index]

    def text(self, index: int, line: int, where: str) -> SourceText:
        """A value that goes into running text. Raises MarkupError for blocks and line breaks."""
        value = self.take(index, line)
        if isinstance(value, tuple):
            raise MarkupError("表格、名单等整块内容要单独成段", line, "在它的前后各空一行，不与文字写在一行")
        if "\n" in value:
            value = sourced(value.rstrip("\n"), value)  # a block text of YAML ends with one
        if "\n" in value:
            raise MarkupError(
                f"有换行的值“{excerpt(value)}”不能写在{where}", line, "让它单独成段，或在数据里写成一行"
            )
        return value

    def is_blocks(self, content: str) -> bool:
        """Whether ``content`` is one placeholder that stands for blocks."""
        found = PLACEHOLDER.fullmatch(content)
        index = int(found[1]) if found else len(self._slots)
        return index < len(self._slots) and isinstance(self._slots[index], tuple)

    def alone(self, content: str, line: int) -> SourceText | tuple[Block, ...] | None:
        """The value if ``content`` is one placeholder for blocks or for a text of several lines."""
        found = PLACEHOLDER.fullmatch(content)
        if found is None or int(found[1]) >= len(self._slots):
            return None
        value = self._slots[int(found[1])]
        if isinstance(value, tuple) or "\n" in value:
            return self.take(int(found[1]), line)
        return None

    def inlines(self, content: str, line: int, where: str = "文字中间") -> Inlines:
        """``content`` with its values put in and its ``**bold**`` parts marked.

        Unlike CommonMark, punctuation beside ``**`` does not matter: ``**“甲”**是`` is bold.
        """
        if OPEN not in content and MARK not in content:
            return (Text(content),) if content else ()
        if value := PLACEHOLDER.fullmatch(content):
            return inlines(self.text(int(value[1]), line, where))
        if MARK not in content:
            return tuple(self._runs(content, line, where, emphasis=False))
        _refuse_odd_marks(content, line)
        runs: list[Text] = []
        for number, part in enumerate(content.split(MARK)):
            runs.extend(self._runs(part, line, where, emphasis=number % 2 == 1))
        return tuple(runs)

    def _runs(self, part: str, line: int, where: str, *, emphasis: bool) -> list[Text]:
        """The runs of a part that is bold throughout or not at all."""
        runs: list[Text] = []
        for number, piece in enumerate(PLACEHOLDER.split(part)):
            if number % 2:
                runs.extend(inlines(self.text(int(piece), line, where), emphasis=emphasis))
            elif piece:
                runs.append(Text(piece, (), emphasis))
        return runs

    def edge(self, content: str, *, last: bool) -> str:
        """The first or last character that ``content`` will print; "" if that is not known."""
        plain = content.replace(MARK, "")
        found = list(PLACEHOLDER.finditer(plain))
        at_edge = found and (found[-1].end() == len(plain) if last else found[0].start() == 0)
        if at_edge:
            index = int(found[-1 if last else 0][1])
            value = self._slots[index] if index < len(self._slots) else ""
            plain = str(value) if isinstance(value, str) else ""
        return plain[-1:] if last else plain[:1]

    def prove_taken(self) -> None:
        """Raise MarkupError unless each placeholder was put in as often as it was printed."""
        printed = [0] * len(self._slots)
        marks = PLACEHOLDER.findall(self._text)
        if not len(marks) == self._text.count(OPEN) == self._text.count(CLOSE):
            raise MarkupError("模板输出里有残缺的占位符", 1)
        for index in map(int, marks):
            if index >= len(printed):
                raise MarkupError(f"占位符{index}没有对应的值", 1)
            printed[index] += 1
        if printed == self._taken:
            return
        pairs = zip(printed, self._taken, strict=True)
        lost = next(index for index, (wanted, taken) in enumerate(pairs) if wanted != taken)
        line = self._text[: self._text.find(f"{OPEN}{lost}{CLOSE}")].count("\n") + 1
        raise MarkupError(f"值“{excerpt(str(self._slots[lost]))}”没有写进文档", line, "检查这一行的写法")


def _refuse_odd_marks(content: str, line: int) -> None:
    """Raise MarkupError for ``**`` without a partner, around nothing or beside a blank inside."""
    parts = content.split(MARK)
    bold = parts[1::2]
    if len(parts) % 2 == 0:
        raise MarkupError(f"“{excerpt(content)}”中的 ** 没有成对", line, "加粗写成 **文字**")
    if "***" in content or any(part != part.strip() or not part for part in bold):
        raise MarkupError(f"“{excerpt(content)}”中的 ** 用法不对", line, "加粗写成 **文字**，** 里侧不留空格")
