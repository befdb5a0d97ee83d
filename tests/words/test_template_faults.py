"""A fault in an office's template is told in Chinese: file, line, column, what, and the cure."""

# ruff: noqa: E501  (a table reads best with one row a line)

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.words.template import TEMPLATE_CODES, render_template

BRANCH = "先用 {% if … %} 判断有没有，没有就不写这一句"
ITEM = "写出要打印的字段，如 {{ 名称.字段 }}"
COMPUTE = "在程序里算好再交给模板"
HALF_WIDTH = "{{ }} 和 {% %} 里面的标点要用半角"
OWN_FIELDS = "只能用数据里的字段"
MACRO = "{% macro m(a) %}\n{{ a }}\n{% endmacro %}\n"


@dataclass(frozen=True)
class Task:
    name: SourceText
    deadline: SourceText | None = None


SWEEP = Task(SourceText("清扫"))
NAMES: dict[str, object] = {
    "title": SourceText("标题", [Origin("plan.yaml", 1, 4)]),
    "task": SWEEP,
    "tasks": (SWEEP, SWEEP),
    "units": ["甲", "乙"],
    "facts": {"单位": "甲"},
    "empty": "",
    "yes": True,
    "blank": " \n",
    "private": "\ue000",
}

FAULTS = [
    ("{{ titel }}", "T002", 1, 4, "没有“titel”这个名称", "是不是想写“title”"),
    ("正文\n  {{ task.deadlin }}", "T002", 2, 11, "没有“deadlin”这个名称", "是不是想写“deadline”"),
    ("{{ facts.单价 }}", "T002", 1, 10, "没有“单价”这个名称", "是不是想写“单位”"),
    ("{{ facts['没有'] }}", "T002", 1, 11, "没有“没有”这个名称", "可用的有：单位"),
    ("{% for 项 in units %}{{ 项目 }}{% endfor %}", "T002", 1, 24, "没有“项目”这个名称", "是不是想写“项”"),
    ("{{ tasks | map(attribute='nam') | join }}", "T002", 1, 27, "没有“nam”这个名称", "是不是想写“name”"),
    ("{{ units[9] }}", "T002", 1, 1, "没有第10项", "先用 {% if … %} 判断列表有几项"),
    (MACRO + "{{ m() }}", "T002", 2, 4, "宏的参数“a”没有给（由 正文.md.j2:4 调用）", "调用宏时补上这个参数"),
    ("{% from '宏.md.j2' import y %}{{ y() }}", "T002", 1, 26, "引入的模板里没有“y”", "检查 import 的名称"),
    ("{% block a %}{{ super() }}{% endblock %}", "T002", 1, 17, "super() 上面没有同名的块", "去掉 super()，或检查块名"),
    ("{{ task.deadline }}", "T007", 1, 4, "模板打印了空值：“task.deadline”", BRANCH),
    ("甲\n{{ title }}{{ empty }}", "T007", 2, 15, "模板打印了空文字：“empty”", BRANCH),
    ("{{ blank }}", "T007", 1, 4, "模板打印了空文字：“blank”", BRANCH),
    ("{{ private }}", "T007", 1, 4, "值里有保留字符U+E000或U+E001：“private”", "删去这个字符"),
    ("{{ [] | join }}", "T007", 1, 1, "模板打印了空文字", BRANCH),
    ("{{ yes }}", "T007", 1, 4, "模板打印了是否值：“yes”", "用 {% if … %} 选择要写的文字"),
    ("{{ units }}", "T007", 1, 4, "模板打印了整个列表：“units”", "用 {% for … %} 逐项写，或用 join 过滤器连起来"),
    ("{{ task }}", "T007", 1, 4, "模板打印了整个对象：“task”", ITEM),
    ("{{ facts }}", "T007", 1, 4, "模板打印了整个对象：“facts”", ITEM),
    ("{{ title ~ task.deadline }}", "T007", 1, 1, "模板打印了空值", BRANCH),
    ("{{ 1.5 }}", "T007", 1, 1, "模板打印了小数", "数字在程序里算好再打印，百分数用 percent 过滤器"),
    ("{{ title | percent }}", "T007", 1, 1, "percent 只用于比值，例如0.955", "没有比值时用 {% if … %} 换一种写法"),
    ("{{ [] | first }}", "T007", 1, 1, "列表是空的，没有这一项", "先用 {% if … %} 判断列表有没有内容"),
    (MACRO + "\n\n{{ m(none) }}", "T007", 2, 4, "模板打印了空值：“a”（由 正文.md.j2:6 调用）", BRANCH),
    ("{% if title %}x", "T001", 1, 4, "“if”没有结束", "补上 {% endif %}"),
    ("{% fi title %}", "T001", 1, 4, "不认识的标签“fi”", "检查标签名，以及前面的块有没有结束"),
    ("{{ title | joi }}", "T001", 1, 12, "没有“joi”这个过滤器", "是不是想写“join”"),
    ("{{ title is 好 }}", "T001", 1, 13, "没有“好”这个判断", "检查 is 后面的词"),
    ("{{ title", "T001", 1, 1, "模板在这里突然结束", "检查 {{ }} 和 {% %} 是否成对"),
    ("{{ title，1 }}", "T001", 1, 9, "这里不能用字符“，”", HALF_WIDTH),
    ("甲\n{{ title ] }}", "T001", 2, 10, "这里不该有“]”", "检查括号和 {{ }} 是否成对"),
    ("{{ }}", "T001", 1, 1, "这里缺少表达式", "写出要打印的名称"),
    ("{# 注释", "T001", 1, 1, "注释没有结束", "补上 #}"),
    ("{% for x in units %}" * 25 + "{% endfor %}" * 25, "T001", 1, 1, "模板的循环或判断嵌套太深", "把里层写成宏"),
    ("{% for x in title %}{% endfor %}", "T003", 1, 13, "文字不能逐字循环，也不能当列表用：“title”", "在数据里写成列表"),
    ("{{ title.upper() }}", "T003", 1, 10, "文字不能用 .upper()", "改过的文字就没有了出处；请在数据里写好"),
    ("{{ title.__class__ }}", "T003", 1, 10, "模板不能用“__class__”", OWN_FIELDS),
    ("{{ task['__class__'] }}", "T003", 1, 10, "模板不能用“__class__”", OWN_FIELDS),
    ("{{ 'a' * 9 }}", "T003", 1, 8, "模板里不做计算（*）", COMPUTE),
    ("{{ task.name + 1 }}", "T003", 1, 14, "模板里不做计算（+）", COMPUTE),
    ("{{ units() }}", "T003", 1, 1, "模板里只能调用宏、caller、super 和 loop.cycle", "需要的值请在程序里备好"),
    ("{{ facts.update(a=1) }}", "T003", 1, 10, "模板不能用“update”", OWN_FIELDS),
    ("{% if units == [] %}{% endif %}", "T003", 1, 1, "列表不能拿来比较", "判断有没有内容直接写 {% if 名称 %}"),
    ("{% autoescape false %}{{ title }}{% endautoescape %}", "T003", 1, 4, "模板不能关闭转义", "删去 autoescape"),
    ("{% include '红.md.j2' %}", "T004", 1, 13, "找不到模板“红.md.j2”", "是不是想写“宏.md.j2”"),
    ("{% extends '../x.j2' %}", "T004", 1, 13, "模板名“../x.j2”不能用",
     "模板名写成“文件夹/文件.md.j2”，不能用绝对路径、“..”或反斜杠"),
    ("{% include '正文.md.j2' %}", "T005", 1, 1, "模板或宏自己套自己，没有尽头", "检查 extends、include 和宏有没有互相引用"),
    (MACRO + "{{ m(1, 2) }}", "T008", 4, 4, "调用宏“m”时参数不对", "对照宏的定义检查参数"),
    ("{% for a, b in tasks %}{% endfor %}", "T008", 1, 1, "循环变量的个数与每一项的个数不同", "检查 {% for 甲, 乙 in … %}"),
    ("{% if title < 3 %}{% endif %}", "T008", 1, 1, "这两种值不能比较大小", "只拿数字与数字比"),
]  # fmt: skip


