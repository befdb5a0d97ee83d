"""Punctuation, numbers and terms in what the author wrote.

What is certain is told once a code and file with its count, because one command mends it; what is
doubtful is told place by place, up to a bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from wenming_docs.facts.house import read_terms
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass
from wenming_docs.words.checks.mixed import mixed_forms
from wenming_docs.words.checks.written import Written, place_of, written_in
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording import LONG_PARAGRAPH, NAMES, Hit, Reader, reader_of

MOST_OF_ONE_CODE = 20
"""Doubtful places told of one code; the rest is counted."""
NOTICES = frozenset(("W008", "W012", "W016", "W019", "W030", "W001"))
"""Doubtful hits that are a matter of taste, or that only the author can judge."""
_FMT = "运行 wenming fmt 改正"
_S_OF_STRUCTURE = lazy_pattern("S0[0-5]")
"""Codes of faults that keep a file from being read as it is meant; S06 and S07 are about other things."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A hit with the text it was found in."""

    hit: Hit
    written: Written


def check_wording(workspace: Workspace) -> Iterator[Finding]:
    """Findings about the wording of every text of the facts, and about the office's list of terms."""
    entry = next(iter(workspace.texts), "")
    terms, mistakes = read_terms(Path(entry).parent if entry else None)
    yield from mistakes
    written = written_in(workspace)
    yield from told(spotted(written, reader_of(terms)), workspace.texts)
    yield from mixed_forms(written, workspace.texts)


def once_sound(findings: Iterable[Finding], faults: Iterable[Finding]) -> Iterator[Finding]:
    """``findings``; what ``fmt`` cannot mend before a fault of the YAML in the same file says so."""
    from wenming_docs.codes import CODES

    torn: dict[str, int] = {}
    for fault in faults:
        if fault.origin and _S_OF_STRUCTURE.match(fault.code) and not CODES[fault.code].mended:
            torn[fault.origin.file] = min(fault.origin.line, torn.get(fault.origin.file, fault.origin.line))
    for finding in findings:
        line = torn.get(finding.origin.file) if finding.origin else None
        if line and finding.code[0] == "W" and _FMT in finding.hint:
            finding = replace(finding, hint=finding.hint.replace(_FMT, f"先改好第{line}行，再{_FMT}"))
        yield finding


def spotted(written: list[Written], reader: Reader) -> list[Spotted]:
    """Every hit in these texts, in order; a text that two fields share is read once."""
    found: list[Spotted] = []
    seen: set[tuple[Origin | None, str]] = set()
    for each in _worth_reading(written, reader):
        key = (each.text.origin, str(each.text))
        if key in seen:
            continue
        seen.add(key)
        for hit in reader.hits(str(each.text), each.sort):
            if hit.code != "W008" or each.closed:
                found.append(Spotted(hit, each))
    return found


def _worth_reading(written: list[Written], reader: Reader) -> list[Written]:
    """The suspects, and paragraphs whose end alone can be wrong."""
    texts = list(dict.fromkeys(each.text for each in written))
    suspects = {texts[index] for index in reader.suspects(texts)}
    return [each for each in written if each.text in suspects or (each.closed and _is_open(each.text))]


def _is_open(text: str) -> bool:
    return len(text) >= LONG_PARAGRAPH and not text.endswith(tuple("。！？…”）："))


def told(found: list[Spotted], texts: dict[str, str]) -> Iterator[Finding]:
    """The findings that hits become."""
    sure: dict[tuple[str, str], list[Spotted]] = defaultdict(list)
    doubtful: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], Finding] = {}
    for each in found:
        origin = each.written.text.origin
        key = (each.hit.code, origin.file if origin else "")
        if each.hit.new is not None:
            sure[key].append(each)
            continue
        doubtful[key] += 1
        if doubtful[key] <= MOST_OF_ONE_CODE:
            last[key] = _doubt(each, texts)
            yield last[key]
    for (code, _), places in sure.items():
        yield _sum(code, places, texts)
    for key, count in doubtful.items():
        if count > MOST_OF_ONE_CODE:
            message = f"{NAMES[key[0]]}：同样的问题另有 {count - MOST_OF_ONE_CODE} 处"
            yield replace(last[key], message=message, hint="改好上面的，再运行一次")


def _doubt(each: Spotted, texts: dict[str, str]) -> Finding:
    hit = each.hit
    severity = Severity.NOTICE if hit.code in NOTICES else Severity.WARNING
    place = place_of(each.written.text, hit.start, texts)
    return Finding(hit.code, severity, hit.message, hit.hint or "对照原意改", place)


def _sum(code: str, places: list[Spotted], texts: dict[str, str]) -> Finding:
    first = places[0].hit
    message = first.message
    if len(places) > 1:
        message = f"{NAMES[code]} {len(places)} 处，第一处在这里：{first.message}"
    shown = f"改成“{first.new}”" if first.new else "删去"
    hint = f"{_FMT}这 {len(places)} 处" if len(places) > 1 else f"{shown}，或{_FMT}"
    place = place_of(places[0].written.text, first.start, texts)
    return Finding(code, Severity.WARNING, message, hint, place)
