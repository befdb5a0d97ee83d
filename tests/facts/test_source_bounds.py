"""Hostile and broken files end in a message, quickly and with a line."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from wenming_docs.facts.source.source import parse_page, read_page
from wenming_docs.facts.source.tree import ParserClass, PurePythonParser, fastest_parser
from wenming_docs.findings import Severity, by_place

BOMBS = {
    "brackets": ("甲: " + "[" * 200_000, "S015"),
    "braces": ("甲: " + "{" * 200_000, "S015"),
    "dashes": ("- " * 200_000, "S015"),
    "questions": ("? " * 200_000, "S015"),
    "entries": ("甲: [" + "子,\n" * 600_000 + "]", "S016"),
    "a line": ("甲: [" + "子," * 600_000 + "]", "S075"),
    "lines": ("- 子\n" * 600_000, "S016"),
}


@pytest.mark.parametrize(("text", "code"), BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_by_their_bound(text: str, code: str) -> None:
    started = time.process_time()
    page = parse_page(text, "x.yaml")
    assert [finding.code for finding in page.findings] == [code]
    assert time.process_time() - started < 5  # under a second on an idle machine


def test_the_depth_bound_is_exact() -> None:
    deep = "甲: " + "[" * 99 + "]" * 99
    assert parse_page(deep, "x.yaml").root is not None
    assert parse_page("甲: " + "[" * 100 + "]" * 100, "x.yaml").root is None


def test_alias_and_merge_bombs_are_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    found = {finding.code for finding in parse_page(bomb, "x.yaml").findings}
    assert found <= {"S020", "S035"} and found
    merge = "a: {<<: [*x, *x], b: 1}\n"
    assert {"S020", "S021"} == {finding.code for finding in parse_page(merge, "x.yaml").findings}


def test_many_mistakes_of_one_kind_are_counted_not_listed() -> None:
    page = parse_page("名称：甲\n" * 5_000, "x.yaml")
    listed = [finding for finding in page.findings if finding.code == "S030"]
    assert len(listed) == 21
    assert listed[-1].message == "同样的问题另有 4980 处：用了全角冒号"


def test_time_grows_with_the_file_not_faster() -> None:
    def seconds(count: int) -> float:
        text = "名称：甲\n任务:\n  - 名称: '乙\n  － 丙: @丁\n" * count
        started = time.process_time()
        parse_page(text, "x.yaml")
        return time.process_time() - started

    seconds(100)
    assert seconds(8_000) < 30 * max(seconds(800), 0.02)


PLAN = """\
# 规矩
单位:
  名称: 云山市青石街道办事处
  下级:                     # 分组写
    社区: 东门社区、西门社区
指导思想: |
  以某某为指导，围绕【创建·荣誉】测评要求……

  第二段。
任务:
  - 名称: 环境卫生整治
    牵头: "城管办"
    子任务:
      - 名称: 清理背街小巷
        内容: 逐巷建档，先清存量：再管增量。
        时限: 6月底前
  - 名称: 志愿服务
成果:
  - 数据: {开展志愿服务: 26次, 其他: [甲, 乙]}
    事: '桥头''公园'
"""
BITS = "：:\t　#'\"[]{}|>&*!%@`\u200b\xa0\r\n\x0b【】，?\\\ufeff\x85~－—·-"


def mutant(seed: int) -> bytes:
    """The plan with a few random mistakes: typed signs, lost bytes, indentation, cut short."""
    luck = random.Random(seed)
    text = PLAN
    for _ in range(luck.choice((1, 1, 2, 4))):
        place = luck.randrange(len(text) + 1)
        match luck.randrange(5):
            case 0:
                text = text[:place] + luck.choice(BITS) + text[place:]
            case 1:
                text = text[:place] + text[place + luck.choice((1, 2, 5, 30)) :]
            case 2:
                lines = text.split("\n")
                line = luck.randrange(len(lines))
                lines[line] = luck.choice((" ", "   ", "\t", "　")) + lines[line].removeprefix(" ")
                text = "\n".join(lines)
            case 3:
                text = text[:place]
            case _:
                text = (
                    text[:place] + luck.choice(("- ", ": ", " #", "---\n", "<<: ", "\n", "  ")) + text[place:]
                )
    data = bytearray(text.encode())
    if data and luck.random() < 0.2:
        data[luck.randrange(len(data))] = luck.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("parser", [fastest_parser(), PurePythonParser], ids=["libyaml", "pure"])
def test_every_mutant_is_read_or_refused_with_a_line(parser: ParserClass, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    for seed in range(200):
        data = mutant(seed)
        path.write_bytes(data)
        page = read_page(path, "plan.yaml", (), parser)
        refused = any(finding.severity is Severity.ERROR for finding in page.findings)
        assert refused == (page.root is None), seed
        lines = max(page.text.count("\n"), data.count(b"\n")) + 1
        for finding in by_place(page.findings):
            assert finding.origin is not None and 1 <= finding.origin.line <= lines, seed
            assert finding.message.isprintable() and finding.hint.isprintable(), seed
