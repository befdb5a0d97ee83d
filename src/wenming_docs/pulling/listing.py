"""What is not taken over, each with the reason, the cure and the place it probably belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenming_docs.blocks import Inlines, plain
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.word import Passage
from wenming_docs.pulling.hunks import Hunk
from wenming_docs.pulling.pieces import Piece

_AROUND = 8
_LONGEST = 40
_MOST_LINES = 5


def told(code: str, message: str, hint: str, origin: Origin | None, *, notice: bool = False) -> Finding:
    """A finding about an edit: left to the person, or only said."""
    return Finding(code, Severity.NOTICE if notice else Severity.WARNING, message, hint, origin)


def excerpt(text: str, longest: int = _LONGEST) -> str:
    """The beginning and the end of a text."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]}……{text[-(longest // 3) :]}"


def change_shown(old: str, hunk: Hunk) -> tuple[str, str]:
    """Old and new words with a few signs around them, so that a changed digit can be recognised."""
    before, behind = old[max(hunk.start - _AROUND, 0) : hunk.start], old[hunk.end : hunk.end + _AROUND]
    left, right = "…" if hunk.start > _AROUND else "", "…" if hunk.end + _AROUND < len(old) else ""
    return (
        f"{left}{before}{excerpt(old[hunk.start : hunk.end])}{behind}{right}",
        f"{left}{before}{excerpt(hunk.new)}{behind}{right}",
    )


def changed(place: str, old: str, hunk: Hunk) -> str:
    """第3段“…36条…”改成“…38条…”."""
    was, now = change_shown(old, hunk)
    return f"{place}“{was}”改成了“{now}”"


def lines_of(origins: Iterable[Origin]) -> str:
    """计划.yaml:12、计划.yaml:15 …, each once."""
    names = list(dict.fromkeys(f"{o.file}!{o.cell}" if o.cell else f"{o.file}:{o.line}" for o in origins))
    return "、".join(names[:_MOST_LINES]) + (f"等{len(names)}处" if len(names) > _MOST_LINES else "")


def of_several(place: str, old: str, hunk: Hunk, origins: Sequence[Origin]) -> Finding:
    """X052: a sum, or another text made of several facts."""
    message = f"{changed(place, old, hunk)}：这是从{len(origins)}处合成的"
    hint = f"要改就改它的来源：{lines_of(origins)}"
    return told("X052", message, hint, origins[0])


def of_template(place: str, old: str, hunk: Hunk, template: str, near: Origin | None) -> Finding:
    """X053: words that no fact holds."""
    where = f"（{template}）" if template else ""
    message = f"{changed(place, old, hunk)}：这几个字是模板里的{where}，不是计划里的"
    hint = "要每次都这样写，就在本单位的模板里改；只改这一次，就留在 Word 里"
    return told("X053", message, hint, near)


def elsewhere(place: str, old: str, hunk: Hunk, origin: Origin, *, own: bool) -> Finding:
    """X060: one fact, but not as it is printed, or not in a file of this plan."""
    if not own:
        message = f"{changed(place, old, hunk)}：这一项写在“{origin.file}”，不在这份计划里"
        return told("X060", message, f"请在 {lines_of([origin])} 改", origin)
    message = f"{changed(place, old, hunk)}：计划里没有这样的字，是程序数出来的，或换了写法印的"
    return told("X060", message, f"请自己改 {lines_of([origin])}", origin)


def of_two(place: str, old: str, hunk: Hunk, pieces: Sequence[Piece]) -> Finding:
    """X064: a change over the border of two pieces."""
    origins = [piece.origins[0] for piece in pieces if piece.origins]
    names = lines_of(origins)
    message = f"{changed(place, old, hunk)}：改动连着几项，分不清哪几个字是哪一项的"
    hint = f"请自己改：{names}" if names else "这几个字是模板里的；要改就改模板"
    return told("X064", message, hint, origins[0] if origins else None)


def of_name(place: str, old: str, hunk: Hunk, key: str, origins: Sequence[Origin | None]) -> Finding:
    """X052: a name that all documents print, edited in the title or the signature of one.

    ``origins``: where the name stands, and where the document is asked for, if that is known.
    """
    name, document = origins
    message = (
        f"{changed(place, old, hunk)}：这几个字是从“{name.path if name else ''}”来的，改了别的文稿也跟着变"
    )
    where = f"（{lines_of([document])}）" if document else ""
    hint = f"只改这一份，就在“文稿”的这一份里写“{key}: …”{where}"
    hint += f"；真要改名，请自己改 {lines_of([name])}" if name else ""
    return told("X052", message, hint, name)


