"""What a rule finds in a text, and the parts of a text that no rule may touch."""

from __future__ import annotations

import re

from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

HAN = "一-鿿㐀-䶿〇々"
"""汉字, for use inside a character class."""
BEFORE = rf"{HAN}”’》）】〕〉%％℃"
"""What a Chinese punctuation mark may follow."""
AFTER = rf"{HAN}“‘《（【〔〈"
"""What may follow a Chinese punctuation mark."""
HIDDEN = "\ufffc"
"""What stands for a character that no rule may look at."""

_UNTOUCHED = lazy_pattern(
    r"""
      【[^【】]*】
    | [A-Za-z][A-Za-z0-9+.-]{0,15}://[^\s，。；、）》”【】一-鿿]+
    | www\.[A-Za-z0-9./?=&_%#-]+
    | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}
    | [A-Za-z]:[\\/][^\s，。；、）》”]*
    | [\w（）()—-]{0,60}\.
      (?:docx?|xlsx?|pptx?|pdf|wps|et|jpe?g|png|zip|rar|txt|ya?ml|csv|mp4|gov|com|cn|org|net)
      (?![A-Za-z])
    """,
    re.X,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing at ``text[start:end]``. ``new`` is what ought to stand there if that is certain,
    None if only the author can know; ``""`` means that it is to go."""

    code: str
    start: int
    end: int
    new: str | None
    message: str
    hint: str = ""


def veiled(text: str) -> str:
    """``text``, as long as before, with 【】 expressions, addresses and file names made unreadable."""
    if not _MAY_BE_UNTOUCHED.search(text):
        return text
    return _UNTOUCHED.sub(_veil, text)


_MAY_BE_UNTOUCHED = lazy_pattern(r"[【.@:\\]")


def _veil(found: re.Match[str]) -> str:
    whole = found.group()
    if whole[0] == "【":
        return f"【{HIDDEN * (len(whole) - 2)}】"
    return HIDDEN * len(whole)


def around(text: str, start: int, end: int, more: int = 4) -> str:
    """``text[start:end]`` with a little on either side, for a message."""
    return text[max(start - more, 0) : end + more].replace("\n", " ").strip()
