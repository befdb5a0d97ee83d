"""Faults of bytes, whatever they stand for."""

from __future__ import annotations

import random


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """``data`` with bytes flipped, deleted, put in, cut off or doubled somewhere."""
    at = chance.randrange(len(data) + 1)
    length = chance.choice((1, 1, 2, 8, 64, 1_000))
    match chance.randrange(7):
        case 0:
            return b"".join((data[:at], bytes([chance.randrange(256)]), data[at + 1 :]))
        case 1:
            flipped = bytearray(data)
            for _ in range(chance.choice((1, 3, 20)) if data else 0):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            return bytes(flipped)
        case 2:
            return data[:at] + data[at + length :]
        case 3:
            return data[:at] + chance.randbytes(length) + data[at:]
        case 4:
            return data[:at]
        case 5:
            return data[:at] + data[at : at + length] * 2 + data[at + length :]
        case _:
            return (
                data[:at]
                + chance.choice((b"\0", b"\xff", b"\xef\xbf\xbe", b"\xed\xa0\x80")) * length
                + data[at:]
            )
