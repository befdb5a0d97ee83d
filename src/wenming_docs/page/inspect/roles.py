"""The roles a paragraph can play, and the words by which some of them are known."""

from __future__ import annotations

import re

TITLE, SUBTITLE, RECIPIENTS, BODY, HEADING = "标题", "题注", "主送机关", "正文", "层级标题"
LIST, LABEL, ATTACHMENT_TITLE = "附件说明", "附件序号", "附件标题"
SIGNED, DATE, NOTE, IMPRINT = "署名", "成文日期", "附注", "版记"
COPY_NUMBER, CLASSIFICATION, MARK = "份号", "密级和紧急程度", "发文机关标志"
DOCUMENT_NUMBER, SIGNER = "发文字号", "签发人"
CAPTION, TABLE_NOTE, CONTENTS, EMPTY, OTHER = "表题", "表注", "目录", "空段", "其他"
MASTHEAD = (COPY_NUMBER, CLASSIFICATION, MARK, DOCUMENT_NUMBER, SIGNER)

_CHINESE = "一二三四五六七八九十百"
HEAD = re.compile(
    rf"(?P<one>[{_CHINESE}]{{1,4}})(?P<one_mark>[、．.，,：:](?![一二三四]季度)|(?=[\s　]))"
    rf"|(?P<two>[（(]\s*[{_CHINESE}]{{1,4}}\s*[)）])(?P<two_mark>[、．.，,：:]?)"
    r"|(?P<three>[0-9０-９]{1,2})(?P<three_mark>[.．、，,](?![0-9０-９]))"
    r"|(?P<four>[（(]\s*[0-9０-９]{1,2}\s*[)）])(?P<four_mark>[、．.，,：:]?)"
)
"""A number in front of a paragraph: its level by group, and the mark behind it."""
LEVEL_GROUPS = ("one", "two", "three", "four")

_YEAR = r"(?:[0-9０-９]{2,4}|[〇○Ｏ零一二三四五六七八九]{2,4})"
_MONTH_OR_DAY = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十廿]{1,3}|[\s　×xX＿_]*)"
DATE_LINE = re.compile(
    rf"{_YEAR}\s*年\s*{_MONTH_OR_DAY}\s*月(?:\s*{_MONTH_OR_DAY}\s*[日号]?)?|{_YEAR}[./\-]\d{{1,2}}[./\-]\d{{1,2}}"
)
LABEL_LINE = re.compile(r"附\s*件\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
LIST_LINE = re.compile(r"附\s*件?\s*[0-9０-９]{0,2}\s*[：:]\s*(?P<rest>\S.*)", re.DOTALL)
LIST_NEXT = re.compile(r"[0-9０-９]{1,2}\s*[.．、，]\s*\S")


def head_level(text: str) -> int:
    """1–4 for 一、（一）1.（1）in whatever form, 0 without such a number."""
    found = HEAD.match(text.lstrip())
    if not found:
        return 0
    return next(level for level, name in enumerate(LEVEL_GROUPS, 1) if found[name])


def split_head(text: str) -> tuple[str, str]:
    """The heading that opens a paragraph (with its number), and the text that runs on behind it."""
    text = text.strip()
    found = re.match(r"[^。！？；\n]{1,40}?[。！？]", text)
    if found and found.end() < len(text):
        return found[0], text[found.end() :]
    return text, ""
