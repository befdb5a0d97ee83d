"""A plan with forms, and hands that fill them in: shared by the tests of forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from wenming_docs.facts.forms.build import build_form
from wenming_docs.facts.forms.unit_form import What
from wenming_docs.facts.forms.write import write_form
from wenming_docs.filling import Filled, fill
from wenming_docs.pipeline import Options, read_facts

ENTRY = """\
# 青石街道的计划，城管办和两个社区在填
单位:
  名称: 云山市青石街道办事处
  简称: 青石街道
  自称: 我街道
  内设: 城管办、宣传办
  下级:
    社区: 东门社区、西门社区
创建:
  名称: 文明创建工作
  年度: 2026
人员:
  - 赵小满
  - 钱大寒
  - 孙白露
包含: 成果/*.yaml
汇总:
  报送时限: 次月5日前
工作目标:
  - 指标: 清运垃圾
    目标: 60车
    时限: 11月底前
任务:
  # ---- 市容 ----
  - 名称: 整治背街小巷
    牵头: 城管办
    配合: 各社区
    子任务:
      - 名称: 建立巷道档案    # 先做这一项
        内容: 逐巷建档，先清存量。
        责任人: '赵小满'
        时限: 3月底前
      - 清理小广告   # 一行的写法
      - {名称: 清运积存垃圾, 时限: 11月底前}
  - 名称: 更新公益广告
    牵头: 宣传办
    内容: 更换破损褪色的画面。
    责任人:
      - 钱大寒   # 主笔
      - 孙白露
    联系人: "孙白露"
    时限: 9月底前
    佐证: 照片/0401.jpg、照片/0402.jpg
问题台账:
  - 编号: 1号
    点位: 花园路农贸市场
    问题: 污水井盖破损
    单位: 东门社区
    时限: 5月20日前
    经过:
      - 立项: 5月6日
      - 交办: 5月6日
  - 编号: 2号
    点位: 河滨巷18号
    问题: 线缆低垂
    单位: 城管办
    责任人: 赵小满
    时限: 5月底前
    经过:
      - 立项: 5月6日
      - 交办: 5月7日
      - 整改: 5月25日
"""
RESULTS = """\
# 每周五记一次
成果:
  - 日期: 4月10日
    任务: 建立巷道档案
    单位: 城管办
    数据:
      建档巷道: 36条   # 李师傅数的
      走访住户: 210户
  - 期间: 4月
    单位: 城管办
    任务: 清运积存垃圾
    数据:
      清运垃圾: 12车
    备注: 照片还在手机里
  - 日期: 4月12日
    单位: 宣传办
    任务: 更新公益广告
    事: 更换主干道画面
    进度: 已完成
# 完
"""
TODAY = date(2026, 7, 1)


def plan_in(folder: Path, *, newline: str = "\n") -> Path:
    """The plan and the file of its results, in ``folder``."""
    (folder / "成果").mkdir(parents=True, exist_ok=True)
    (folder / "成果" / "街道.yaml").write_bytes(RESULTS.replace("\n", newline).encode())
    path = folder / "计划.yaml"
    path.write_bytes(ENTRY.replace("\n", newline).encode())
    return path


@cache
def _made(text: str, results: str, unit: str) -> bytes:
    """The form of a unit; the same plan gives the same bytes, so that each is made once."""
    with TemporaryDirectory() as folder:
        path = plan_in(Path(folder))
        path.write_bytes(text.encode())
        (path.parent / "成果" / "街道.yaml").write_bytes(results.encode())
        return write_form(build_form(read_facts(path), unit, tuple(What), path.name))


def form_of(path: Path, unit: str, name: str = "") -> Path:
    """The form of one unit, beside the plan."""
    target = path.parent / (name or f"{unit}.xlsx")
    results = (path.parent / "成果" / "街道.yaml").read_bytes().decode()
    target.write_bytes(_made(path.read_bytes().decode(), results, unit))
    return target


def edit(form: Path, hand: Callable[[dict[str, Worksheet]], None]) -> Path:
    """The form after ``hand`` has been at its sheets."""
    book = load_workbook(form)
    hand({sheet.title: sheet for sheet in book.worksheets})
    book.save(form)
    return form


def cell_at(page: Worksheet, row: str, title: str) -> str:
    """The address of the cell under ``title`` in the first row that holds ``row`` (or in that new row)."""
    heads = {cell.value: cell.column_letter for cell in page[3]}
    for cells in page.iter_rows(min_row=4):
        if any(row == str(cell.value or "") for cell in cells):
            return f"{heads[title]}{cells[0].row}"
    raise AssertionError(f"{page.title}: no row {row}")


def put(form: Path, *cells: tuple[str, str, str, object]) -> list[str]:
    """Values by sheet, row and title; the addresses of their cells. Rows are found before any is changed."""
    at: list[str] = []

    def hand(pages: dict[str, Worksheet]) -> None:
        at.extend(cell_at(pages[sheet], row, title) for sheet, row, title, _ in cells)
        for (sheet, _, _, value), address in zip(cells, at, strict=True):
            pages[sheet][address].value = value
            if isinstance(value, str):
                pages[sheet][address].data_type = "s"  # a hand that types, not a program: = is no formula

    edit(form, hand)
    return at


def filled(path: Path, *forms: Path, allow_old: bool = False) -> Filled:
    """What the forms bring to the plan."""
    return fill(path, forms, Options(today=TODAY), allow_old=allow_old)


def written(path: Path, *forms: Path) -> dict[str, tuple[str, str]]:
    """File name → its text before and after, of the files that change; nothing may be refused."""
    outcome = filled(path, *forms)
    told = [f"{f.origin} {f.code} {f.message}" for f in outcome.findings]
    assert not outcome.refused, told
    return {file.path.name: (file.before.decode(), file.after.decode()) for file in outcome.files}


def told(outcome: Filled) -> list[tuple[str, str]]:
    """Code and cell of every finding."""
    return [(f.code, f.origin.cell.rpartition("!")[2] if f.origin else "") for f in outcome.findings]
