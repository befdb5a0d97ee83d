"""Mutants of a template: of its bytes, its marks and its lines."""

from __future__ import annotations

import random
import re

from tests.fuzz.bytes_of import spoiled
from tests.fuzz.hostile import LONG, TEXTS

_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_NAME = re.compile(r"[a-z_\u4e00-\u9fff]{2,}")
_EXPRESSIONS = (
    "''.__class__.__mro__[1].__subclasses__()",
    "self._TemplateReference__context",
    "cycler.__init__.__globals__.os.system('true')",
    "lipsum.__globals__",
    "'%s'.format_map({})",
    "('a'|attr('__class__'))",
    "'a'*10**9",
    "'a'|center(10**9)",
    "'%1000000000d'|format(1)",
    "range(10**9)|list",
    "1/0",
    "不存在的名称",
    "loop.index",
    "{}[[]]",
    "none.a",
    "('(' * 500)",
    "(" * 200 + "1" + ")" * 200,
    "[1,2,3][99]",
    "'甲'|不存在",
    "9**9**9",
)
_STATEMENTS = (
    "{% for a in range(100000) %}{% for b in range(100000) %}{{ a }}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include '../../外头/密.yaml' %}",
    "{% include '/etc/passwd' %}",
    "{% extends '甲' %}",
    "{% import '公文.md.j2' as 甲 %}{{ 甲 }}",
    "{% set a = namespace() %}",
    "{% raw %}",
    "{% endif %}",
    "{% if %}",
    "{% block 甲 %}{% endblock %}",
    "{% for x in 1 %}{% endfor %}",
    "{% break %}",
    "{% do x %}",
    "{#",
    "{{",
    "{%",
    "::: 附件\n",
    ":::\n" * 50,
    "| 甲 | 乙 |\n|---|---|\n| 丙 |\n",
    "###### 六\n",
    "![](../甲.png)\n",
    "<div>甲</div>\n",
    "[^1]\n",
    "> 甲\n" * 3,
    "1. 甲\n   - 乙\n",
    "```\n甲\n```\n",
    "$$甲$$\n",
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The template ``data`` with one fault in it, now and then with two."""
    for _ in range(chance.choice((1, 1, 1, 2))):
        data = _once(data, chance)
    return data


def _once(data: bytes, chance: random.Random) -> bytes:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return spoiled(data, chance)
    match chance.randrange(6):
        case 0:
            return spoiled(data, chance)
        case 1:
            text = _marks(text, chance)
        case 2:
            text = _lines(text, chance)
        case 3:
            text = _names(text, chance)
        case 4:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice((*_STATEMENTS, *TEXTS, *LONG)) + text[at:]
        case _:
            return text.encode(chance.choice(("gbk", "utf-16", "utf-32", "big5", "utf-8-sig")), "replace")
    return text.encode("utf-8", "surrogatepass")


def _marks(text: str, chance: random.Random) -> str:
    """A mark left out, doubled, or with another expression in it."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return text + chance.choice(_STATEMENTS)
    mark = chance.choice(marks)
    new = chance.choice(("", mark[0] * 2, mark[0][:-1], "{{ " + chance.choice(_EXPRESSIONS) + " }}"))
    return text[: mark.start()] + new + text[mark.end() :]


def _lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = [lines[at]] * chance.choice((1, 1, 30))
        case _:
            lines.insert(at, lines.pop(chance.randrange(len(lines))))
    return "\n".join(lines)


def _names(text: str, chance: random.Random) -> str:
    """One name inside a mark replaced by another name of the template."""
    marks = [mark for mark in _MARK.finditer(text) if _NAME.search(mark[0])]
    if not marks:
        return text
    mark = chance.choice(marks)
    names = _NAME.findall(" ".join(each[0] for each in marks))
    name = chance.choice(_NAME.findall(mark[0]))
    new = mark[0].replace(name, chance.choice((*names, "甲", "__class__", "items", "loop")), 1)
    return text[: mark.start()] + new + text[mark.end() :]
