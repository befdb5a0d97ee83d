"""Files of plain lines are read without a parser, and say the same as if a parser had read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.facts.source import Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.codes import Collector
from wenming_docs.facts.source.plain import plain_root
from wenming_docs.facts.source.tree import build_tree, fastest_parser

BOUND = 10_000
PLAIN = """\
# 一年的工作
单位: 云山市青石街道办事处   # 全称
创建:
  年度: 2026
  口号: '人人动手'

任务:
- 名称: 清理背街小巷
  内容: |
    第一段，12:30 起。

      缩进的一段 #1
  牵头:
-   "巡查: 每日"
- 志愿服务
"""


def scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from scalars(entry.value)


def places(node: Node | None) -> list[object]:
    """Where each character of each value stands, and a little beyond."""
    return [found.place(offset) for found in scalars(node) for offset in range(len(found.text) + 2)]


def parsed(text: str) -> Node | None:
    """What the parser makes of a text that nothing is wrong with."""
    found = Collector("x.yaml")
    tree = build_tree(text, found, fastest_parser())
    assert not found.findings() and not tree.folded
    return tree.root


def assert_same(text: str) -> bool:
    """Both ways agree on ``text``; whether it was plain."""
    root = plain_root(text, "x.yaml", BOUND)
    if root is None:
        return False
    assert root == parsed(text)
    assert places(root) == places(parsed(text))
    return True


def test_a_plain_file_is_read_without_a_parser() -> None:
    assert assert_same(PLAIN)
    root = plain_root(PLAIN, "x.yaml", BOUND)
    assert [(s.text, s.quoted, s.block, s.missing) for s in scalars(root)][-4:] == [
        ("牵头", False, False, False),
        ("", False, False, True),
        ("巡查: 每日", True, False, False),
        ("志愿服务", False, False, False),
    ]


LEFT_TO_THE_PARSER = {
    "nothing": "# 只有注释\n",
    "a name twice": "甲: 1\n甲: 2\n",
    "a value on two lines": "甲: 第一行\n  第二行\n",
    "a level that does not fit": "甲:\n    乙: 1\n  丙: 2\n",
    "a name below a value": "甲: 1\n  乙: 2\n",
    "an item below a value": "甲: 1\n- 乙\n",
    "a colon in a value": "甲: 乙: 丙\n",
    "brackets": "甲: [乙, 丙]\n",
    "an alias": "甲: *乙\n",
    "a tag": "甲: !乙\n",
    "an escape": '甲: "乙\\n丙"\n',
    "folded text": "甲: >\n  乙\n",
    "kept line ends": "甲: |+\n  乙\n\n",
    "blanks in block text": "甲: |\n  乙\n      \n  丙\n",
    "block text without a line end": "甲: |\n  乙",
    "a directive": "%YAML 1.1\n---\n甲: 1\n",
    "two documents": "甲: 1\n---\n乙: 2\n",
    "a merge": "<<: 甲\n",
    "a tab": "甲: 乙\t丙\n",
    "an unseen sign in a name": "甲\u200b: 乙\n",
    "a list in a list": "- - 甲\n",
    "an empty item": "- \n- 甲\n",
    "too much": "- 甲\n" * BOUND,
    "too deep": "".join(f"{' ' * depth}甲:\n" for depth in range(60)),
}


@pytest.mark.parametrize("text", LEFT_TO_THE_PARSER.values(), ids=LEFT_TO_THE_PARSER.keys())
def test_whatever_is_not_certainly_plain_is_left_to_the_parser(text: str) -> None:
    assert plain_root(text, "x.yaml", BOUND) is None


# every text of plain lines, and what becomes of it where a sign is typed too much or too little

VALUES = (
    "值",
    "两词 与 空格 ",
    "12:30",
    "a#b",
    "甲 # 注",
    "''",
    "'单 引'",
    '"双: 引" # 注',
    "~",
    "x]y,z",
)
NAMES = ("甲", "乙", "名称", "小标题（一）", "a-b", '引"号', "=", "k1", "k2")
PROSE = ("正文", "# 不是注", "- 甲", "甲: 乙", "　　缩进 ", '"半引', "|", "%&*", "  更深")
SIGNS = (
    "-",
    "- ",
    ":",
    ": ",
    " ",
    "  ",
    "#",
    " #",
    "'",
    '"',
    "|",
    ">",
    "[",
    "&",
    "\n",
    "\n ",
    "\t",
    "\u3000",
)


class Writer:
    """Writes one text of plain lines, chosen by chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.lines: list[str] = []

    def text(self) -> str:
        write = self.chance.choice((self.mapping, self.mapping, self.sequence))
        write(0, 0, "")
        return "\n".join(self.lines) + self.chance.choice(("\n", "\n\n", "", "\n# 完", "\n  \n"))

    def mapping(self, column: int, depth: int, head: str) -> None:
        for name in self.chance.sample(NAMES, self.chance.randint(1, 3)):
            self.value(f"{head or ' ' * column}{name}:", column, depth, " ")
            head = ""

    def sequence(self, column: int, depth: int, _head: str) -> None:
        for _ in range(self.chance.randint(1, 3)):
            dash = f"{' ' * column}-{' ' * self.chance.randint(1, 3)}"
            if self.chance.random() < 0.5:
                self.mapping(len(dash), depth + 1, dash)
            else:
                self.lines.append(dash + self.chance.choice(VALUES))

    def value(self, start: str, column: int, depth: int, blank: str) -> None:
        sort = self.chance.randint(0, 9)
        self.lines.append(start + ("" if sort > 4 else blank + self.chance.choice(VALUES)))
        if self.chance.random() < 0.1:
            self.lines.append(self.chance.choice(("", "   ", "  # 注", "#")))
        if sort in (6, 7) and depth < 4:
            self.mapping(column + self.chance.randint(1, 3), depth + 1, "")
        elif sort == 8 and depth < 4:
            self.sequence(column + self.chance.choice((0, 2)), depth + 1, "")
        elif sort == 9:
            self.lines[-1] = f"{start} |"
            self.prose(" " * (column + self.chance.randint(1, 3)))

    def prose(self, indent: str) -> None:
        for _ in range(self.chance.randint(0, 3)):
            self.lines.append(self.chance.choice(("", indent + self.chance.choice(PROSE))))


def mistyped(text: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    more, less = chance.choice(((1, 0), (1, 1), (0, 1), (0, 2)))
    return text[:place] + chance.choice(SIGNS) * more + text[place + less :]


def texts(change: Callable[[str, Random], str]) -> st.SearchStrategy[str]:
    return st.randoms(use_true_random=False).map(lambda chance: change(Writer(chance).text(), chance))


@settings(max_examples=100, deadline=None)
@given(texts(lambda text, _: text))
def test_both_ways_agree_on_plain_lines(text: str) -> None:
    assert_same(text)


@settings(max_examples=200, deadline=None)
@given(texts(mistyped))
def test_both_ways_agree_wherever_a_sign_is_typed_too_much_or_too_little(text: str) -> None:
    assert_same(text)


def test_most_texts_of_plain_lines_are_read_without_a_parser() -> None:
    chance = Random(7)
    plain = [assert_same(Writer(chance).text()) for _ in range(200)]
    assert plain.count(True) > 160
