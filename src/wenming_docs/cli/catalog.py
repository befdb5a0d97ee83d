"""What is generated for the command line: click's sentences in Chinese, and the front page.

``python -m wenming_docs.cli.catalog`` writes both anew; tests compare them with fresh ones.
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path

from wenming_docs.cli.entry import FRONT_PAGE, FRONT_PAGE_WIDTH, LOCALE, speak_chinese

SOURCE = Path(LOCALE) / "zh_CN" / "LC_MESSAGES" / "messages.po"
COMPILED = SOURCE.with_suffix(".mo")

_MAGIC = 0x950412DE
_KEYWORDS = ("msgid_plural", "msgid", "msgstr[0]", "msgstr")


def read_catalog(text: str) -> dict[str, str]:
    """The messages of a .po text: original → Chinese; a plural's key holds both forms, joined by NUL."""
    messages: dict[str, str] = {}
    parts: dict[str, str] = {}
    current = ""
    for line in [*text.splitlines(), ""]:
        keyword = next((word for word in _KEYWORDS if line.startswith(word + " ")), "")
        if keyword:
            current = keyword
            parts[current] = ast.literal_eval(line[len(keyword) + 1 :])
        elif line.startswith('"'):
            parts[current] += ast.literal_eval(line)
        elif not line and parts:
            key = "\0".join(parts[word] for word in ("msgid", "msgid_plural") if word in parts)
            messages[key] = parts.get("msgstr[0]", parts.get("msgstr", ""))
            parts = {}
    return messages


def compile_catalog(messages: dict[str, str]) -> bytes:
    """The same messages as GNU gettext's binary file, in the order of their bytes."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    tables_start = 28
    strings_start = tables_start + 16 * len(pairs)
    tables: list[bytes] = []
    strings = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), strings_start + len(strings)))
            strings += pair[column] + b"\0"
    translations_start = tables_start + 8 * len(pairs)
    header = struct.pack("<7I", _MAGIC, 0, len(pairs), tables_start, translations_start, 0, 0)
    return header + b"".join(tables) + strings


def fresh_front_page() -> str:
    """The front page as click prints it now."""
    speak_chinese()
    from wenming_docs.cli.program import front_page

    return front_page(FRONT_PAGE_WIDTH)


if __name__ == "__main__":
    COMPILED.write_bytes(compile_catalog(read_catalog(SOURCE.read_text(encoding="utf-8"))))
    Path(FRONT_PAGE).write_text(fresh_front_page(), encoding="utf-8", newline="\n")
