"""The bench runs from end to end, and counts no figure of a document that reads differently."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from bench.content import make_plan
from bench.goals import exponent, verdicts
from bench.lines import chinese
from bench.measure import Failed, Sample, Series, interleaved
from bench.prepare import characters, difference, write_plan
from bench.prose import packing
from bench.rows import Results
from wenming_docs.zh import chinese_numeral

SECOND = Sample(wall=1.0, cpu=0.5, memory=20.0)


@pytest.mark.skipif(sys.platform == "win32", reason="programs are started the POSIX way")
def test_every_document_that_is_timed_reads_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from bench.__main__ import main

    figures = tmp_path / "figures.json"
    names = [name for name in ("limit", "wenming", "docxtpl") if name != "docxtpl" or _installed(name)]
    assert main(["cold", "warm", "batch", "--quick", "--json", str(figures), "--only", *names]) == 0
    said = capsys.readouterr().out
    assert "不计" not in said and "没有参加" not in said
    taken = json.loads(figures.read_text(encoding="utf-8"))["rows"]
    assert list(taken) == ["cold S", "warm S", "batch"]
    for row in taken.values():
        assert list(row) == names
        assert all(len(series["samples"]) == 1 and not series["trouble"] for series in row.values())


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def test_a_document_that_reads_differently_is_told_where(tmp_path: Path) -> None:
    from bench import limit

    for number in (1, 2):
        write_plan(make_plan("S", seed=number, tasks=9), tmp_path / str(number))
    limit.main(str(tmp_path / "1" / "plan.json"), str(tmp_path / "one.docx"))
    assert difference(tmp_path / "1", tmp_path / "one.docx") == ""
    assert difference(tmp_path / "2", tmp_path / "one.docx").startswith("paragraph 4: ")
    assert difference(tmp_path / "1", tmp_path / "none.docx") == "none.docx was not written"
    assert characters(tmp_path / "1") > 3000


def test_the_text_packs_neither_better_nor_worse_than_prose() -> None:
    found = packing(make_plan("M"))
    assert found.characters > 10_000
    assert 0.85 <= found.ours / found.prose <= 1.0


def test_a_plan_is_the_same_on_every_machine() -> None:
    assert make_plan("S") == make_plan("S")
    assert make_plan("S", seed=1) != make_plan("S", seed=2)


def test_the_rivals_count_as_wenming_does() -> None:
    assert [chinese(number) for number in range(1, 10_000)] == list(map(chinese_numeral, range(1, 10_000)))


def test_each_round_runs_every_contestant_once_in_another_order() -> None:
    order: list[str] = []

    def run(name: str, number: int) -> Sample:
        order.append(f"{name}{number}")
        if name == "c" and number == 1:
            raise Failed("exit 1: broken")
        return SECOND

    taken = interleaved(2, {name: lambda number, name=name: run(name, number) for name in "abc"})
    assert order == ["a0", "b0", "c0", "b1", "c1", "a1", "a2", "b2"]
    assert taken["a"].samples == [SECOND, SECOND]
    assert taken["c"].trouble == "exit 1: broken" and not taken["c"].counts


def test_goals_compare_what_counts() -> None:
    twice = Series([Sample(2.0, 2.0, 40.0)])
    wrong = Series([SECOND], trouble="reads differently")
    results = Results(
        {
            "cold S": {"wenming": twice, "docxtpl": Series([SECOND])},
            "warm S": {"wenming": twice, "limit": wrong},
        }
    )
    told = [(one.measured, one.reached) for one in verdicts(results)]
    assert told == [
        ("2.00 ×", False),
        ("无可比的数", None),
    ]
    results.clock = "cpu"
    assert verdicts(results)[0].measured == "4.00 ×"


def test_growth_in_proportion_has_the_exponent_one() -> None:
    results = Results(characters={"S": 10, "M": 100, "L": 1000})
    for size, seconds, memory in (("S", 0.1, 30.0), ("M", 1.0, 40.0), ("L", 10.0, 130.0)):
        results.taken[f"cold {size}"] = {"wenming": Series([Sample(seconds, seconds, memory)])}
    for what in ("time", "memory"):
        assert exponent(results, "cold", ("M", "L"), "wenming", what) == pytest.approx(1)
    assert exponent(results, "cold", ("L", "4L"), "wenming", "time") is None
