"""结构层次序数 一、（一）1.（1）: forms, order, levels, closing marks (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault
from wenming_docs.page.inspect.paper import Paper, Paragraph
from wenming_docs.page.inspect.profile import Profile
from wenming_docs.records import dataclass
from wenming_docs.zh import chinese_numeral, half_width_digits, parse_chinese_number

_MARKS = {1: ("、",), 2: ("",), 3: (".", "．"), 4: ("",)}
_FORMS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_FOREIGN = re.compile(
    r"[①-⑳]|\d{1,2}[)）]|[a-zA-Z][.)）、]|\d{1,2}(?:\.\d{1,2}){1,3}(?=[\s\u3000]|[\u4e00-\u9fff])"
)
_UNITS = "万亿元个人次户平公里米吨处件条名%"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph that a number opens: the number and how it is written."""

    paragraph: Paragraph
    level: int
    number: int
    written: str  # the whole of it: 一、


def numbered_paragraphs(paper: Paper) -> Iterator[Numbered]:
    """Headings and text that begin with a number of the four levels, typed or automatic."""
    for each in paper.of(roles.HEADING, roles.BODY):
        found = roles.HEAD.match(each.text)
        if not found or each.bullet:
            continue
        level = next(level for level, name in enumerate(roles.LEVEL_GROUPS, 1) if found[name])
        digits = re.sub(r"[（()）\s]", "", found[roles.LEVEL_GROUPS[level - 1]])
        number = _value(digits)
        if number is not None:
            yield Numbered(each, level, number, found[0])


def _value(text: str) -> int | None:
    digits = half_width_digits(text)
    if digits.isascii() and digits.isdigit():
        return int(digits)
    try:
        value = parse_chinese_number(text)
    except ValueError:
        return None
    return int(value) if value is not None else None


