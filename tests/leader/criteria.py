"""The criteria of a leader who reads before signing, by number, as the codes that check them.

What the program does not ask of every author, but our own examples have to hold, stands in
:mod:`tests.leader.stricter`. Criterion 24 is for ears; the codes hear what a machine can.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wenming_docs.findings import Finding
from wenming_docs.pipeline import check_file

CRITERIA: dict[int, tuple[str, ...]] = {
    1: ("F041", "L017", "W020"),
    2: ("F050", "F051", "F052", "F053"),
    3: ("F023", "F028", "F090", "F094", "F096"),
    4: ("W110", "F100", "F101"),
    5: ("W111",),
    6: ("L011", "L012", "L013", "L018"),
    7: ("W112",),
    8: ("W113",),
    9: ("W018", "W019", "W128"),
    10: ("W114",),
    11: ("W115",),
    12: ("W108", "W109"),
    13: ("W116", "W124"),
    14: ("F060", "F061", "F062", "F063"),
    15: ("F079",),
    16: ("F066", "F067", "F068", "F069", "F070"),
    17: ("F081", "W103"),
    18: ("W117", "F056"),
    19: ("F103", "F104", "F105", "F180", "F181", "F182", "W127"),
    20: ("W105", "W106", "W118"),
    21: ("F098", "F099", "F102", "F106"),
    22: ("L015", "L016"),
    23: ("W107", "W017"),
    24: ("W007", "W022", "W023"),
}


@cache
def findings_of(path: Path) -> tuple[Finding, ...]:
    """All that ``check`` says of a file."""
    return check_file(path).findings


def complaints(path: Path, number: int) -> list[str]:
    """What criterion ``number`` says of a file, each with its code; empty where it is content."""
    return [f"{f.code} {f.message}" for f in findings_of(path) if f.code in CRITERIA[number]]
