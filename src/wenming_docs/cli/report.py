"""Findings in every form a reader may ask for; text for people is made here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from wenming_docs.cli.console import (
    DONE,
    SEVERITY_NAMES,
    Screen,
    clean,
    paint,
    printable_everywhere,
    severity_name,
)
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

Style: TypeAlias = Literal["text", "json", "sarif", "github", "gitlab", "junit"]
STYLES: tuple[Style, ...] = ("text", "json", "sarif", "github", "gitlab", "junit")

_MOST_BYTES = 15_000
"""A report beyond 16 KB is read by nobody; the rest is left for the last lines and the colours."""
_MOST_FINDINGS = 200
_LONGEST = 400
"""Characters of one message or cure; whoever quotes a whole paragraph says no more by it."""
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
_MARGIN = "    "
_GAP = "F041"
_MOST_GAPS = 8
"""【待填】 of one file told one by one; a fresh starter has dozens."""
_GAPS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding and the file it was found for, which is named when the finding has no place of its own."""

    finding: Finding
    file: str

    @property
    def place(self) -> str:
        """``plan.yaml:12:5``, or the file alone."""
        return clean(str(self.finding.origin or self.file))

    @property
    def where(self) -> str:
        """The file that holds the finding, or the one it was found for."""
        return self.finding.origin.file if self.finding.origin else self.file


def report(
    entries: Iterable[Entry],
    texts: Mapping[str, str],
    style: Style,
    *,
    files: Sequence[str] = (),
    strict: bool = False,
) -> str:
    """The findings in ``style``, in reading order; "" where that style has nothing to say.

    ``files`` are those looked at, also the sound ones; ``strict`` makes a warning a failure.
    """
    ordered = in_reading_order(entries)
    if style == "text":
        return text_report(ordered, texts, Screen.of_stdout())
    from wenming_docs.cli import formats, sarif

    narrow = not printable_everywhere()
    match style:
        case "json":
            return formats.json_report(ordered, ascii_only=narrow)
        case "sarif":
            return sarif.sarif_report(ordered, ascii_only=narrow)
        case "github":
            return formats.github_report(ordered)
        case "gitlab":
            return formats.gitlab_report(ordered, ascii_only=narrow)
        case "junit":
            return formats.junit_report(ordered, files, strict=strict, ascii_only=narrow)


def in_reading_order(entries: Iterable[Entry]) -> list[Entry]:
    """Each finding once: files as they came up, then by line and column, those without a place last."""
    unique = {(entry.where, entry.finding): entry for entry in entries}
    files: dict[str, int] = {}
    for entry in unique.values():
        files.setdefault(entry.where, len(files))
    return sorted(unique.values(), key=lambda entry: (files[entry.where], *_position(entry)))


def _position(entry: Entry) -> tuple[bool, int, int, str, str]:
    origin = entry.finding.origin or Origin("", 0, 0)
    return entry.finding.origin is None, origin.line, origin.column, entry.finding.code, entry.finding.message


def text_report(entries: Iterable[Entry], texts: Mapping[str, str], screen: Screen | None = None) -> str:
    """Each finding with its line and a caret, blank lines between files, the count at the end.

    At most 200 findings and 16 KB: errors first, then what fits; how many are left is said.
    """
    screen = screen or Screen()
    everything = in_reading_order(entries)
    if not everything:
        return f"{paint(DONE, 'green')} 没有发现问题"
    ordered = _gaps_together(everything)
    blocks = _fitting(ordered, texts, screen)
    lines: list[str] = []
    before: Entry | None = None
    for entry, block in blocks:
        if before is not None and before.where != entry.where:
            lines.append("")
        lines.append(_coloured(block, entry.finding))
        before = entry
    if left := len(ordered) - len(blocks):
        lines.append(f"\n还有 {left} 处没有列出，改好以上几处再检查（全部列出：加 --format json）")
    return "\n".join([*lines, "", summary([entry.finding for entry in everything])])


