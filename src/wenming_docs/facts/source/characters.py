"""Characters that no document may hold, and characters that nobody can see."""

from __future__ import annotations

import unicodedata

from wenming_docs.zh.lazy import lazy_pattern

FORBIDDEN = lazy_pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ud800-\udfff\ue000\ue001\ufffe\uffff]"
)
"""Control characters, line separators, lone surrogates, the two signs that templates use
for their placeholders, and code points that are no characters. Line feeds are let through."""

TAB = "\ue000"
"""What stands for a tab on its way through a parser that refuses it."""

ZERO_WIDTH = lazy_pattern("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
"""Zero-width spaces and joiners, direction marks, BOM inside a text, soft hyphen."""

_NAMES = {
    "\u2028": "换行分隔符",
    "\u2029": "分段分隔符",
    "\x0b": "从 Word 粘来的手动换行符",
    "\x0c": "换页符",
    "\x00": "空字符",
}


def code_point(character: str) -> str:
    """``U+000B`` for a character."""
    return f"U+{ord(character):04X}"


def describe(character: str) -> str:
    """What a forbidden character is, in words, with its code."""
    name = _NAMES.get(character)
    if name is None:
        special = "\ud800" <= character <= "\udfff" or character in "\ue000\ue001\ufffe\uffff"
        name = "不能用的字符" if special else "控制字符"
    return f"{name} {code_point(character)}"


def visible(message: str) -> str:
    """``message`` on one line, with what cannot be seen or printed written as its code."""
    if message.isprintable():
        return message
    return "".join(c if c.isprintable() or c == " " else _shown(c) for c in message)


def _shown(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return character
    return " " if character in "\n\t" else f"[{code_point(character)}]"
