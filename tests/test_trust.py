"""Nothing is lost and nothing is evaluated: hostile text in every field is printed char for char."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from wenming_docs.page.word import read_text
from wenming_docs.pipeline import Options, render_file

TOKENS = (
    *("&", "<", ">", '"', "'", "#", "|", "*", "_", "`", "~", "\\", "%", "$", "!", "@", "^", "=", "+", "-"),
    *("{{", "}}", "{%", "%}", "{#", "#}", ":::", "**", "__", "---", "- ", "1. ", "# ", "<!--", "]]>"),
    *("{{ 7*7 }}", "{% for x in y %}", "&amp;", "&#10;", "</w:t>", "<w:br/>", "${x}", "%s", "\\n", "[a](b)"),
    *(
        "😀",
        "👨\u200d👩\u200d👧",
        "𬭎",
        "𠮷",
        "é",
        "ß",
        "文明",
        "创建",
        "巷",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        " ",
    ),
)
FIELDS = (
    "单位",
    "指导思想",
    "目标一",
    "目标二",
    "任务",
    "导语",
    "子任务",
    "内容",
    "附言",
    "阶段",
    "阶段内容",
    "措施名",
    "措施",
    "要求名",
    "要求",
    "标题",
    "主送",
    "引言",
    "结语",
    "附注",
)
PLANS = 25


def hostile(chance: random.Random) -> str:
    """A short text of hostile tokens between two 汉字, so that no blank stands at its edge."""
    return f"甲{''.join(chance.choices(TOKENS, k=chance.randint(1, 8)))}乙{chance.randint(0, 99999)}"


def plan_of(text: dict[str, str]) -> str:
    """A plan with ``text`` in its fields; JSON strings are YAML's double-quoted form."""
    value = {name: json.dumps(word, ensure_ascii=False) for name, word in text.items()}
    return f"""\
单位:
  名称: {value["单位"]}
  内设: 城管办
创建:
  荣誉: 全国文明城市
  年度: 2026
指导思想: {value["指导思想"]}
工作目标:
  - {value["目标一"]}
  - {value["目标二"]}
任务:
  - 名称: {value["任务"]}
    导语: {value["导语"]}
    牵头: 城管办
    子任务:
      - 名称: {value["子任务"]}
        内容: {value["内容"]}
        时限: 6月底前
        附言: {value["附言"]}
阶段:
  - 名称: {value["阶段"]}
    起止: 3月—4月
    内容: {value["阶段内容"]}
保障措施:
  - 小标题: {value["措施名"]}
    正文: {value["措施"]}
  - 小标题: {value["要求名"]}
    正文: {value["要求"]}
文稿:
  - 文种: 实施方案
    标题: {value["标题"]}
    主送: {value["主送"]}
    引言: {value["引言"]}
    结语: {value["结语"]}
    附注: {value["附注"]}
    日期: 2026年3月18日
"""


def hostile_plan(seed: int) -> dict[str, str]:
    """One hostile text for every field."""
    chance = random.Random(seed)
    return {name: hostile(chance) for name in FIELDS}


@pytest.mark.parametrize("seed", range(PLANS))
def test_hostile_text_is_printed_char_for_char(seed: int, tmp_path: Path) -> None:
    text = hostile_plan(seed)
    path = tmp_path / "plan.yaml"
    path.write_text(plan_of(text), encoding="utf-8")
    outcome = render_file(path, Options())
    assert [document.suffix for document in outcome.documents] == [".docx"], outcome.findings
    page = read_text(outcome.documents[0].data)
    missing = {name: word for name, word in text.items() if not any(word in line for line in page)}
    assert missing == {}


def test_five_hundred_facts_are_tried() -> None:
    assert PLANS * len(FIELDS) == 500
    together = "".join(word for seed in range(PLANS) for word in hostile_plan(seed).values())
    assert [token for token in TOKENS if token not in together] == []
