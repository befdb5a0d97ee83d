"""Mutants of a zip package (.xlsx, .docx): of the archive itself, of its parts, of the XML in them."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.fuzz.bytes_of import spoiled
from tests.fuzz.hostile import LONG, SECRET, TEXTS

Parts: TypeAlias = list[tuple[str, bytes]]
Change: TypeAlias = Callable[[re.Match[bytes]], bytes]
Operator: TypeAlias = Callable[[Parts, random.Random], Parts]

_ELEMENT = re.compile(rb"<(/?)([A-Za-z:]+)([^<>]*?)(/?)>")
_TEXT = re.compile(rb">([^<>]+)<")
_ATTRIBUTE = re.compile(rb' ([A-Za-z:]+)="([^"]*)"')
_NUMBERS = (
    b"0",
    b"-1",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
    b"",
    b"2147483648",
    b"\xe7\x94\xb2",
    b"1.5",
)
_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"c" * 100 + b'"><!ENTITY d "&b;&b;&b;&b;">]>',
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The package ``data`` with one fault in it, now and then with two."""
    if chance.random() < 0.25:
        return _archive(data, chance)
    parts = parts_of(data)
    for _ in range(chance.choice((1, 1, 1, 2))):
        parts = chance.choices(OPERATORS, WEIGHTS)[0](parts, chance)
    return packed(parts, chance)


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def packed(parts: Parts, chance: random.Random) -> bytes:
    """A sound archive of ``parts``, which may hold one name twice."""
    target = io.BytesIO()
    how = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(target, "w", how) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that comes twice is meant
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, how)
    return target.getvalue()


def _archive(data: bytes, chance: random.Random) -> bytes:
    """Faults of the archive: its bytes, its directory, its sizes."""
    directory = data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    match chance.randrange(6):
        case 0:
            return spoiled(data, chance)
        case 1:
            return data[:directory] + spoiled(data[directory:], chance)
        case 2:
            return data[:end] + spoiled(data[end:], chance)
        case 3:
            at = directory + chance.choice((8, 10, 16, 20, 24, 28, 42))
            return data[:at] + chance.randbytes(chance.choice((1, 2, 4))) + data[at + 4 :]
        case 4:
            return chance.choice(
                (b"", b"PK", b"PK\x05\x06" + b"\0" * 18, chance.randbytes(3_000), b"MZ" + data)
            )
        case _:
            return spoiled(data, chance) + data


def _parts(parts: Parts, chance: random.Random) -> Parts:
    """A part left out, doubled, renamed, emptied or added."""
    at = chance.randrange(len(parts))
    name, content = parts[at]
    match chance.randrange(5):
        case 0:
            return parts[:at] + parts[at + 1 :]
        case 1:
            return [*parts, (name, chance.choice((content, b"", content[: len(content) // 2])))]
        case 2:
            names = ("../甲.xml", "/etc/甲.xml", name.upper(), "甲" * 300, "a\\b.xml", name + "/", "C:甲")
            return [*parts[:at], (chance.choice(names), content), *parts[at + 1 :]]
        case 3:
            return [*parts[:at], (name, chance.choice((b"", b"\0" * 9, b"<a/>", b"{}"))), *parts[at + 1 :]]
        case _:
            return [*parts, (f"甲/{number}.bin" if (number := len(parts)) else "", bytes(5_000_000))]


def _part_bytes(parts: Parts, chance: random.Random) -> Parts:
    at = chance.randrange(len(parts))
    name, content = parts[at]
    return [*parts[:at], (name, spoiled(content, chance)), *parts[at + 1 :]]


def _in_xml(
    parts: Parts,
    chance: random.Random,
    pattern: re.Pattern[bytes],
    change: Callable[[re.Match[bytes]], bytes],
) -> Parts:
    """One match of ``pattern`` in one XML part changed."""
    found = [
        number for number, (name, content) in enumerate(parts) if name.endswith((".xml", ".rels")) and content
    ]
    if not found:
        return parts
    at = chance.choice(found)
    name, content = parts[at]
    matches = list(pattern.finditer(content))
    if not matches:
        return parts
    match = chance.choice(matches)
    return [
        *parts[:at],
        (name, content[: match.start()] + change(match) + content[match.end() :]),
        *parts[at + 1 :],
    ]


def _element(parts: Parts, chance: random.Random) -> Parts:
    """An element left out, doubled, renamed or nested a thousand times."""

    def change(match: re.Match[bytes]) -> bytes:
        whole, name = match[0], match[2]
        return chance.choice(
            (
                b"",
                whole * 2,
                whole.replace(name, name + b"X"),
                b"<" + match[1] + b"a:" + name.split(b":")[-1] + match[3] + match[4] + b">",
                (b"<" + name + b">") * 1_000 + (b"</" + name + b">") * 1_000,
                b"<![CDATA[" + whole + b"]]>",
                b"<!-- -->" + whole,
            )
        )

    return _in_xml(parts, chance, _ELEMENT, change)


def _attribute(parts: Parts, chance: random.Random) -> Parts:
    def change(match: re.Match[bytes]) -> bytes:
        value = chance.choice(
            (*_NUMBERS, match[2] * 2, match[2][:-1], b"../" + match[2], b"http://a.example/")
        )
        return chance.choice(
            (b"", b' %s="%s"' % (match[1], value), b' %s="%s"' % (match[1], value), match[0] * 2)
        )

    return _in_xml(parts, chance, _ATTRIBUTE, change)


def _text(parts: Parts, chance: random.Random) -> Parts:
    """What a cell or a run says."""

    def change(match: re.Match[bytes]) -> bytes:
        text = chance.choice((*TEXTS, *LONG[:4]))
        written = text.encode("utf-8", "surrogatepass")
        if chance.random() < 0.7:
            written = written.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
        return (
            b">" + chance.choice((written, written, *_NUMBERS, b"", match[1] * 2, b"&#0;", b"_x0000_")) + b"<"
        )

    return _in_xml(parts, chance, _TEXT, change)


def _doctype(parts: Parts, chance: random.Random) -> Parts:
    head = chance.choice(_ENTITY)

    def change(match: re.Match[bytes]) -> bytes:
        return head + (match[0] if chance.random() < 0.5 else b"<a>&b;&d;</a>")

    return _in_xml(parts, chance, re.compile(rb"^(?:<\?xml[^>]*\?>)?"), change)


def _relation(parts: Parts, chance: random.Random) -> Parts:
    """A part that lies elsewhere."""
    targets = (
        "file:///etc/passwd",
        "http://127.0.0.1:9/甲",
        "../../外头/密.yaml",
        "\\\\127.0.0.1\\甲",
        SECRET,
    )
    target = chance.choice(targets).encode()
    outside = b' Target="%s" TargetMode="External"' % target

    return _in_xml(parts, chance, re.compile(rb' Target="[^"]*"'), lambda _: outside)


OPERATORS: Sequence[Operator] = (_parts, _part_bytes, _element, _attribute, _text, _doctype, _relation)
WEIGHTS = (3, 3, 5, 6, 6, 1, 1)
