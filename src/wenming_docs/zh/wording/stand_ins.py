"""What stands for a name, or for any value of one line, that nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording.hits import Hit

_LATER = "(?:人员|人选|姓名|名单|地点|时间|单位|职务)?(?:待定|未定|待补充?|待填)"
_SIGNS = r"[xX×*○_?□]+"
_WHOLE = lazy_pattern(rf"(?:{_SIGNS}|某某+|{_LATER})(?=$|[（(])")
_IN_BRACKETS = lazy_pattern(rf"(?<=[（(、])(?:{_SIGNS}|某某+|{_LATER})(?=[）)、])")
_SOMEBODY = lazy_pattern("某某+")


def stand_ins(text: str) -> Iterator[Hit]:
    """W020: xx、×××、某某、待定 as the whole of a name or line, 某某 at its head, and posts of that sort.

    方某某 and 某甲 are how a text hides a name on purpose: nothing is missing there.
    """
    for found in (_WHOLE.match(text) or _SOMEBODY.match(text), *_IN_BRACKETS.finditer(text)):
        if found:
            hint = "填上；暂时不知道就写【待填】，程序会记着"
            yield Hit("W020", *found.span(), None, f"占位符“{found.group()}”没有换成内容", hint)
