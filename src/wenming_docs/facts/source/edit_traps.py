"""Mending what was mistyped in a file, as far as its cure is certain.

The trap scan mends a copy of the text so that it can read on. Where every mistake of a line has
only one cure, that mending is the cure. A few more are mended here: values that need quotes,
list brackets, years of document numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from wenming_docs.facts.source import shapes
from wenming_docs.facts.source.characters import TAB, ZERO_WIDTH
from wenming_docs.facts.source.codes import Collector, TooMuch
from wenming_docs.facts.source.edit import scalars_of
from wenming_docs.facts.source.nodes import Mapping
from wenming_docs.facts.source.scan import scan
from wenming_docs.facts.source.source import parse_page
from wenming_docs.facts.source.tree import Fault, build_tree
from wenming_docs.findings import Finding, Severity
from wenming_docs.records import dataclass

_MOST_ROUNDS = 8
_ANCHOR = re.compile(r"[&*][A-Za-z0-9_-]+")
"""Rather YAML's own anchors than text: what stands there is for the author to say."""
_SIGNS = re.compile(r"[\W_]+")
_BY_SCAN = frozenset(("S030", "S031", "S032", "S033", "S034", "S048"))
"""Mistakes that the scan's own mending cures."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The lines after mending; ``counts`` says how many of each code were mended."""

    lines: tuple[str, ...]
    counts: dict[str, int]


