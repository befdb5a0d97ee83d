"""Whatever is edited in a document: the facts say it at its place, or it is listed and nothing changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pulling.plans import OPTIONS, after, plan_in
from wenming_docs.blocks import Inlines, plain
from wenming_docs.page.word import Passage, Returned, mark_of
from wenming_docs.pipeline import read_workspace
from wenming_docs.pulling import Wanted, pull

SIGNS = "甲乙新，。、：:#'\"[]{}-*|>&!% 3一"


@cache
def document(number: int) -> tuple[Wanted, tuple[Inlines, ...]]:
    """A document of the plan and what it says."""
    plan = plan_in(Path(mkdtemp()))
    workspace = read_workspace(plan)
    name = ("计划-实施方案.docx", "计划-进展汇报-6月.docx")[number]
    found = Wanted(plan, OPTIONS, number, name.removesuffix(".docx"))
    return found, found.said(workspace)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_an_edit_is_taken_at_its_place_or_listed(data: st.DataObject) -> None:
    wanted, runs = document(data.draw(st.integers(0, 1)))
    texts = [plain(run) for run in runs]
    places = [(k, n) for k, run in enumerate(runs) for n, text in enumerate(run) if text.origins]
    k, n = data.draw(st.sampled_from(places))
    old = runs[k][n].text
    start = data.draw(st.integers(0, len(old)))
    stop = data.draw(st.integers(start, min(start + 4, len(old))))
    new = old[:start] + data.draw(st.text(st.sampled_from(SIGNS), max_size=4)) + old[stop:]
    edited = "".join(new if m == n else text.text for m, text in enumerate(runs[k]))
    passages = [Passage(text, text, f"第{at}段") for at, text in enumerate(texts, 1)]
    passages[k] = Passage(edited, texts[k], f"第{k + 1}段")
    found = pull(Returned(tuple(passages), tuple(map(mark_of, texts))), wanted, OPTIONS)
    if not found.changes:
        assert found.files == ()
        same = "".join(edited.split()) == "".join(texts[k].split())
        assert found.left or same, (old, new)
        return
    assert {change.fact.file for change in found.changes} == {str(wanted.plan)}
    folder = Path(mkdtemp())
    now = Wanted(plan_in(folder, after(found)["计划.yaml"]), OPTIONS, wanted.number, "计划")
    says = [plain(run) for run in now.said(read_workspace(now.plan))]
    along = {(each.old, each.new) for each in found.along}
    if len(says) == len(texts) and not found.left:
        assert says[k] == edited
        others = {(a, b) for at, (a, b) in enumerate(zip(texts, says, strict=True)) if a != b and at != k}
        assert others == along
