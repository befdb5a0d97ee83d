"""The page docs/字段.md: every key that a facts file may hold, told by the model itself.

``python -m wenming_docs.cli.fields_page`` writes it anew; a test compares it with a fresh one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.describe import Described, Sort, Written, described, models
from wenming_docs.facts.model.schema import INCLUDES
from wenming_docs.facts.model.workspace import Workspace

COMMAND = "python -m wenming_docs.cli.fields_page"
PAGE = Path(__file__).resolve().parents[3] / "docs" / "字段.md"

_HEAD = """\
# 字段

一个事实文件里能写的每一个键，由程序自己的定义生成。怎样连起来写、什么时候用，看[写法大全](写法.md)；
值的写法（日期、时限、期间、数量、人员）看[那里的一节](写法.md#值的写法)。

- **键**是通行的写法，编辑器补全的、程序写出来的都是它。**也可写**的效果一样，最后一个是英文名。
- 没有标“必填”的都可以不写。
- **例**只说明怎么写，每一个都由测试读过。
- 不知道填什么的，写【待填】；“是或否”和“几种写法之一”除外，那样的键先不写。
"""
_SORTS = {
    Sort.DATE: "日期",
    Sort.PERIOD: "期间",
    Sort.FREQUENCY: "频次",
    Sort.KIND: "文种",
    Sort.UNIT: "单位的名称",
    Sort.PERSON: "人的姓名",
    Sort.TASK: "任务的名称",
    Sort.INDICATOR: "指标的名称",
    Sort.DOCUMENT: "文稿的名称或文种",
    Sort.TAKEN: "任务或栏目的名称",
    Sort.LEFT_OUT: "任务、指标或栏目的名称",
    Sort.ATTACHMENT: "标题，或现成的表的名称",
    Sort.REUSE: "“文种·标题”或“名称·标题”",
}


def fields_page() -> str:
    """The whole page."""
    places = "".join(_place(model, homes) for model, homes in models().items())
    listed = "\n".join(f"- [{name}](#{_anchor(name)})" for name in map(_name, models()))
    return f"{_HEAD}\n{listed}\n{places}"


def _name(model: type[FactModel]) -> str:
    """The heading of a model: the keys it stands under."""
    return "最外层" if model is Workspace else "、".join(models()[model])


def _anchor(name: str) -> str:
    """As GitHub makes it: 、 is left out."""
    return name.replace("、", "")


def _place(model: type[FactModel], homes: tuple[str, ...]) -> str:
    lines = ["", f"## {_name(model)}", ""]
    if shorthands := "".join(_shorthands(model)):
        lines += [shorthands, ""]
    lines += ["| 键 | 也可写 | 填什么 | 怎么写 | 例 |", "|---|---|---|---|---|"]
    lines += [_row(field) for field in described(model)]
    if model is Workspace:
        lines.append(f"| `包含` | | {INCLUDES} | 名单，一行一条 | `成果/*.yaml` |")
    return "\n".join(lines) + "\n"


def _shorthands(model: type[FactModel]) -> Iterator[str]:
    titles = {field.attribute: field.title for field in described(model)}
    if model.scalar_as:
        several = "，几条用顿号隔开" if model.scalar_splits else ""
        yield f"只写一段文字，就是`{titles[model.scalar_as]}`{several}。"
    if model.pair_as:
        first, second = (titles[attribute] for attribute in model.pair_as)
        yield f"`甲: 乙`这样写成一行，甲是`{first}`，乙是`{second}`。"


def _row(field: Described) -> str:
    synonyms = "、".join(f"`{spelling}`" for spelling in field.spellings)
    required = "**必填**。" if field.required else ""
    cells = [f"`{field.title}`", synonyms, required + _celled(field.description), _written(field)]
    return "| " + " | ".join([*cells, _example(field)]) + " |"


def _written(field: Described) -> str:
    """How the value is written, with a link where it is a set of its own."""
    if field.model is not None:
        name = _name(field.model)
        kind = "清单，一条一组" if field.written is Written.LIST else "一组"
        return f"{kind}，见[{name}](#{_anchor(name)})"
    if field.choices:
        return "、".join(f"`{word}`" for word in field.choices) + " 之一"
    if field.sort is None:
        return field.written.value
    if field.written is Written.NAMES:
        return f"{_SORTS[field.sort]}，用顿号隔开"
    return _SORTS[field.sort] if field.written is Written.LINE else field.written.value


def _example(field: Described) -> str:
    return "<br>".join(f"`{_celled(line)}`" for line in example_of(field).split("\n"))


def example_of(field: Described) -> str:
    """YAML that may stand behind the key; a set of its own is shown by what it cannot be without."""
    if field.model is None:
        return field.example
    fields = {inner.attribute: inner for inner in described(field.model)}
    if field.model.pair_as:
        first, second = (fields[attribute].example for attribute in field.model.pair_as)
        lines = [f"{first}: {second}"]
    else:
        needed = [inner for inner in fields.values() if inner.required] or [next(iter(fields.values()))]
        lines = [line for inner in needed for line in entry(inner.title, inner.example)]
    if field.written is not Written.LIST:
        return "\n".join(lines)
    return "\n".join(("  " if number else "- ") + line for number, line in enumerate(lines))


def entry(key: str, value: str) -> list[str]:
    """The lines of ``key: value``; what has a shape of its own stands below the key."""
    if "\n" in value or value.startswith("- ") or ": " in value:
        return [f"{key}:", *("  " + line for line in value.split("\n"))]
    return [f"{key}: {value}"]


def _celled(text: str) -> str:
    """``text`` inside a cell of a Markdown table."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(fields_page(), encoding="utf-8", newline="\n")