def of_parted(place: str, old: str, hunk: Hunk, origin: Origin) -> Finding:
    """X061: a change that could be taken, in a paragraph of which another one cannot."""
    message = f"{changed(place, old, hunk)}：这一段另有改动收不了，这一处也没有收"
    return told("X061", message, f"收了就成了半段新、半段旧；请自己改 {lines_of([origin])}", origin)


def nearest(now: Sequence[Inlines], number: int | None) -> Origin | None:
    """The fact nearest before or in paragraph ``number`` of what is said now."""
    for run in reversed(now[: number + 1] if number is not None else ()):
        for text in reversed(run):
            for origin in text.origins:
                if origin.file:
                    return origin
    for run in now:
        for text in run:
            for origin in text.origins:
                if origin.file:
                    return origin
    return None


def origins_in(run: Inlines) -> list[Origin]:
    """The places behind a paragraph, each once."""
    return list(dict.fromkeys(o for text in run for o in text.origins if o.file))


def added(group: Sequence[Passage], near: Origin | None) -> Finding:
    """X054: paragraphs, or the cells of a row, that no fact stands behind."""
    texts = "｜".join(passage.text for passage in group)
    what = "一段" if len(group) == 1 else f"{len(group)}段（格）"
    message = f"{group[0].place}加了{what}“{excerpt(texts, 60)}”，计划里没有它的位置"
    hint = f"要留下，就自己写进计划；它前面的一项在 {lines_of([near])}" if near else "要留下，就自己写进计划"
    return told("X054", message, hint, near)


def deleted(runs: Sequence[Inlines]) -> Finding:
    """X055: paragraphs, or the cells of a row, that were taken out."""
    texts = "｜".join(map(plain, runs))
    origins = [origin for run in runs for origin in origins_in(run)]
    what = "这一段" if len(runs) == 1 else f"这{len(runs)}段（格）"
    message = f"“{excerpt(texts, 60)}”{what}在文稿里删去了，计划里没有删"
    if not origins:
        return told("X055", message, "这几个字是模板里的；要每次都不写，就在本单位的模板里删", None)
    return told("X055", message, f"要删就删计划里的 {lines_of(origins)}", origins[0])


def said_again(place: str, text: str, first: str, origins: Sequence[Origin]) -> Finding:
    """X057: a merged cell goes on over the page, and only its repetition there was edited."""
    was, now = excerpt(first), excerpt(text)
    message = f"{place}（续页上再印一遍的一格）改成了“{now}”，前一页上的“{was}”没有这样改"
    hint = "要改就改前一页的那一格" + (f"，或在 {lines_of(origins)} 改" if origins else "")
    return told("X057", message, hint, origins[0] if origins else None)


def margin(text: str, plan: str) -> Finding:
    """X054: words of a header or footer, which no fact holds."""
    message = f"页眉、页脚里有“{excerpt(text)}”，不在计划里，不收"
    hint = "重新生成、换下文稿时，自己加上的就没有了；每次都要的，放进“--reference-doc”用的样本"
    return told("X054", message, hint, Origin(plan, 1, 1), notice=True)


def conflict(passage: Passage, run: Inlines | None) -> Finding:
    """X056: the facts say something else there by now."""
    if run is None:
        message = f"{passage.place}改成了“{excerpt(passage.text)}”，可计划改过以后已经没有这一段"
        return told("X056", message, "对照新生成的文稿，把还要的写进计划", None)
    origins = origins_in(run)
    theirs, ours = excerpt(passage.text), excerpt(plain(run))
    message = f"{passage.place}两边都改了：文稿里是“{theirs}”，计划里现在是“{ours}”"
    where = f"（{lines_of(origins)}）" if origins else ""
    return told("X056", message, f"定下用哪个，在计划里改{where}", origins[0] if origins else None)


__all__ = [
    "added",
    "change_shown",
    "changed",
    "conflict",
    "deleted",
    "elsewhere",
    "excerpt",
    "lines_of",
    "margin",
    "nearest",
    "of_name",
    "of_parted",
    "of_several",
    "of_template",
    "of_two",
    "origins_in",
    "said_again",
    "told",
]
