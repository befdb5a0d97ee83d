"""Every command once, on examples, in one process: for the tests of consoles and encodings.

``python -m tests.every_command FOLDER`` runs each command in FOLDER, which :func:`prepare` filled, and writes
``FOLDER/codes.json``: pairs of a command line and its exit code. What the commands say goes to the screen.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from wenming_docs.cli import main
from wenming_docs.cli.program import wenming
from wenming_docs.cli.report import STYLES

ROOT = Path(__file__).parent.parent
RARE = "𠮷庆社区.yaml"
"""A name outside GBK, as some people's and places' names are."""
TODAY = ("--date", "2026-06-30")
WRONG = "单位：\n  名称: 甲\n任务:\n- 名称: 清理小广告\n  时限: 6月31日\n"
"""A full-width colon, a day that is none, and more missing than there is."""

CALLS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("new-plan", "--list"), 0),
    (("new-plan", "样稿.yaml", "--defaults", *TODAY), 0),
    (("check", "样稿.yaml", *TODAY), 0),
    (("check", "错.yaml", *TODAY), 1),
    *((("check", "错.yaml", "--format", style, *TODAY), 1) for style in STYLES if style != "text"),
    (("check", RARE, "没有.yaml", *TODAY), 2),
    (("fmt", "--diff", "错.yaml"), 0),
    (("fmt", RARE), 0),
    (("render", "计划.yaml", RARE, "-o", "输出", *TODAY), 0),
    (("render", "计划.yaml", "-o", "输出", "--format", "md,html", *TODAY), 0),
    (("render", "错.yaml", "-o", "输出", *TODAY), 1),
    (("render", "社区", "-o", "成批", *TODAY), 0),
    (("pull", "输出/𠮷庆社区-工作总结-全年.docx", "--dry-run", *TODAY), 0),
    (("pull", "旧文.docx", "--plan", RARE, "--format", "json", *TODAY), 2),
    (("form", "export", RARE, "-o", "填报表"), 0),
    (("form", "import", RARE, "填报表/𠮷庆社区-填报表-办公室.xlsx", "--dry-run"), 0),
    (("import", "填报表/𠮷庆社区-填报表-办公室.xlsx"), 0),
    (("record", "计划.yaml", "--date", "6月1日", "--matter", "走访𠮷庆社区", "--dry-run"), 0),
    (("status", "计划.yaml", *TODAY), 0),
    (("status", "计划.yaml", "--format", "json", *TODAY), 0),
    (("trace", "接待读者", "计划.yaml"), 0),
    (("trace", "没有的指标", "计划.yaml"), 2),
    (("coverage", "年度/清河街道.yaml"), 0),
    (("coverage", "年度/清河街道.yaml", "--format", "json"), 0),
    (("countdown", "迎检倒排.yaml", *TODAY), 0),
    (("inspect", "旧文.docx"), 0),
    (("inspect", "--profile-show"), 0),
    (("explain",), 0),
    (("explain", "F013"), 0),
    (("kinds",), 0),
    (("schema", "计划.yaml"), 0),
    (("templates", "list"), 0),
    (("templates", "check", "模板", "--no-trial"), 0),
    (("doctor",), 0),
    (("没有的命令",), 2),
    (("render", "--没有的选项"), 2),
)
"""Each command line, and how it ends."""
LEFT_OUT = {"preview"}
"""It serves until it is interrupted."""


def prepare(folder: Path) -> None:
    """The files that the command lines name."""
    examples = ROOT / "examples"
    shutil.copy(examples / "市图书馆.yaml", folder / "计划.yaml")
    shutil.copy(examples / "市图书馆.yaml", folder / RARE)
    shutil.copy(examples / "迎检倒排.yaml", folder)
    shutil.copytree(examples / "年度", folder / "年度", ignore=shutil.ignore_patterns("输出"))
    (folder / "社区").mkdir()
    shutil.copy(examples / "社区书记发言.yaml", folder / "社区" / RARE)
    shutil.copytree(ROOT / "templates" / "实施方案", folder / "模板" / "实施方案")
    (folder / "错.yaml").write_text(WRONG, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "cases" / "word" / "pandoc.docx", folder / "旧文.docx")


def run(folder: Path) -> None:
    """Every command line in ``folder``; how each ended stands in ``codes.json`` then."""
    os.chdir(folder)
    helps = [(name, "--help") for name in wenming.every_command()]
    ended = []
    for words in [*helps, *(words for words, _ in CALLS)]:
        ended.append([" ".join(words), int(main(words))])
    Path("codes.json").write_text(json.dumps(ended), encoding="utf-8")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
