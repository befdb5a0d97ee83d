"""Two persons of one office in one value: the edit goes to the one whose line was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pulling.plans import PLAN, after, changed_lines, edited, plan_in, pulled, rendered

FIRST, SECOND = "何晓燕（街道党工委委员、副主任）", "罗琴（街道党工委委员、副主任）"
BOTH = PLAN.replace("副组长: 何晓燕（街道宣传委员）", f"副组长: {FIRST}、{SECOND}")


@pytest.mark.parametrize(
    "changes",
    [
        [(SECOND, "罗琴（街道党工委委员、武装部长）")],
        [(FIRST, "何晓燕（街道党工委副书记、副主任）")],
        [
            (FIRST, "何晓燕（街道党工委副书记、副主任）"),
            (SECOND, "罗琴（街道党工委委员、武装部长）"),
        ],
    ],
    ids=["the second", "the first", "both"],
)
def test_the_office_of_the_person_that_was_edited_changes(
    tmp_path: Path, changes: list[tuple[str, str]]
) -> None:
    plan = plan_in(tmp_path, BOTH)
    found = pulled(plan, edited(rendered(plan), *changes))
    line = f"副组长: {FIRST}、{SECOND}"
    wanted = line
    for old, new in changes:
        wanted = wanted.replace(old, new)
    assert found.left == ()
    assert changed_lines(BOTH, after(found)["计划.yaml"]) == [(line, wanted)]
