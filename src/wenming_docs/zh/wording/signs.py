"""Punctuation marks (GB/T 15834-2011): half-width ones, doubled ones, those that contradict each other.

It is long because the marks share one table and one order of precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording.hits import AFTER, BEFORE, HAN, HIDDEN, Hit, around

FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF = lazy_pattern(
    rf"(?<=[{BEFORE}])[ ]?[,;:?!](?![,;:?!])[ ]?(?![/\\])"
    rf"|(?<=[0-9A-Za-z)])[,;:?!](?=[{AFTER}])"
    rf"|(?<=[{BEFORE}])\.(?![.\dA-Za-z])"
)


def half_width_marks(text: str) -> Iterator[Hit]:
    """W001: , ; : ? ! . beside 汉字; times, decimals, English and addresses are left alone."""
    for mark in _HALF.finditer(text):
        sign = mark.group().strip()
        start, end = mark.span()
        new = FULL[sign] if sign != "." or _ends_sentence(text, start) else None
        hint = "句号写“。”，人名中间的点写“·”，多打的删去"
        yield Hit("W001", start, end, new, f"半角标点“{sign}”", hint)


_NEVER_LAST = "和及与或之在于对把被将从向由使让给并但而且若如"
_NEW_SENTENCE = lazy_pattern(
    "[各每要该这那]|对[各于全本有]|在[各全此这]|为[了此进]|通过|完成|实现|清[理除]|同时|此外|另外|其中|下一步|目前|截至|今[年后]|去年|明年|我[们局市县区镇乡校院园办委街]"
    "|本[次年月局市县区镇校院]|[一二三四五六]是|第[一二三四五六]|首先|其次|最后|进一步|组织|开展|加[强大快]|建[立成]|完善|做[好到]|积极|认真|严格"
    "|坚持|强化|落实|推[进动]|充分|定期|把握|将[各其全对]|由[各分专市县区街社于此]|按[照时]|根据|以[此各]|围绕|结合|确保|力争|领导小组|办公室"
    "|对照|凡是|因此|所以|但是|只有|只要|大家|同志们|会议|活动|全[市县区街镇局校院园体面年]|广大|机关|有关|相关|街道|社区|市[委政直]|区[委政直]|县[委政直]|使"
)
_ENOUGH_FOR_A_SENTENCE = 6


def _ends_sentence(text: str, place: int) -> bool:
    """Whether the dot at ``place`` can only be a full stop: at the end, or between two sentences.

    A dot may as well part a foreign name, or be one too many: 阿依古丽.热合曼, 每月一检查的.考评.
    """
    before = text[place - 1]
    rest = text[place + 1 :].lstrip(" ”’）》】")
    if not rest:
        return before not in _NEVER_LAST
    if before in "”）》】" and text[place + 1] not in "，。；：、":
        return True
    said = re.split("[。！？!?.]", text[:place])[-1]
    return (
        before not in _NEVER_LAST + "的"
        and len(re.findall(f"[{HAN}]", said)) >= _ENOUGH_FOR_A_SENTENCE
        and bool(_NEW_SENTENCE.match(rest))
    )


_NUMBERED = lazy_pattern(r"[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")
_PAIR = lazy_pattern(r"\([^()（）\n]*\)|（[^()（）\n]*\)|\([^()（）\n]*）")


def half_width_brackets(text: str) -> Iterator[Hit]:
    """W002: ( ) that hold 汉字 or follow one."""
    for pair in _PAIR.finditer(text):
        start, end = pair.span()
        near = text[start - 1 : start] + pair.group() + text[end : end + 1]
        if not re.search(f"[{HAN}{HIDDEN}”》】，。；、：]", near):
            continue
        for place, sign in ((start, "（"), (end - 1, "）")):
            if text[place] != sign:
                yield Hit("W002", place, place + 1, sign, f"半角括号“{text[place]}”")


_DOUBLE = lazy_pattern(r'"')
_SINGLE = lazy_pattern(r"(?<![A-Za-z0-9])'([^'\"\n]*)'(?![A-Za-z])")


def straight_quotes(text: str) -> Iterator[Hit]:
    """W003: pairs of straight quotes round Chinese; an odd one is only told."""
    places = [found.start() for found in _DOUBLE.finditer(text)]
    if len(places) % 2:
        if re.search(f"[{HAN}]", text):
            yield Hit("W003", places[-1], places[-1] + 1, None, "直引号没有配对", "补上另一个，用“”")
    else:
        for first, last in zip(places[::2], places[1::2], strict=True):
            if re.search(f"[{HAN}{HIDDEN}]", text[first:last]):
                yield Hit("W003", first, first + 1, "“", "直引号")
                yield Hit("W003", last, last + 1, "”", "直引号")
    for pair in _SINGLE.finditer(text):
        if re.search(f"[{HAN}]", pair[1]):
            before = text[: pair.start()]
            nested = before.count("“") > before.count("”") or before.count('"') % 2 == 1
            left, right = ("‘", "’") if nested else ("“", "”")
            yield Hit("W003", pair.start(), pair.start() + 1, left, "直引号")
            yield Hit("W003", pair.end() - 1, pair.end(), right, "直引号")


_DOTS = lazy_pattern(r"\.{3,}|。{3,}|·{3,}|(?<!…)…(?!…)|(?:\. ){2,}\.")
_DASHES = lazy_pattern(rf"(?<=[{BEFORE}])[ ]?(?:--+|－－+|———+)[ ]?(?=[{AFTER}])")


def dots_and_dashes(text: str) -> Iterator[Hit]:
    """W011 省略号 and W012 破折号 that are not the signs of the standard."""
    for dots in _DOTS.finditer(text):
        if re.search(f"[{HAN}”）]", text[: dots.start()][-1:]):
            yield Hit("W011", *dots.span(), "……", f"省略号写成了“{dots.group()}”")
    for dash in _DASHES.finditer(text):
        yield Hit("W012", *dash.span(), "——", f"破折号写成了“{dash.group().strip()}”")


_REPEATED = lazy_pattern(r"(?<![，。；：、])(?:([，；：、])\1+|。。(?!。))(?![，。；：、])")
_WEAK_STRONG = lazy_pattern(r"(?<![，。；：、])(?:[，、；：](?=。)|、(?=[，；])|，(?=；))(?![，。；：、]{2})")
_CLASH = lazy_pattern(r"[，。；：、]{2,}")


def clashing_marks(text: str) -> Iterator[Hit]:
    """W007: the same mark twice, or two that contradict each other; ？？ and ！！ are taste."""
    certain: list[tuple[int, int]] = []
    for twice in _REPEATED.finditer(text):
        certain.append(twice.span())
        yield Hit("W007", *twice.span(), twice.group()[0], f"标点重复“{twice.group()}”")
    for weak in _WEAK_STRONG.finditer(text):
        certain.append((weak.start(), weak.end() + 1))
        pair = text[weak.start() : weak.end() + 1]
        yield Hit("W007", *weak.span(), "", f"标点相连“{pair}”")
    for clash in _CLASH.finditer(text):
        if set(clash.group()) != {"。"} and not any(
            a < clash.end() and clash.start() < b for a, b in certain
        ):
            yield Hit("W007", *clash.span(), None, f"标点相连“{clash.group()}”", "留一个")


_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "‘": "’", "〈": "〉"}
_OPENED = {right: left for left, right in _PAIRS.items()}
_MIXED_PAIR = lazy_pattern(r"\([^()（）\n]*）|（[^()（）\n]*\)")
_ANY_SIGN = lazy_pattern("[（）《》“”〔〕‘’〈〉()]")


def unbalanced_signs(text: str) -> Iterator[Hit]:
    """W009: brackets and quotes without a partner, 《 and ‘ outside their order."""
    if mended := list(_turned_quotes(text)):
        yield from mended
        return
    text = _MIXED_PAIR.sub(lambda pair: f"（{pair.group()[1:-1]}）", text)
    open_signs: list[tuple[str, int]] = []
    for found in _ANY_SIGN.finditer(text):
        sign, place = found.group(), found.start()
        if sign in "()" or _is_list_bracket(text, place):
            continue
        if sign in _PAIRS:
            open_signs.append((sign, place))
        elif open_signs and _PAIRS[open_signs[-1][0]] == sign:
            open_signs.pop()
        else:
            hint = f"补上 {_OPENED[sign]} ，或删去多的这一个" if not open_signs else "成对的符号不能交叉"
            yield Hit("W009", place, place + 1, None, f"{sign} 没有配对", hint)
            return
    if open_signs:
        sign, place = open_signs[0]
        hint = f"补上 {_PAIRS[sign]}"
        yield Hit("W009", place, place + 1, None, f"{sign} 没有配对", hint)


def _turned_quotes(text: str) -> Iterator[Hit]:
    """Double quotes that are all there, some of them turned the wrong way: ”甲“ or “甲“."""
    marks = [(place, sign) for place, sign in enumerate(text) if sign in "“”"]
    right = "".join("“”"[number % 2] for number in range(len(marks)))
    if len(marks) % 2 or "".join(sign for _, sign in marks) == right or "‘" in text:
        return
    inside = [text[a + 1 : b] for (a, _), (b, _) in zip(marks[::2], marks[1::2], strict=True)]
    if any(not 0 < len(part) <= 24 or re.search("[。！？]", part) for part in inside):
        return
    for (place, sign), wanted in zip(marks, right, strict=True):
        if sign != wanted:
            yield Hit("W009", place, place + 1, wanted, f"引号 {sign} 方向反了")


def _is_list_bracket(text: str, place: int) -> bool:
    """``1）`` and ``一）`` at the beginning of a line number a list; they need no partner."""
    return text[place] == "）" and bool(re.fullmatch(r"(?:.*[。；：])?\d{1,2}", text[:place]))


_BETWEEN = lazy_pattern("(?<=》)、(?=《)|(?<=”)、(?=“)")


def pause_between_titles(text: str) -> Iterator[Hit]:
    """W010: no 、 between adjacent 《》 or “”, unless the series has other members (4.5.3.5)."""
    for pause in _BETWEEN.finditer(text):
        if not _in_mixed_series(text, pause.start()):
            yield Hit("W010", *pause.span(), "", "书名号、引号之间的顿号")


_LONGEST_SERIES = 300
_ITEM = r"(?:《[^《》]*》|“[^“”]*”)"
_BACK = lazy_pattern(rf"(?:{_ITEM}、?)*{_ITEM}\Z")
_FORTH = lazy_pattern(rf"(?:{_ITEM}、?)*")


def _in_mixed_series(text: str, place: int) -> bool:
    """Whether the series round a 、 goes on with members that have no marks of their own."""
    before = _BACK.search(text, max(place - _LONGEST_SERIES, 0), place)
    after = _FORTH.match(text, place + 1, place + _LONGEST_SERIES)
    start = before.start() if before else place
    end = after.end() if after else place
    return text[start - 1 : start] == "、" or text[end - 1 : end] == "、" or text[end : end + 1] == "、"


_STOP_INSIDE = lazy_pattern(rf"(?<![。！？\n])（[^（）。]{{1,40}}。）(?=[{HAN}，、；：。])")
_PAUSE_BEFORE_CLOSING = lazy_pattern(r"(?<![一二三四五六七八九十\d])[，、；：](?=[）》〕])")
_MARK_AFTER_OPENING = lazy_pattern(r"(?<=[（《“〔])[，。；：、！？](?![”）])")
_STOP_IN_TITLE = lazy_pattern("。(?=》)")


def marks_inside_brackets(text: str) -> Iterator[Hit]:
    """W024: 。 at the end of a note within a sentence, pauses before a closing or behind an opening sign."""
    for note in _STOP_INSIDE.finditer(text):
        yield Hit("W024", note.end() - 2, note.end() - 1, "", "句内括号里的句号")
    for pause in _PAUSE_BEFORE_CLOSING.finditer(text):
        yield Hit("W024", *pause.span(), "", f"“{text[pause.end()]}”前面的“{pause.group()}”")
    for mark in _MARK_AFTER_OPENING.finditer(text):
        shown = text[mark.start() - 1 : mark.end()]
        yield Hit("W024", *mark.span(), None, f"“{shown}”：标点紧跟在前半个括号后", "删去，或移到括号外")
    for stop in _STOP_IN_TITLE.finditer(text):
        yield Hit("W024", *stop.span(), None, "书名号里以句号收尾", "书名照原名写，原名没有就删去")


_AND_SO_ON = lazy_pattern("、(?=等(?![、”级候待额于同距分价效宽腰次高比离外]))")
_AND = lazy_pattern(rf"[{HAN}]、(?:和(?=各|全|其他|有关|相关|广大)|及(?=其他|各|有关|相关))")


def pause_before_and(text: str) -> Iterator[Hit]:
    """W030: 、 before 等 or 和 says the same twice."""
    for pause in _AND_SO_ON.finditer(text):
        yield Hit("W030", *pause.span(), "", "“等”前面的顿号")
    for pause in _AND.finditer(text):
        shown = around(text, pause.start(), pause.end(), 2)
        yield Hit("W030", pause.start() + 1, pause.end(), None, f"“{shown}”：顿号和连词只用一个", "删去顿号")
