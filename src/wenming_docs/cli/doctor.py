"""``wenming doctor``: what this machine has, what it lacks, and the cure."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from wenming_docs.cli.console import DONE, FAILED, Exit, give, paint
from wenming_docs.cli.help import Command
from wenming_docs.records import dataclass

_PACKAGES = (
    "click",
    "Jinja2",
    "PyYAML",
    "pydantic",
    "python-docx",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; ``needed`` says that wenming itself cannot work without it."""

    name: str
    fine: bool
    found: str
    cure: str = ""
    needed: bool = False


@click.command("doctor", cls=Command, short_help="看看这台电脑缺什么")
def command() -> int:
    """检查这台电脑：Python、程序库、模板、字体、LibreOffice、编码、写入权限，缺什么、怎么补。"""
    code = Exit.DONE
    for check in _checks():
        mark = paint(DONE, "green") if check.fine else paint(FAILED, "red")
        give(f"{mark} {check.name}：{check.found}")
        if not check.fine and check.cure:
            give(f"    → {check.cure}")
        if check.needed and not check.fine:
            code = Exit.FINDINGS
    return code


def _checks() -> Iterator[Check]:
    yield _python()
    yield from _packages()
    yield _templates()
    yield _fonts()
    yield _libreoffice()
    yield _encoding()
    yield _kept()
    yield _writing()


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check(
        "Python", sys.version_info >= (3, 11), version, "请安装 Python 3.11 或更新的版本", needed=True
    )


def _packages() -> Iterator[Check]:
    from importlib.metadata import PackageNotFoundError, version

    for name in _PACKAGES:
        try:
            yield Check(name, True, version(name), needed=True)
        except PackageNotFoundError:
            yield Check(name, False, "没有安装", "重新安装 wenming，所需的程序库会一起装上", needed=True)


def _templates() -> Check:
    from wenming_docs.words.template import builtin_templates

    folder = builtin_templates()
    count = len(list(folder.rglob("*.j2"))) if folder.is_dir() else 0
    return Check("模板", count > 0, f"{count} 个", "安装不完整，请重新安装 wenming", needed=True)


def _fonts() -> Check:
    from wenming_docs.cli.fonts import STANDARD_FONTS, installed_fonts

    installed = installed_fonts()
    if installed is None:
        return Check(
            "字体", False, "查不到字体列表", "装好 fontconfig（fc-list）后再查；不影响生成 Word 文件"
        )
    missing = [
        wanted for wanted, names in STANDARD_FONTS if not any(name.lower() in installed for name in names)
    ]
    if not missing:
        return Check("字体", True, "公文用的字体都有")
    return Check(
        "字体",
        False,
        f"没有 {'、'.join(missing)}",
        "不影响生成 Word 文件：文件里写明用这些字体，在装有它们的电脑上打开就是对的；要在这里打印，请先安装",
    )


def _libreoffice() -> Check:
    from wenming_docs.office import find_soffice, soffice_version

    program = find_soffice()
    if program is None:
        return Check("LibreOffice", False, "没有安装", "只有转 PDF 用得到；生成 Word 文件不需要")
    version = soffice_version(program)
    return Check("LibreOffice", version is not None, version or f"{program} 打不开", "请重新安装 LibreOffice")


def _encoding() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "√×→●【】〔〕".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return Check("屏幕编码", False, encoding, "Windows 请先运行 chcp 65001，Linux 请设 LANG=zh_CN.UTF-8")
    return Check("屏幕编码", True, encoding)


def _writing() -> Check:
    from wenming_docs.errors import OutputRefused
    from wenming_docs.output import try_folder

    try:
        try_folder(Path())  # not Path.cwd(): that fails by itself where the folder has been deleted
    except OutputRefused as error:
        return Check("当前文件夹", False, str(error), "换一个文件夹，或用 -o 写到别处")
    return Check("当前文件夹", True, "可以写入")


def _kept() -> Check:
    """The folder of what is kept between runs; without it everything works, only more slowly."""
    from wenming_docs.keeping import VARIABLE, cache_folder, state

    folder = cache_folder()
    if folder is None:
        return Check("缓存文件夹", True, f"不用（{VARIABLE} 是空的，或没有用户文件夹）")
    files, size = state(folder)
    if files is None:
        cure = f"不影响生成文件，只是慢一点；要用就删掉它，或用 {VARIABLE} 指到别处"
        return Check("缓存文件夹", False, f"{folder} 不只属于当前用户，没有用", cure)
    return Check("缓存文件夹", True, f"{folder}（{files} 个文件，{size / 1024:.0f} KB，可以随时删除）")
