"""An office's page profile: what it sets is wanted, what it leaves out is the national standard."""

from __future__ import annotations

import pytest
import yaml

from tests.page.inspected import clean_document
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Origin, SourceText
from wenming_docs.page.inspect import build_profile, inspect_document, standard_profile, standard_text


def told(text: str) -> list[str]:
    """The findings in the sound document when an office wants this."""
    profile = build_profile(yaml.load(text, Loader=yaml.BaseLoader))
    return [f"{each.code} {each.message}" for each in inspect_document(clean_document(), profile).findings]


def test_the_standard_shown_to_be_copied_is_the_standard() -> None:
    shown = build_profile(yaml.load(standard_text(), Loader=yaml.BaseLoader))
    assert shown == standard_profile()
    assert (shown.lines, shown.characters, shown.title_width, shown.first_line) == (22, 28, 20, 2.0)
    assert {role: face.size for role, face in shown.faces.items()} == {
        "标题": 22.0, "正文": 16.0, "一级标题": 16.0, "二级标题": 16.0, "三级标题": 16.0, "四级标题": 16.0,
        "附件序号": 16.0, "页码": 14.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", []),
        ("名称: 某局", []),
        (
            "{名称: 某局, 页面: {上边距: 35毫米, 左边距: 2.6厘米}}",
            ["L105 页面：页边距上37、左28毫米，应为上35、左26毫米（某局）"],
        ),
        ("{名称: 某局, 页面: {上边距: 35毫米, 允许误差: 3毫米}}", []),
        ("{名称: 某局, 正文: {行距: 28—30磅}}", []),
        ("{名称: 某局, 正文: {行距: 30磅}}", ["L106 正文：行距28.95磅，应为30磅（某局）"]),
        (
            "{名称: 某局, 页面: {每行字数: 30}, 正文: {字号: 小三}}",
            "L117",
        ),
        ("{名称: 某局, 正文: {字体: 仿宋、楷体}}", []),
        (
            "{名称: 某局, 二级标题: {字体: 仿宋}, 字体: {仿宋: 仿宋_GB2312}}",
            "L126",
        ),
        ("{名称: 某局, 二级标题: {字体: 某某楷体}, 字体: {某某楷体: 楷体_GB2312}}", []),
        ("{名称: 某局, 页码: {位置: 居中}}", ["L136 页脚、页脚（双页）：页码居右；居左，应为居中（某局）"]),
        ("{名称: 某局, 页码: {位置: 不限}}", []),
        ("{名称: 某局, 页码: {样式: -1-}}", "L134"),
        ("{名称: 某局, 页码: {字体: 数字}}", "L135"),
    ],
)
def test_what_an_office_wants_is_measured(text: str, expected: list[str] | str) -> None:
    found = told(text)
    if isinstance(expected, str):
        assert [line[:4] for line in found] == [expected]
        assert "（某局）" in found[0]
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{纸张: {}}", "版式规范里没有“纸张”这一项", ""),
        ("{页面: {上边剧: 37毫米}}", "“页面”下没有“上边剧”这一项", "上边距"),
        ("{页面: {上边距: 三七}}", "“上边距”看不懂：“三七”", "37毫米"),
        ("{页面: {每面行数: '0'}}", "“每面行数”看不懂：“0”", "22"),
        ("{页面: {左边距: 200毫米}}", "页边距太大，中间没有地方排字", "边距"),
        ("{正文: 仿宋}", "“正文”的写法不对", "换行缩进"),
        ("{正文: {字体: [仿宋]}}", "“字体”的写法不对", "一个值"),
        ("{正文: {字号: 大号}}", "没有“大号”这个字号", "三号"),
        ("{正文: {行距: 一行半}}", "“行距”看不懂：“一行半”", "28磅"),
        ("{页码: {位置: 左上}}", "“位置”不能写“左上”", "单右双左"),
        ("{争议: {加粗: 严}}", "“加粗”不能写“严”", "提醒"),
    ],
)
def test_a_mistake_in_a_profile_is_told_with_its_cure(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        build_profile(yaml.load(text, Loader=yaml.BaseLoader))
    (finding,) = refused.value.findings
    assert (finding.code, finding.message) == ("L149", message)
    assert finding.hint and hint in finding.hint


def test_every_mistake_is_told_at_once_and_with_its_place() -> None:
    place, other = Origin("版式.yaml", 3, 8), Origin("版式.yaml", 5, 7)
    tree = {"页面": {"上边距": SourceText("三七", (place,))}, "标题": {"字号": SourceText("大号", (other,))}}
    with pytest.raises(InvalidInput) as refused:
        build_profile(tree)
    assert [finding.origin for finding in refused.value.findings] == [place, other]


def test_what_is_disputed_may_be_silenced_or_made_grave() -> None:
    quiet = build_profile({"争议": {"空行": "不管"}})
    grave = build_profile({"争议": {"空行": "错误"}})
    assert (quiet.disputed["空行"], standard_profile().disputed["空行"]) == (None, "notice")
    assert grave.disputed["空行"] == "error"
