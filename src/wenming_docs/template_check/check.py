"""``templates check``: read every template of a folder, then try those that can be tried."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.findings import Finding, by_place
from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates import read_folder


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings in reading order, texts to show their lines from, the kinds that use the folder."""

    findings: tuple[Finding, ...]
    texts: dict[str, str]
    kinds: tuple[str, ...]


def check_templates(folder: Path | None, trial: bool = True) -> Checked:
    """Everything that is wrong with the templates in ``folder``; None checks those that ship.

    A kind whose templates are faulty already is not tried: it would only fail by the same faults.
    """
    report = read_folder(folder)
    findings = list(report.findings)
    if trial and report.sound:
        from wenming_docs.template_check.trial import try_kinds

        findings += try_kinds(folder, report.sound)
    return Checked(tuple(by_place(findings)), report.texts, report.kinds)
