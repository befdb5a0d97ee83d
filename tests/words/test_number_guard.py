"""A wrong figure typed beside a known name is found; right ones and figures of other things are let be.

Each facts file of ``tests/cases/guard`` has sentences with a wrong figure (错) and without one (对).
The first set stood before the rules were made; each later one was written after the rules had been
mended for those before it. What they found when they were new:

====  ============  ====================
set   wrong, found  right, complained of
====  ============  ====================
2     28 of 30      8 of 100
3     26 of 30      4 of 100
4     20 of 20      1 of 60
5     39 of 60      11 of 396
6     26 of 30      10 of 197
7     28 of 30      5 of 181
8     26 of 30      4 of 192
9     14 of 15      1 of 70
====  ============  ====================

Sets 5 to 9 bring worlds that the rules had never seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.words.contexts import build_context, build_request

CASES = Path(__file__).parent.parent / "cases" / "guard"
INDENT = " " * 10


def sentences(name: str, sort: str) -> list[str]:
    """The sentences of one set, in written order."""
    return (CASES / f"{name}.{sort}").read_text(encoding="utf-8").split("\n")[:-1]


def told(name: str, texts: list[str]) -> dict[int, str]:
    """Number of a sentence → what F028 says of it, for a document that holds them all."""
    facts = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    first = facts.count("\n") + 1
    source = parse_source(facts + "".join(f"{INDENT}{text}\n" for text in texts), name)
    workspace = build_workspace(source)
    request, _ = build_request(
        workspace, workspace.documents[0], ("documents", 0), draft=True, today=None, compile_issued=None
    )
    assert request is not None
    findings = [finding for finding in build_context(workspace, request).findings if finding.code == "F028"]
    return {finding.origin.line - first: finding.message for finding in findings if finding.origin}


def missed(sort: str) -> list[str]:
    """Sentences with a wrong figure that nobody noticed."""
    return [
        f"{name}：{text}"
        for name in files(sort)
        for found in [told(name, sentences(name, sort))]
        for number, text in enumerate(sentences(name, sort))
        if number not in found
    ]


def false(sort: str) -> list[str]:
    """Sentences without a wrong figure that were complained of all the same."""
    return [
        f"{name}：{sentences(name, sort)[number]}（{message}）"
        for name in files(sort)
        for number, message in told(name, sentences(name, sort)).items()
    ]


FILES = (
    "街道",
    "图书馆",
    "村镇",
    "中学",
    "医院",
    "水务局",
    "消防",
    "客运站",
    "环卫",
    "税务",
    "柳湾村",
    "供电所",
)


def files(sort: str) -> list[str]:
    """The facts files that have sentences of this set."""
    return [name for name in FILES if (CASES / f"{name}.{sort}").exists()]


@pytest.mark.parametrize(
    ("sort", "count"),
    [
        ("错", 30),
        ("错2", 30),
        ("错3", 30),
        ("错4", 20),
        ("错5", 60),
        ("错6", 30),
        ("错7", 32),
        ("错8", 30),
        ("错9", 15),
    ],
)
def test_wrong_figures_are_found(sort: str, count: int) -> None:
    assert sum(len(sentences(name, sort)) for name in files(sort)) == count
    assert missed(sort) == []


@pytest.mark.parametrize(
    ("sort", "count"),
    [
        ("对", 200),
        ("对2", 100),
        ("对3", 100),
        ("对4", 60),
        ("对5", 400),
        ("对6", 200),
        ("对7", 181),
        ("对8", 192),
    ],
)
def test_sentences_without_a_wrong_figure_are_let_be(sort: str, count: int) -> None:
    assert sum(len(sentences(name, sort)) for name in files(sort)) == count
    assert false(sort) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("街道", "共清理了5100条小广告。", "“清理了5100条小广告”和成果里的“4920条”对不上"),
        ("街道", "东门社区清理小广告3200条。", "“清理小广告3200条”和成果里的“3400条”对不上"),
        ("街道", "目标是开展志愿服务40场。", "“开展志愿服务40场”和工作目标里的“不少于48场”对不上"),
        ("街道", "收到群众反映60件，已办结52件。", "“已办结52件”和成果里的“60件，已办结57件”对不上"),
        ("街道", "修补路面3200平方米，完成年度目标的74%。", "“年度目标的74%”和算出来的“64%”对不上"),
        ("街道", "清理小广告4920条，其中东门社区3200条。", "“东门社区3200条”和成果里的“3400条”对不上"),
        ("街道", "群众反映件件有回音，办结率90%。", "“办结率90%”和算出来的“95%”对不上"),
        ("街道", "全街道5个社区都有队伍。", "“全街道5个社区”和“单位”里的三个社区对不上"),
        ("街道", "6月底前完成清理背街小巷。", "“6月底前完成清理背街小巷”和时限（9月30日）对不上"),
    ],
)
def test_both_sides_are_named(name: str, text: str, message: str) -> None:
    assert told(name, [text]) == {0: message}
