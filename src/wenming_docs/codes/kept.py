"""What of an office's own .docx is not taken over into our documents (L033–L035)."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

CODES: tuple[Code, ...] = (
    Code(
        "L033",
        Severity.WARNING,
        "`--reference-doc` 给的文件里有会运行的东西，没有照搬",
        "在参考文档里删去它；只要它显示的字，选中后按 Ctrl+Shift+F9 变成文字",
        why="宏、控件、嵌入的对象和取外部内容的域会在别人的电脑上运行。页码、日期、引用的域照留。",
        wrong='页脚里的域 { INCLUDETEXT "D:\\\\公用\\\\落款.docx" }',
        right="页脚里的域 { PAGE }，落款打成文字",
        source="ECMA-376 17.16（域）；Microsoft 关于 DDE 的安全通告",
    ),
    Code(
        "L034",
        Severity.WARNING,
        "`--reference-doc` 给的文件连着外面的东西，没有照搬",
        "图片用“插入图片”放进参考文档，不用“链接到文件”；链接只写 http、https、mailto",
        why="收到文件的人打开时，会去取外面的图片、模板、数据：取不到就是一个红叉，取得到就说出了谁在看。",
        wrong="页眉里链接着“\\\\\\\\文印室\\\\公用\\\\红头.png”的图片",
        right="页眉里嵌着的图片",
        source="ECMA-376 第2部分 9.3（关系）",
    ),
    Code(
        "L035",
        Severity.NOTICE,
        "`--reference-doc` 给的文件里有别的东西没有照搬",
        "要印出来的，换成文字、表格或图片；字体装在打印的电脑上",
        why="照搬的只有样式、编号、页面、页眉页脚里的文字、表格、图形和图片。嵌入的字体多只含用过的字。",
        wrong="页脚里的图表；嵌入在文件里的小标宋",
        right="页脚里的图片；电脑上装好的小标宋",
        source="本程序照搬的清单",
    ),
)
