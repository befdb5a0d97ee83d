"""A fault of a page, and how many of one cause become one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wenming_docs.findings import Finding, Severity
from wenming_docs.page.inspect.paper import Paragraph, quoted
from wenming_docs.records import dataclass

_PLACES_NAMED = 2
_MEASURES_NAMED = 3
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
_KINDS_OF_ONE_CODE = 3
STANDARD = "GB/T 9704—2012"
_BY_PROFILE = frozenset(
    ("L104", "L105", "L106", "L107", "L110", "L113", "L117", "L118", "L123", "L124", "L126", "L134")
    + ("L135", "L136", "L139")
)
"""Codes whose wanted value an office's profile may set."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is measured against what is wanted, at one place.

    ``subject`` is what is looked at (正文字体); faults that agree in everything but the
    place are told once. ``place`` is said where no paragraph can be quoted (页脚).
    """

    code: str
    severity: Severity
    clause: str
    subject: str
    measured: str
    wanted: str
    cure: str
    paragraph: Paragraph | None = None
    place: str = ""


def warn(
    code: str, clause: str, subject: str, measured: str, wanted: str, cure: str, paragraph: Paragraph
) -> Fault:
    """A fault of what the standard fixes, at a paragraph."""
    return Fault(code, Severity.WARNING, clause, subject, measured, wanted, cure, paragraph)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding and the paragraphs it is about."""

    finding: Finding
    paragraphs: tuple[Paragraph, ...]


def tell(faults: Iterable[Fault], office: str = "") -> list[Told]:
    """One finding for each cause, in the order of codes; the places are counted.

    ``office`` is the name of an office's own profile: what that profile may set is wanted by it.
    """
    causes: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        causes.setdefault((fault.code, fault.wanted), []).append(fault)
    codes: dict[str, list[list[Fault]]] = {}
    for group in causes.values():
        codes.setdefault(group[0].code, []).append(group)
    told = []
    for code in sorted(codes):
        groups = sorted(codes[code], key=lambda group: min(RANK[fault.severity] for fault in group))
        told += [_told(group, office) for group in groups[: _KINDS_OF_ONE_CODE - 1]]
        if rest := [fault for group in groups[_KINDS_OF_ONE_CODE - 1 :] for fault in group]:
            told.append(_told(rest, office))
    return told


def _told(group: Sequence[Fault], office: str) -> Told:
    first = min(group, key=lambda fault: RANK[fault.severity])
    shown = "；".join(_measured(group))
    wanted = "；".join(dict.fromkeys(fault.wanted for fault in group if fault.wanted))
    source = office if office and first.code in _BY_PROFILE else f"{STANDARD} {first.clause}"
    message = f"{places(group)}：{shown}"
    message += (f"，应为{wanted}" if wanted else "") + (f"（{source}）" if first.clause else "")
    paragraphs = tuple(fault.paragraph for fault in group if fault.paragraph is not None)
    return Told(Finding(first.code, first.severity, message, first.cure), paragraphs)


def _measured(group: Sequence[Fault]) -> Iterator[str]:
    """``正文、主送机关是小四宋体``: what was measured, each with the subjects it was measured of."""
    subjects: dict[str, dict[str, None]] = {}
    for fault in group:
        subjects.setdefault(fault.measured, {}).setdefault(fault.subject)
    said: dict[str, None] = {}
    for number, (measured, names) in enumerate(subjects.items()):
        if number == _MEASURES_NAMED:
            yield "等等"
            return
        tail = "是" if all(name.endswith("是") for name in names) else ""
        subject = "" if names == said else "、".join(name.removesuffix("是") for name in names) + tail
        said = names
        yield subject + measured


def places(group: Sequence[Fault]) -> str:
    """``第3段“为深入推进……”``; of many the first two and how many there are."""
    names = list(dict.fromkeys(_place(fault) for fault in group))
    shown = "、".join(names[:_PLACES_NAMED])
    return shown if len(names) <= _PLACES_NAMED else f"{shown}等{len(names)}处"


def _place(fault: Fault) -> str:
    paragraph = fault.paragraph
    if fault.place or paragraph is None:
        return fault.place or "全文"
    number = f"第{paragraph.number}段" if paragraph.number else ""
    return f"{number}{quoted(paragraph.text)}" if paragraph.text else number or "空段"
