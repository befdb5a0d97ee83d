"""``# wenming: 忽略 F013 理由``: a finding that its author has answered is not said again.

An error cannot be answered: such a document would be wrong whoever reads it. What a comment
ignores is looked at afterwards, so that every check stays unaware of comments.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from wenming_docs.facts.source import Comment, comments_with
from wenming_docs.findings import Finding, Origin, Severity, by_place, has_errors
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

WORD = "wenming"
_OURS = lazy_pattern(rf"{WORD}\s*[:：]\s*(?P<what>.*)")
_IGNORE = lazy_pattern(r"(?P<whole>全文)?忽略[:：]?\s*(?P<rest>.*)")
_CODE = lazy_pattern(r"\s*[、,，]?\s*(?P<code>[A-Za-z]{1,2}\d+)(?![\w])")
_MOST_GUESSES = 3
_HOW = "写成“# wenming: 忽略 F013”，理由空一格写在后面"


@dataclass(frozen=True, slots=True)
class _Ignored:
    """One code that one comment ignores, on some lines of a file or on all."""

    code: str
    place: Origin
    comment: Comment
    whole: bool

    def among(self, alike: Sequence[Finding]) -> Sequence[Finding]:
        """Those it speaks of among the findings of its code in its file, which stand in order."""
        if self.whole:
            return alike
        first = bisect_left(alike, self.comment.first, key=_line)
        return alike[first : bisect_right(alike, self.comment.last, key=_line)]


def _line(finding: Finding) -> int:
    return finding.origin.line if finding.origin else 0


def heed_comments(
    findings: Iterable[Finding], texts: Mapping[str, str], *, complete: bool
) -> tuple[Finding, ...]:
    """``findings`` without those that a comment of the author ignores, and what is wrong with such comments.

    ``complete`` says that every check has run: only then is an idle comment one.
    """
    found = tuple(findings)
    if not any(WORD in text for text in texts.values()):
        return found
    ignored, faults = _read(texts)
    if not ignored and not faults:
        return found
    complete = complete and not has_errors(found)
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in by_place(found):
        if finding.origin:
            alike.setdefault((finding.code, finding.origin.file), []).append(finding)
    hidden: set[Finding] = set()
    for one in ignored:
        meant = one.among(alike.get((one.code, one.place.file), []))
        may = [finding for finding in meant if finding.severity is not Severity.ERROR]
        hidden.update(may)
        if meant and not may:
            faults.append(_error_stays(one, meant))
        elif not meant and complete:
            faults.append(_idle(one))
    return tuple(by_place([*(finding for finding in found if finding not in hidden), *faults]))


def _read(texts: Mapping[str, str]) -> tuple[list[_Ignored], list[Finding]]:
    """What the comments of all files ignore, and those that cannot be understood."""
    from wenming_docs.codes import CODES  # a file without such comments does not pay for it

    ignored: list[_Ignored] = []
    faults: list[Finding] = []
    for file, text in texts.items():
        for comment in comments_with(WORD, text):
            ours = _OURS.match(comment.text)
            if ours is None:
                continue
            place = Origin(file, comment.line, comment.column)
            form = _IGNORE.match(ours["what"])
            codes = _leading_codes(form["rest"]) if form else []
            if form is None or not codes:
                message = f"这句注释看不懂：“# {comment.text[:30]}”"
                faults.append(Finding("S070", Severity.WARNING, message, _HOW, place))
                continue
            faults += [_unknown(code, place) for code in codes if code not in CODES]
            whole = bool(form["whole"])
            ignored += [_Ignored(code, place, comment, whole) for code in codes if code in CODES]
    return ignored, faults


def _leading_codes(text: str) -> list[str]:
    """``F013、W002 上级原文如此`` → both codes; the reason behind them is for people."""
    codes: list[str] = []
    at = 0
    while found := _CODE.match(text, at):
        codes.append(found["code"].upper())
        at = found.end()
    return list(dict.fromkeys(codes))


def _unknown(code: str, place: Origin) -> Finding:
    close = _close_codes(code)
    hint = f"运行 wenming explain{_family(code)}，看有哪些编码"
    if 0 < len(close) <= _MOST_GUESSES:
        hint = f"是不是想写“{'”或“'.join(close)}”"
    return Finding("S071", Severity.WARNING, f"没有编码“{code}”，什么也没有忽略", hint, place)


@cache
def _close_codes(code: str) -> tuple[str, ...]:
    """The codes of the same family that differ in one digit alone; F14 lacks a nought."""
    from wenming_docs.codes import CODES

    if (padded := code[0] + code[1:].zfill(3)) in CODES:
        return (padded,)
    return tuple(
        known
        for known in CODES
        if known[0] == code[0]
        and len(known) == len(code)
        and sum(a != b for a, b in zip(known, code, strict=True)) == 1
    )


def _family(code: str) -> str:
    from wenming_docs.codes import FAMILIES

    return f" {code[0]}" if code[0] in FAMILIES else ""


def _error_stays(one: _Ignored, meant: Sequence[Finding]) -> Finding:
    message = f"{one.code} 在第{_line(meant[0])}行是错误，错误不能忽略"
    return Finding("S072", Severity.WARNING, message, "照那一条的提示改好，再删去这句注释", one.place)


def _idle(one: _Ignored) -> Finding:
    from wenming_docs.codes import CODES, plain

    where = "文件里" if one.whole else "这里" if one.comment.first else "后面"
    message = f"{where}已经没有 {one.code}（{plain(CODES[one.code].meaning)}）可以忽略"
    return Finding("S073", Severity.NOTICE, message, "删去这句注释", one.place)
