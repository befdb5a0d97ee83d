"""Photographs and 责任网络图: files that cannot be printed, pictures without words, empty boxes."""

from __future__ import annotations

from wenming_docs.codes.code import Code
from wenming_docs.findings import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_OURS = "本程序的约定"
_PRACTICE = "佐证材料的通行做法：照片注明时间、地点、事项"
_NETWORK = "责任网络图的通行做法：每一框写明单位和责任人，横向到边、纵向到底"

_SHOWN = (
    "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月18日\n    章节:\n      - 标题: 现场情况\n"
    "        文: 楼道已经清理。\n"
)
_GROUP = "领导小组:\n  名称: 文明单位创建工作领导小组\n"
_HEAD = _GROUP + "  组长: 周明远（主任）\n"
_ATTACHED = "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月18日\n    附件:\n      - 责任网络图"

CODES = (
    Code(
        "F198",
        _ERROR,
        "找不到照片",
        "看“是不是想写”；路径从写它的那个文件所在的文件夹算起",
        why="照片不在，印出来就是一块空白。改名、挪动、只拷走了 YAML 没拷照片，都会这样。",
        wrong=_SHOWN + "        图片:\n          - 照片/清理前.jpg: 4月2日清理前",
        right="把照片放进 照片 文件夹，名字写得和文件一样，连扩展名",
        source=_OURS,
    ),
    Code(
        "F199",
        _ERROR,
        "照片坏了，读不出来",
        "在电脑上打开看看；打不开的，重新拷一份或另选一张",
        why="没有传完的、改了扩展名冒充的，Word 也显示不出来，印出来是一个红叉。",
        wrong="把一份文本文件改名叫 清理前.jpg",
        right="从手机里重新拷一份",
        source=_OURS,
    ),
    Code(
        "F200",
        _ERROR,
        "照片的路径不能用：网址、绝对路径、上一级文件夹、文件夹外面的链接，或不是文件",
        "把照片放进这个文件所在的文件夹，写相对的路径，例如`照片/清理前.jpg`",
        why="只认文件夹里面的照片，整个文件夹拷到哪里都能出文；别人给的 YAML 也带不走您别处的文件。",
        wrong=_SHOWN + "        图片:\n          - /照片/清理前.jpg: 4月2日清理前",
        right="照片和 YAML 放在一起，写 照片/清理前.jpg",
        source=_OURS,
    ),
    Code(
        "F201",
        _ERROR,
        "照片太大：文件超过30 MB，或超过1亿像素",
        "用“画图”或手机相册缩小后另存为 JPG，长边4000像素就够",
        why="这样大的多半不是照片。手机拍的一张几 MB，不用先缩，程序会按印出来的大小缩好。",
        wrong="一张拼接的全景图，20000×8000像素",
        right="缩到 4000×1600 像素",
        source=_OURS,
    ),
    Code(
        "F202",
        _ERROR,
        "不是 JPG 或 PNG：HEIC、WebP、BMP、GIF、TIFF、PDF 印不了",
        "用“画图”或手机相册另存为 JPG，再写新的文件名",
        why="Word 和 WPS 都能显示的只有 JPG 和 PNG。苹果手机可以在“设置—相机—格式”里选“兼容性最佳”。",
        wrong="清理前.heic",
        right="另存为 清理前.jpg",
        source=_OURS,
    ),
    Code(
        "F203",
        _WARNING,
        "照片没有图说",
        "写成`- 照片/清理前.jpg: 4月2日清理前`这样，说清时间、地点、什么事",
        why="没有图说的照片，看的人不知道是哪天、哪里、做了什么，当不了佐证。",
        wrong=_SHOWN + "        图片:\n          - 照片/清理前.jpg",
        right="在文件名后面写冒号、空一格，再写图说",
        source=_PRACTICE,
    ),
    Code(
        "F204",
        _ERROR,
        "责任网络图里一个人也没有",
        "在`领导小组`下写`组长: 周明远（街道办事处主任）`这样；按任务画的，给任务写上责任领导或牵头单位",
        why="网络图从组长画起，没有人，就没有可画的。",
        wrong=_GROUP + _ATTACHED,
        right=_HEAD + _ATTACHED,
        source=_NETWORK,
    ),
    Code(
        "F205",
        _ERROR,
        "责任网络图的框太多，一页画不下",
        "工作组、成员写得少一些（成员只写名字），或者改用领导小组名单、责任清单；竖页的排成横页",
        why="一页横页放得下三四十个小框；框再多，字小于小五就看不清了。",
        wrong="三十个工作组，每组写了六个人",
        right="网络图画到工作组，组里的人列名单",
        source=_NETWORK,
    ),
    Code(
        "F206",
        _WARNING,
        "责任网络图里有工作组没有写人，也没有写单位",
        "给这个工作组写`牵头`或`组长`",
        why="空着的框，就是没有人负责的一环。",
        wrong=_HEAD + "  工作组:\n    - 名称: 环境整治组\n" + _ATTACHED,
        right=_HEAD + "  工作组:\n    - 名称: 环境整治组\n      组长: 丁一鸣\n" + _ATTACHED,
        source=_NETWORK,
    ),
)