class _Everything(Collector):
    """Findings by line, none left out."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.by_line: dict[int, list[tuple[Severity, str, int]]] = defaultdict(list)

    def add(self, severity: Severity, code: str, place: tuple[int, int], message: str, hint: str) -> None:
        self.by_line[place[0] - 1].append((severity, code, place[1] - 1))
        super().add(severity, code, place, message, hint)

    def _give_up(self, place: tuple[int, int]) -> None:
        """Go on: who has ten thousand of the same mistake needs ``fmt`` most."""


def mend_traps(lines: tuple[str, ...], name: str) -> Mended:
    """``lines`` with every certain mistake of YAML mended; as they were if that changed anything else."""
    current, counts = lines, defaultdict[str, int](int)
    for _ in range(_MOST_ROUNDS):
        changes = _round(current, name)
        if not changes:
            break
        following = list(current)
        for number, (line, codes) in changes.items():
            following[number] = line
            for code in codes:
                counts[code] += 1
        if not _keeps_facts(current, tuple(following), set(changes), name):
            break
        current = tuple(following)
    return Mended(current, dict(counts) if current != lines else {})


def _round(lines: tuple[str, ...], name: str) -> dict[int, tuple[str, list[str]]]:
    """Line number → the mended line, and the codes of what was mended in it."""
    text, found = "\n".join(lines), _Everything(name)
    try:
        tree = build_tree(text, own := Collector(name))
        accepted = True
    except Fault:
        accepted = False
    except TooMuch:
        return {}
    if accepted and not tree.folded and not shapes.is_suspicious(text):
        return _zero_width_keys(lines, own)
    draft = scan(text, found, accepted=accepted)
    changes: dict[int, tuple[str, list[str]]] = {}
    for number, seen in found.by_line.items():
        errors = [code for severity, code, _ in seen if severity is Severity.ERROR]
        if errors and set(errors) <= _BY_SCAN and number not in draft.blanked:
            mended = draft.lines[number].replace(TAB, "\t")
        else:
            mended = _cured(lines[number], seen)
        if mended != lines[number] and _words(mended) == _words(lines[number]):
            changes[number] = (mended, [code for _, code, _ in seen if code in _BY_SCAN or code in _CURES])
    return changes or (_zero_width_keys(lines, own) if accepted else {})


def _words(line: str) -> str:
    """What no mending may change: everything but signs and blanks."""
    return _SIGNS.sub("", line)


def _zero_width_keys(lines: tuple[str, ...], found: Collector) -> dict[int, tuple[str, list[str]]]:
    changes = {}
    for finding in found.findings():
        if finding.code == "S011" and finding.origin:
            number = finding.origin.line - 1
            head, colon, rest = lines[number].partition(":")
            changes[number] = (ZERO_WIDTH.sub("", head) + colon + rest, ["S011"])
    return changes


def _cured(line: str, seen: list[tuple[Severity, str, int]]) -> str:
    """``line`` with its first curable mistake cured; the next round sees to the others."""
    if any(severity is Severity.ERROR and code not in _CURES for severity, code, _ in seen):
        return line
    for severity, code, column in seen:
        if code in _CURES and (severity is Severity.ERROR or code in ("S042", "S033")):
            cured = _CURES[code](line, column)
            if cured != line:
                return cured
    return line


def _quoted(line: str, column: int) -> str:
    """The value that begins at ``column`` in single quotes, a comment behind it left outside."""
    value = line[column:]
    comment = shapes.COMMENT.search(value)
    kept = value[: comment.start()] if comment else value
    bare = kept.rstrip()
    if not bare or bare[0] == "|" or _ANCHOR.fullmatch(bare) or set(bare) <= set("|>&*!%@`,]}+-0123456789"):
        return line
    return line[:column] + "'" + bare.replace("'", "''") + "'" + line[column + len(bare) :]


_VALUE = re.compile(r"^(?P<head>[ ]*(?:-[ ]+)*(?:[^\s:'\"][^:]*:[ ]+)?)(?P<value>[\"'\[].*)$")


def _quoted_whole(line: str, column: int) -> str:
    """``"甲"工程`` in single quotes."""
    found = _VALUE.match(line)
    return _quoted(line, found.start("value")) if found and found.start("value") <= column else line


def _year_bracket(line: str, column: int) -> str:
    """A value that begins with [2026] has the brackets of a document number."""
    found = _VALUE.match(line)
    if found is None:
        return line
    start = found.start("value")
    return line[:start] + re.sub(r"^\[((?:19|20)\d\d)\]", r"〔\1〕", line[start:])


def _separated(line: str, column: int) -> str:
    """[甲，乙] with half-width commas."""
    start, stop = line.rfind("[", 0, column), line.find("]", column)
    inside = line[start + 1 : stop]
    if start < 0 or stop < 0 or re.search("[\"'\\[{（(《“]", inside):
        return line
    return line[: start + 1] + re.sub("[ ]*[，、][ ]*", ", ", inside) + line[stop:]


def _without_blanks(line: str, column: int) -> str:
    """Full-width blanks at the head of a value taken away, but for the one blank a sign needs."""
    head, rest = line[:column], line[column:].lstrip("\u3000\xa0")
    return head + (" " if head[-1:] in (":", "-") and rest else "") + rest


def _comment(line: str, column: int) -> str:
    return line[:column] + "#" + line[column + 1 :] if line[column : column + 1] == "＃" else line


_CURES: dict[str, Callable[[str, int], str]] = {
    "S033": _without_blanks,
    "S035": _quoted,
    "S037": _quoted_whole,
    "S039": _year_bracket,
    "S042": _separated,
    "S049": _comment,
}


def _keeps_facts(before: tuple[str, ...], after: tuple[str, ...], touched: set[int], name: str) -> bool:
    """Whether mending left the lines it did not touch as they were read, and made nothing worse."""
    old, new = parse_page("\n".join(before), name), parse_page("\n".join(after), name)
    if _errors(new.findings) > _errors(old.findings):
        return False
    if old.draft is None or new.draft is None:
        return True
    return not _facts(old.draft, touched) - _facts(new.draft, touched)


def _errors(findings: list[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)


def _facts(root: Mapping, touched: set[int]) -> Counter[tuple[int, str]]:
    """The lines and texts of all values, but for those on lines that were mended."""
    scalars = (scalar for scalar in scalars_of(root) if scalar.origin.line - 1 not in touched)
    return Counter((scalar.origin.line, scalar.text) for scalar in scalars)
