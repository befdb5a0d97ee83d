"""What keeps a document from being a workbook (L030–L034)."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

CODES: tuple[Code, ...] = (
    Code(
        "L030",
        Severity.WARNING,
        "文稿里没有表格，出不了 Excel",
        "在`附件`里加一张表，如`附件: 任务分解表`；或只出 Word：`--format docx`",
        why="Excel 里一张表是一个工作表，全是正文的放不进去。什么也出不了时是错误，否则是警告。",
        wrong="讲话稿（全是正文） --format xlsx",
        right="附件: 任务分解表、责任清单",
        source="wenming render --format xlsx 的前提",
    ),
    Code(
        "L031",
        Severity.ERROR,
        "一格里的字太多，Excel 放不下",
        "把它分成几条写；或只出 Word：`--format docx`",
        why="Excel 的一格最多32767字，多出来的会被它删去；宁可不出，不可缺字。",
        wrong="内容: ……（四万字写在一个任务里）",
        right="分成几个任务，每个任务的`内容`几百字",
        source="Microsoft Excel 的规格与限制",
    ),
)
