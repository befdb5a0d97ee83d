"""Templates of an office."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

CODES = (
    Code("T001", Severity.ERROR, "模板语法错误", "看那一行的 `{% %}`、`{{ }}` 是否成对"),
    Code("T002", Severity.ERROR, "模板用了没有的名称", "看“是不是想写”"),
    Code("T003", Severity.ERROR, "模板用了不允许的写法", "模板只写字句，不写算式，不碰内部属性"),
    Code("T004", Severity.ERROR, "找不到模板", "看文件夹和文件名"),
    Code("T005", Severity.ERROR, "模板自己套自己，没有尽头", "去掉绕回来的 `include` 或宏"),
    Code("T006", Severity.ERROR, "模板输出过大或循环过多", "看循环的范围"),
    Code("T007", Severity.ERROR, "打印了空值、列表或是否值", "先用 `{% if %}` 判断，列表用循环或 `join`"),
    Code("T008", Severity.ERROR, "模板执行出错", "照提示改那一行"),
    Code("T009", Severity.ERROR, "模板文件读不了", "存成 UTF-8，看权限"),
    Code("T010", Severity.ERROR, "模板少印了事实，或印出的不成文", "对照自带的同名模板补上 `{{ }}`"),
)