def _gaps_together(ordered: Sequence[Entry]) -> list[Entry]:
    """Where a file has many 【待填】 the first ones, then one finding with the lines of the others."""
    gaps: dict[str, list[Entry]] = {}
    for entry in ordered:
        if entry.finding.code == _GAP and entry.finding.severity is Severity.WARNING and entry.finding.origin:
            gaps.setdefault(entry.where, []).append(entry)
    shown: dict[int, Entry | None] = {}
    for own in gaps.values():
        if len(own) > _MOST_GAPS:
            first, *others = own[_GAPS_SHOWN:]
            shown[id(first)] = _others(own[_GAPS_SHOWN:])
            shown.update({id(other): None for other in others})
    kept = (shown.get(id(entry), entry) for entry in ordered)
    return [entry for entry in kept if entry is not None]


def _others(gaps: Sequence[Entry]) -> Entry:
    lines = dict.fromkeys(gap.finding.origin.line for gap in gaps if gap.finding.origin)
    message = f"另有 {len(gaps)} 处【待填】：第{'、'.join(map(str, lines))}行"
    return Entry(replace(gaps[0].finding, message=message, hint=""), gaps[0].file)


def _fitting(ordered: Sequence[Entry], texts: Mapping[str, str], screen: Screen) -> list[tuple[Entry, str]]:
    """What a report has room for, in reading order; errors are the last to be left out."""
    room = _MOST_BYTES
    chosen: dict[int, str] = {}
    for index in sorted(range(len(ordered)), key=lambda index: _RANK[ordered[index].finding.severity]):
        block = _block(ordered[index], texts, screen)
        room -= len(block.encode("utf-8", "replace")) + 2
        if room < 0 and chosen or len(chosen) == _MOST_FINDINGS:
            break
        chosen[index] = block
    return [(ordered[index], chosen[index]) for index in sorted(chosen)]


def _block(entry: Entry, texts: Mapping[str, str], screen: Screen) -> str:
    """One finding: its place and message, the line it is about, the cure."""
    finding = entry.finding
    message = f"{entry.place}: {SEVERITY_NAMES[finding.severity]} [{finding.code}] {_short(finding.message)}"
    lines = _folded(message, screen)
    lines += [f"{_MARGIN}{clean(line)}" for line in _snippet(texts, finding.origin, screen)]
    if finding.hint:
        lines += _folded(f"  → {_short(finding.hint)}", screen)
    return "\n".join(lines)


def _folded(text: str, screen: Screen) -> list[str]:
    """``text`` within the terminal, its further lines set in; a pipe gets one line."""
    if screen.columns is None:
        return [text]
    from wenming_docs.cli.help import wrap

    indent = text[: len(text) - len(text.lstrip())]
    first, *rest = wrap(text.lstrip(), screen.columns - len(_MARGIN) - 1) or [""]
    return [indent + first, *(_MARGIN + line for line in rest)]


def _coloured(block: str, finding: Finding) -> str:
    name = SEVERITY_NAMES[finding.severity]
    return block.replace(f" {name} [", f" {severity_name(finding.severity)} [", 1)


def _short(text: str) -> str:
    return clean(text if len(text) <= _LONGEST else text[:_LONGEST] + "……")


def _snippet(texts: Mapping[str, str], origin: Origin | None, screen: Screen) -> list[str]:
    if origin is None or origin.file not in texts:
        return []
    from wenming_docs.facts.source import snippet

    shown = snippet(texts, origin, widest=screen.for_lines, wide_ambiguous=screen.wide_ambiguous)
    return shown.splitlines()


def summary(findings: Iterable[Finding]) -> str:
    """``共 2 处错误、1 处警告``."""
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{counts[severity]} 处{SEVERITY_NAMES[severity]}" for severity in Severity if counts[severity]]
    return f"共 {'、'.join(parts)}"
