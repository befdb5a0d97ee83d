"""倒排工期: the day of inspection, 工期, 前置, and what the working calendar does not know."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_OURS = "本程序的约定"
_PRACTICE = "迎检工作的通行做法：以迎检日期为期倒排工期，前后任务衔接，不留空档"
_HOLIDAYS = "《全国年节及纪念日放假办法》；每年的放假安排由国务院办公厅公布"

_YEAR = "创建:\n  荣誉: 文明单位\n  年度: 2026\n"
_DAY = _YEAR + "  迎检日期: 2026年10月20日\n"
_FIRST = "任务:\n  - 名称: 清理楼道\n    内容: 逐楼清理。\n"
_TIMED = _FIRST + "    工期: 10天\n"
_SECOND = "  - 名称: 全面自查\n    内容: 对照标准自查。\n    工期: 5天\n"
_CHAINED = _DAY + _TIMED + _SECOND + "    前置: 清理楼道"

CODES = (
    Code(
        "F160",
        _ERROR,
        "迎检日期不是日期（写了工期、没写迎检日期的，是提醒；早于创建年度的，是警告）",
        "在“创建”下写`迎检日期: 2026年10月20日`这样",
        why="倒排从迎检那天往回推，没有这一天，哪项任务几号动手都算不出来。",
        wrong=_YEAR + "  迎检日期: 十月中旬\n" + _TIMED.rstrip(),
        right=_DAY + _TIMED.rstrip(),
        source=_OURS,
    ),
    Code(
        "F161",
        _ERROR,
        "`前置`里写的不是任务，或有几项任务同名",
        "写任务的名称，看“是不是想写”；同名的写“上级任务/任务”或编号",
        why="认不出是哪一项，前后就接不上，排出来的日期也不能用。",
        wrong=_CHAINED.replace("前置: 清理楼道", "前置: 清理楼到"),
        right=_CHAINED,
        source=_OURS,
    ),
    Code(
        "F162",
        _ERROR,
        "`前置`绕成了一圈",
        "看哪一处写反了，删去那一处",
        why="甲等乙、乙等甲，谁也开不了头，没有日期可排。",
        wrong=_CHAINED.replace("    工期: 10天\n", "    工期: 10天\n    前置: 全面自查\n"),
        right=_CHAINED,
        source=_PRACTICE,
    ),
    Code(
        "F163",
        _WARNING,
        "任务的时限晚于倒排出来的最迟完成日",
        "时限提前到那一天；做不到的，缩短后面任务的工期",
        why="照这个时限做完，后面的任务赶不上迎检。倒排表按推出来的日期印，和时限对不上。",
        wrong=_CHAINED.replace("    工期: 10天\n", "    工期: 10天\n    时限: 10月18日前\n"),
        right=_CHAINED.replace("    工期: 10天\n", "    工期: 10天\n    时限: 10月10日前\n"),
        source=_PRACTICE,
    ),
    Code(
        "F164",
        _WARNING,
        "过了最迟开始日，任务还没有成果",
        "已经动手的，在“成果”里记一条；没有动手的，马上安排",
        why="最迟开始日一过，不压缩工期就赶不上迎检。`wenming countdown`按当天（或 --date 那一天）算。",
        wrong="wenming countdown 工作计划.yaml --date 2026-10-12",
        right="先记成果，再运行一次",
        source=_PRACTICE,
    ),
    Code(
        "F165",
        _NOTICE,
        "没有那一年的放假安排，工作日按周一至周五算",
        "运行 pip install -U 'wenming-docs[workdays]'；还没有公布的，公布以后再算一遍",
        why="放假安排一般上一年11月才公布。没有它，节假日不扣，调休上班的周末也不算，日期会差几天。",
        wrong=(_CHAINED + "\n").replace("2026年10月20日", "2099年10月20日").rstrip(),
        right=_YEAR + _TIMED.replace("    工期: 10天\n", "").rstrip(),
        source=_HOLIDAYS,
    ),
    Code(
        "F166",
        _NOTICE,
        "有的任务有工期，有的没有",
        "要排开始日期的，加`工期: 10个工作日`这样一行",
        why="没有工期的任务只能按时限排，算不出几号动手，也不占天数；后面的任务排得比实际宽。",
        wrong=_DAY + _TIMED + _SECOND.replace("    工期: 5天\n", "").rstrip(),
        right=_CHAINED,
        source=_OURS,
    ),
    Code(
        "F167",
        _WARNING,
        "有子任务的任务写了工期，这个工期不算",
        "工期写到各个子任务下",
        why="倒排排的是最下一级任务。上一级的起止由各个子任务定，再写一个工期，两个数会打架。",
        wrong=_DAY + "任务:\n  - 名称: 集中整治\n    工期: 20天\n    子任务:\n      - 名称: 清理楼道\n"
        "        工期: 10天\n      - 名称: 规范停车\n        工期: 5天",
        right=_DAY + "任务:\n  - 名称: 集中整治\n    子任务:\n      - 名称: 清理楼道\n"
        "        工期: 10天\n      - 名称: 规范停车\n        工期: 5天",
        source=_OURS,
    ),
    Code(
        "F168",
        _NOTICE,
        "任务的时限在迎检之后，没有排进倒排工期",
        "迎检前要做完的，改时限，加`工期`；本来就在迎检之后的，不用改",
        why="这项任务和别的任务没有先后关系，时限又在迎检之后，倒排管不到它，只是告诉一声。",
        wrong=_DAY + _TIMED + "  - 名称: 年终考核\n    内容: 逐户考核。\n    时限: 12月底前",
        right=_DAY + _TIMED + "  - 名称: 年终考核\n    内容: 逐户考核。\n    时限: 10月15日前",
        source=_OURS,
    ),
)
