"""责任网络图: who stands in which box."""

from __future__ import annotations

import time
from pathlib import Path

from wenming_docs.blocks import Attachment, Block, Landscape, Network, NetworkBox, plain
from wenming_docs.pipeline import Compiled, Options, check_file, compile_document, read_workspace, requests

HEAD = """单位:
  名称: 云山市青石街道办事处
  简称: 青石街道
  内设: 宣传办、城管办
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
"""
GROUP = """领导小组:
  第一组长: 何晓燕（街道党工委书记）
  组长: 周明远（街道办事处主任）
  副组长: 罗琴（街道党工委副书记）、许文博
  成员: 梁芳
  办公室:
    主任: 罗琴（兼）
    联系人: 梁芳
  工作组:
    - 名称: 环境整治组
      牵头: 城管办
      组长: 丁一鸣
      成员: 周立群、马小云
"""
TASKS = """任务:
  - 名称: 清理楼道
    牵头: 城管办
    责任领导: 许文博
  - 名称: 清理小广告
    牵头: 城管办
    责任领导: 许文博
  - 名称: 入户宣传
    牵头: 宣传办
    责任领导: 罗琴
  - 名称: 迎检准备
"""
Drawn = tuple[str, list[str], list[object]]


def compiled(tmp_path: Path, text: str) -> Compiled:
    path = tmp_path / "计划.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    workspace = read_workspace(path)
    ((request, _),) = requests(workspace, Options(draft=True), path)
    assert request is not None
    return compile_document(workspace, request, Options(draft=True), path)


def network(blocks: tuple[Block, ...]) -> Network:
    for block in blocks:
        if isinstance(block, Network):
            return block
        if isinstance(block, Landscape | Attachment) and any(
            isinstance(inner, Network | Landscape) for inner in block.blocks
        ):
            return network(block.blocks)
    raise AssertionError("no network")


def drawn(box: NetworkBox) -> Drawn:
    """Title, lines, and the boxes below."""
    return plain(box.title), [plain(line) for line in box.lines], [drawn(child) for child in box.children]


def test_the_leading_group_is_drawn_down_to_the_units(tmp_path: Path) -> None:
    found = compiled(tmp_path, GROUP + "文稿:\n  - 责任网络图\n")
    assert drawn(network(found.manuscript.blocks).top) == (
        "创建全国文明城市工作领导小组",
        ["第一组长：何晓燕（街道党工委书记）", "组长：周明远（街道办事处主任）"],
        [
            (
                "副组长",
                ["罗琴（街道党工委副书记）", "许文博"],
                [
                    (
                        "办公室",
                        ["主任：罗琴（兼）", "联系人：梁芳"],
                        [
                            ("内设科室（2个）", ["宣传办", "城管办"], []),
                            ("社区（2个）", ["东门社区", "西门社区"], []),
                        ],
                    ),
                    ("环境整治组", ["牵头单位：城管办", "组长：丁一鸣", "成员：周立群、马小云"], []),
                    ("成员", ["梁芳"], []),
                ],
            )
        ],
    )
    assert isinstance(found.manuscript.blocks[0], Landscape)


def test_many_units_of_one_sort_stand_in_one_box(tmp_path: Path) -> None:
    text = GROUP + "文稿:\n  - 责任网络图\n"
    many = "、".join(f"{name}社区" for name in "甲乙丙丁戊己庚")
    path = tmp_path / "计划.yaml"
    path.write_text(HEAD.replace("东门社区、西门社区", many) + text, encoding="utf-8")
    workspace = read_workspace(path)
    ((request, _),) = requests(workspace, Options(draft=True), path)
    assert request is not None
    manuscript = compile_document(workspace, request, Options(draft=True), path).manuscript
    office = network(manuscript.blocks).top.children[0].children[0]
    assert [drawn(box) for box in office.children[1:]] == [("社区（7个）", many.split("、"), [])]


def test_one_level_alone_is_a_network_too(tmp_path: Path) -> None:
    text = "领导小组:\n  组长: 周明远\n文稿:\n  - 责任网络图\n"
    path = tmp_path / "计划.yaml"
    path.write_text(HEAD.split("  内设:")[0] + "创建:\n  年度: 2026\n  荣誉: 全国文明城市\n" + text, "utf-8")
    workspace = read_workspace(path)
    ((request, _),) = requests(workspace, Options(draft=True), path)
    assert request is not None
    manuscript = compile_document(workspace, request, Options(draft=True), path).manuscript
    assert drawn(network(manuscript.blocks).top) == (
        "创建全国文明城市工作领导小组",
        ["组长：周明远"],
        [],
    )


