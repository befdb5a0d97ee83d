"""Mutants of a facts file: of its bytes, its encoding, its lines and its values."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.fuzz import meanings
from tests.fuzz.bytes_of import spoiled
from tests.fuzz.hostile import BOMBS, LONG, NODES, PLACES, QUOTED, TEXTS
from tests.fuzz.meanings import ENTRY

Lines: TypeAlias = list[str]
Operator: TypeAlias = Callable[[str, random.Random], str | bytes]

_NAMES_FILE = re.compile(r"(包含|图|附件|佐证|模板|照片).*[:：]")
_ENCODINGS = ("gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "latin-1")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"+/v8")
_TYPING = {
    ":": "：",
    "- ": "-",
    "、": ",",
    "“": '"',
    " ": "\t",
    "  ": "\u3000",
    ",": "，",
    "-": "—",
    "#": "＃",
}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The facts file ``data`` with one fault in it, now and then with two or three."""
    for _ in range(chance.choice((1, 1, 1, 1, 2, 3))):
        data = _once(data, chance)
    return data


def _once(data: bytes, chance: random.Random) -> bytes:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return spoiled(data, chance)
    changed = chance.choices(OPERATORS, WEIGHTS)[0](text, chance)
    return changed if isinstance(changed, bytes) else changed.encode("utf-8", "surrogatepass")


def _bytes(text: str, chance: random.Random) -> bytes:
    return spoiled(text.encode(), chance)


def _encoding(text: str, chance: random.Random) -> bytes:
    data = text.encode(chance.choice(_ENCODINGS), "replace")
    return chance.choice(_MARKS) + data if chance.random() < 0.3 else data


def _mixed(text: str, chance: random.Random) -> bytes:
    """One line saved by another program."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    other = [line.encode("gbk" if number == at else "utf-8", "replace") for number, line in enumerate(lines)]
    return b"\n".join(other)


def _endings(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\x85", "\u2028", "\n\r", "\r\r\n", "")))


def _indentation(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    blanks = chance.choice((" ", "  ", "\t", "\u3000", "    ", "\u00a0", " " * 300))
    for number in range(start, min(len(lines), start + chance.choice((1, 1, 2, 5)))):
        lines[number] = blanks + lines[number] if chance.random() < 0.6 else lines[number][1:]
    return "\n".join(lines)


def _rows(text: str, chance: random.Random) -> str:
    """Lines deleted, doubled, swapped or moved."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    end = min(len(lines), start + chance.choice((1, 1, 1, 2, 4, 9)))
    block = lines[start:end]
    other = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[start:end]
        case 1:
            lines[end:end] = block * chance.choice((1, 1, 2, 50))
        case 2:
            lines[start], lines[other] = lines[other], lines[start]
        case _:
            del lines[start:end]
            lines[other:other] = block
    return "\n".join(lines)


def _at_entry(text: str, chance: random.Random, change: Callable[[re.Match[str]], str]) -> str:
    """``text`` with one of its ``key: value`` lines changed."""
    lines = text.split("\n")
    found = [(number, match) for number, line in enumerate(lines) if (match := ENTRY.match(line))]
    if not found:
        return text + chance.choice(NODES)
    number, match = chance.choice(found)
    lines[number] = change(match)
    return "\n".join(lines)


def _with_value(match: re.Match[str], value: str) -> str:
    return f"{match['indent']}{match['key']}: {value}"


def _retyped(text: str, chance: random.Random) -> str:
    return _at_entry(text, chance, lambda match: _with_value(match, chance.choice(NODES)))


def _hostile(text: str, chance: random.Random) -> str:
    """A value replaced by a hostile one, or with a hostile one inside."""
    payload = chance.choice(TEXTS)

    def change(match: re.Match[str]) -> str:
        value = match["value"]
        if chance.random() < 0.5:
            at = chance.randrange(len(value) + 1)
            return _with_value(match, value[:at] + payload + value[at:])
        return _with_value(match, _written(payload, chance))

    return _at_entry(text, chance, change)


def _written(payload: str, chance: random.Random) -> str:
    """``payload`` as a YAML scalar: plain, in quotes, or as a list of one."""
    single = "'" + payload.replace("'", "''") + "'"
    double = '"' + payload.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return chance.choice((payload, single, single, double, f"[{single}]"))


def _item(text: str, chance: random.Random) -> str:
    """An item of a list replaced."""
    lines = text.split("\n")
    found = [number for number, line in enumerate(lines) if line.lstrip().startswith("- ")]
    if not found:
        return text
    number = chance.choice(found)
    head = lines[number][: lines[number].index("- ") + 2]
    lines[number] = head + chance.choice((chance.choice(NODES), _written(chance.choice(TEXTS), chance)))
    return "\n".join(lines)


