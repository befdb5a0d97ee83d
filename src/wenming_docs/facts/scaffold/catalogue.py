"""The profiles: which kind of office strives for which honour, and what a starter asks it.

Each profile is one data file under ``profiles/``; a new profile is a new file and its
name in ``ORDER``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from wenming_docs.errors import WrongUse
from wenming_docs.records import dataclass

ORDER = (
    "街道-全国文明城市",
    "社区-全国文明城市",
    "乡镇-文明村镇",
    "村-文明村",
    "市局机关-文明单位",
    "街道-文明单位",
    "窗口单位-文明单位",
    "学校-文明校园",
    "医院-文明单位",
    "国企-文明单位",
)
"""The names of all profiles, the default first."""

BLOCKS = ("下级", "工作目标", "领导小组", "任务", "阶段", "保障措施")
"""The parts of a starter that each profile writes itself, as YAML text."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as it is offered: ``name`` chooses it, the others explain it."""

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask before the starter is written; ``default`` may be a 【待填】 or empty."""

    key: str
    text: str
    default: str


@dataclass(frozen=True, slots=True)
class ProfileData:
    """A profile file, read.

    ``offices`` are the questions whose answers are the unit's own offices, ``samples`` the
    words of the example rows, ``blocks`` the YAML text of the parts it writes itself.
    """

    profile: Profile
    questions: tuple[Question, ...]
    offices: tuple[str, ...]
    samples: dict[str, str]
    blocks: dict[str, str]


def profiles() -> tuple[Profile, ...]:
    """All profiles, the default first."""
    return tuple(read_profile(name).profile for name in ORDER)


def questions(profile: str) -> tuple[Question, ...]:
    """What to ask for ``profile``, in order. Raises WrongUse for an unknown profile."""
    return read_profile(profile).questions


@cache
def read_profile(name: str) -> ProfileData:
    """The profile called ``name``. Raises WrongUse, naming all profiles, if there is none."""
    if name not in ORDER:
        raise WrongUse(f"没有名为“{name}”的样板，可选：{'、'.join(ORDER)}")
    # BaseLoader keeps every scalar as text, as the facts themselves are read.
    raw = yaml.load(data_text(f"profiles/{name}.yaml"), Loader=yaml.BaseLoader)
    asked = tuple(Question(row["键"], row["问"], row["默认"]) for row in raw["问题"])
    return ProfileData(
        profile=Profile(name, raw["名称"], raw["说明"]),
        questions=asked,
        offices=tuple(raw["内设"]),
        samples=raw["举例"],
        blocks={block: raw[block].rstrip("\n") for block in BLOCKS},
    )


@cache
def data_text(path: str) -> str:
    """The text of a data file of this room, by its path inside the room."""
    return files("wenming_docs.facts.scaffold").joinpath(path).read_text(encoding="utf-8")
