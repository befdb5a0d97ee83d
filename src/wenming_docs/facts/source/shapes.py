"""What lines of YAML look like, right and wrong: the patterns of the trap scan."""

from __future__ import annotations

import re

from wenming_docs.zh.lazy import lazy_pattern

WIDE = "\u3000\xa0\u1680\u2000-\u200a\u202f\u205f"
ZERO = "\u200b-\u200f\u2060\ufeff"
_NO_WORD = r"\s:：﹕︰,，。；;！!？?、“”\"'《》【】\[\]{}#＃…"
_WORD = rf"[^{_NO_WORD}&*|>@`%-][^{_NO_WORD}]{{0,24}}?"
_WHOLE_WORD = _WORD[:-1] + "+"
"""The same where a blank or a colon has to follow: it is gone through once, as neither is part of it."""
_MARK = r"[－﹣—–―−‐‑·•●▪◦∙・](?![—－…])|[*+](?=[ \t])"

LEADING = lazy_pattern(rf"[ \t{WIDE}]*(?:[{ZERO}]+(?=[\s\-#]|$)[ \t{WIDE}]*)*")
"""Everything that stands before the first character of a line, whatever kind of blank."""

MARK = lazy_pattern(rf"(?:{_MARK})[ \t{WIDE}]*(?=\S)")
"""What is typed for a list sign instead of the hyphen-minus."""

GLUED_DASH = lazy_pattern(r"-(?=[^\s\d.-])")
DASH = lazy_pattern(rf"-(?:[ \t]+|(?P<wide>[{WIDE}][ \t{WIDE}]*)|$)")
COLON = lazy_pattern(r":(?=[ \t]|$)")
"""The colon that YAML takes for the end of a key."""

OPENS = lazy_pattern(r":[ \t]*(?:[|>][-+\d]*)?[ \t]*$")
"""The end of a row whose value stands on the lines below it."""

WIDE_COLON = lazy_pattern(rf"(?P<key>{_WORD})[ \t]*[：﹕︰]+:?(?P<gap>[ \t{WIDE}]*)")
COLON_WIDE_BLANK = lazy_pattern(rf"(?P<key>{_WORD}):(?P<gap>[{WIDE}][ \t{WIDE}]*)")
GLUED_COLON = lazy_pattern(rf"(?P<key>{_WORD}):(?=[^\s/\\{WIDE}])")
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
QUOTE_END = {'"': re.compile(r'(?:[^"\\]|\\.|\\$)*"'), "'": re.compile(r"(?:[^']|'')*'")}
ESCAPE = lazy_pattern(r"\\(?:[0abt\tnvfre \"/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|$)|\\")
BLOCK_HEADER = lazy_pattern(r"[|>](?:[+-]?(?P<digit>[1-9])?|(?P<first>[1-9])[+-]?)[ \t]*(?:[ \t]#.*)?$")
COMMENT = lazy_pattern(r"(?:^|[ \t])#")
FLOW_PART = lazy_pattern(r"""(?<=[\[{,: ])"(?:[^"\\]|\\.)*"|(?<=[\[{,: ])'(?:[^']|'')*'|[\[\]{}]|[ \t]\#.*""")
NUMBERING = lazy_pattern(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、]|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]"
)
SCHEMES = frozenset(("http", "https", "ftp", "file", "mailto", "tel"))
ITEM_KEYS = frozenset(
    (
        "名称",
        "标题",
        "日期",
        "期间",
        "文种",
        "指标",
        "事",
        "问题",
        "方面",
        "取",
        "任务",
        "时限",
        "内容",
        "单位",
        "小标题",
    )
)
"""Keys with which an item of a list usually begins."""

_BEGINS = lazy_pattern(
    rf"""
      \n[ ]*+(?:
          [\t{WIDE}{ZERO}\[{{&*!"'%]
        | (?:-[ ]+)*+(?:{_MARK}|-[^\s\d.-]|＃|{_WHOLE_WORD}(?:[ \t]*[：﹕︰]|:(?=[^\s/\\])))
      )
    """,
    re.X,
)
_INSIDE = (
    lazy_pattern(rf":(?:[{WIDE}\t]|[ ]+[\[{{&*!{WIDE}\"])"),
    lazy_pattern(rf"-(?:[{WIDE}\t]|[ ]+[\[{{&*!{WIDE}\"])"),
    lazy_pattern(r" #[^\s#]"),
)


def is_suspicious(text: str) -> bool:
    """Whether a text that YAML accepts may still mean something else than its author thinks.

    Each pattern begins with a sign of its own, which is found fast: every file is gone through.
    """
    return _BEGINS.search(f"\n{text}") is not None or any(inside.search(text) for inside in _INSIDE)


def is_time_or_address(key: str, after: str) -> bool:
    """``12:30``, ``3:1`` and ``http:`` are no keys that lack a blank behind the colon."""
    return (key[-1].isdigit() and after[:1].isdigit()) or key.lower() in SCHEMES
