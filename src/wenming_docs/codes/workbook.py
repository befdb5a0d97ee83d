"""What keeps a table out of a workbook or off a page (L030–L032)."""

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
    Code(
        "L032",
        Severity.ERROR,
        "表的列太多，一页宽排不下",
        "用`列`选出要印的几列，或分成几张表，或排横页（`横向: 是`）",
        why="一列窄到放不下一个小五号字，印出来谁也看不清；Word 的一张表也最多63列。",
        wrong="表头: 一、二、三……四十五（竖页）",
        right="列: 序号 | 任务 | 责任单位 | 时限",
        source="版心宽156毫米（GB/T 9704-2012 5.2.1）和最小的表内字号",
    ),
)