def check_headings(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Everything about numbers in front of paragraphs."""
    numbered = list(numbered_paragraphs(paper))
    for each in numbered:
        yield from _form(each)
    yield from _order(numbered)
    yield from _levels(numbered)
    for paragraph in paper.of(roles.HEADING):
        yield from _closing(paragraph)
    yield from _automatic(numbered, profile)
    yield from _foreign(paper)
    yield from _unnumbered(paper)


def _form(each: Numbered) -> Iterator[Fault]:
    name = roles.LEVEL_GROUPS[each.level - 1]
    found = roles.HEAD.match(each.paragraph.text)
    assert found is not None
    core, mark = found[name], found[f"{name}_mark"] or ""
    wrong = ""
    if mark not in _MARKS[each.level]:
        wrong = f"写成“{each.written.strip()}”"
    elif each.level in (2, 4) and not (core.startswith("（") and core.endswith("）")):
        wrong = f"写成“{core}”，括号不是全角"
    elif re.search(r"\s", core) or core != half_width_digits(core):
        wrong = f"写成“{core}”"
    if wrong:
        right = _written(each.level, each.number)
        yield Fault(
            "L127", Severity.WARNING, "7.3.3", f"第{'一二三四'[each.level - 1]}层序号", wrong,
            f"“{_FORMS[each.level]}”的形式", f"这里改成“{right}”", each.paragraph,
        )  # fmt: skip


def _written(level: int, number: int) -> str:
    """The number as the standard writes it."""
    text = chinese_numeral(number) if level <= 2 else str(number)
    return {1: f"{text}、", 2: f"（{text}）", 3: f"{text}.", 4: f"（{text}）"}[level]


@dataclass(slots=True)
class _Counts:
    last: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    right: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    ever: list[int] = field(default_factory=lambda: [0, 0, 0, 0])


def _order(numbered: list[Numbered]) -> Iterator[Fault]:
    """Numbers that skip, repeat or do not begin with one, part by part."""
    counts: dict[int, _Counts] = {}
    for each in numbered:
        count = counts.setdefault(each.paragraph.part, _Counts())
        index = each.level - 1
        before, ever = count.last[index], count.ever[index]
        # Lists of 1. and （1） may begin anew in the same section; so may （一） that are mere text.
        free = each.level > 2 or each.level == 2 and each.paragraph.role == roles.BODY
        # After a wrong number both count: going on from it, and going on as if it had been right.
        expected = {before + 1, count.right[index] + 1, ever + 1} | ({1} if free else set())
        if each.number not in expected:
            yield _order_fault(each, before)
        count.right[index] = 1 if each.number == 1 else count.right[index] + 1
        count.last[index] = count.ever[index] = each.number
        count.last[index + 1 :] = count.right[index + 1 :] = [0] * (3 - index)


def _order_fault(each: Numbered, before: int) -> Fault:
    wanted = _written(each.level, before + 1)
    if before:
        what = f"“{_written(each.level, before)}”后面是“{_written(each.level, each.number)}”"
    else:
        what = f"从“{_written(each.level, each.number)}”开始"
    return Fault(
        "L128", Severity.WARNING, "7.3.3", "序号不连续，", what, f"“{wanted}”",
        f"改成“{wanted}”，后面的依次改；少了一节就补上", each.paragraph,
    )  # fmt: skip


def _levels(numbered: list[Numbered]) -> Iterator[Fault]:
    """A heading two levels below the one it stands under; 一、→1. is a custom where （一） is not used."""
    parts: dict[int, set[int]] = {}
    for each in numbered:
        parts.setdefault(each.paragraph.part, set()).add(each.level)
    above: dict[int, int] = {}
    for each in numbered:
        part = each.paragraph.part
        last = above.get(part, 0)
        if each.level > last + 1 and last and each.paragraph.role == roles.HEADING:
            skipped = set(range(last + 1, each.level))
            if skipped & parts[part] or skipped != {2}:
                yield Fault(
                    "L129", Severity.WARNING, "7.3.3", "层次",
                    f"从“{_FORMS[last]}”直接到“{_FORMS[each.level]}”",
                    f"“{_FORMS[last + 1]}”",
                    f"“{_FORMS[last]}”下面一层用“{_FORMS[last + 1]}”", each.paragraph,
                )  # fmt: skip
        if each.paragraph.role == roles.HEADING or each.level <= last:
            above[part] = each.level


def _closing(paragraph: Paragraph) -> Iterator[Fault]:
    found = re.search("[。；，、：;,:.]$", paragraph.text)
    if found and roles.HEAD.fullmatch(paragraph.text) is None:
        yield Fault(
            "L130", Severity.WARNING, "7.3.3", "独行的标题",
            f"以“{found[0]}”结尾", "末尾没有标点", "删去末尾的标点",
            paragraph,
        )  # fmt: skip


def _automatic(numbered: list[Numbered], profile: Profile) -> Iterator[Fault]:
    severity = profile.disputed["自动编号"]
    for each in numbered:
        if severity and each.paragraph.printed:
            yield Fault(
                "L131", severity, "", "序号是自动编号",
                "，复制到别处会丢，后面还多出空隙", "直接写出的文字",
                "选中后复制，用“只保留文本”粘回，再套用样式", each.paragraph,
            )  # fmt: skip


def _foreign(paper: Paper) -> Iterator[Fault]:
    """Bullets and numbers of other systems: • ① 1） A. 1.1."""
    for each in paper.of(roles.HEADING, roles.BODY):
        found = _FOREIGN.match(each.text)
        is_heading = each.role == roles.HEADING or bool(each.printed)
        if each.bullet:
            measured = "项目符号"
        elif (
            found
            and (is_heading or not found[0][0].isdecimal())
            and each.text[found.end() :][:1] not in _UNITS
        ):
            measured = f"“{found[0].strip()}”"
        else:
            continue
        yield Fault(
            "L132", Severity.NOTICE, "7.3.3", "段首用了", measured, "一、（一）1.（1）四层",
            "改用标准的四层序号，或并成一段用“一是”“二是”", each,
        )  # fmt: skip


def _unnumbered(paper: Paper) -> Iterator[Fault]:
    """Headings without a number, where there are several."""
    bare = [
        each
        for each in paper.of(roles.HEADING)
        if not roles.HEAD.match(each.text) and not _FOREIGN.match(each.text)
    ]
    if len(bare) < 2:
        return
    for each in bare:
        yield Fault(
            "L127", Severity.NOTICE, "7.3.3", "层级标题",
            "没有序号", "一、（一）1.（1）", "在标题前写上序号", each
        )  # fmt: skip
