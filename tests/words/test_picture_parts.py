"""取: 照片: which photographs a document shows, and what stands under them."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.blocks import Attachment, Block, Landscape, Pictures, plain
from wenming_docs.pipeline import Options, compile_document, read_workspace, requests

PLAN = """单位:
  名称: 云山市青石街道办事处
  自称: 我街道
  下级: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
任务:
  - 名称: 清理楼道
成果:
  - 日期: 3月3日
    事: 三月的事
    进度: 已完成
    照片: 照片/0.jpg
  - 日期: 4月3日
    单位: 东门社区
    事: 清理楼道杂物
    进度: 已完成
    照片:
      - 照片/1.jpg
      - 照片/2.jpg
  - 日期: 4月8日
    事: 建成口袋公园
    进度: 已开放
    照片:
      照片/3.jpg: 口袋公园开放当天
问题台账:
  - 点位: 东门菜市场
    问题: 门前占道经营
    发现日期: 4月2日
    单位: 东门社区
    照片:
      - 照片/4.jpg
      - 照片/5.jpg: 整改后
  - 点位: 西门巷
    问题: 路面破损
    发现日期: 3月2日
    销号: 3月9日
    单位: 西门社区
    照片: 照片/6.jpg
文稿:
"""


def pictures(tmp_path: Path, document: str) -> list[Pictures]:
    """The grids of the only document; the files themselves need not be there."""
    path = tmp_path / "计划.yaml"
    path.write_text(PLAN + document, encoding="utf-8")
    workspace = read_workspace(path)
    options = Options(draft=True)
    ((request, _),) = requests(workspace, options, path)
    assert request is not None
    return list(grids(compile_document(workspace, request, options, path).manuscript.blocks))


def grids(blocks: tuple[Block, ...]) -> list[Pictures]:
    inner = [block.blocks for block in blocks if isinstance(block, Attachment | Landscape)]
    own = [block for block in blocks if isinstance(block, Pictures)]
    return own + [grid for deep in inner for grid in grids(deep)]


def captions(grid: Pictures) -> list[str]:
    return [plain(item.caption) for item in grid.items]


def test_a_report_shows_the_photographs_of_its_period_told_by_day_and_matter(tmp_path: Path) -> None:
    document = "  - 文种: 进展汇报\n    期间: 4月\n    附件: 佐证照片\n"
    (grid,) = pictures(tmp_path, document)
    assert captions(grid) == [
        "4月3日东门社区清理楼道杂物（1）",
        "4月3日东门社区清理楼道杂物（2）",
        "口袋公园开放当天",
        "东门菜市场：门前占道经营（4月2日）",
        "东门菜市场：整改后",
    ]
    assert grid.per_row == 2
    assert [item.description for item in grid.items] == captions(grid)


def test_a_ledger_shows_the_photographs_of_its_problems_alone(tmp_path: Path) -> None:
    document = (
        "  - 文种: 问题整改台账\n    期间: 截至4月30日\n"
        "    附件:\n      - 标题: 现场照片\n        每行: 3\n        取: 照片\n"
    )
    (grid,) = pictures(tmp_path, document)
    assert captions(grid) == [
        "东门菜市场：门前占道经营（4月2日）",
        "东门菜市场：整改后",
        "西门巷：路面破损（3月2日）",
    ]
    assert grid.per_row == 3


def test_a_section_shows_its_own_photographs_in_the_order_written(tmp_path: Path) -> None:
    document = (
        "  - 文种: 情况汇报\n    称谓: 各位领导\n    标题: 汇报\n    章节:\n      - 标题: 现场\n"
        "        文: 如图。\n        图片:\n          - 照片/b.jpg: 【单位·自称】清理前\n"
        "          - 文件: 照片/a.jpg\n            图说: 清理后\n          - 照片/c.jpg\n        每行: 4\n"
    )
    (grid,) = pictures(tmp_path, document)
    assert captions(grid) == ["我街道清理前", "清理后", ""]
    assert grid.per_row == 4


def test_a_section_without_any_photograph_to_show_says_so(tmp_path: Path) -> None:
    document = (
        "  - 文种: 进展汇报\n    期间: 9月\n    章节:\n      - 标题: 照片\n        取: 照片\n"
        "      - 标题: 打算\n        文: 继续抓好。\n"
    )
    path = tmp_path / "计划.yaml"
    bare = PLAN.split("问题台账:")[0]
    path.write_text(f"{bare}文稿:\n{document}", encoding="utf-8")
    workspace = read_workspace(path)
    ((request, _),) = requests(workspace, Options(draft=True), path)
    assert request is not None
    compiled = compile_document(workspace, request, Options(draft=True), path)
    assert [f.message for f in compiled.findings if f.code == "F053"] == [
        "“取: 照片”没有东西可印，这一节不印"
    ]
