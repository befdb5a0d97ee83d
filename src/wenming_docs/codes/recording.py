"""Recording: why ``wenming record`` leaves a file as it is."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_OURS = "本程序的约定：一个字节也不多改"

CODES = (
    Code(
        "F175",
        Severity.ERROR,
        "`成果`（或`上报`）写在括号里，或者不是一行一条，`wenming record` 接不下去",
        "不用括号：`成果:` 后面空着，下面每条前面加“- ”",
        why="接在括号里就得改动已有的行；`record` 只添新行，别的一个字节不动。",
        wrong="wenming record 计划.yaml（计划里写着 成果: []）",
        right="wenming record 计划.yaml（计划里写着 成果: ，下面一条一条）",
        source=_OURS,
    ),
    Code(
        "F176",
        Severity.ERROR,
        "文件不是 UTF-8 编码，`wenming record` 不往里写",
        "先运行 `wenming fmt` 改成 UTF-8",
        why="接着写就要连同原来的字一起转码，每个字节都变了，看不出添了什么。",
        wrong="wenming record 计划.yaml（用记事本存成了 ANSI）",
        right="wenming fmt 计划.yaml，再 wenming record 计划.yaml",
        source=_OURS,
    ),
    Code(
        "F177",
        Severity.ERROR,
        "几个文件都记着成果，看不出新的一条该记进哪个",
        "用 `--into` 写明文件",
        why="先看同一单位，再看同一个月，再看日期最近的在前一条；还分不出，程序不替您选。",
        wrong="wenming record 计划.yaml 清运垃圾=12车（两个文件都记到5月12日）",
        right="wenming record 计划.yaml 清运垃圾=12车 --into 成果/东门.yaml",
        source=_OURS,
    ),
    Code(
        "F178",
        Severity.ERROR,
        "接在这里会动到别的内容，`wenming record` 没有写",
        "自己写这一条，或先运行 `wenming fmt` 再试",
        why="写之前先把整个文件重读一遍：除了新的一条，读出来的必须和原来一模一样。",
        wrong="wenming record 计划.yaml（文件以“...”结束）",
        right="wenming record 计划.yaml（删去末尾的“...”）",
        source=_OURS,
    ),
)
