"""What README.md and docs/ tell a reader to type: commands and YAML, for the tests that try them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^ *(?P=fence)`* *$", re.M | re.S
)


@dataclass(frozen=True, slots=True)
class Fenced:
    """One fenced block: its file, first line (from 1), info string and text."""

    file: Path
    line: int
    info: str
    body: str

    @property
    def language(self) -> str:
        """The first word after the fence: sh, yaml, text …"""
        return self.info.split()[0] if self.info else ""

    @property
    def marks(self) -> tuple[str, ...]:
        """The words after the language."""
        return tuple(self.info.split()[1:])

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT).as_posix()}:{self.line}"


def pages() -> list[Path]:
    """README.md and every Markdown page under docs/, in order."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def fenced(page: Path) -> list[Fenced]:
    """All fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Fenced(page, text.count("\n", 0, found.start()) + 1, found["info"].strip(), found["body"])
        for found in _FENCE.finditer(text)
    ]


def blocks(*languages: str) -> list[Fenced]:
    """All blocks of these languages in README and docs."""
    return [block for page in pages() for block in fenced(page) if block.language in languages]


def commands() -> list[tuple[Fenced, list[str]]]:
    """Each sh block of README and docs with its `wenming …` lines; comments are left out."""
    found = []
    for block in blocks("sh", "bash", "shell", "console"):
        lines = [line.strip().removeprefix("$ ") for line in block.body.splitlines()]
        found.append((block, [line for line in lines if line.startswith("wenming ")]))
    return [(block, lines) for block, lines in found if lines]


def marked_command(name: str) -> str:
    """The sh block between <!-- 命令:name --> and <!-- /命令 --> of README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"<!-- 命令:{name} -->(.*?)<!-- /命令 -->", text, re.S)
    assert len(found) == 1, f"README.md names {name} {len(found)} times"
    shell = re.findall(r"```sh\n(.*?)```", found[0], re.S)
    assert len(shell) == 1, f"命令:{name} holds {len(shell)} sh blocks"
    return str(shell[0]).strip()
