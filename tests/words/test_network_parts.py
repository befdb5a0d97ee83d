"""责任网络图: who stands in which box."""

from __future__ import annotations

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
                ["罗琴（街道党工委副书记）、许文博"],
                [
                    ("办公室", ["主任：罗琴（兼）"], [("东门社区", [], []), ("西门社区", [], [])]),
                    ("环境整治组", ["牵头单位：城管办", "组长：丁一鸣", "成员：周立群、马小云"], []),
                    ("成员", ["梁芳"], []),
                ],
            )
        ],
    )
    assert isinstance(found.manuscript.blocks[0], Landscape)


def test_many_units_of_one_sort_stand_in_one_box(tmp_path: Path) -> None:
    text = GROUP.replace("领导小组:", "领导小组:") + "文稿:\n  - 责任网络图\n"
    many = "、".join(f"{name}社区" for name in "甲乙丙丁戊己庚")
    path = tmp_path / "计划.yaml"
    path.write_text(HEAD.replace("东门社区、西门社区", many) + text, encoding="utf-8")
    workspace = read_workspace(path)
    ((request, _),) = requests(workspace, Options(draft=True), path)
    assert request is not None
    manuscript = compile_document(workspace, request, Options(draft=True), path).manuscript
    office = network(manuscript.blocks).top.children[0].children[0]
    assert [drawn(box) for box in office.children] == [("社区（7个）", [many], [])]


def test_one_level_alone_is_a_network_too(tmp_path: Path) -> None:
    text = "领导小组:\n  组长: 周明远\n文稿:\n  - 责任网络图\n"
    path = tmp_path / "计划.yaml"
    path.write_text(HEAD.split("  下级:")[0] + "创建:\n  年度: 2026\n  荣誉: 全国文明城市\n" + text, "utf-8")
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
    assert told(tmp_path, text) == [("F206", 22, "责任网络图里“后勤保障组”没有写人，也没有写单位")]


def test_what_no_page_holds_is_found_by_checking(tmp_path: Path) -> None:
    groups = "".join(
        f"    - 名称: 第{number}工作组\n      组长: 周立群（街道综合行政执法队队长）\n"
        f"      成员: {'、'.join(f'王{a}{b}' for a in '甲乙丙丁' for b in '子丑寅卯')}\n"
        for number in range(1, 31)
    )
    (fault,) = told(tmp_path, GROUP + groups + "文稿:\n  - 责任网络图\n")
    assert fault == ("F205", 11, "责任网络图有37个框，字缩到小五，一页也画不下")
