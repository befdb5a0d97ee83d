"""Jinja's syntax errors in Chinese."""

from __future__ import annotations

import re

from jinja2 import Environment

from wenming_docs.words.template.faults import FORBIDDEN, SYNTAX, TemplateFault
from wenming_docs.words.template.filters import ALLOWED
from wenming_docs.zh import nearest

HALF_WIDTH = "{{ }} 和 {% %} 里面的标点要用半角"

RULES: tuple[tuple[str, str, str], ...] = (
    (
        r"Encountered unknown tag '(?P<needle>.+?)'\.",
        "不认识的标签“{needle}”",
        "检查标签名，以及前面的块有没有结束",
    ),
    (
        r"Unexpected end of template\. .*needs to be closed is '(?P<needle>.+?)'",
        "“{needle}”没有结束",
        "补上 {{% end{needle} %}}",
    ),
    (r"unexpected '?end of template", "模板在这里突然结束", "检查 {{{{ }}}} 和 {{% %}} 是否成对"),
    (r"Missing end of comment tag", "注释没有结束", "补上 #}}"),
    (r"Missing end of raw directive", "“raw”没有结束", "补上 {{% endraw %}}"),
    (
        r"expected token 'end of (?:print statement|statement block)', got '(?P<needle>=)'",
        "这里不能用“=”",
        "比较用两个等号“==”",
    ),
    (
        r"expected token 'end of print statement', got '(?P<needle>.+?)'",
        "“{needle}”前面少了符号",
        "取字段用点，过滤器前面写竖线，两个值之间写 ~",
    ),
    (
        r"expected token 'end of statement block', got '(?P<needle>.+?)'",
        "这个标签到“{needle}”之前就该结束了",
        "检查 and、or、is 和括号有没有写全",
    ),
    (
        r"expected token '(?P<wanted>.+?)', got '(?P<needle>.+?)'",
        "这里应是“{wanted}”，却是“{needle}”",
        HALF_WIDTH,
    ),
    (r"unexpected char '(?P<needle>.+?)'", "这里不能用字符“{needle}”", HALF_WIDTH),
    (r"unexpected '(?P<needle>.+?)'", "这里不该有“{needle}”", "检查括号和 {{{{ }}}} 是否成对"),
    (r"block '(?P<needle>.+?)' defined twice", "块“{needle}”定义了两次", "换一个块名"),
    (r"No test named '(?P<needle>.+?)'", "没有“{needle}”这个判断", "检查 is 后面的词"),
    (r"Expected an expression", "这里缺少表达式", "写出要打印的名称"),
)
"""Pattern of the English message, Chinese message, cure (both as format strings)."""


def syntax_fault(message: str, environment: Environment) -> TemplateFault:
    """The fault for a syntax error of Jinja's; unknown messages are passed on as they are."""
    if "autoescape" in message:
        return TemplateFault(FORBIDDEN, "模板不能关闭转义", "删去 autoescape", needle="autoescape")
    if unknown := re.search(r"No filter named '(.+?)'", message):
        return _unknown_filter(unknown[1])
    for pattern, words, cure in RULES:
        if found := re.search(pattern, message, re.DOTALL):
            parts = {"needle": "", **found.groupdict()}
            hint = cure if cure is HALF_WIDTH else cure.format(**parts)
            return TemplateFault(SYNTAX, words.format(**parts), hint, needle=_literal(parts["needle"]))
    return TemplateFault(SYNTAX, f"模板语法错误：{message}", "对照模板语法检查这一行")


def _unknown_filter(name: str) -> TemplateFault:
    """A filter that is not on our short list, with the nearest one that is."""
    close = nearest(name, ALLOWED)
    hint = f"是不是想写“{close}”" if close else f"可用的有：{'、'.join(sorted(ALLOWED))}"
    return TemplateFault(SYNTAX, f"没有“{name}”这个过滤器", hint, needle=name)


def _literal(needle: str) -> str:
    """Jinja names some tokens instead of quoting them; such a name is no help in the line."""
    return "" if " " in needle else needle
