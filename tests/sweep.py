"""Every field of the model, filled to bursting: ``python -m tests.sweep [--only 任务/配合] [--jobs 1]``.

For each field a small plan holds ten thousand entries there, or as much text as one value may have, and
``check`` reads it in a process of its own: 10 s of processor time and 1.5 GB. What takes more is told.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fuzz.child import size_of_this_process
from wenming_docs.cli import main as wenming
from wenming_docs.facts.kinds import KINDS
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.keys import keys_of, shape_of

SECONDS = 10
ROOM = 1536 * 1024 * 1024
ENTRIES = 10_000
SIGNS = 190_000
OF_A_PERIOD = ("进展汇报", "工作总结", "综合情况", "成果汇总表")
BY_HAND = (
    "情况汇报",
    "表态发言",
    "讲话稿",
    "通知",
    "报告",
    "测评任务对照表",
)  # nothing to print of a small plan

Facts = dict[str, Any]
Steps = tuple[tuple[str, bool], ...]  # the keys down to a field, each with whether it holds a list


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its keys; ``model`` is what its entries are, None for a value."""

    steps: Steps
    model: type[FactModel] | None

    @property
    def name(self) -> str:
        return "/".join(key for key, _ in self.steps)


@dataclass(frozen=True, slots=True)
class Trial:
    """What ``check`` did with a field that was filled in one way; code below 0: it was stopped."""

    name: str
    code: int
    seconds: float
    megabytes: int

    @property
    def failed(self) -> bool:
        return self.code not in (0, 1, 2, 3)


def fields(model: type[FactModel] = Workspace, above: Steps = ()) -> Iterator[Field]:
    """Every field below ``model``; a model that holds itself is entered twice."""
    for attribute, info in model.model_fields.items():
        shape, key = shape_of(model, attribute), info.title or attribute
        steps = (*above, (key, shape.many))
        yield Field(steps, shape.model)
        if shape.model and sum(key == again for again, _ in above) < 1 and len(steps) < 6:
            yield from fields(shape.model, steps)


def small_plan() -> Facts:
    """A plan with something for every 文种 to print, and all of them asked for."""
    return {
        "单位": {
            "名称": "云山市青石街道办事处",
            "自称": "我街道",
            "内设": "城管办、宣传办",
            "下级": {"社区": "桥东社区"},
        },
        "创建": {"荣誉": "全国文明城市", "年度": "2026", "迎检日期": "2026年10月20日"},
        "指导思想": "以创建为民为宗旨。",
        "领导小组": {"名称": "青石街道创建工作领导小组", "组长": "周明（党工委书记）"},
        "任务": [
            {
                "名称": "背街小巷整治",
                "牵头": "城管办",
                "配合": "宣传办",
                "内容": "逐巷清理。",
                "时限": "6月底前",
            },
            {"名称": "志愿服务", "牵头": "宣传办", "内容": "每月开展。", "时限": "9月底前"},
        ],
        "阶段": [{"名称": "集中整治", "起止": "3月—9月", "内容": "全面整治。"}],
        "保障措施": [{"小标题": "加强领导", "正文": "各办齐抓共管。"}],
        "成果": [
            {"日期": "5月12日", "任务": "志愿服务", "事": "开展了一次服务", "数据": {"服务人数": "12人"}}
        ],
        "问题台账": [
            {
                "问题": "楼道堆物",
                "点位": "桥东小区",
                "发现日期": "5月2日",
                "单位": "城管办",
                "时限": "6月底前",
            }
        ],
        "活动安排": [{"名称": "集中清理", "时间": "5月20日", "地点": "桥东小区", "牵头": "城管办"}],
        "文稿": [_asked(kind.name) for kind in KINDS if kind.name not in BY_HAND],
    }


def _asked(kind: str) -> Facts:
    return {"文种": kind, "日期": "2026年6月18日"} | ({"期间": "1—6月"} if kind in OF_A_PERIOD else {})


def required(model: type[FactModel], mark: str) -> Facts:
    """What an entry of ``model`` cannot do without."""
    found: Facts = {}
    for attribute, info in model.model_fields.items():
        if info.is_required():
            inner = shape_of(model, attribute)
            key = info.title or attribute
            if inner.model is None:
                found[key] = "情况汇报" if key == "文种" else [mark] if key in ("表头", "行") else mark
            else:
                found[key] = [required(inner.model, mark)] if inner.many else required(inner.model, mark)
    return found


