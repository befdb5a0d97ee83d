"""A new row at the end of a list, a new entry at the end of a group: no other byte of the file changes.

The row is written as the rows before it are: the same indentation, the same line ends. What the
file says afterwards is read back and compared with what it said before, plus the row.

It is long because where a row goes, how it is written and the proof that nothing else changed hang
together: each needs the columns and comments that the others found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeAlias

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source.edit import TextFile
from wenming_docs.facts.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.source import parse_page
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

Pairs: TypeAlias = tuple[tuple[str, str], ...]
Row: TypeAlias = tuple[tuple[str, "str | Pairs"], ...]
"""A row by its keys, in the order to be written; what stands a level deeper as pairs."""

_BLANKS = " \t\u3000\xa0"
_TAKEN_ELSEWHERE = re.compile(r"[-+.]?\d[\d_.,:eExXoO+-]*|~|=|<<|null|true|false|yes|no|on|off|y|n", re.I)
"""Text to our loader, a number, a yes or a sign to other readers of YAML: quoted for them."""
_LONGEST_KEY = 1_000
"""Signs of a key, quotes included; YAML looks no further for the colon behind one."""


@dataclass(frozen=True, slots=True)
class Appended:
    """The file with the row, and the new lines with the number of the first (from 1).

    The first may be empty, where rows stand apart.
    """

    file: TextFile
    first: int
    lines: tuple[str, ...]
    rows: tuple[range, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """Columns (from 0) of the dashes and of what follows them, and how much deeper a level stands."""

    dash: int
    body: int
    step: int = 2


def append_row(file: TextFile, name: str, keys: Collection[str], row: Row) -> Appended:
    """``row`` behind the last row of the top-level list that ``keys`` spells; the first makes a new one.

    ``name`` is the display name of the file. Raises InvalidInput where the file has mistakes, where
    the list stands in brackets (F175), or where the row cannot be added alone (F178).
    """
    return append_rows(file, name, keys, [row])


def append_rows(file: TextFile, name: str, keys: Collection[str], rows: Iterable[Row]) -> Appended:
    """Several rows at once, like :func:`append_row`; ``rows`` of the answer are the lines of each."""
    root = _read(file, name)
    entry = _entry(root, keys)
    style = _style_of(root, entry, file.lines)
    rows = list(rows)
    first, *others = [_row_lines(row, style) for row in rows]
    apart = False
    if entry is None:
        first = [f"{' ' * _margin(root)}{written(next(iter(keys)))}:", *first]
        at, first = _at_the_end(root, file.lines, first)
    else:
        at, first = _in_list(entry, file.lines, first, style)
        apart = not first[0]
    blocks = [first, *(["", *lines] if apart else lines for lines in others)]
    wanted = _plain(root, entry, [_plain_row(row) for row in rows], next(iter(keys)))
    appended = _proved(file, name, at, [line for block in blocks for line in block], wanted)
    starts = [appended.first + sum(map(len, blocks[:number])) for number in range(len(blocks))]
    ranges = (range(start, start + len(block)) for start, block in zip(starts, blocks, strict=True))
    return replace(appended, rows=tuple(ranges))


def append_entry(file: TextFile, name: str, keys: Collection[str], key: str, value: str) -> Appended:
    """``key: value`` behind the last entry of the top-level group that ``keys`` spells.

    Raises InvalidInput like :func:`append_row`.
    """
    root = _read(file, name)
    entry = _entry(root, keys)
    column = _margin(root) + 2
    if entry is not None and isinstance(entry.value, Mapping):
        _refuse_brackets(entry, file.lines)
        column = entry.value.entries[0].key.origin.column - 1
        last = last_line(entry.value, file.lines)
    elif entry is not None:
        if not (isinstance(entry.value, Scalar) and entry.value.missing):
            raise _refused("F175", f"“{entry.key.text}”下面不是一行一个", "写成一行一个“名称: 值”", entry)
        last = entry.key.origin.line - 1
    lines = [f"{' ' * column}{written(key)}: {written(value)}"]
    if entry is None:
        lines = [f"{' ' * _margin(root)}{written(next(iter(keys)))}:", *lines]
        at, lines = _at_the_end(root, file.lines, lines)
    else:
        at = _behind(file.lines, last, column)
    wanted = _plain(root, entry, [(key, value)], next(iter(keys)))
    return _proved(file, name, at, lines, wanted)


# reading what is there


def _read(file: TextFile, name: str) -> Mapping:
    page = parse_page(file.text, name)
    if page.root is None:
        raise InvalidInput(page.findings, {name: page.text})
    if is_flow(page.root, file.lines):
        message, hint = "整个文件写在花括号里，接不下去", "不用花括号，一行写一个“名称: 内容”"
        raise _failed("F175", message, hint, page.root.origin)
    return page.root


def _entry(root: Mapping, keys: Collection[str]) -> Entry | None:
    return next((entry for entry in root.entries if entry.key.text in keys), None)


def _margin(root: Mapping) -> int:
    """The column in which the top-level keys stand."""
    return root.entries[0].key.origin.column - 1 if root.entries else 0


def is_flow(node: Node, lines: tuple[str, ...]) -> bool:
    line, column = node.origin.line - 1, node.origin.column - 1
    opens = "{" if isinstance(node, Mapping) else "["
    return not isinstance(node, Scalar) and lines[line][column : column + 1] == opens


def _refuse_brackets(entry: Entry, lines: tuple[str, ...]) -> None:
    name = entry.key.text
    if is_flow(entry.value, lines):
        message = f"“{name}”写在括号里，接不下去"
        hint = f"不用括号：“{name}:”后面空着，下面一行一条；还没有内容的，把括号删去"
        raise _refused("F175", message, hint, entry)


def _style_of(root: Mapping, entry: Entry | None, lines: tuple[str, ...]) -> _Style:
    """How the rows of a list are indented; for a list without rows, how another list of the file is."""
    if entry is not None and isinstance(entry.value, Sequence) and entry.value.items:
        if not is_flow(entry.value, lines):
            return _style(entry.value, lines)
    lists = [each.value for each in root.entries if isinstance(each.value, Sequence)]
    models = [_style(each, lines) for each in lists if each.items and not is_flow(each, lines)]
    margin = _margin(root)
    return models[0] if models else _Style(margin + 2, margin + 4)


def _style(rows: Sequence, lines: tuple[str, ...]) -> _Style:
    dash = rows.origin.column - 1
    items = [item for item in rows.items if isinstance(item, Mapping) and not is_flow(item, lines)]
    if not items:
        return _Style(dash, dash + 2)
    body = items[-1].entries[0].key.origin.column - 1
    deeper = [
        entry.value.entries[0].key.origin.column - item.entries[0].key.origin.column
        for item in reversed(items)
        for entry in item.entries
        if isinstance(entry.value, Mapping) and not is_flow(entry.value, lines)
    ]
    return _Style(dash, max(body, dash + 2), deeper[0] if deeper and deeper[0] > 0 else 2)


# writing


def written(text: str) -> str:
    """``text`` as a key or value of YAML: plain where it reads back unchanged, else in single quotes.

    ValueError for what one line cannot hold. What is longer than 1,000 signs is sound as a value only.
    """
    if not _TAKEN_ELSEWHERE.fullmatch(text) and _reads_back(text, text):
        return text
    quoted = "'" + text.replace("'", "''") + "'"
    if not _reads_back(quoted, text):
        raise ValueError(text[:80])
    return quoted


def _reads_back(typed: str, text: str) -> bool:
    """Whether ``typed`` means ``text`` both before a colon, if it is short enough, and behind one."""
    key, meant = (typed, text) if len(typed) <= _LONGEST_KEY else ("k", "k")
    page = parse_page(f"{key}: {typed}", "")
    if page.root is None or page.findings or len(page.root.entries) != 1:
        return False
    entry = page.root.entries[0]
    return isinstance(entry.value, Scalar) and entry.key.text == meant and entry.value.text == text


def _row_lines(row: Row, style: _Style) -> list[str]:
    lines: list[str] = []
    for key, value in row:
        if isinstance(value, str):
            lines.append(f"{' ' * style.body}{written(key)}: {written(value)}")
            continue
        lines.append(f"{' ' * style.body}{written(key)}:")
        lines += [f"{' ' * (style.body + style.step)}{written(k)}: {written(v)}" for k, v in value]
    dash = " " * style.dash + "-" + " " * (style.body - style.dash - 1)
    return [dash + lines[0][style.body :], *lines[1:]]


def _in_list(entry: Entry, lines: tuple[str, ...], new: list[str], style: _Style) -> tuple[int, list[str]]:
    """The line (from 0) before which a row goes, and its lines, behind a blank one where they stand apart."""
    rows = entry.value
    if isinstance(rows, Scalar) and rows.missing:
        return _behind(lines, entry.key.origin.line - 1, style.dash), new
    _refuse_brackets(entry, lines)
    if not isinstance(rows, Sequence):
        hint = "每条前面加“- ”（半角减号加一个空格）"
        raise _refused("F175", f"“{entry.key.text}”下面不是一条一条的", hint, entry)
    at = _behind(lines, last_line(rows, lines), style.dash)
    apart = len(rows.items) > 1 and stands_apart(rows.items[-1], lines) and lines[at - 1].strip(_BLANKS)
    return at, ["", *new] if apart else new


def stands_apart(item: Node, lines: tuple[str, ...]) -> bool:
    """Whether a blank line stands before a row and the comments above it."""
    above = item.origin.line - 2
    while above > 0 and lines[above].strip(_BLANKS).startswith("#"):
        above -= 1
    return above > 0 and not lines[above].strip(_BLANKS)


def _at_the_end(root: Mapping, lines: tuple[str, ...], new: list[str]) -> tuple[int, list[str]]:
    """Behind everything, apart from it by a blank line where the file keeps its parts apart so."""
    at = len(lines) if lines[-1].strip(_BLANKS) else len(lines) - 1
    apart = len(root.entries) > 1 and any(stands_apart(entry.key, lines) for entry in root.entries[1:])
    return at, ["", *new] if apart and at and lines[at - 1].strip(_BLANKS) else new


def last_line(node: Node, lines: tuple[str, ...]) -> int:
    """The last line (from 0) with anything of ``node`` on it."""
    if isinstance(node, Scalar):
        return _end_of_text(node, lines)
    last = node.origin.line - 1
    if isinstance(node, Sequence) and node.items:
        last = last_line(node.items[-1], lines)
    elif isinstance(node, Mapping) and node.entries:
        entry = node.entries[-1]
        nothing = isinstance(entry.value, Scalar) and entry.value.missing
        last = entry.key.origin.line - 1 if nothing else last_line(entry.value, lines)
    while is_flow(node, lines) and last + 1 < len(lines) and lines[last + 1].strip(_BLANKS)[:1] in ("]", "}"):
        last += 1
    return last


def _end_of_text(scalar: Scalar, lines: tuple[str, ...]) -> int:
    if scalar.span is None or scalar.missing:
        return scalar.origin.line - 1
    if not scalar.block:
        return scalar.span.end_line
    last, column = scalar.span.line, scalar.origin.column - 1
    for number in range(last + 1, min(scalar.span.end_line + 1, len(lines))):
        text = lines[number]
        if text.strip(" ") and len(text) - len(text.lstrip(" ")) >= column:
            last = number
    return last


def _behind(lines: tuple[str, ...], last: int, column: int) -> int:
    """The line before which a new row goes whose siblings stand in ``column`` and end on line ``last``.

    Comments that are indented like the rows, or deeper, belong to them and stay before the new row.
    Those further left head what comes next, or close the file, and stay behind it. Where the rows
    themselves stand at the margin, only comments glued to the last row, and not to a key, are its own.
    """
    at = last + 1
    for number in range(last + 1, len(lines)):
        text = lines[number].strip(_BLANKS)
        indent = len(lines[number]) - len(lines[number].lstrip(_BLANKS))
        if text and (text[0] != "#" or indent < column):
            break
        if text and indent > 0:
            at = number + 1
    return _behind_glued(lines, at) if column == 0 else at


def _behind_glued(lines: tuple[str, ...], at: int) -> int:
    number = at
    while number < len(lines) and lines[number].startswith("#"):
        number += 1
    return number if number == len(lines) or not lines[number].strip(_BLANKS) else at


# the proof


def as_plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.missing else node.text
    if isinstance(node, Sequence):
        return [as_plain(item) for item in node.items]
    return [(entry.key.text, as_plain(entry.value)) for entry in node.entries]


def _plain_row(row: Row) -> list[tuple[str, object]]:
    return [(key, value if isinstance(value, str) else list(value)) for key, value in row]


def _plain(root: Mapping, entry: Entry | None, added: list[object], name: str) -> object:
    """What the file is to say: what it says now, and ``added`` at the end of ``entry``, or of a new one."""
    whole: list[tuple[str, object]] = []
    for each in root.entries:
        value = as_plain(each.value)
        if each is entry:
            value = [*(value if isinstance(value, list) else []), *added]
        whole.append((each.key.text, value))
    return whole if entry is not None else [*whole, (name, added)]


def _proved(file: TextFile, name: str, at: int, new: Iterable[str], wanted: object) -> Appended:
    """The file with lines ``new`` before line ``at`` (from 0), if it then says what is ``wanted``."""
    new = tuple(new)
    after = _inserted(file, at, new)
    page = parse_page(after.text, name)
    if page.root is None or as_plain(page.root) != wanted:
        message = "在这里接着写会动到别的内容"
        raise _failed("F178", message, "请自己写这一条，或先运行 wenming fmt 再试", Origin(name, at, 1))
    return Appended(after, at + 1, new)


def _inserted(file: TextFile, at: int, new: tuple[str, ...]) -> TextFile:
    if at < len(file.lines):
        end = file.ends[at - 1] if at else file.ends[0]
    else:
        end = Counter(file.ends).most_common(1)[0][0] if file.ends else "\n"
    lines = (*file.lines[:at], *new, *file.lines[at:])
    return replace(file, lines=lines, ends=(*file.ends[:at], *[end] * len(new), *file.ends[at:]))


def _failed(code: str, message: str, hint: str, origin: Origin) -> InvalidInput:
    return InvalidInput([Finding(code, Severity.ERROR, message, hint, origin)])


def _refused(code: str, message: str, hint: str, entry: Entry) -> InvalidInput:
    return _failed(code, message, hint, entry.key.origin)
