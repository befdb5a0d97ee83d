"""Templates of an office."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR = Severity.ERROR
_JINJA = "Jinja2 的语法"
_OURS = "本程序的约定"

CODES = (
    Code(
        "T001",
        _ERROR,
        "模板语法错误",
        "看那一行的 `{% %}`、`{{ }}` 是否成对",
        why="括号、`if`、`for` 少了一半，模板从那里起就读不懂。",
        wrong="{% if introduction %}{{ introduction }}",
        right="{% if introduction %}{{ introduction }}{% endif %}",
        source=_JINJA,
    ),
    Code(
        "T002",
        _ERROR,
        "模板用了没有的名称",
        "看“是不是想写”",
        why="打错的名字印出来是空的，公文里就少一段；所以不许。",
        wrong="{{ tilte }}",
        right="{{ title }}",
        source=_OURS,
    ),
    Code(
        "T003",
        _ERROR,
        "模板用了不允许的写法",
        "模板只写字句，不写算式，不碰内部属性",
        why="模板可能来自别处，不能让它执行程序；数由程序算，才和别处一致。",
        wrong="{{ title.__class__ }}",
        right="{{ title }}",
        source=_OURS,
    ),
    Code(
        "T004",
        _ERROR,
        "找不到模板",
        "看文件夹和文件名",
        why="`include`、`extends` 写的文件不在自带的、也不在本单位的模板里。",
        wrong='{% extends "共用/公闻.md.j2" %}',
        right='{% extends "共用/公文.md.j2" %}',
        source=_OURS,
    ),
    Code(
        "T005",
        _ERROR,
        "模板自己套自己，没有尽头",
        "去掉绕回来的 `include` 或宏",
        why="甲套乙、乙又套甲，永远印不完。",
        wrong='{# 实施方案/正文.md.j2 #}{% include "实施方案/正文.md.j2" %}',
        right='{% include "共用/章节.md.j2" %}',
        source=_JINJA,
    ),
    Code(
        "T006",
        _ERROR,
        "模板输出过大或循环过多",
        "看循环的范围",
        why="一份公文印不出几十 MB；多半是循环套循环，印了不该重复的东西。",
        wrong="{% for a in range(100000) %}{% for b in range(100000) %}字{% endfor %}{% endfor %}",
        right="{% for paragraph in introduction %}{{ paragraph }}{% endfor %}",
        source=_OURS,
    ),
    Code(
        "T007",
        _ERROR,
        "打印了空值、列表或是否值",
        "先用 `{% if %}` 判断，列表用循环或 `join`",
        why="没有写的事实印出来会成为 `None`，列表会带着方括号和引号。",
        wrong="{{ recipients }}",
        right="{% if recipients %}{{ recipients }}：{% endif %}",
        source=_OURS,
    ),
    Code(
        "T008",
        _ERROR,
        "模板执行出错",
        "照提示改那一行",
        why="过滤器用在了不合适的值上，或少了参数。",
        wrong="{{ title | join(attribute='名称') }}",
        right="{{ title }}",
        source=_JINJA,
    ),
    Code(
        "T009",
        _ERROR,
        "模板文件读不了",
        "存成 UTF-8，看权限",
        why="模板存成了 GBK，或没有读取权限。",
        source=_OURS,
    ),
    Code(
        "T010",
        _ERROR,
        "模板少印了事实，或印出的不成文",
        "对照自带的同名模板补上 `{{ }}`",
        why="写了的事实一定要印出来。换用自己的模板也不能丢。",
        wrong="# {{ title }}",
        right="# {{ title }}\n\n{{ introduction }}",
        source=_OURS,
    ),
)
