"""测评体系: what no task takes, numbers that mean nothing, marks, evidence, changed texts."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_OURS = "本程序的约定"
_PRACTICE = "创建工作的通行做法：测评内容逐项分解到责任单位，自评要有依据"

_HEAD = "测评体系:\n  项目:\n    - 编号: '1'\n      名称: 公共环境\n      指标:\n"
_HEAD += "        - 编号: '1.1'\n          名称: 市容环境\n          内容:\n"
_FIRST = "            - 编号: 1.1.1\n              内容: 背街小巷干净整洁\n"
_SECOND = "            - 编号: 1.1.2\n              内容: 集贸市场干净有序\n"
_SYSTEM = _HEAD + _FIRST + _SECOND
_MARKS = _HEAD + _FIRST + "              分值: 2分\n"
_TASK = "任务:\n  - 名称: 整治背街小巷\n    内容: 逐巷清理。\n"
_BOTH = _TASK + "    测评: 1.1.1、1.1.2"
_ONE = _TASK + "    测评: 1.1.1"
_LED = "任务:\n  - 名称: 整治背街小巷\n    内容: 逐巷清理。\n    牵头: 城管办\n    测评: 1.1.1\n"
_LED += "  - 名称: 规范门前秩序\n    内容: 逐户签订责任书。\n    牵头: 宣传办\n"

CODES = (
    Code(
        "F150",
        _WARNING,
        "测评体系里有内容没有任务对应",
        "在做这件事的任务下写`测评: 编号`；不归本单位的从体系里删去",
        why="没有任务对应，就没有人做，测评时才发现就晚了。",
        wrong=_SYSTEM + _ONE,
        right=_SYSTEM + _BOTH,
        source=_PRACTICE,
    ),
    Code(
        "F151",
        _ERROR,
        "任务的`测评`里有测评体系没有的编号",
        "改成体系里的编号；看“是不是想写”",
        why="编号对不上，这项任务就不知道对应什么，该对应的那一项也成了漏项。",
        wrong=_SYSTEM + _TASK + "    测评: 1.1.1、1.1.12",
        right=_SYSTEM + _BOTH,
        source=_OURS,
    ),
    Code(
        "F152",
        _ERROR,
        "测评体系里有重复的编号",
        "一个编号只给一项；下级的编号带上上级的，如 1.1.2",
        why="任务按编号找测评内容，两项同号就不知道说的是哪一项。",
        wrong=_HEAD + _FIRST + _SECOND.replace("1.1.2", "1.1.1") + _ONE,
        right=_SYSTEM + _BOTH,
        source=_OURS,
    ),
    Code(
        "F153",
        _ERROR,
        "自评超过了分值",
        "核对`分值`和`自评`",
        why="满分以上的分没有依据，总分也跟着错。",
        wrong=_MARKS + "              自评: 2.5分\n              佐证: 巷道档案.docx\n" + _ONE,
        right=_MARKS + "              自评: 2分\n              佐证: 巷道档案.docx\n" + _ONE,
        source=_OURS,
    ),
    Code(
        "F154",
        _WARNING,
        "自评扣了分，没有写原因",
        "在那一项下写`扣分原因`",
        why="说不出扣在哪里，就不知道改什么；上级问起来也要答得上。",
        wrong=_MARKS + "              自评: 1.5分\n              佐证: 巷道档案.docx\n" + _ONE,
        right=_MARKS + "              自评: 1.5分\n              扣分原因: 西门巷路面破损一处\n"
        "              佐证: 巷道档案.docx\n" + _ONE,
        source=_PRACTICE,
    ),
    Code(
        "F155",
        _NOTICE,
        "自评给了分，没有佐证",
        "在那一项、它的任务或任务的成果下写`佐证`",
        why="材料审核看的是佐证，拿不出来就没有分。",
        wrong=_MARKS + "              自评: 2分\n" + _ONE,
        right=_MARKS + "              自评: 2分\n" + _ONE + "\n    佐证: 巷道档案.docx",
        source=_PRACTICE,
    ),
    Code(
        "F156",
        _WARNING,
        "测评内容的文字改了，任务还没有重新核对",
        "按新的文字看任务还够不够；核对完运行`wenming coverage 文件 --accept`",
        why="上级每年修订测评体系，编号没有变、要求变了，最容易漏看。",
        wrong=_MARKS + _ONE + "\n测评核对:\n  '1.1.1': 背街小巷清洁\n",
        right=_MARKS + _ONE + "\n测评核对:\n  '1.1.1': 背街小巷干净整洁\n",
        source=_OURS,
    ),
    Code(
        "F157",
        _WARNING,
        "上次核对以后，测评体系加了内容或少了编号",
        "看任务跟上了没有；核对完运行`wenming coverage 文件 --accept`",
        why="新加的一项没有人看过，删去的一项还占着任务。",
        wrong=_SYSTEM + _BOTH + "\n测评核对:\n  '1.1.1': 背街小巷干净整洁\n",
        right=_SYSTEM + _BOTH + "\n测评核对:\n  '1.1.1': 背街小巷干净整洁\n  '1.1.2': 集贸市场干净有序\n",
        source=_OURS,
    ),
    Code(
        "F158",
        _NOTICE,
        "一项测评内容对应几项任务，牵头单位不同",
        "定一项任务牵头，另一项作它的子任务，或去掉它的这个编号",
        why="两家都牵头，失了分说不清是谁的。",
        wrong=_MARKS + _LED + "    测评: 1.1.1",
        right=_MARKS + _LED.rstrip("\n"),
        source=_PRACTICE,
    ),
    Code(
        "F159",
        _WARNING,
        "测评内容没有编号，或分数不是确定的数",
        "写上`编号`；分值、自评写成`2分`这样的数",
        why="没有编号，任务指不到它；“约2分”“每处0.5分”加不成总分。",
        wrong=_HEAD + _FIRST + "              分值: 每处0.5分\n" + _ONE,
        right=_MARKS + _ONE,
        source=_OURS,
    ),
)
