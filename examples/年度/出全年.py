"""把一个街道一年的文稿全部出齐：在这个文件夹里运行 python 出全年.py"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENTRY = HERE / "清河街道.yaml"


def wenming(*arguments: str) -> int:
    """调用 wenming，返回它的退出码。"""
    return subprocess.run([sys.executable, "-m", "wenming_docs", *arguments], check=False).returncode


def main() -> int:
    """先检查，再出全部文稿，最后看一眼进度。"""
    parser = argparse.ArgumentParser(description="出齐清河街道一年的文稿")
    parser.add_argument("-o", "--output", default=str(HERE / "输出"), help="写到哪个文件夹")
    parser.add_argument("--format", default="docx", choices=["docx", "md", "html"], help="文件格式")
    parser.add_argument("--date", default="2026-11-09", help="把哪一天当作今天")
    chosen = parser.parse_args()
    units = sorted(str(path) for path in (HERE / "社区").glob("*.yaml"))
    if code := wenming("check", str(ENTRY), *units, "--strict", "--date", chosen.date):
        return code
    if code := wenming(
        "render", str(ENTRY), "-o", chosen.output, "--format", chosen.format, "--date", chosen.date
    ):
        return code
    return wenming("status", str(ENTRY), "--date", chosen.date)


if __name__ == "__main__":
    sys.exit(main())