def test_the_tasks_are_drawn_by_leader_and_unit_with_their_numbers(tmp_path: Path) -> None:
    found = compiled(tmp_path, GROUP + TASKS + "文稿:\n  - 文种: 工作方案\n    附件: 任务责任图\n")
    assert drawn(network(found.manuscript.blocks).top) == (
        "青石街道",
        ["第一组长：何晓燕（街道党工委书记）", "组长：周明远（街道办事处主任）"],
        [
            ("许文博", [], [("城管办", ["2项任务"], [])]),
            ("罗琴", [], [("宣传办", ["1项任务"], [])]),
            ("未写牵头单位", ["1项任务"], []),
        ],
    )


def told(tmp_path: Path, text: str) -> list[tuple[str, int, str]]:
    path = tmp_path / "计划.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return [
        (f.code, f.origin.line, f.message)
        for f in check_file(path).findings
        if f.code in ("F204", "F205", "F206") and f.origin
    ]


def test_a_network_without_anybody_is_refused(tmp_path: Path) -> None:
    text = "领导小组:\n  名称: 创建工作领导小组\n文稿:\n  - 责任网络图\n"
    assert told(tmp_path, text) == [("F204", 11, "责任网络图里一个人也没有")]
    text = "任务:\n  - 名称: 清理楼道\n    内容: 清理。\n文稿:\n  - 文种: 工作方案\n    附件: 任务责任图\n"
    assert told(tmp_path, text) == [("F204", 11, "任务责任图里一个人、一个单位也没有")]


def test_a_working_group_of_nobody_is_doubted(tmp_path: Path) -> None:
    text = GROUP + "    - 名称: 后勤保障组\n文稿:\n  - 责任网络图\n"
    assert told(tmp_path, text) == [("F206", 23, "责任网络图里“后勤保障组”没有写人，也没有写单位")]


def test_what_no_page_holds_is_found_by_checking(tmp_path: Path) -> None:
    groups = "".join(
        f"    - 名称: 第{number}工作组\n      组长: 周立群（街道综合行政执法队队长）\n"
        f"      成员: {'、'.join(f'王{a}{b}' for a in '甲乙丙丁' for b in '子丑寅卯')}\n"
        for number in range(1, 31)
    )
    (fault,) = told(tmp_path, GROUP + groups + "文稿:\n  - 责任网络图\n")
    document = "“云山市青石街道办事处2026年创建全国文明城市工作责任网络图”里的"
    assert fault == ("F205", 11, document + "责任网络图有37个框，字缩到小五，一页也画不下")


def test_a_network_of_thousands_is_refused_without_being_laid_out(tmp_path: Path) -> None:
    groups = "".join(f"    - 名称: 第{number}组\n      组长: 周立群\n" for number in range(3_000))
    begun = time.process_time()
    faults = told(tmp_path, GROUP + groups + "文稿:\n  - 责任网络图\n")
    assert time.process_time() - begun < 8  # minutes, were they laid out
    assert [(code, line) for code, line, _ in faults if code == "F205"] == [("F205", 11)]
    assert any("有3007个框" in message for _, _, message in faults)


BUREAU = """单位:
  名称: 云山市教育局
  内设: 办公室、组织人事科、基础教育科、德育科、安全管理科、计划财务科、体卫艺科、督导室
  下级:
    中学: 云山一中、云山二中、云山三中、实验中学、城南中学、职业技术学校
    小学: 实验小学、东关小学、西关小学、南街小学、北门小学、育才小学、山口小学、河口小学
    幼儿园: 机关幼儿园、东关幼儿园、城南幼儿园、山口幼儿园
创建:
  荣誉: 全国文明校园
  年度: 2026
领导小组:
  组长: 周明远（市教育局党组书记、局长）
  常务副组长: 何静（市教育局党组副书记、副局长）
  副组长: 冯立（市教育局党组成员、副局长）、鲁卫东（市教育局党组成员、副局长）
  成员: 段刚（办公室主任）、陶然（组织人事科科长）、石磊（基础教育科科长）、韩雪梅（德育科科长）
  办公室:
    主任: 何静（兼）
    副主任: 韩雪梅（兼）
    成员: 段刚、韩冰、吕小草
    联系人: 吕小草
  工作组:
""" + "".join(
    f"    - 名称: {name}\n      单位: 安全管理科\n      组长: 段刚\n      成员: 丁峰、马跃\n"
    for name in ("综合材料组", "德育活动组", "校园安全组", "环境卫生组", "督导考核组")
)


def test_a_bureau_with_its_schools_goes_on_one_page(tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(BUREAU + "文稿:\n  - 责任网络图\n", encoding="utf-8")
    assert [f.message for f in check_file(path).findings if f.code == "F205"] == []
    workspace = read_workspace(path)
    ((request, _),) = requests(workspace, Options(draft=True), path)
    assert request is not None
    manuscript = compile_document(workspace, request, Options(draft=True), path).manuscript
    office = network(manuscript.blocks).top.children[0].children[0]
    titles = [plain(box.title) for box in office.children]
    assert titles == ["内设科室（8个）", "中学（6所）", "小学（8所）", "幼儿园（4所）"]