def write(folder: Path, text: str) -> Path:
    """The template under test, beside one that holds a macro."""
    (folder / "宏.md.j2").write_text("{% macro q() %}1{% endmacro %}", encoding="utf-8")
    file = folder / "正文.md.j2"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("text", "code", "line", "column", "message", "hint"), FAULTS)
def test_a_fault_gives_exactly_this_finding(
    tmp_path: Path, text: str, code: str, line: int, column: int, message: str, hint: str
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(InvalidInput) as caught:
        render_template("正文.md.j2", NAMES, [tmp_path])
    origin = Origin(str(file), line, column)
    assert caught.value.findings == (Finding(code, Severity.ERROR, message, hint, origin),)
    assert caught.value.texts == {str(file): text}


def test_a_fault_in_an_included_template_is_named_there(tmp_path: Path) -> None:
    write(tmp_path, "甲\n{% include '段.md.j2' %}")
    part = tmp_path / "段.md.j2"
    part.write_text("乙\n\n{{ 没有 }}", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        render_template("正文.md.j2", NAMES, [tmp_path])
    assert [finding.origin for finding in caught.value.findings] == [Origin(str(part), 3, 4)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("方案".encode("gb18030"), "模板“正文.md.j2”不是UTF-8编码"),
        (b"x" * 1_000_001, "模板“正文.md.j2”超过1MB"),
        ("\ue001".encode(), "模板“正文.md.j2”里有保留字符U+E000或U+E001"),
    ],
)
def test_an_unreadable_template_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "正文.md.j2"
    file.write_bytes(data)
    with pytest.raises(InvalidInput) as caught:
        render_template("正文.md.j2", NAMES, [tmp_path])
    [finding] = caught.value.findings
    assert (finding.code, finding.message, finding.origin) == ("T009", message, Origin(str(file), 1, 1))


def test_every_code_is_documented(root: Path) -> None:
    page = (root / "docs" / "模板语法.md").read_text(encoding="utf-8")
    assert [code for code in TEMPLATE_CODES if f"| {code} |" not in page] == []
    assert {fault[1] for fault in FAULTS} | {"T006", "T009"} == set(TEMPLATE_CODES)
