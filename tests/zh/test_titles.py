"""Breaking titles: the cases, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.zh import em_width
from wenming_docs.zh.titles import break_title

CASES = Path(__file__).parent.parent / "cases" / "titles" / "breaks.txt"
WANTED = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
SIGNS = "关于印发云山市全国文明城市创建工作实施方案的通知2026年《》“”（）、，。和与及"


def test_there_are_forty_cases() -> None:
    assert len(WANTED) == 40


@pytest.mark.parametrize("wanted", WANTED)
def test_a_title_is_broken_as_wanted(wanted: str) -> None:
    assert break_title(wanted.replace(" / ", "")) == wanted.split(" / ")


@given(st.text(alphabet=SIGNS, max_size=130), st.integers(6, 30))
def test_no_character_is_lost_and_every_line_fits(text: str, capacity: int) -> None:
    lines = break_title(text, capacity)
    assert "".join(lines) == text
    assert all(em_width(line) <= capacity for line in lines)


@given(st.text(alphabet="关于印发云山市创建工作方案的通知", min_size=21, max_size=60))
def test_three_lines_are_never_an_hourglass(text: str) -> None:
    widths = [em_width(line) for line in break_title(text)]
    if len(widths) == 3:
        assert not widths[0] > widths[1] < widths[2]


@pytest.mark.parametrize(
    "text",
    [
        "关于贯彻《云山市文明行为促进条例》进一步做好文明创建工作的通知",
        "关于召开“我们的节日”主题活动现场推进会议的通知",
    ],
)
def test_what_stands_in_marks_stays_together(text: str) -> None:
    opening, closing = ("《", "》") if "《" in text else ("“", "”")
    assert [line.count(opening) for line in break_title(text)] == [
        line.count(closing) for line in break_title(text)
    ]
