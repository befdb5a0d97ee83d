"""What can be wrong with a table that somebody else made (X030–X059)."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_OURS = "本程序的约定"
_OFFICE = "ECMA-376（.xlsx 的格式）"

CODES: tuple[Code, ...] = (
    Code(
        "X030",
        Severity.ERROR,
        "给的不是能读的表格文件",
        "用 Excel 或 WPS 打开，另存为 .xlsx；Word 里的表存成 .docx",
        why="名字叫 .xls 的可能是网页、文字或别的东西，看的是内容，不是名字。",
        wrong="上级表格.xls（其实是网页）",
        right="上级表格.xlsx",
        source=_OURS,
    ),
    Code(
        "X031",
        Severity.ERROR,
        "表格加了密码",
        "打开后取消密码，另存再用",
        why="有密码的文件读不出内容，程序不猜密码。",
        wrong="任务分解表.xlsx（打开要密码）",
        right="任务分解表.xlsx（打开不要密码）",
        source=_OFFICE,
    ),
    Code(
        "X032",
        Severity.ERROR,
        "表格文件已损坏",
        "请发来的人重新发一份，或用 Excel、WPS 修复后另存",
        why="传了一半的文件能打开一部分，少了的行看不出来，所以整个不读。",
        wrong="任务分解表.xlsx（只下载了一半）",
        right="任务分解表.xlsx（重新下载的）",
        source=_OFFICE,
    ),
    Code(
        "X033",
        Severity.ERROR,
        "表格太大，或文件做得不正常",
        "删去表外多余的行列和图片，只留要用的工作表，另存一份",
        why="几千字节的文件可以展开成几十亿格，把电脑拖垮；10万行、500列以内的才读。",
        wrong="任务分解表.xlsx（第1048576行还有一格内容）",
        right="任务分解表.xlsx（只有表本身）",
        source=_OURS,
    ),
    Code(
        "X035",
        Severity.ERROR,
        "公式没有结果",
        "用 Excel 或 WPS 打开，存一次再用；或直接写上结果",
        why="程序不算公式，只用文件里存着的结果；没有存，就不知道这一格是什么。",
        wrong="C7: =A7&B7（存的时候没有算）",
        right="C7: 清理小广告",
        source=_OFFICE,
    ),
    Code(
        "X036",
        Severity.NOTICE,
        "格子里是公式，用的是上次存的结果",
        "看一眼结果对不对；不放心就“选择性粘贴—数值”再存一次",
        why="公式引用的数变了而文件没有重存，结果就是旧的。",
        wrong="D5: =SUM(D2:D4)",
        right="D5: 12",
        source=_OFFICE,
    ),
    Code(
        "X037",
        Severity.ERROR,
        "格子里是错误值",
        "改好公式，或直接写上结果",
        why="#REF!、#N/A 这样的格子没有内容，当作空的就等于丢了一项。",
        wrong="C7: #REF!",
        right="C7: 城市管理办公室",
        source=_OFFICE,
    ),
    Code(
        "X038",
        Severity.NOTICE,
        "隐藏的工作表、行、列也读了",
        "用不着就在表里删去，再读一次；用得着就取消隐藏",
        why="隐藏的行也是文件的内容，丢下不说就是漏了；可能是上级特意藏起来的旧任务。",
        wrong="第8行是隐藏的",
        right="第8行取消隐藏，或删去",
        source=_OURS,
    ),
    Code(
        "X039",
        Severity.NOTICE,
        "文件里的宏、外部链接没有用",
        "不放心就请发来的人“选择性粘贴—数值”，另存为 .xlsx",
        why="宏是程序，从不运行；引用别的文件的格子，用的是上次存的结果。",
        wrong="任务分解表.xlsm",
        right="任务分解表.xlsx",
        source=_OURS,
    ),
)
