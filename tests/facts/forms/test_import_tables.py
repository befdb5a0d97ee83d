"""Tables as offices make them → exactly these tasks, and exactly this list of what was not understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.draft import Draft, Imported
from wenming_docs.facts.forms.foreign.importing import import_tasks
from wenming_docs.facts.forms.foreign.yaml import yaml_of
from wenming_docs.facts.model import Task, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding, Origin

Rows = Sequence[Sequence[object]]
HEAD = ("序号", "主要任务", "责任单位", "完成时限")


def sheet(file: Path, rows: Rows, merges: Sequence[str] = (), **formats: str) -> Path:
    """An .xlsx with these rows; ``B5="0%"`` gives a cell a format. Merges are written like A1:G1."""
    book = xlsxwriter.Workbook(str(file), {"default_date_format": "yyyy-m-d"})
    fill(book.add_worksheet("任务分解"), book, rows, merges, formats)
    book.close()
    return file


def fill(
    page: Any, book: Any, rows: Rows, merges: Sequence[str] = (), formats: dict[str, str] | None = None
) -> None:
    for merge in merges:
        page.merge_range(merge, "")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            name = xlsxwriter.utility.xl_rowcol_to_cell(r, c)
            style = book.add_format({"num_format": formats[name]}) if formats and name in formats else None
            if isinstance(value, date):
                page.write_datetime(r, c, value, style)
            elif value is not None:
                page.write(r, c, value, style)


def old(file: Path, rows: Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("任务分解", cell_overwrite_ok=True)
    for first, last, left, right in merges:
        page.write_merge(first, last, left, right, rows[first][left])
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            style = (
                xlwt.easyxf(num_format_str="YYYY-MM-DD")
                if isinstance(value, date)
                else xlwt.Style.default_style
            )
            if value is not None:
                page.write(r, c, value, style)
    book.save(str(file))
    return file


def word(file: Path, rows: Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """A .docx with a small table, then this one; merges are row, column, row, column."""
    document = docx.Document()
    document.add_paragraph("各单位：现将任务分解如下。")
    small = document.add_table(1, 2)
    small.cell(0, 0).text, small.cell(0, 1).text = "拟稿", "核稿"
    table = document.add_table(len(rows), len(rows[0]))
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                table.cell(r, c).text = str(value)
    document.save(str(file))
    return file


def shown(task: Task) -> dict[str, object]:
    """A task as the facts hold it, by its Chinese keys."""
    values: dict[str, object] = {}
    for attribute, info in Task.model_fields.items():
        value = getattr(task, attribute)
        if attribute == "subtasks":
            value = [shown(each) for each in value]
        elif isinstance(value, tuple):
            value = "、".join(map(str, value))
        if value:
            values[info.title or ""] = value if isinstance(value, list) else str(value)
    return values


def tasks(imported: Imported) -> list[dict[str, object]]:
    """What the written YAML says when it is read back."""
    return [shown(task) for task in build_workspace(parse_source(yaml_of(imported), "任务.yaml")).tasks]


def told(imported: Imported) -> list[str]:
    return [f"{f.code} {str(f.origin).split('/')[-1].split('!')[-1]} {f.message}" for f in imported.findings]


@dataclass(frozen=True)
class Case:
    """A way to make a table, the tasks in it, what is told, and the comments in the YAML."""

    make: Callable[[Path], Path]
    tasks: list[dict[str, object]]
    told: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


CLEAN = {"名称": "清理小广告", "牵头": "城市管理办公室", "时限": "6月底前"}
TEAM = {"名称": "组建志愿服务队", "牵头": "党建办公室", "时限": "11月底前"}

CASES: dict[str, Case] = {
    "plain": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                HEAD,
                (1, "清理小广告", "城市管理办公室", "6月底前"),
                (2, "组建志愿服务队", "党建办公室", "11月底前"),
            ],
        ),
        [CLEAN, TEAM],
    ),
    "title, unit line, sum and note around it": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("青石街道任务分解表",),
                ("填报单位：青石街道", None, None, "2026年3月"),
                HEAD,
                ("1", "1.清理小广告", "城市管理办公室", "6月底前"),
                ("2", "（2）组建志愿服务队", "党建办公室", "11月底前"),
                ("合计", "2项"),
                ("注：每月25日前报送进展。",),
            ],
            ["A1:D1", "A7:D7"],
        ),
        [CLEAN, TEAM],
        (
            "X043 A1 表上面的“青石街道任务分解表”没有导入，写成了注释",
            "X043 A2 表上面的“填报单位：青石街道”没有导入，写成了注释",
            "X043 D2 表上面的“2026年3月”没有导入，写成了注释",
            "X043 A6 合计行没有导入，写成了注释：合计　2项",
            "X043 A7 表下面的说明没有导入，写成了注释：注：每月25日前报送进展。",
        ),
        (
            "# 表外的文字：青石街道任务分解表",
            "# 表外的文字：填报单位：青石街道",
            "# 表外的文字：2026年3月",
            "# 表外的文字：合计 2项",
            "# 表外的文字：注：每月25日前报送进展。",
        ),
    ),
    "two rows of head, units merged over two tasks": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("序号", "重点工作", "责任单位", None, "完成时间"),
                (None, None, "牵头", "配合", None),
                (1, "清理小广告", "城市管理办公室", "各社区\n派出所", "6月底前"),
                (2, "修补路面", None, "社区建设办公室", "9月底前"),
            ],
            ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "C3:C4"],
        ),
        [
            {**CLEAN, "配合": "各社区、派出所"},
            {"名称": "修补路面", "牵头": "城市管理办公室", "配合": "社区建设办公室", "时限": "9月底前"},
        ],
    ),
    "two rows of head, nothing merged": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("序号", "重点工作", "责任单位", None, "完成时间"),
                (None, None, "牵头单位", "配合单位", None),
                (1, "清理小广告", "城市管理办公室", "/", "6月底前"),
            ],
        ),
        [CLEAN],
    ),
    "a task over several contents, merged": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("序号", "重点任务", "具体内容", "责任股室", "时间节点", "备注"),
                (1, "一、环境整治", "1.清理小广告", "城市管理办公室", "6月底前", None),
                (2, None, "2.清运垃圾，日产日清", "社区建设办公室", "长期坚持", "含背街小巷"),
                (3, "二、志愿服务", "组建志愿服务队", "党建办公室", "11月底前", None),
            ],
            ["B2:B3"],
        ),
        [
            {
                "名称": "环境整治",
                "子任务": [
                    CLEAN,
                    {
                        "名称": "清运垃圾，日产日清",
                        "牵头": "社区建设办公室",
                        "时限": "长期坚持",
                        "附言": "含背街小巷",
                    },
                ],
            },
            {"名称": "志愿服务", "内容": "组建志愿服务队", "牵头": "党建办公室", "时限": "11月底前"},
        ],
    ),
    "empty cells that mean the same as above": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("重点任务", "具体措施", "责任单位", "完成时限"),
                ("环境整治", "清理小广告", "城市管理办公室", "6月底前"),
                (None, "清运垃圾", None, "9月底前"),
                ("志愿服务", "组建志愿服务队", "党建办公室", "11月底前"),
            ],
        ),
        [
            {
                "名称": "环境整治",
                "子任务": [CLEAN, {"名称": "清运垃圾", "牵头": "城市管理办公室", "时限": "9月底前"}],
            },
            {"名称": "志愿服务", "内容": "组建志愿服务队", "牵头": "党建办公室", "时限": "11月底前"},
        ],
        (
            "X045 A3 “重点任务”栏空着的格子，当作和上一行同一项：A3",
            "X045 C3 “责任单位”栏空着的格子，当作和上面一样：C3",
        ),
    ),
    "three columns of names": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("工作类别", "重点工作", "具体任务", "责任单位"),
                ("环境", "整治乱贴", "清理小广告", "城市管理办公室"),
                ("环境", "整治乱贴", "设置便民张贴栏", "各社区"),
                ("环境", "整治垃圾", "清运垃圾", "社区建设办公室"),
                ("服务", None, "组建志愿服务队", "党建办公室"),
            ],
        ),
        [
            {
                "名称": "环境",
                "子任务": [
                    {
                        "名称": "整治乱贴",
                        "子任务": [
                            {"名称": "清理小广告", "牵头": "城市管理办公室"},
                            {"名称": "设置便民张贴栏", "牵头": "各社区"},
                        ],
                    },
                    {"名称": "整治垃圾", "子任务": [{"名称": "清运垃圾", "牵头": "社区建设办公室"}]},
                ],
            },
            {"名称": "服务", "子任务": [{"名称": "组建志愿服务队", "牵头": "党建办公室"}]},
        ],
    ),
    "headings between the tasks, the head repeated on the next page": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                HEAD,
                ("一、环境整治",),
                (1, "清理小广告", "城市管理办公室", "6月底前"),
                HEAD,
                ("二、志愿服务",),
                (2, "组建志愿服务队", "党建办公室", "11月底前"),
            ],
            ["A2:D2", "A5:D5"],
        ),
        [{"名称": "环境整治", "子任务": [CLEAN]}, {"名称": "志愿服务", "子任务": [TEAM]}],
        ("X043 A4 重复的表头跳过了：序号　主要任务　责任单位　完成时限",),
    ),
    "headings by the kind of number": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                HEAD,
                ("一", "环境整治", None, None),
                (1, "清理小广告", "城市管理办公室", "6月底前"),
                ("二", "志愿服务", None, None),
                (1, "组建志愿服务队", "党建办公室", "11月底前"),
            ],
        ),
        [{"名称": "环境整治", "子任务": [CLEAN]}, {"名称": "志愿服务", "子任务": [TEAM]}],
    ),
    "days, shares, figures, telephones and a column without a field": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("编号", "工作任务", "工作目标", "责任领导", "联系人", "联系电话", "完成时间", "经费"),
                ("A1", "清理小广告", 0.95, "张 某", "李某", 61234567, date(2026, 6, 30), "2万元"),
                ("A2", "清运垃圾", 12, "王某、赵某", "钱某", "6123-4568", date(2026, 9, 1), None),
                ("A3", "修补路面", None, None, None, None, 6.3, 3.5),
            ],
            C2="0%",
            G2="yyyy-m-d",
            G3='yyyy"年"m"月"',
        ),
        [
            {
                "名称": "清理小广告",
                "编号": "A1",
                "标准": "95%",
                "责任领导": "张某",
                "联系人": "李某 61234567",
                "时限": "2026年6月30日",
            },
            {
                "名称": "清运垃圾",
                "编号": "A2",
                "标准": "12",
                "责任领导": "王某、赵某",
                "联系人": "钱某 6123-4568",
                "时限": "2026年9月",
            },
            {"名称": "修补路面", "编号": "A3"},
        ],
        (
            "X042 H1 “经费”栏没有对应的栏目，写成了注释",
            "X044 G4 不能当作“时限”，写成了注释："
            "时限是一个数“6.3”，不是日期：6.3可能是6月3日，也可能是6月30日",
        ),
        ("# 表中“经费”栏：2万元", "# 表中“完成时间”栏：6.3", "# 表中“经费”栏：3.5"),
    ),
    "one task over several rows of units": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                HEAD,
                (1, "清理小广告", "城市管理办公室", "6月底前"),
                (None, None, "社区建设办公室", None),
                (None, None, "各社区", "7月底前"),
            ],
        ),
        [{**CLEAN, "牵头": "城市管理办公室、社区建设办公室、各社区"}],
        (
            "X044 D4 不能当作“时限”，写成了注释：同一项任务的另一行写的是“6月底前”",
            "X045 B3 “主要任务”栏空着的格子，当作和上一行同一项：B3、B4",
        ),
        ("# 表中“完成时限”栏：7月底前",),
    ),
    "an old .xls": Case(
        lambda f: old(
            f / "旧表.xls",
            [HEAD, (1, "清理小广告", "城市管理办公室", date(2026, 6, 30)), (2, "修补路面", None, "9月底前")],
            [(1, 2, 2, 2)],
        ),
        [
            {**CLEAN, "时限": "2026年6月30日"},
            {"名称": "修补路面", "牵头": "城市管理办公室", "时限": "9月底前"},
        ],
    ),
    "an .et of WPS": Case(
        lambda f: old(f / "旧表.et", [HEAD, (1, "清理小广告", "城市管理办公室", "6月底前")]), [CLEAN]
    ),
    "a table in a .docx": Case(
        lambda f: word(
            f / "通知.docx",
            [
                ("序号", "重点任务", "具体内容", "责任单位", None, "完成时限"),
                (None, None, None, "牵头", "配合", None),
                ("1", "环境整治", "清理小广告", "城市管理办公室", "各社区", "6月底前"),
                ("2", None, "清运垃圾", "社区建设办公室", "", "9月底前"),
            ],
            [(0, 3, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 5, 1, 5), (2, 1, 3, 1)],
        ),
        [
            {
                "名称": "环境整治",
                "子任务": [
                    {**CLEAN, "配合": "各社区"},
                    {"名称": "清运垃圾", "牵头": "社区建设办公室", "时限": "9月底前"},
                ],
            }
        ],
        ("X041 通知.docx:1:1 “表1”不像任务分解表，没有导入",),
    ),
    "units by lines, commas and blanks, names broken by a narrow column": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("主要任务", "牵头单位", "配合单位", "责任人", "时限"),
                (
                    "清理\n小广告",
                    "城市管理\n办公室",
                    "东门社区 西门社区，南门社区",
                    "张某\n李某",
                    "6月底前\n11月底前",
                ),
                ("①修补路面", "同上", "无", "王某 赵某某", "待定"),
            ],
        ),
        [
            {
                "名称": "清理小广告",
                "牵头": "城市管理办公室",
                "配合": "东门社区、西门社区、南门社区",
                "责任人": "张某、李某",
                "时限": "6月底前、11月底前",
            },
            {"名称": "修补路面", "牵头": "城市管理办公室", "责任人": "王某、赵某某", "时限": "待定"},
        ],
        ("X044 E3 时限“待定”看不懂，照原样写了",),
    ),
    "columns that mean the same, one guessed, one without a head": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("任务名称", "责任单位", "牵头单位", "工作任务完成时限", None, "完成情况"),
                ("清理小广告", "东门社区", "城市管理办公室", "6月底前", "急", "已完成"),
            ],
        ),
        [CLEAN],
        (
            "X042 B1 “责任单位”栏和“牵头单位”栏都像“牵头”，这一栏写成了注释",
            "X042 D1 “工作任务完成时限”栏当作“时限”",
            "X042 E1 “第5列”栏没有对应的栏目，写成了注释",
            "X042 F1 “完成情况”栏没有对应的栏目，写成了注释",
        ),
        ("# 表中“责任单位”栏：东门社区", "# 表中“第5列”栏：急", "# 表中“完成情况”栏：已完成"),
    ),
    "only contents, long ones in paragraphs": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [
                ("序号", "工作内容", "责任单位"),
                (1, "清理小广告：\n1.逐楼清理；\n2.设置张贴栏。", "城市管理办公室"),
            ],
        ),
        [{"名称": "清理小广告", "内容": "1.逐楼清理；\n2.设置张贴栏。", "牵头": "城市管理办公室"}],
    ),
    "a row without a name, text that YAML would take for something else": Case(
        lambda f: sheet(
            f / "表.xlsx",
            [HEAD, (1, None, "城市管理办公室", "6月底前"), (2, "“三无”小区: 清零 #1", "@各社区", "6月底前")],
        ),
        [{"名称": "“三无”小区: 清零 #1", "牵头": "@各社区", "时限": "6月底前"}],
        ("X046 A2 这一行没有任务名称，写成了注释：1　城市管理办公室　6月底前",),
        ("# 表外的文字：1 城市管理办公室 6月底前",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_gives_its_tasks_and_what_was_not_understood(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    imported = import_tasks(case.make(tmp_path))
    lines = [line.strip() for line in yaml_of(imported).splitlines()[1:]]
    assert tasks(imported) == case.tasks
    assert told(imported) == list(case.told)
    assert tuple(line for line in lines if line.startswith("#")) == case.comments


def several(tmp_path: Path) -> Path:
    file = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(file))
    fill(book.add_worksheet("说明"), book, [("本表由各单位填写",)])
    fill(book.add_worksheet("一季度"), book, [HEAD, (1, "清理小广告", "城市管理办公室", "6月底前")])
    rows = [HEAD, (1, "组建志愿服务队", "党建办公室", "11月底前"), (2, "清运垃圾", "各社区", "9月底前")]
    fill(book.add_worksheet("二季度"), book, rows)
    hidden = book.add_worksheet("底稿")
    fill(hidden, book, [HEAD, *[(n, f"旧任务{n}", "各社区", "9月底前") for n in range(1, 6)]])
    hidden.hide()
    book.close()
    return file


def test_the_longest_table_that_shows_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    imported = import_tasks(several(tmp_path))
    assert [task.name for task in imported.tasks] == ["组建志愿服务队", "清运垃圾"]
    assert told(imported) == [
        "X041 表.xlsx:1:1 导入的是“二季度”；“一季度”、“底稿”也像任务分解表，没有导入",
        "X041 表.xlsx:1:1 “说明”不像任务分解表，没有导入",
    ]


def test_a_named_sheet_is_taken_even_if_it_is_hidden(tmp_path: Path) -> None:
    imported = import_tasks(several(tmp_path), "底稿")
    assert imported.count() == 5
    assert told(imported) == ["X038 A1 工作表“底稿”是隐藏的，也读了"]


@pytest.mark.parametrize(
    ("rows", "wanted", "message"),
    [
        ([("姓名", "电话"), ("张某", "1")], "", "没有找到任务分解表：文件里有“任务分解”"),
        (
            [("测评项目", "测评内容", "测评标准", "分值"), ("环境", "街面", "整洁", 5)],
            "",
            "没有找到任务分解表：文件里有“任务分解”",
        ),
        ([HEAD], "", "“任务分解”只有表头，没有任务"),
        ([HEAD, (1, "甲", "乙", "丙")], "六月", "没有“六月”：文件里有“任务分解”"),
    ],
)
def test_what_holds_no_tasks_is_refused(tmp_path: Path, rows: Rows, wanted: str, message: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        import_tasks(sheet(tmp_path / "表.xlsx", rows), wanted)
    assert [(finding.code, finding.message) for finding in refused.value.findings] == [("X040", message)]


def test_a_cell_with_an_error_value_stops_the_import(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        fill(page, book, [HEAD, (1, "清理小广告", "城市管理办公室", "6月底前")])
        page.write_formula("C3", "=X9", None, "#REF!")
    with pytest.raises(InvalidInput) as refused:
        import_tasks(file)
    codes = [(finding.code, str(finding.origin)) for finding in refused.value.findings]
    assert ("X037", f"{file}!C3") in codes


NAMES = (
    st.text(
        st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=4), NAMES)
def test_any_text_reads_back_as_it_was(rows: list[tuple[str, str]], comment: str) -> None:
    place = Origin("表.xlsx", 1, 1)
    imported = Imported("表.xlsx")
    for name, content in rows:
        task = Draft(name, place, {"content": [content, "第二段"]}, [f"表中“经费”栏：{comment}"])
        task.subtasks = [Draft(content, place)]
        imported.tasks.append(task)
    wanted = [{"名称": n, "内容": f"{c}\n第二段", "子任务": [{"名称": c}]} for n, c in rows]
    assert tasks(imported) == wanted


def test_every_task_of_a_long_table_arrives(tmp_path: Path) -> None:
    rows = [HEAD, *[(n, f"第{n}项任务", f"第{n % 90}社区", "6月底前") for n in range(1, 501)]]
    imported = import_tasks(sheet(tmp_path / "表.xlsx", rows))
    assert [task.fields["lead_unit"] for task in imported.tasks] == [
        [f"第{n % 90}社区"] for n in range(1, 501)
    ]
    assert imported.findings == list[Finding]()


def test_what_is_odd_in_thousands_of_cells_is_counted(tmp_path: Path) -> None:
    rows = [HEAD, *[(n, f"第{n}项任务", "各社区", 6.3) for n in range(1, 101)]]
    imported = import_tasks(sheet(tmp_path / "表.xlsx", rows))
    assert len(imported.findings) == 51
    assert told(imported)[-1] == "X044 D51 同样的问题另有50处"
    assert yaml_of(imported).count("# 表中“完成时限”栏：6.3") == 100


def test_text_under_a_merged_cell_is_told(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        fill(page, book, [HEAD, (1, "清理小广告", None, "6月底前"), (2, "修补路面", None, "9月底前")])
        page.merge_range("C2:C3", "城市管理办公室")
        page.write("C3", "社区建设办公室")
    imported = import_tasks(file)
    assert [task.fields["lead_unit"] for task in imported.tasks] == [["城市管理办公室"]] * 2
    assert told(imported) == ["X044 C3 合并的格子下面压着“社区建设办公室”，没有导入，写成了注释"]
    assert imported.comments == ["社区建设办公室"]
