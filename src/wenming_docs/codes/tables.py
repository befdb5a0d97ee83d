"""Tables of the facts: the columns an author chooses, the unit a list is for, what a chart is drawn of."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR = Severity.ERROR
_OURS = "本程序的约定，见 docs/表格.md"

_TASK = (
    "单位:\n  名称: 云山街道办事处\n  内设: 城管办、宣传办\n"
    "任务:\n  - 名称: 清理小广告\n    内容: 逐楼清理。\n    牵头: 城管办\n"
)
_TABLE = _TASK + "文稿:\n  - 文种: 任务分解表\n    "

CODES = (
    Code(
        "F183",
        _ERROR,
        "`列`里写的，表里没有这一列",
        "看“这张表有”，照着写；也可以写台账里的名称（`牵头`）",
        why="认不出要哪一列，就不知道印什么；猜一列会印错。",
        wrong=_TABLE + "列: 序号 | 工作任务 | 牵头人",
        right=_TABLE + "列: 序号 | 工作任务 | 牵头单位",
        source=_OURS,
    ),
    Code(
        "F184",
        _ERROR,
        "`列`的写法不对：括号里的要求看不懂，一列选了两次，或没有写哪几列",
        "一列一列用`|`隔开，要求写在括号里：分组、合并、6字、居左、居中、居右、改叫X、留空",
        why="表要照这一行排，写法不清就排不出。",
        wrong=_TABLE + "列: 序号 | 工作任务（分足）",
        right=_TABLE + "列: 序号 | 工作任务（分组）",
        source=_OURS,
    ),
    Code(
        "F185",
        _ERROR,
        "写了`列`，这里却有几张表（没有表的，是警告）",
        "分成几节，一节一张表，各写各的`列`；没有表就删去`列`",
        why="一行`列`只说得清一张表。",
        wrong=_TASK + "文稿:\n  - 文种: 工作方案\n    日期: 2026年3月18日\n    附件:\n      - 标题: 分工表\n"
        "        取: 任务分解表、责任清单\n        列: 序号 | 工作任务",
        right=_TASK + "文稿:\n  - 文种: 工作方案\n    日期: 2026年3月18日\n    附件:\n      - 标题: 分工表\n"
        "        取: 任务分解表\n        列: 序号 | 工作任务",
        source=_OURS,
    ),
    Code(
        "F186",
        _ERROR,
        "责任清单、任务分解表写了`单位`，这个单位却没有牵头或配合的任务",
        "看“有任务的单位”，改成其中一个，或删去这份文稿",
        why="发给这个单位的是一张空表。",
        wrong=_TASK + "文稿:\n  - 文种: 责任清单\n    单位: 宣传办",
        right=_TASK + "文稿:\n  - 文种: 责任清单\n    单位: 城管办",
        source=_OURS,
    ),
    Code(
        "F187",
        _ERROR,
        "横道图没有可画的，或前后太长画不下",
        "给任务写`时限`（再写`工期`就有横道），给阶段写`起止`；前后超过18个月的不画横道图",
        why="没有日子的任务画在哪一格都是编的；一张横页只放得下18个月。",
        wrong=_TASK + "文稿:\n  - 文种: 横道图",
        right=_TASK + "    时限: 6月底前\n文稿:\n  - 文种: 横道图",
        source=_OURS,
    ),
)
