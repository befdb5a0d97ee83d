"""Names of documents: one segment that every system accepts, and no two alike in one folder."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence

_FORBIDDEN = frozenset('\\/:*?"<>|')
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$")
    + tuple(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³")
)
_MOST_BYTES = 255
_UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe_name(text: str, suffix: str = "") -> str:
    """A file name for ``text`` that every system accepts as one segment, ``suffix`` included.

    At most 255 bytes of UTF-8; never empty, hidden, a device of Windows, or taken for a lock
    file or an option. A name that had to be cut ends in a checksum, so that two long names stay two.
    """
    kept = "".join("_" if _is_forbidden(char) else char for char in text).strip(" \u00a0\u3000")
    if not suffix:
        kept = kept.rstrip(". ")
    if not kept or kept[0] in ".~-" or _is_device(kept):
        kept = "_" + kept
    room = _MOST_BYTES - len(suffix.encode())
    if len(kept.encode()) > room:
        mark = f"~{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"
        kept = kept.encode()[: room - len(mark)].decode(errors="ignore") + mark
    return kept + suffix


def _is_forbidden(char: str) -> bool:
    """Windows' list, control characters, and marks that make a name read other than it is."""
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE
    return (
        char in _FORBIDDEN
        or char in _BIDIRECTIONAL
        or is_noncharacter
        or unicodedata.category(char) in _UNPRINTABLE
    )


def is_unusable(name: str) -> bool:
    """Whether no document can be called so everywhere: a device of Windows, or a lock file by its name."""
    return _is_device(name) or name.startswith("~$")


def _is_device(name: str) -> bool:
    """Windows opens a device for ``CON``, ``con.txt`` and ``NUL .x`` alike."""
    return name.split(".", 1)[0].rstrip(" ").upper() in _DEVICES


def name_key(name: str) -> str:
    """Equal for two names that some file system takes for one (case, composed letters)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def plan_names(documents: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One safe file name for each (stem, suffix), in order; a repeated one gets ``-2``, ``-3`` …

    The first keeps its plain name, so a document's name does not change when another is added
    behind it. Names that differ only in capitals count as repeated.
    """
    plain = {name_key(safe_name(stem, suffix)) for stem, suffix in documents}
    used: set[str] = set()
    names = []
    for stem, suffix in documents:
        name = safe_name(stem, suffix)
        number = 2
        while name_key(name) in used:
            candidate = safe_name(f"{stem}-{number}", suffix)
            name = name if name_key(candidate) in plain else candidate
            number += 1
        used.add(name_key(name))
        names.append(name)
    return tuple(names)


def plan_file_names(documents: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Like :func:`plan_names`, but one name for all formats of a document: numbered as .docx, so as .xlsx."""
    stems = list(dict.fromkeys(stem for stem, _ in documents))
    longest = max((suffix for _, suffix in documents), key=len, default="")
    names = dict(zip(stems, plan_names([(stem, longest) for stem in stems]), strict=True))
    return tuple(names[stem].removesuffix(longest) + suffix for stem, suffix in documents)


def numbered(name: str, number: int) -> str:
    """The name of a further copy, as file managers call it: ``方案.docx`` and 2 → ``方案 (2).docx``."""
    stem, dot, suffix = name.rpartition(".")
    return safe_name(f"{stem if dot else name} ({number})", dot + suffix if dot else "")
