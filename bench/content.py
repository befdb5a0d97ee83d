"""Invented plans of all sizes: one set of facts for wenming and its rivals alike."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SIZES = {"S": 12, "M": 200, "L": 5000, "4L": 20000}
"""How many tasks a plan of each size has: about 4,000, 37,000, 896,000 and 3,600,000 characters."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task as every program gets it: plain strings, nothing computed."""

    name: str
    content: str
    lead: str
    supporting: str
    leader: str
    person: str
    deadline: str
    frequency: str


@dataclass(frozen=True, slots=True)
class Area:
    """A group of tasks under one heading."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A work plan: what wenming reads from YAML and a rival from JSON."""

    unit: str
    title: str
    ideology: str
    targets: tuple[str, ...]
    areas: tuple[Area, ...]
    phases: tuple[tuple[str, str, str], ...]
    safeguards: tuple[tuple[str, str], ...]
    date: str


@cache
def words(section: str) -> tuple[str, ...]:
    """One list of words.txt; a list without blanks is a list of single characters."""
    text = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8")
    found = re.search(rf"^\[{section}\]\n([^\[]+)", text, re.MULTILINE)
    assert found, section
    body = found.group(1).strip()
    return tuple(body.split()) if re.search(r"\s", body) else tuple(body)


def clause(chance: random.Random, *, figures: bool) -> str:
    """A clause of about ten characters; names and figures keep it from packing better than prose."""
    where = "".join(chance.sample(words("lane") + words("given") + words("surname"), 3))
    thing = f"{chance.choice(words('quality'))}{chance.choice(words('thing'))}"
    counted = figures and chance.random() < 0.15
    amount = f"{chance.randint(2, 480)}{chance.choice(words('measure'))}" if counted else ""
    return f"{chance.choice(words('verb'))}{where}{amount}{thing}"


def sentence(chance: random.Random, parts: int, *, figures: bool = True) -> str:
    """One invented sentence of ``parts`` clauses; an aim or a safeguard says no ``figures``."""
    clauses = [clause(chance, figures=figures) for _ in range(parts)]
    if chance.random() < 0.3:
        clauses[0] = chance.choice(words("opening"))
    if chance.random() < 0.3:
        clauses[-1] = chance.choice(words("ending"))
    return "，".join(clauses) + "。"


def place(chance: random.Random) -> str:
    """An invented lane, market or park."""
    return "".join(chance.sample(words("lane"), 2)) + chance.choice(words("lane_kind"))


def person(chance: random.Random) -> str:
    """An invented name of three characters."""
    return chance.choice(words("surname")) + "".join(chance.sample(words("given"), 2))


def make_task(chance: random.Random, name: str) -> Task:
    """A task of about 100 characters."""
    body = f"到{place(chance)}、{place(chance)}{sentence(chance, 5)}"
    return Task(
        name=name,
        content=body,
        lead=chance.choice(words("office")),
        supporting="、".join(chance.sample(words("community"), 2)),
        leader=person(chance),
        person=person(chance),
        deadline=f"{chance.randint(4, 11)}月{chance.choice(('10日', '20日', '底'))}前",
        frequency=f"每{chance.choice('周月')}不少于{chance.randint(1, 9)}次",
    )


def task_names(chance: random.Random, count: int) -> list[str]:
    """``count`` different names."""
    names: dict[str, None] = {}
    while len(names) < count:
        names.setdefault(place(chance) + chance.choice(words("matter")) + chance.choice(words("action")))
    return list(names)


def make_areas(chance: random.Random, count: int) -> tuple[Area, ...]:
    """``count`` tasks in groups of three (small plans) or ten."""
    per_area = 3 if count < 100 else 10
    names = iter(task_names(chance, count + -(-count // per_area)))
    return tuple(
        Area(next(names), tuple(make_task(chance, next(names)) for _ in range(min(per_area, count - start))))
        for start in range(0, count, per_area)
    )


def make_plan(size: str, seed: int = 9704, tasks: int = 0) -> Plan:
    """The plan of a size, or of so many ``tasks``; the same seed gives the same plan on every machine."""
    chance = random.Random(f"{size}-{seed}")
    return Plan(
        unit="云山市青石街道办事处",
        title="青石街道2026年创建全国文明城市实施方案",
        ideology="".join(sentence(chance, 4, figures=False) for _ in range(5)),
        targets=(f"到11月底，{sentence(chance, 4)}", *(sentence(chance, 4) for _ in range(4))),
        areas=make_areas(chance, tasks or SIZES[size]),
        phases=tuple(
            (name, span, "".join(sentence(chance, 5) for _ in range(2)))
            for name, span in (
                ("宣传发动", "3月—4月"),
                ("集中攻坚", "5月—8月"),
                ("巩固提升", "9月—10月"),
                ("总结验收", "11月—12月"),
            )
        ),
        safeguards=tuple(
            (name, "".join(sentence(chance, 5, figures=False) for _ in range(3)))
            for name in ("压实各级责任", "强化经费保障", "严格督查考核", "营造浓厚氛围")
        ),
        date="2026年3月18日",
    )
