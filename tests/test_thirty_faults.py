"""A plan in six files with thirty faults: one check names all of them, each on its line, and nothing else."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.pipeline import check_file

FOLDER = Path(__file__).parent / "cases" / "thirty"


def test_thirty_faults_in_six_files_are_named_in_one_run() -> None:
    wanted = (FOLDER / "计划.findings").read_text(encoding="utf-8").splitlines()
    found = [
        f"{Path(finding.origin.file).name}:{finding.origin.line} {finding.code}"
        for finding in check_file(FOLDER / "计划.yaml").findings
        if finding.origin
    ]
    assert sorted(found) == sorted(wanted)
    assert (len(wanted), len({line.split(":")[0] for line in wanted})) == (30, 6)
