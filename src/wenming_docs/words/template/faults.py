"""What goes wrong in a template, before it is known in which line."""

from __future__ import annotations

SYNTAX = "T001"
UNKNOWN_NAME = "T002"
FORBIDDEN = "T003"
NOT_FOUND = "T004"
RECURSION = "T005"
RUNAWAY = "T006"
UNPRINTABLE = "T007"
FAILED = "T008"
UNREADABLE = "T009"
OUT_OF_TIME = "T033"
OUT_OF_MEMORY = "T034"
BROKE_DOWN = "T035"

TEMPLATE_CODES = {
    SYNTAX: "模板语法错误",
    UNKNOWN_NAME: "模板用了没有的名称",
    FORBIDDEN: "模板用了不允许的写法",
    NOT_FOUND: "找不到模板",
    RECURSION: "模板自己套自己，没有尽头",
    RUNAWAY: "模板输出过大或循环过多",
    UNPRINTABLE: "模板打印了不能打印的值（空值、列表、是否值）",
    FAILED: "模板执行出错",
    UNREADABLE: "模板文件读不了",
}
"""What each code of this room means, in one line."""


class TemplateFault(Exception):
    """A fault in a template; ``needle`` is the word by which its column is found in the line."""

    def __init__(self, code: str, message: str, hint: str = "", *, needle: str = "") -> None:
        self.code, self.message, self.hint, self.needle = code, message, hint, needle
        super().__init__(message)

    def about(self, words: str) -> TemplateFault:
        """This fault, quoting the expression it happened to, unless it names something itself."""
        if words and not self.needle:
            self.message, self.needle = f"{self.message}：“{words}”", words
        return self


KNOWN_NAMES = "能用的名称见 docs/模板名称.md；range 之类的函数一概没有"


class UnknownName(TemplateFault):
    """A name that is not there: of the context if ``owner`` is None, else of ``owner``."""

    def __init__(self, name: str, owner: object = None) -> None:
        self.name, self.owner = name, owner
        super().__init__(UNKNOWN_NAME, f"没有“{name}”这个名称", KNOWN_NAMES, needle=name)
