"""``check --baseline``: reading, writing and applying the findings an office lives with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wenming_docs.baseline import Baseline, Known, as_text, from_text, record
from wenming_docs.cli.console import DONE, paint, say
from wenming_docs.cli.each import entries_of
from wenming_docs.cli.inputs import existing_file
from wenming_docs.cli.report import Entry, in_reading_order
from wenming_docs.errors import WrongUse
from wenming_docs.findings import has_errors
from wenming_docs.pipeline import Outcome

_LARGEST = 64 * 1024 * 1024
_MOST_GONE = 10


def without_known(
    outcomes: Sequence[Outcome], baseline: Path | None, recorded: Path | None, *, complete: bool
) -> list[Outcome]:
    """The outcomes without the findings of the baseline, which is written first if ``recorded`` says where.

    ``complete`` says that every check was asked for: only then can a finding be called gone.
    """
    entries, texts = entries_of(outcomes)
    found = [(entry.finding, entry.file) for entry in in_reading_order(entries)]
    if recorded:
        known = record(found, recorded.parent)
        _write(recorded, known, found_errors=has_errors(finding for finding, _ in found))
    else:
        assert baseline is not None
        known = _read(baseline)
    checked = [*texts, *(str(outcome.path) for outcome in outcomes)]
    new, gone = known.split(found, checked)
    if complete and not has_errors(finding for finding, _ in found):
        _tell_gone(gone)
    left = {(Entry(finding, file).place, finding) for finding, file in new}
    return [
        replace(
            outcome,
            findings=tuple(
                finding
                for finding in outcome.findings
                if (Entry(finding, str(outcome.path)).place, finding) in left
            ),
        )
        for outcome in outcomes
    ]


def _read(path: Path) -> Baseline:
    existing = existing_file(path)
    if existing.stat().st_size > _LARGEST:
        raise WrongUse(f"“{path}”太大，不像是基线文件")
    return from_text(existing.read_bytes().decode("utf-8-sig", "replace"), path)


def _write(path: Path, known: Baseline, *, found_errors: bool) -> None:
    """Writes the baseline; a file there that is none of ours stays as it is (OutputRefused)."""
    from wenming_docs.output import write_single

    write_single(path, as_text(known).encode(), is_ours=lambda old: _is_baseline(old, path))
    count = known.counts.total()
    say(f"{paint(DONE, 'green')} 基线“{path}”记下了 {count} 处警告和提醒")
    if found_errors:
        say("  → 错误不记入基线，要一处一处改好")


def _is_baseline(old: bytes, path: Path) -> bool:
    try:
        from_text(old.decode("utf-8-sig", "replace"), path)
    except WrongUse:
        return False
    return True


def _tell_gone(gone: Sequence[Known]) -> None:
    if not gone:
        return
    say(f"基线里有 {len(gone)} 处已经改好，可以用 --write-baseline 重写一份：")
    for known in gone[:_MOST_GONE]:
        say(f"  {known.file} [{known.code}] {known.message}")
    if len(gone) > _MOST_GONE:
        say(f"  还有 {len(gone) - _MOST_GONE} 处")
