"""Layout: what the page of a manuscript may not look like."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

CODES = (
    Code("L001", Severity.ERROR, "有 Word 文件里不能出现的字符", "到那一处删去这个看不见的字符"),
    Code(
        "L002", Severity.ERROR, "`--reference-doc` 给的文件不能用作样本", "用 Word 或 WPS 另存为 .docx 再试"
    ),
)
