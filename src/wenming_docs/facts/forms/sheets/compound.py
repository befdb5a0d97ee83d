"""The container that .xls, .doc and locked workbooks are: its streams by name."""

from __future__ import annotations

import struct

from wenming_docs.facts.forms.sheets.package import damaged

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA
"""Sector numbers from here on are signs (free, end of chain), not sectors."""
_ENTRY = 128
_IN_HEADER = 109
_SECTOR = 512
_IN_LIST = _SECTOR // 4 - 1
_FREE, _LAST, _IS_TABLE, _IS_MORE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_SMALL = 4096
"""Streams below this size lie in the small sectors of the root stream."""


class Compound:
    """A compound file. Raises Unsound where it does not hold together."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            shift, small = struct.unpack_from("<HH", data, 0x1E)
            directory = struct.unpack_from("<I", data, 0x30)[0]
            small_table, _, table, _ = struct.unpack_from("<4I", data, 0x3C)
            if shift not in (9, 12) or small != 6:
                raise damaged("容器的格式不对")
            self.size, self.small = 1 << shift, 1 << small
            self.chain = self._numbers(self._table_sectors(table))
            self.entries = self._directory(self._stream(directory))
            self.small_chain = self._numbers(self._sectors(small_table))
        except (struct.error, IndexError) as error:
            raise damaged("容器不完整，可能没有传完") from error

    def names(self) -> set[str]:
        """The names of all streams and folders in it."""
        return set(self.entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self.entries[name]
        if size >= _SMALL:
            return self._stream(start)[:size]
        root = self._stream(self.entries["Root Entry"][0]) if "Root Entry" in self.entries else b""
        pieces = [
            root[n * self.small : (n + 1) * self.small] for n in self._followed(start, self.small_chain)
        ]
        return b"".join(pieces)[:size]

    def _table_sectors(self, table: int) -> list[int]:
        """The sectors that hold the table of chains: 109 in the header, the rest in sectors of their own."""
        found = [n for n in struct.unpack_from(f"<{_IN_HEADER}I", self.data, 0x4C) if n < _END]
        seen = set()
        while table < _END and table not in seen:
            seen.add(table)
            *numbers, table = self._numbers([table])
            found += [n for n in numbers if n < _END]
        return found

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        if start >= len(self.data):
            raise damaged("容器不完整，可能没有传完")
        return self.data[start : start + self.size]

    def _numbers(self, sectors: list[int]) -> list[int]:
        data = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _sectors(self, start: int) -> list[int]:
        return self._followed(start, self.chain)

    @staticmethod
    def _followed(start: int, chain: list[int]) -> list[int]:
        found, seen = [], set()
        while start < _END:
            if start in seen or start >= len(chain):
                raise damaged("容器里的内容连不起来")
            seen.add(start)
            found.append(start)
            start = chain[start]
        return found

    def _stream(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._sectors(start)))

    def _directory(self, data: bytes) -> dict[str, tuple[int, int]]:
        """Name → first sector and size of each entry."""
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", data, at + 64)[0]
            if 2 <= length <= 64:
                name = data[at : at + length - 2].decode("utf-16-le", "replace")
                found.setdefault(name, struct.unpack_from("<II", data, at + 116))
        return found


def packed_stream(name: str, data: bytes) -> bytes:
    """A container that holds nothing but one stream, for a reader that is to see what was looked through.

    Header, table of chains, directory, stream: in sectors of 512 bytes, one after another.
    """
    data = data.ljust(_SMALL, b"\0")  # below that size it would lie in small sectors
    data += b"\0" * (-len(data) % _SECTOR)
    tables = 1
    while (need := -(-(tables + 1 + len(data) // _SECTOR + _extra(tables)) * 4 // _SECTOR)) > tables:
        tables = need
    more = _extra(tables)
    start = more + tables + 1
    numbers = [_IS_MORE] * more + [_IS_TABLE] * tables + [_LAST]
    numbers += [*range(start + 1, start + len(data) // _SECTOR), _LAST]
    chains = _words([*numbers, *[_FREE] * (tables * _SECTOR // 4 - len(numbers))])
    places = list(range(more, more + tables))
    head = SIGNATURE + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += _words([0, tables, more + tables, 0, _SMALL, _LAST, 0, 0 if more else _LAST, more])
    head += _words([*places[:_IN_HEADER], *[_FREE] * (_IN_HEADER - len(places))])
    rest = places[_IN_HEADER:]
    lists = []
    for number in range(more):
        part = rest[number * _IN_LIST : (number + 1) * _IN_LIST]
        lists += [*part, *[_FREE] * (_IN_LIST - len(part)), number + 1 if number + 1 < more else _LAST]
    directory = _entry("Root Entry", 5, 1, _LAST, 0) + _entry(name, 2, _FREE, start, len(data))
    return head + _words(lists) + chains + directory.ljust(_SECTOR, b"\0") + data


def _extra(tables: int) -> int:
    """The sectors that say where those of the table lie, beyond what the header has room for."""
    return max(-(-(tables - _IN_HEADER) // _IN_LIST), 0)


def _words(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """An entry of the directory."""
    text = (name + "\0").encode("utf-16-le")
    about = struct.pack("<H2B3I36xIQ", len(text), kind, 1, _FREE, _FREE, child, start, size)
    return text.ljust(64, b"\0") + about
