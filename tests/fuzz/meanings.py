"""Mutants that YAML has nothing to say against: other values, other keys, other numbers and dates."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import yaml

from tests.fuzz.hostile import LONG

ENTRY = re.compile(r"^(?P<indent>\s*(?:- +)*)(?P<key>[^\s:#'\"-][^:\n]*?)(?P<colon>: ?)(?P<value>.*)$")
_FIELDS = Path(__file__).parents[2] / "src/wenming_docs/facts/model/fields.yaml"
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_FIGURES = (
    "0",
    "-1",
    "1",
    "00",
    "1.5",
    "999999999999",
    "1e5",
    "１２",
    "0.1",
    "9" * 400,
    "12",
    "13",
    "31",
    "32",
    "",
)
_TIMES = (
    "1月1日",
    "12月31日",
    "2月29日",
    "6月31日前",
    "2025年12月31日",
    "2027年1月1日前",
    "1—12月",
    "12月—1月",
    "2026年",
    "全年",
    "上半年",
    "第三季度",
    "第0季度",
    "13月",
    "5月上旬",
    "每季度第2个月底前",
    "每年13月",
    "每天25时",
    "持续推进",
    "0001-01-01",
    "9999年12月31日前",
    "9999年12月",
    "1年1月",
    "2026年5月第6周",
    "第53周",
    "次月31日前",
    "5月12日至4月1日",
    "2026.5.1-2026.6.1",
)
_AMOUNTS = (
    "0车",
    "60",
    "60车以上",
    "100%",
    "101%",
    "-3场",
    "不少于0场",
    "3—2场",
    "1/3",
    "十二车",
    "1,000条",
    "1e3条",
    "12.50万元",
)
_REFERENCES = (
    "【目标·清理小广告】",
    "【清理小广告·5月】",
    "【清理小广告·上期·上期】",
    "【清理小广告·同比】",
    "【依据·不存在】",
    "【清理小广告·累计·东门社区】",
    "【单位】",
    "【图·甲】",
    "【问题·整改率】",
    "【】" * 50,
)
_CHARTS = ("柱 清理小广告", "折线", "饼 清理小广告 按单位", "各社区", "下级", "单位、单位", "本单位", "其他")


@cache
def _pool() -> tuple[tuple[str, str], ...]:
    """Keys with their values, as the examples and the reference of all fields have them."""
    from tests.fuzz.projects import projects

    pairs = []
    for project in projects():
        for data in project.files.values():
            found = map(ENTRY.match, data.decode("utf-8").split("\n"))
            pairs += [(match["key"], match["value"]) for match in found if match]
    fields = yaml.load(_FIELDS.read_text(encoding="utf-8"), yaml.BaseLoader)
    for names in fields.values():
        for key, about in names.items():
            example = (about or {}).get("例", "")
            pairs.append((key, example if "\n" not in example else _in_one_line(example)))
    return tuple(dict.fromkeys(pairs))


def _in_one_line(example: str) -> str:
    return yaml.safe_dump(
        yaml.load(example, yaml.BaseLoader), allow_unicode=True, default_flow_style=True, width=10**6
    ).strip()


def _matched(text: str, chance: random.Random) -> tuple[list[str], int, re.Match[str]] | None:
    lines = text.split("\n")
    found = [(number, match) for number, line in enumerate(lines) if (match := ENTRY.match(line))]
    if not found:
        return None
    number, match = chance.choice(found)
    return lines, number, match


def crossed(text: str, chance: random.Random) -> str:
    """A value that stands elsewhere, under the same key or under another."""
    if (place := _matched(text, chance)) is None:
        return text
    lines, number, match = place
    same = [value for key, value in _pool() if key == match["key"]]
    value = chance.choice(same) if same and chance.random() < 0.4 else chance.choice(_pool())[1]
    lines[number] = f"{match['indent']}{match['key']}: {value}"
    return "\n".join(lines)


def grafted(text: str, chance: random.Random) -> str:
    """A key that is known somewhere, put in beside another."""
    if (place := _matched(text, chance)) is None:
        return text
    lines, number, match = place
    key, value = chance.choice(_pool())
    if chance.random() < 0.3:
        value = meant(chance)
    lines.insert(number + chance.randrange(2), f"{' ' * len(match['indent'])}{key}: {value}")
    return "\n".join(lines)


def meant(chance: random.Random) -> str:
    """A time, an amount, a reference as somebody may write it, possible or not."""
    return chance.choice(chance.choice((_TIMES, _TIMES, _AMOUNTS, _REFERENCES, _CHARTS)))


def revalued(text: str, chance: random.Random) -> str:
    """A value replaced by a time, an amount or a reference."""
    if (place := _matched(text, chance)) is None:
        return text
    lines, number, match = place
    lines[number] = f"{match['indent']}{match['key']}: {meant(chance)}"
    return "\n".join(lines)


def figures(text: str, chance: random.Random) -> str:
    """One number of the file is another."""
    places = list(_DIGITS.finditer(text))
    if not places:
        return text
    place = chance.choice(places)
    return text[: place.start()] + chance.choice(_FIGURES) + text[place.end() :]


def many(text: str, chance: random.Random) -> str:
    """A list of thousands where a few stand; a section that comes from another file."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if re.match(r"\s*- ", line)]
    if not starts:
        return text + chance.choice(LONG)
    start = chance.choice(starts)
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (
        len(lines[end]) - len(lines[end].lstrip()) > indent or not lines[end].strip()
    ):
        end += 1
    block = lines[start:end]
    again: list[str] = []
    for number in range(chance.choice((2, 10, 300))):
        again += [re.sub(r"(- (?:名称|编号|标题): )(.*)", rf"\g<1>\g<2>{number}", block[0]), *block[1:]]
    lines[end:end] = again
    return "\n".join(lines)
