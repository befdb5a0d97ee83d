"""问题台账: the steps of a problem, and the documents made of the ledger."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_ORDER = "问题整改的先后：立项、交办、整改、复核、销号，没通过的退回"
_OURS = "本程序的约定"

_ONE = "问题台账:\n  - 点位: 西门巷\n    问题: 路灯不亮\n    单位: 西门社区\n    时限: 6月20日前\n"
_TWO = _ONE + "  - 点位: 东门巷\n    问题: 车辆占道\n    单位: 东门社区\n    时限: 6月20日前\n"
_CLOSED = "      - 整改: 6月9日\n      - 复核: 6月10日\n      - 销号: 6月10日"

CODES = (
    Code(
        "F135",
        _ERROR,
        "`经过`里的一步不能接在前一步后面",
        "补上漏记的一步：立项→交办→整改→复核→销号；复核没通过写`退回`，再整改、再复核",
        why="没复核就销号，没交办就整改，台账经不起查。",
        wrong=_ONE + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日\n      - 整改: 6月9日\n"
        "      - 销号: 6月10日\n    佐证: 照片/0610.jpg",
        right=_ONE
        + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日\n"
        + _CLOSED
        + "\n    佐证: 照片/0610.jpg",
        source=_ORDER,
    ),
    Code(
        "F136",
        _ERROR,
        "`经过`里后一步的日期早于前一步",
        "核对两个日期，先发生的先写；跨了年的写上年份",
        why="日期倒着走，一看就是后来补的。同一天办几步不要紧。",
        wrong=_ONE + "    经过:\n      - 立项: 6月4日\n      - 交办: 6月3日",
        right=_ONE + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日",
        source=_ORDER,
    ),
    Code(
        "F137",
        _ERROR,
        "`发现日期`或`销号`和`经过`说的不一样",
        "写了`经过`，就不再写`发现日期`和`销号`",
        why="一件事两个日期，不知道哪个是对的。",
        wrong=_ONE + "    发现日期: 6月1日\n    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日",
        right=_ONE + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日",
        source="本程序的约定：一件事只写一处",
    ),
    Code(
        "F138",
        _ERROR,
        "`经过`写到了销号，却没有佐证",
        "补上`佐证`；拿不出来的不算改好，删去`销号`这一步",
        why="销号要凭据。复查时拿不出照片，等于没改。",
        wrong=_ONE + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日\n" + _CLOSED,
        right=_ONE
        + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日\n"
        + _CLOSED
        + "\n    佐证: 照片/0610.jpg",
        source=_ORDER,
    ),
    Code(
        "F139",
        _WARNING,
        "交办了的问题没有写责任单位或整改时限",
        "加上`单位`和`时限`",
        why="不知道交给谁、哪天到期，就没法催办，也算不出逾期。",
        wrong="问题台账:\n  - 点位: 西门巷\n    问题: 路灯不亮\n    经过:\n      - 立项: 6月3日\n"
        "      - 交办: 6月4日",
        right=_ONE + "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日",
        source=_ORDER,
    ),
    Code(
        "F140",
        _ERROR,
        "两个问题用了同一个编号",
        "一个问题一个编号，改掉其中一个",
        why="销号、回复都认编号；编号重了，就不知道销的是哪一个。",
        wrong=_TWO.replace("  - 点位", "  - 编号: 12号\n    点位"),
        right=_TWO.replace("  - 点位: 西", "  - 编号: 12号\n    点位: 西").replace(
            "  - 点位: 东", "  - 编号: 13号\n    点位: 东"
        ),
        source=_OURS,
    ),
)
