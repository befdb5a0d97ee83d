"""One call for each file, none of which stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from wenming_docs.cli.console import Exit, fail, fail_by_bug, say
from wenming_docs.cli.report import Entry
from wenming_docs.collecting import one_file
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse
from wenming_docs.findings import Finding, Severity
from wenming_docs.pipeline import Outcome


def each_file(paths: Sequence[Path], work: Callable[[Path], Outcome]) -> tuple[list[Outcome], Exit]:
    """What came of each file, and the highest exit code of those from which nothing came.

    A wrong option, or what the system refuses, is told once, not once a file; a bug is told with its trace.
    """
    outcomes: list[Outcome] = []
    complaints: dict[str, Exit] = {}
    code = Exit.DONE
    for number, path in enumerate(paths, 1):
        if len(paths) > 1:
            say(f"[{number}/{len(paths)}] {path}")
        try:
            with one_file():
                outcomes.append(work(path))
        except InvalidInput as error:
            outcomes.append(Outcome(path, (), error.findings, error.texts))
        except WrongUse as error:
            complaints.setdefault(str(error), Exit.WRONG_USE)
        except OutputRefused as error:
            complaints.setdefault(str(error), Exit.REFUSED)
        except Exception:  # a bug, shown whole; the next file may still be fine
            code = max(code, fail_by_bug())
    for complaint, kind in complaints.items():
        code = max(code, fail(complaint, kind))
    return outcomes, code


def entries_of(outcomes: Sequence[Outcome]) -> tuple[list[Entry], dict[str, str]]:
    """All findings with the file they were found for, and the texts to show their lines from."""
    entries = [Entry(finding, str(outcome.path)) for outcome in outcomes for finding in outcome.findings]
    return entries, {file: text for outcome in outcomes for file, text in outcome.texts.items()}


def blocks(findings: Sequence[Finding], *, strict: bool) -> bool:
    """Whether these findings stop a document: errors do, and with ``strict`` warnings."""
    severities = {finding.severity for finding in findings}
    return Severity.ERROR in severities or strict and Severity.WARNING in severities
