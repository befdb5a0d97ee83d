"""What is installed beside us: no floor below a mended advisory, and none that is not argued."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tests.lowest import floors

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "decisions" / "002-dependencies.md"
_ROW = re.compile(r"^\| ([\w-]+) \| ([\d.]+) \| .*(?:CVE|PYSEC)-\d{4}-\d+", re.M)


def numbers(text: str) -> tuple[int, ...]:
    """``6.1.0`` as numbers, without zeros at the end: 6.1 and 6.1.0 are one version."""
    found = [int(part) for part in re.match(r"\d+(?:\.\d+)*", text)[0].split(".")]  # type: ignore[index]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def safe_floors() -> dict[str, str]:
    """The table of advisories in the decision: package → the oldest version without a known one."""
    return dict(_ROW.findall(PAGE.read_text(encoding="utf-8")))


def test_every_row_of_the_table_is_read() -> None:
    table = PAGE.read_text(encoding="utf-8").split("| package | not below |")[1].split("\n\n")[0]
    assert len(safe_floors()) == table.count("\n|") - 1 >= 11


def test_no_floor_lies_below_a_mended_advisory() -> None:
    allowed = floors()
    assert set(safe_floors()) <= set(allowed)
    too_low = {
        name: allowed[name] for name, safe in safe_floors().items() if numbers(allowed[name]) < numbers(safe)
    }
    assert too_low == {}


def test_every_floor_is_argued_by_an_advisory_or_named_as_looked_for() -> None:
    [looked_for] = re.findall(
        r"^Looked for and nothing found on .*: (.*)\.$", PAGE.read_text(encoding="utf-8"), re.M
    )
    assert sorted([*safe_floors(), *looked_for.split(", ")]) == sorted(floors())


@pytest.mark.parametrize("name", sorted(floors()))
def test_what_the_tests_run_on_is_allowed(name: str) -> None:
    try:
        installed = version(name)
    except PackageNotFoundError:
        pytest.skip(f"没有装 {name}：它属于一个 extra")
    assert numbers(installed) >= numbers(floors()[name])
