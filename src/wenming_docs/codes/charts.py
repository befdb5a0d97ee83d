"""Charts of a section: what makes no chart, and what no reader would learn from."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_OURS = "本程序的约定：图里的数就是文字里的数，不另算"
_READER = "统计图表的通行做法：一个图说一件事，同一根轴用同一个计量单位"

_RESULTS = (
    "成果:\n  - 期间: 1月\n    数据:\n      开展志愿服务活动: 10场\n      发放倡议书: 3000份\n"
    "  - 期间: 2月\n    数据:\n      开展志愿服务活动: 12场\n"
)
_REPORT = (
    _RESULTS + "文稿:\n  - 文种: 进展汇报\n    期间: {period}\n    章节:\n      - 标题: 活动开展情况\n"
    "        文: 共开展志愿服务活动【开展志愿服务活动·累计】。\n        图: {chart}"
)
_BY_MONTH = "\n          取: 开展志愿服务活动\n          按: 月"


def _said(chart: str, period: str = "1—2月") -> str:
    return _REPORT.format(period=period, chart=chart)


_UNITS = [f"{name}社区" for name in ("东门", "西门", "南塘", "北苑", "桥头", "石板", "水车", "上坪", "下坪")]
_LONG_UNITS = [f"青石新区{name}服务中心" for name in ("东", "西", "南", "北", "中", "上", "下", "前", "后")]


def _by_units(units: list[str], form: str) -> str:
    results = "".join(
        f"  - {{期间: 3月, 单位: {unit}, 数据: {{清理楼道: {n}个}}}}\n" for n, unit in enumerate(units, 5)
    )
    return (
        f"单位:\n  名称: 云山市青石街道办事处\n  自称: 我街道\n  下级: {'、'.join(units)}\n成果:\n{results}"
        "文稿:\n  - 文种: 进展汇报\n    期间: 一季度\n    章节:\n      - 标题: 楼道整治情况\n"
        "        文: 共清理楼道【清理楼道】。\n"
        f"        图:\n          取: 清理楼道\n          按: 单位\n          式: {form}"
    )


CODES = (
    Code(
        "F188",
        _WARNING,
        "饼图里块数太多（超过7块）、有0，或有几块太小，看不清",
        "改成`式: 条形图`，多少一眼看得出，0也看得见",
        why="十几块挤在一圈，名称叠在一起；0画不出来；太小的块标不下数。",
        wrong=_by_units(_UNITS, "饼图"),
        right=_by_units(_UNITS, "条形图"),
        source=_READER,
    ),
    Code(
        "F189",
        _WARNING,
        "柱形图、折线图下面的名称又多（超过8个）又长（超过6个字）",
        "改成`式: 条形图`，或不写`式`由程序选",
        why="名称横排在一根轴下面，一个只有三四个字宽，折成七八行；条形图的名称在左边，一行就排下。",
        wrong=_by_units(_LONG_UNITS, "柱形图"),
        right=_by_units(_LONG_UNITS, "条形图"),
        source=_READER,
    ),
    Code(
        "F193",
        _WARNING,
        "章节里要了图，这段时间没有数可画，图不印",
        "补上成果，或删去`图`",
        why="空的图什么也没有说；悄悄不画，写的人还以为有。",
        wrong=_said("开展志愿服务活动", "3月"),
        right=_said("开展志愿服务活动"),
        source=_OURS,
    ),
    Code(
        "F194",
        _ERROR,
        "一个图里画了计量单位不同的数",
        "分成两节各画一个；几项目标比完成率，写`取: 目标完成情况`",
        why="场和份没有共同的数轴，并排的柱子一高一低，看的人会以为多做了、少做了。",
        wrong=_said("开展志愿服务活动、发放倡议书"),
        right=_said("开展志愿服务活动"),
        source=_READER,
    ),
    Code(
        "F195",
        _WARNING,
        "图里只有一项",
        "换一个`按`（月、季度、单位），或者不画图，用一句话说",
        why="一根柱子没有可比的，占了三分之一页，不如一句话。",
        wrong=_said("\n          取: 开展志愿服务活动\n          按: 单位"),
        right=_said("开展志愿服务活动"),
        source=_READER,
    ),
    Code(
        "F196",
        _ERROR,
        "有的数画不到图上：分不到哪一格，或不是一个数",
        "按单位画，或把成果分月记；一段范围、“几十”改成确数",
        why="漏掉它，图里的数加起来就和文字里的不一样；硬放进一格，就是编的。",
        wrong=_said("\n          取: 开展志愿服务活动\n          按: 月", "1—3月").replace(
            "期间: 2月", "期间: 2—3月"
        ),
        right=_said("\n          取: 开展志愿服务活动\n          按: 月", "1—3月"),
        source=_OURS,
    ),
    Code(
        "F197",
        _ERROR,
        "图的要求办不到：没有叫这个名字的指标、没有写画什么、没有期间，或饼图里有几组数",
        "照提示改`图`下面的`取`、`式`、`按`",
        why="要画什么只有作者知道，程序不猜。",
        wrong=_said("开展志愿者服务"),
        right=_said("开展志愿服务活动"),
        source=_OURS,
    ),
)
