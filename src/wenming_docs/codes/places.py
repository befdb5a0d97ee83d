"""Where a file that another file names may lie (S090)."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

CODES: tuple[Code, ...] = (
    Code(
        "S090",
        Severity.ERROR,
        "文件经链接指到了文件夹外面，没有读",
        "把文件复制到这个文件夹里",
        why="别处发来的文件夹里，一个链接就能指到你电脑上别的文件；`规范`里的也一样。命令行上写出来的不限。",
        wrong="规范/用语.yaml（一个链接，指向 D 盘别的文件夹）",
        right="规范/用语.yaml（复制来的文件）",
        source="本程序读文件的规则",
    ),
)
