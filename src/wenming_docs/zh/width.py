"""How wide text is: in terminal columns, and in 字 on the page."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_INVISIBLE = {"Mn", "Me", "Cf", "Cc"}


def display_width(text: str) -> int:
    """Terminal columns: 2 for wide characters, 0 for combining, format and control characters."""
    if text.isascii():
        return len(text) if text.isprintable() else sum(map(str.isprintable, text))
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if category(sign) in _INVISIBLE:
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def em_width(text: str) -> float:
    """Width on the page in 字: full-width signs 1 (also “”‘’—…·), ASCII and half-width signs 0.5."""
    try:
        # GBK spends two bytes exactly on what Chinese fonts draw full-width; this runs in C.
        return len(text.encode("gbk")) / 2
    except UnicodeEncodeError:
        return sum(map(_ems, text))


def _ems(sign: str) -> float:
    if sign.isascii():
        return 0.5
    if category(sign) in _INVISIBLE:
        return 0.0
    return 1.0 if east_asian_width(sign) in "WFA" else 0.5
