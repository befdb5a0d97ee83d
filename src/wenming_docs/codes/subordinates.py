"""汇总: the files of the units below, who reported, what does not add up.

Long because it is a table: one entry a code, with its reason and an example.
"""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_SUM = "本程序的约定：汇总的数，缺什么说什么，不悄悄加"
_ONCE = "本程序的约定：一个数只记一处"

_STREET = "单位:\n  名称: 青石街道办事处\n  下级:\n    社区:\n"
_FILES = "      东门社区: 社区/东门社区.yaml\n"
_ROW = "成果:\n  - 期间: 6月\n    数据:\n      清理楼道: 30个\n"
_REPORT = "文稿:\n  - 文种: 进展汇报\n    期间: 6月\n"
_TWO_UNITS = (
    "成果:\n  - 期间: 6月\n    单位: 东门社区\n    数据:\n      清理楼道: 30个\n"
    "  - 期间: 6月\n    单位: 西门社区\n    数据:\n      清理楼道: 40个\n"
)
_OWN_UNITS = _STREET.replace("    社区:\n", "    社区: 东门社区、西门社区\n")
_WHOLE = "  - 期间: 6月\n    含下级: 是\n    数据:\n      清理楼道: "

CODES = (
    Code(
        "F118",
        _WARNING,
        "文稿的日期早，里面却有这天以后才报的数",
        "文稿日期改到那天以后；要留当时的数，就用当时出的那份",
        why="7月9日的材料里不会有7月20日才报来的数。补报的数进了合计，日期不改，签发人会问是哪天的。",
        wrong="# 社区/东门社区.yaml：上报 6月: 7月20日\n文稿:\n  - 文种: 综合情况\n    期间: 6月\n"
        "    日期: 2026年7月9日",
        right="# 社区/东门社区.yaml：上报 6月: 7月20日\n文稿:\n  - 文种: 综合情况\n    期间: 6月\n"
        "    日期: 2026年7月20日",
        source="签发人的习惯：数要对得上，话要前后一致",
    ),
    Code(
        "F120",
        _WARNING,
        "下级单位的文件用不了",
        "按说明改好那个文件或文件名；没有文件的，单位后面空着",
        why="一个单位的文件坏了，别的照读照加，但合计里就没有它的数。`缺报: 不出`时是错误。",
        wrong=_STREET + _FILES,
        right=_STREET + "      东门社区:\n",
        source=_SUM,
    ),
    Code(
        "F121",
        _WARNING,
        "这一期的数没有包含所有下级单位",
        "催报；那时还没开展工作的，在它的`上报`里也写一行；不该报的，从`下级`里去掉",
        why="缺了单位的合计看着和齐全的一样。文稿日期时还没到报送时限的月份，不算缺。"
        "汇总类文稿会在文末注明；`缺报: 不出`时是错误。",
        wrong=_STREET + _FILES + _ROW + _REPORT,
        right=_STREET + "      东门社区:\n" + _ROW + _REPORT,
        source=_SUM,
    ),
    Code(
        "F122",
        _WARNING,
        "有数的期间一半在这一期外面，没有加进来",
        "按期间分开记；下级的，请它分开报",
        why="`5—7月`的数，哪些是6月底以前的，谁也分不出来。跨月的一周也是这样。",
        wrong="# 东门社区.yaml；街道要出1—6月的\n成果:\n  - 期间: 5—7月\n    数据:\n      清理楼道: 30个",
        right="# 东门社区.yaml\n成果:\n  - 期间: 5—6月\n    数据:\n      清理楼道: 20个\n"
        "  - 期间: 7月\n    数据:\n      清理楼道: 10个",
        source=_SUM,
    ),
    Code(
        "F123",
        _ERROR,
        "下级单位和本级对一个指标写了不同的口径",
        "各级在`指标口径`里写同一种",
        why="一个按期末数、一个按相加，合到一起的数什么都不是。",
        wrong="# 街道.yaml 没有写口径，按相加；社区/东门社区.yaml：\n指标口径:\n  注册志愿者: 期末数",
        right="# 街道.yaml 和社区/东门社区.yaml 都写：\n指标口径:\n  注册志愿者: 期末数",
        source=_SUM,
    ),
    Code(
        "F124",
        _ERROR,
        "下级单位的数记了两次：本级记了，它自己的文件也有",
        "两处留一处",
        why="下级有了自己的文件，本级再记一遍，合计就多一份。",
        wrong="# 街道.yaml；社区/东门社区.yaml 里6月也有“清理楼道”\n成果:\n  - 期间: 6月\n"
        "    单位: 东门社区\n    数据:\n      清理楼道: 30个",
        right="# 街道.yaml 里不记东门社区的“清理楼道”，社区/东门社区.yaml：\n" + _ROW.rstrip(),
        source=_ONCE,
    ),
    Code(
        "F125",
        _WARNING,
        "一个指标，各单位的数合不到一起",
        "改成同一个计量单位；比率写口径`平均`；要去重的另报总数，写上`含下级: 是`",
        why="“30册”加“30本”不是60。这个指标不合计，在表下注明，别的照合。",
        wrong="# 汇总表：东门社区“发放手册: 30册”，西门社区“发放手册: 30本”",
        right="# 两个社区都写“册”",
        source=_SUM,
    ),
    Code(
        "F126",
        _ERROR,
        "各单位相加比总数还多",
        "核对总数和各单位的数",
        why="`含下级`的数是连下级在内的总数，各单位加起来不会比它多；多了就是有重复的或记错的。",
        wrong=_OWN_UNITS + _TWO_UNITS + _WHOLE + "60个",
        right=_OWN_UNITS + _TWO_UNITS + _WHOLE + "70个",
        source=_SUM,
    ),
    Code(
        "F127",
        _NOTICE,
        "各单位相加比总数少；各单位的数一条也没有的，是警告",
        "补上没报的单位或本级自己的数；核对过就不用管；只有总数的，删去`含下级`",
        why="少的可能是还没报的单位，也可能是记漏的。",
        wrong=_OWN_UNITS + _TWO_UNITS + _WHOLE + "90个",
        right=_OWN_UNITS + _TWO_UNITS + _WHOLE + "70个",
        source=_SUM,
    ),
    Code(
        "F128",
        _WARNING,
        "下级单位的文件里，单位不是它，或有一条成果是另一个单位的",
        "文件放错了就改文件名；没有放错，就在它的`单位`下写`简称`",
        why="两个社区的文件写反了，合计不错，分单位的数全错。",
        wrong="# 街道.yaml 写“东门社区: 社区/东门社区.yaml”，那个文件里：\n单位:\n  名称: 西门社区",
        right="# 社区/东门社区.yaml：\n单位:\n  名称: 青石街道东门社区",
        source=_SUM,
    ),
    Code(
        "F129",
        _WARNING,
        "下级单位的文件是另一个年度的",
        "换成它这一年的文件",
        why="另一年的数哪一期都落不进，等于没报。",
        wrong="# 街道.yaml 的年度是2026；社区/东门社区.yaml：\n创建:\n  年度: 2025",
        right="# 社区/东门社区.yaml：\n创建:\n  年度: 2026",
        source=_SUM,
    ),
    Code(
        "F130",
        _ERROR,
        "报送时限看不懂",
        "写成“次月5日前”“每月28日前”“期末后5日内”“季后10日前”这样",
        why="算不出哪一天，就说不出谁迟报。",
        wrong="汇总:\n  报送时限: 及时报送",
        right="汇总:\n  报送时限: 次月5日前",
        source=_SUM,
    ),
    Code(
        "F131",
        _ERROR,
        "上报里的期间或日期看不懂、比那一期还早，或一期写了两次（下级文件里的，是警告）",
        "一期一行“期间: 日期”，例如`6月: 7月3日`；跨了年的写上年份",
        why="看不懂的等于没报。",
        wrong="上报:\n  6月: 月初",
        right="上报:\n  6月: 7月3日",
        source=_SUM,
    ),
    Code(
        "F132",
        _ERROR,
        "下级单位有成果的时间读不出，哪一期都会加进去",
        "在它的文件里写上日期或期间，并在`创建`下写`年度`",
        why="不知道是哪天的数，放进哪一期都可能是错的。没有写时间的是提醒。",
        wrong="# 社区/东门社区.yaml\n成果:\n  - 日期: 6月31日\n    数据:\n      清理楼道: 30个",
        right="# 社区/东门社区.yaml\n成果:\n  - 日期: 6月30日\n    数据:\n      清理楼道: 30个",
        source=_SUM,
    ),
)
