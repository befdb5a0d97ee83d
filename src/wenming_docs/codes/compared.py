"""Figures beside those of another period, of other units, or of their target, asked for in prose."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_OURS = "本程序的约定：没有记过的数不推算"
_REPORT = "文稿:\n  - 文种: 进展汇报\n    期间: 5月\n"
_MAY = "成果:\n  - 期间: 5月\n    数据:\n      清理小广告: 360条\n"
_APRIL = "  - 期间: 4月\n    数据:\n      清理小广告: 300条\n"
_LINE = "    引言: 清理小广告【清理小广告】，环比【清理小广告·环比】。"

CODES = (
    Code(
        "F114",
        _ERROR,
        "没有可以比的数：那一段没有成果，或者没有上期、去年同期",
        "补记那一段的成果，或删去【】里的环比、同比",
        why="环比要上期的数，同比要去年同期的数，都要在成果里记过。`1—9月`、`截至`没有上期，只能和去年比。",
        wrong=_MAY + _REPORT + _LINE,
        right=_MAY + _APRIL + _REPORT + _LINE,
        source=_OURS,
    ),
    Code(
        "F115",
        _ERROR,
        "目标已经完成，没有差额",
        "改写成完成情况，例如【清理小广告·完成率】",
        why="“距目标还差”后面要有一个数。完成了还这样写，领导会以为没完成。",
        wrong="工作目标:\n  - 指标: 清理小广告\n    目标: 300条\n"
        + _MAY
        + _REPORT
        + "    引言: 距年度目标还差【清理小广告·差额】。",
        right="工作目标:\n  - 指标: 清理小广告\n    目标: 300条\n"
        + _MAY
        + _REPORT
        + "    引言: 已完成年度目标的【清理小广告·完成率】。",
        source="签发人的习惯：数要对得上，话要前后一致",
    ),
    Code(
        "F116",
        _ERROR,
        "两个数都有，但比不出来",
        "概数改成确数，计量单位写成一样；基数是零的，直接写两个数",
        why="概数不算百分比，不同的计量单位不能比；从零开始的，增长多少没有意义。各单位一样多，也没有最多的。",
        wrong=_MAY + _APRIL.replace("300条", "300余条") + _REPORT + _LINE,
        right=_MAY + _APRIL + _REPORT + _LINE,
        source="概数不算百分比，概数相加仍是概数",
    ),
    Code(
        "F117",
        _WARNING,
        "环比、同比的两段，报数的单位不一样",
        "催报后重出；报不来的，改写这句话，或只比都报了的单位",
        why="6月少报了一个单位，“环比下降9.1%”说的是少了一个单位，不是工作少了。",
        wrong="# 西门社区4月、5月都报了，6月没有报\n文稿:\n  - 文种: 进展汇报\n    期间: 6月\n" + _LINE,
        right="# 东门社区、西门社区5月、6月都报了\n文稿:\n  - 文种: 进展汇报\n    期间: 6月\n" + _LINE,
        source="可比的才能比：口径、范围要一致",
    ),
)
