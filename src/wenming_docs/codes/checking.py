"""Checking itself: comments that end a finding, and what they may not do."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_OURS = "本程序的约定"

CODES = (
    Code(
        "S070",
        Severity.WARNING,
        "“# wenming:”注释看不懂",
        "写成 `# wenming: 忽略 F013`，几个编码用顿号隔开，理由写在后面",
        why="写错了的忽略什么也不忽略，容易让人以为已经看过。",
        wrong="任务:\n  - 名称: 清理小广告\n    时限: 6月底前  # wenming: 不管它",
        right="任务:\n  - 名称: 清理小广告\n    时限: 11月前  # wenming: 忽略 F013 上级原文如此",
        source=_OURS,
    ),
    Code(
        "S071",
        Severity.WARNING,
        "要忽略的编码不存在",
        "看“是不是想写”；`wenming explain` 列出全部编码",
        why="编码打错了，就什么也没有忽略。",
        wrong="任务:\n  - 名称: 清理小广告\n    时限: 11月前  # wenming: 忽略 F13",
        right="任务:\n  - 名称: 清理小广告\n    时限: 11月前  # wenming: 忽略 F013",
        source=_OURS,
    ),
    Code(
        "S072",
        Severity.WARNING,
        "错误不能忽略",
        "照那一条的提示改好，删去这句注释",
        why="警告、提醒是看法，可以有理由不听；错误是谁看了都错的，忽略了也出不了文。",
        wrong="成果:\n  - 日期: 5月12日\n    任务: 清理小广高  # wenming: 忽略 F043\n    事: 清理了三条街",
        right="成果:\n  - 日期: 5月12日\n    任务: 清理小广告\n    事: 清理了三条街",
        source=_OURS,
    ),
    Code(
        "S073",
        Severity.NOTICE,
        "这句忽略已经没有可忽略的了",
        "删去这句注释",
        why="问题改好了，忽略还留着，将来再出同样的问题就看不见了。",
        wrong="任务:\n  - 名称: 清理小广告\n    时限: 6月底前  # wenming: 忽略 F013",
        right="任务:\n  - 名称: 清理小广告\n    时限: 6月底前",
        source=_OURS,
    ),
)
