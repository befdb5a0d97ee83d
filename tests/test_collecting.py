"""The collector stands still while one file is worked on; what a file leaves is freed without it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.trees import plan_of
from wenming_docs import collecting
from wenming_docs.pipeline import render_file


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a process that has done nothing yet."""
    monkeypatch.setattr(collecting, "_settled", False)
    yield
    gc.unfreeze()
    gc.enable()


def test_no_collection_during_a_file_and_again_after_it() -> None:
    with collecting.one_file():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_fault_in_a_file_does_not_leave_the_collector_off() -> None:
    with pytest.raises(ValueError), collecting.one_file():
        raise ValueError
    assert gc.isenabled()


def test_only_what_the_first_file_leaves_is_set_aside() -> None:
    gc.unfreeze()
    with collecting.one_file():
        pass
    aside = gc.get_freeze_count()
    assert aside > 10_000
    kept = [[number] for number in range(1000)]
    with collecting.one_file():
        pass
    assert gc.get_freeze_count() <= aside and len(kept) == 1000


def test_the_files_of_the_units_below_are_a_part_of_one_file() -> None:
    with collecting.one_file():
        with collecting.many_files():
            assert not gc.isenabled()
        assert not gc.isenabled()


def test_files_read_together_are_set_aside_until_the_next_time() -> None:
    gc.unfreeze()
    with collecting.many_files():
        kept = [[number] for number in range(1000)]
    assert gc.isenabled() and gc.get_freeze_count() >= len(kept)
    with collecting.many_files():
        assert gc.get_freeze_count() == 0


def test_a_collector_that_somebody_stopped_stays_stopped() -> None:
    gc.disable()
    with collecting.one_file():
        pass
    with collecting.many_files():
        pass
    assert not gc.isenabled()


def test_a_file_that_was_rendered_goes_without_the_collector(tmp_path: Path) -> None:
    """Macros, contexts and all: or a batch would hold each document until the next collection."""
    path = tmp_path / "工作计划.yaml"
    path.write_text(plan_of(1), encoding="utf-8")
    render_file(path)
    # Servers of other tests may be at work in this process and leave something of their own meanwhile.
    assert min(_left_by_a_render(path) for _ in range(5)) == 0


def _left_by_a_render(path: Path) -> int:
    gc.collect()
    gc.disable()
    assert render_file(path).documents
    return gc.collect()
