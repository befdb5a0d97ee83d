"""docs/模板名称.md: every name a template may use, generated from the types and their meanings."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.kinds import KINDS
from wenming_docs.words.checks.templates.describe import described
from wenming_docs.words.checks.templates.types import (
    VIEWS,
    Type,
    context_names,
    declared,
    field_names,
    form_data,
)
from wenming_docs.words.contexts import meanings
from wenming_docs.words.contexts.names import AUTO_OF, FORMS, IMPLIED

_HEAD = """\
# 模板能用的名称

模板里的 `{{ }}`、`{% if %}`、`{% for %}` 只能用下面的名称；打错一个字，`wenming templates check` 会指出来。
怎样写见[模板语法](模板语法.md)。

- **文字**直接打印。“可能没有”的，先用 `{% if %}` 判断。
- **列表**用 `{% for %}` 逐项写，或用 `join` 连起来。“至少一项”的可以取 `[0]`；别的先判断有没有内容。
- **整块内容**（表格、名单、版头）单独占一行打印。**是否**、**级别**只用来判断，不能打印。
- 改名、去掉名称会使各单位的模板出错，所以每个文种的名称都记在模板旁边的`契约.yaml`里；
  `wenming templates contract` 说出变了什么，`wenming templates contract --write` 重写契约和这一页。

"""


def names_page() -> str:
    """The whole page."""
    lines = [_HEAD + "## 最上层的名称", "", *_table(_top()), ""]
    lines += ["## 代拟引言用的名称", "", "作者没有写引言时才有 `auto`。各文种有的不同，别的总是空的：", ""]
    lines += ["| 文种 | `auto` 里会有的 |", "|---|---|"]
    for family, names in AUTO_OF.items():
        kinds = "、".join(kind.name for kind in KINDS if kind.family is family)
        lines.append(f"| {kinds} | {'、'.join(f'`{name}`' for name in names)} |")
    lines += ["", *_forms()]
    for view in _in_order():
        lines += [f"## {view}：{meanings.VIEWS[view]}", "", *_table(_fields(view)), *_sure(view), ""]
    return "\n".join(lines).rstrip() + "\n"


def _in_order() -> list[str]:
    """The views as their meanings are listed: from the document down."""
    return [view for view in meanings.VIEWS if view and view in VIEWS]


def _top() -> Iterator[tuple[str, Type, str]]:
    for name, kinds in context_names().items():
        yield name, kinds, meanings.MEANINGS[name]


def _fields(view: str) -> Iterator[tuple[str, Type, str]]:
    for name in field_names(view):
        yield name, declared(view, name), meanings.MEANINGS[f"{view}.{name}"]


def _table(rows: Iterator[tuple[str, Type, str]]) -> Iterator[str]:
    yield "| 名称 | 种类 | 意思 |"
    yield "|---|---|---|"
    for name, kinds, words in rows:
        shown = "看 `form`" if name == "data" else described(kinds)
        yield f"| `{name}` | {shown} | {words} |"


def _forms() -> Iterator[str]:
    yield "## 一部分的写法"
    yield ""
    yield "`part.form` 是下面的一个；先判断它，再用 `part.data`。"
    yield ""
    yield "| `form` | `data` |"
    yield "|---|---|"
    for form in FORMS:
        yield f"| {form} | {described(form_data(form))} |"
    yield ""


def _sure(view: str) -> Iterator[str]:
    """What one field says about the others."""
    said = []
    for (owner, name, holds), paths in IMPLIED.items():
        if owner == view:
            sure = "、".join(f"`{path}`" for path in paths if "=" not in path)
            said.append(f"- {'有' if holds else '没有'} `{name}` 时，一定有 {sure}。")
    if said:
        yield ""
        yield from said