def fillings(field: Field) -> Iterator[tuple[str, Any]]:
    """The ways to fill a field, each with its name."""
    if field.model is not None and field.steps[-1][1]:
        yield "entries", [required(field.model, f"第{n}甲") for n in range(ENTRIES)]
        yield "like entries", [required(field.model, "甲") for _ in range(ENTRIES)]
    if field.model is not None:
        yield "unknown keys", {f"项{n}": "甲" for n in range(ENTRIES)}
        return
    names = [f"甲{n}办" for n in range(ENTRIES)]
    yield "names", "、".join(names)
    yield "a list", names
    yield "a mapping", {name: f"{n}个" for n, name in enumerate(names)}
    yield "the same name", "、".join(["城管办"] * ENTRIES)
    yield "signs", "文" * SIGNS
    yield "letters", "A" * SIGNS
    yield "digits", "1" * SIGNS
    yield "blanks", "甲 " * (SIGNS // 2)
    yield "sentences", "到6月底前完成12.5%，由城管办牵头；" * (SIGNS // 20)
    yield "brackets", "（【《“" * (SIGNS // 4)
    yield "paragraphs", "甲乙丙，丁。\n" * (SIGNS // 7)


def filled(field: Field, filling: Any) -> Facts:
    """The small plan with ``filling`` in the place of ``field``."""
    plan = small_plan()
    here: Facts = plan
    model: type[FactModel] = Workspace
    for key, many in field.steps[:-1]:
        inner = shape_of(model, keys_of(model)[key]).model
        assert inner is not None
        below = here.get(key)
        if key == "文稿":
            below = [*plan["文稿"], {"文种": "情况汇报", "标题": "关于情况的汇报", "引言": "现汇报如下："}]
        if not below:
            below = [required(inner, "甲")] if many else required(inner, "甲")
        here[key] = below
        here, model = (below[-1], inner) if many else (below, inner)
    here[field.steps[-1][0]] = filling
    return plan


def tried(name: str, plan: Facts, folder: Path) -> Trial:
    """``check`` of ``plan`` in a process of its own, forked so that nothing is imported again."""
    path = folder / "计划.yaml"
    path.write_text(json.dumps(plan, ensure_ascii=False, indent=0), encoding="utf-8")
    child = os.fork()
    if not child:
        _check(path)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Trial(name, code, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def warm_up(folder: Path) -> None:
    """One check in this process: what is imported here, no child imports again."""
    path = folder / "计划.yaml"
    path.write_text(json.dumps(small_plan(), ensure_ascii=False), encoding="utf-8")
    nothing = io.StringIO()
    with contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
        wenming(["check", str(path)])


def _check(path: Path) -> None:
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        room = size_of_this_process() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (room, room))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        code = wenming(["check", str(path)])
    finally:
        os._exit(code)


def trials(only: str = "") -> Iterator[tuple[str, Field, Any]]:
    """Every field with every filling, by name."""
    for field in fields():
        for way, filling in fillings(field):
            name = f"{field.name}: {way}"
            if only in name:
                yield name, field, filling


def some_trials(seed: int, count: int) -> list[tuple[str, Field, Any]]:
    """A sample of the sweep; the same seed gives the same."""
    return random.Random(seed).sample(list(trials()), count)


def main(arguments: list[str]) -> int:
    """Sweep, telling what was stopped, or took more than a third of what it may; 1 if any was stopped."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="a part of the name, such as 任务/配合")
    options.add_argument("--part", default="1/1", help="every n-th, such as 2/7")
    given = options.parse_args(arguments)
    part, parts = map(int, given.part.split("/"))
    failed = count = 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        warm_up(Path(folder))
        for number, (name, field, filling) in enumerate(trials(given.only)):
            if number % parts != part - 1:
                continue
            trial = tried(name, filled(field, filling), Path(folder))
            count += 1
            failed += trial.failed
            if trial.failed or trial.seconds > SECONDS / 3:
                sign = "FAILED" if trial.failed else "slow"
                print(
                    f"{sign} {name}: {trial.seconds:.1f} s, {trial.megabytes} MB, code {trial.code}",
                    flush=True,
                )
    print(f"{count} plans, {failed} failed, {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