def _escaped(text: str, chance: random.Random) -> str:
    return _at_entry(text, chance, lambda match: _with_value(match, chance.choice(QUOTED)))


def _long(text: str, chance: random.Random) -> str:
    payload = chance.choice(LONG)
    written = _written(payload.replace("\n", " "), chance)
    if "\n" in payload:
        written = '"' + payload.replace("\n", "\\n") + '"'
    return _at_entry(text, chance, lambda match: _with_value(match, written))


def _bomb(text: str, chance: random.Random) -> str:
    bomb = chance.choice(BOMBS)
    return _at_entry(text, chance, lambda match: _with_value(match, bomb))


def _key(text: str, chance: random.Random) -> str:
    """A key renamed, doubled, emptied, or turned into another one of the file."""
    keys = [match["key"] for line in text.split("\n") if (match := ENTRY.match(line))] or ["甲"]

    def change(match: re.Match[str]) -> str:
        head, key, rest = match["indent"], match["key"], match["colon"] + match["value"]
        match chance.randrange(5):
            case 0:
                return f"{head}{chance.choice(keys)}{rest}"
            case 1:
                blank = " " * len(head)
                return f"{head}{key}{rest}\n{blank}{key}{rest}"
            case 2:
                return f"{head}{chance.choice(TEXTS)}{rest}"
            case 3:
                return f"{head}{key}"
            case _:
                return f"{head}{chance.choice(NODES)}{rest}"

    return _at_entry(text, chance, change)


def _typing(text: str, chance: random.Random) -> str:
    """One sign as another input method gives it."""
    sign = chance.choice(list(_TYPING))
    places = [match.start() for match in re.finditer(re.escape(sign), text)]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + _TYPING[sign] + text[at + len(sign) :]


def _sign(text: str, chance: random.Random) -> str:
    """A sign or two deleted, doubled or put in anywhere."""
    at = chance.randrange(len(text) + 1)
    match chance.randrange(3):
        case 0:
            return text[:at] + text[at + chance.choice((1, 1, 2, 7)) :]
        case 1:
            return text[:at] + chance.choice(TEXTS) + text[at:]
        case _:
            return text[:at] + chance.choice(":-#'\"[]{}|>&*!%@`,?\n\t 、。【】\u3000") + text[at:]


def _names(text: str, chance: random.Random) -> str:
    """Names of files: of what is included, of pictures, of evidence."""
    place = chance.choice(PLACES)
    match chance.randrange(3):
        case 0:
            return f"{text.rstrip()}\n包含: {_written(place, chance)}\n"
        case 1:
            files = [
                line for line in text.split("\n") if re.search(r"(包含|图|附件|佐证|模板|照片).*[:：]", line)
            ]
            if files:
                line = chance.choice(files)
                return text.replace(line, re.sub(r"([:：]).*", lambda found: found[1] + " " + place, line), 1)
            return f"包含: {place}\n{text}"
        case _:
            return _at_entry(text, chance, lambda match: _with_value(match, _written(place, chance)))


def _whole(text: str, chance: random.Random) -> str | bytes:
    """Not a plan at all."""
    junk = (
        "",
        "\n",
        "---",
        "...",
        "--- 甲\n--- 乙\n",
        "%YAML 1.1\n---\n甲: 乙",
        "#",
        "\ufeff",
        "null",
        "[]",
        "{}",
    )
    match chance.randrange(4):
        case 0:
            return chance.choice(junk)
        case 1:
            return chance.randbytes(chance.choice((1, 10, 1_000, 100_000)))
        case 2:
            return chance.choice(("---\n", "%TAG ! tag:a,2000:\n---\n", "\ufeff", "...\n")) + text
        case _:
            return text + chance.choice(("\n---\n甲: 乙\n", "\n...\n甲", "\n" + text, "\x00", "\x1a"))


OPERATORS: Sequence[Operator] = (
    _bytes,
    _encoding,
    _mixed,
    _endings,
    _indentation,
    _rows,
    _retyped,
    _hostile,
    _item,
    _escaped,
    _long,
    _bomb,
    _key,
    _typing,
    _sign,
    _names,
    _whole,
    meanings.crossed,
    meanings.grafted,
    meanings.revalued,
    meanings.figures,
    meanings.many,
)
WEIGHTS = (8, 3, 2, 1, 6, 9, 12, 16, 7, 3, 4, 1, 9, 6, 8, 4, 2, 22, 12, 14, 14, 3)
