"""For each kind: what it needs is asked for by name and place, and nothing is written without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.facts.kinds import KINDS, Kind
from wenming_docs.findings import Finding, Severity
from wenming_docs.pipeline import Options, check_file, render_file

FACTS = {
    "单位.名称": "单位:\n  简称: 青石街道\n  名称: 青石街道办事处\n",
    "单位.下级": "  下级: 东门社区、西门社区\n",
    "任务": "任务:\n  - 名称: 清理楼道\n    内容: 逐楼清理。\n    时限: 9月底前\n    工期: 10个工作日\n",
    "活动安排": "活动安排:\n  - 名称: 启动仪式\n    时间: 3月12日\n",
    "成果": "成果:\n  - 日期: 5月12日\n    数据:\n      清理楼道: 8处\n",
    "问题台账": (
        "问题台账:\n  - 问题: 路灯不亮\n    发现日期: 3月2日\n    单位: 西门社区\n    时限: 3月底前\n"
    ),
    "测评体系": "测评体系:\n  项目:\n    - 名称: 公共环境\n      指标:\n        - 名称: 市容环境\n",
    "创建.迎检日期": "",
    "领导小组.组长": "领导小组:\n  成员: 梁芳（宣传办主任）\n  组长: 周明远（街道党工委书记）\n",
    "领导小组": "领导小组:\n  组长: 周明远（街道党工委书记）\n",
}
"""What fulfils a requirement outside of 文稿; its last line is the fact itself."""
UNDER_DOCUMENT = {
    "标题": "标题: 一份文稿",
    "日期": "日期: 2026年3月18日",
    "期间": "期间: 1—6月",
    "称谓": "称谓: 同志们",
    "章节": "章节:\n      - 标题: 讲三点\n        文: 第一点。",
    "印发": "引言: 现将有关事项通知如下。",
    "主送": "主送: 云山市人民政府",
}
PARENT = {"创建.迎检日期": "创建:", "单位.名称": "单位:", "单位.下级": "单位:", "领导小组.组长": "领导小组:"}
"""The line that is still there when the fact is not; for all others that is the 文种."""


def complete(kind: Kind, without: str = "") -> str:
    """The least YAML a document of ``kind`` is made from, but for one fact."""
    inspected = "创建.迎检日期" in (need.label for need in kind.required) and without != "创建.迎检日期"
    campaign = "创建:\n  年度: 2026\n" + ("  迎检日期: 2026年10月20日\n" if inspected else "")
    facts, lines = [campaign], [f"  - 文种: {kind.name}"]
    for need in kind.required:
        if need.label in UNDER_DOCUMENT:
            lines += [] if need.label == without else [f"    {UNDER_DOCUMENT[need.label]}"]
        elif need.label != without:
            facts.append(FACTS[need.label])
        elif need.label in PARENT:
            facts.append("\n".join(FACTS[need.label].splitlines()[:-1]) + "\n")
    return "".join(facts) + "文稿:\n" + "\n".join(lines) + "\n"


def cases() -> list[tuple[Kind, str]]:
    return [(kind, need.label) for kind in KINDS for need in kind.required]


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_content_with_what_it_asks_for(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_text(complete(kind), encoding="utf-8")
    assert errors(check_file(path).findings) == []
    outcome = render_file(path)
    assert errors(outcome.findings) == []
    assert [document.kind for document in outcome.documents] == [kind.name]


@pytest.mark.parametrize(("kind", "label"), cases(), ids=str)
def test_a_missing_fact_is_named_at_its_nearest_place(kind: Kind, label: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_text(complete(kind, without=label), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    for outcome in (check_file(path), render_file(path)):
        (found,) = errors(outcome.findings)
        assert (found.code, found.message) == ("F040", f"{kind.name}要有“{label}”，没有写")
        assert found.hint
        assert outcome.documents == ()
        assert found.origin is not None
        here = lines[found.origin.line - 1].strip()
        above = lines[found.origin.line - 2].strip()
        assert PARENT[label] in (here, above) if label in PARENT else here == f"- 文种: {kind.name}"


@pytest.mark.parametrize(("kind", "label"), cases(), ids=str)
def test_a_draft_prints_what_is_missing_as_a_gap(kind: Kind, label: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_text(complete(kind, without=label), encoding="utf-8")
    outcome = render_file(path, Options(draft=True, format="md"))
    assert errors(outcome.findings) == []
    (document,) = outcome.documents
    assert document.stem.endswith("-草稿")
    assert "【待填：" in document.data.decode()
