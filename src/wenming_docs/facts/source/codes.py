"""One way to collect findings about source files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from wenming_docs.facts.source.characters import visible
from wenming_docs.findings import Finding, Origin, Severity

_MOST_OF_ONE_KIND = 20
_MOST_ERRORS = 10_000


class TooMuch(Exception):
    """A bound was crossed and nothing more is read; the reason is already among the findings."""


class Collector:
    """Findings of one file; of each code only the first few are kept, the rest counted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._findings: list[Finding] = []
        self._seen: set[tuple[str, int]] = set()
        self._count: Counter[tuple[str, Severity]] = Counter()
        self._errors = 0

    def error(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        self.add(Severity.ERROR, code, place, message, hint)

    def warning(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        self.add(Severity.WARNING, code, place, message, hint)

    def add(self, severity: Severity, code: str, place: tuple[int, int], message: str, hint: str) -> None:
        """Keep one finding at ``place`` (line and column from 1) unless there are many such.

        Raises TooMuch where a file holds nothing but errors: naming each takes longer than reading it.
        """
        self._count[code, severity] += 1
        if self._count[code, severity] <= _MOST_OF_ONE_KIND:
            origin = Origin(self.name, *place)
            self._findings.append(Finding(code, severity, visible(message), visible(hint), origin))
        if severity is Severity.ERROR:
            self._seen.add((self.name, place[0]))
            self._errors += 1
            if self._errors == _MOST_ERRORS:
                self._give_up(place)

    def _give_up(self, place: tuple[int, int]) -> None:
        message = f"文件里的错误超过 {_MOST_ERRORS:,} 处，从这里起不再往下读"
        hint = "先改好上面的，再运行一次；要是选错了文件，换成计划文件"
        self.add(Severity.ERROR, "S074", place, message, hint)
        raise TooMuch

    def count_more(self, code: str, more: int) -> None:
        """Count ``more`` errors like those that are kept, without their places."""
        self._count[code, Severity.ERROR] += more

    def has_error_at(self, line: int) -> bool:
        """Whether an error was already reported on this line."""
        return (self.name, line) in self._seen

    def take(self, other: Collector, typed: Callable[[int, int], int] | None = None) -> None:
        """Add the findings of ``other``; ``typed`` leads columns of a mended text back (from 0)."""
        for finding in other._findings:
            place = (finding.origin.line, finding.origin.column) if finding.origin else (1, 1)
            if typed is not None:
                place = (place[0], typed(place[0] - 1, place[1] - 1) + 1)
            self.add(finding.severity, finding.code, place, finding.message, finding.hint)
        for kind, count in other._count.items():
            self._count[kind] += max(count - _MOST_OF_ONE_KIND, 0)
        self._seen |= other._seen

    @property
    def failed(self) -> bool:
        """Whether any error was reported."""
        return bool(self._seen)

    def findings(self) -> list[Finding]:
        """What was kept, each kind that was cut short ending with how many there are."""
        found = list(self._findings)
        for (code, severity), count in self._count.items():
            if count > _MOST_OF_ONE_KIND:
                last = [f for f in found if (f.code, f.severity) == (code, severity)][-1]
                rest = f"同样的问题另有 {count - _MOST_OF_ONE_KIND} 处：{_meaning(code)}"
                found.append(Finding(code, severity, rest, "改好上面的，再运行一次", last.origin))
        return found


def _meaning(code: str) -> str:
    from wenming_docs.codes import CODES, plain  # only a file full of mistakes pays for it

    return plain(CODES[code].meaning)


def excerpt(text: str, most: int = 20) -> str:
    """The beginning of a text, for use inside a message."""
    text = text.strip()
    return text if len(text) <= most else text[: most - 1] + "…"
