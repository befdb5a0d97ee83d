"""Small plans for a cluster: a tree of communities that use all a plan may name."""

from __future__ import annotations

import hashlib
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from wenming_docs.cli import main

PLAN = """\
单位:
  名称: {name}社区居民委员会
  自称: 我社区
创建:
  荣誉: 全国文明城市
  年度: 2026
指导思想: 坚持以人民为中心，把创建工作做到群众心坎上。
任务:
  - 名称: 环境卫生整治
    内容: 清理背街小巷{number}条。
    时限: 6月底前
文稿:
  - 文种: 实施方案
    日期: 2026年3月18日
"""
PART = """\
任务:
  - 名称: 交通秩序整治
    内容: 规范车辆停放。
    时限: 9月底前
"""
OWN_TEMPLATE = '{% extends "内置/实施方案/正文.md.j2" %}\n'


def plan(number: int) -> str:
    """An invented community's plan."""
    return PLAN.format(name=f"云山第{number}", number=number)


def small_tree(folder: Path, count: int) -> None:
    """``count`` plans without parts, twenty to a folder."""
    for number in range(count):
        path = folder / f"街道{number // 20:02}" / f"社区{number:04}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plan(number), encoding="utf-8")


def rich_tree(folder: Path) -> None:
    """Plans with parts by name and by pattern, a photograph, templates, house rules and units below."""
    from PIL import Image

    units = "  下级:\n    社区:\n      东门社区: 东门/计划.yaml\n  自称"
    pictures = "    章节:\n      - 标题: 现场情况\n        文: 清理了楼道。\n        图片: 照片/前.jpg\n"
    files = {
        "顶.yaml": plan(1) + "包含: 部分/顶上的.yaml\n",
        "部分/顶上的.yaml": PART + "文稿:\n  - 文种: 工作方案\n    日期: 2026年3月20日\n",
        "甲 区/计划 [1].yaml": plan(2) + pictures + "包含:\n  - 任务/*.yaml\n  - 目标.yaml\n",
        "甲 区/任务/一.yaml": PART,
        "甲 区/任务/二.yaml": PART.replace("交通", "市场"),
        "甲 区/目标.yaml": "工作目标:\n  - 群众满意率有新的提高。\n",
        "甲 区/规范/用语.yaml": "用语:\n  - 错: 背街小巷\n    对: 小街巷\n",
        "乙区/计划.yaml": plan(3).replace("  自称", units),
        "乙区/东门/计划.yaml": plan(4),
        "丙区/深/计划.yaml": plan(5),
        "丙区/深/templates/实施方案/正文.md.j2": OWN_TEMPLATE,
        "丙区/坏.yaml": plan(6).replace("6月底前", "6月31日"),
        "丙区/不是.yaml": "单位:\n  名称: 云山第七社区居民委员会\n",
        "输出/旧.yaml": plan(8),
    }
    for name, text in files.items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    photo = folder / "甲 区" / "照片" / "前.jpg"
    photo.parent.mkdir()
    Image.new("RGB", (64, 48), "white").save(photo, "JPEG")


def wenming(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command, run in ``folder``."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue(), err.getvalue()


def documents(folder: Path) -> dict[str, str]:
    """Name → SHA-256 of all documents below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.docx"))
    }


def documents_behind(address: str) -> dict[str, str]:
    """The same of a folder behind an address."""
    from fsspec.core import url_to_fs

    fs, root = url_to_fs(address, use_listings_cache=False)
    return {
        path.removeprefix(f"{root}/"): hashlib.sha256(fs.cat_file(path)).hexdigest()
        for path in sorted(fs.find(root))
        if path.endswith(".docx")
    }


def upload(folder: Path, address: str) -> None:
    """All files of a folder, behind an address."""
    from fsspec.core import url_to_fs

    fs, root = url_to_fs(address, use_listings_cache=False)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    fs.pipe({f"{root}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths})
