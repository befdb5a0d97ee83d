"""Lights: the thresholds of an office, and the colour that a share of what is due by now gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum

from wenming_docs.facts.model import Lights, Workspace
from wenming_docs.facts.values import Quantity
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass


class Light(StrEnum):
    """三色灯. What cannot be judged has no light at all (None), never a fourth colour."""

    GREEN = "绿灯"
    YELLOW = "黄灯"
    RED = "红灯"


_GRAVEST = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many percent of the due share on a light is green or yellow; days before a deadline."""

    green: Decimal
    yellow: Decimal
    soon: int

    def light(self, share: Decimal) -> Light:
        """The light of ``share``, in percent of what is due by now."""
        if share >= self.green:
            return Light.GREEN
        return Light.YELLOW if share >= self.yellow else Light.RED


USUAL = Thresholds(Decimal(100), Decimal(80), 15)
"""What holds where the office says nothing (docs/写法.md, 亮灯)."""
_MOST = Decimal(200)
"""A threshold beyond twice the due share is a slip of the pen."""
_LONGEST = 366
_WHOLE = Decimal(2)
"""Up to here a number without % is a share of one: 0.8 is 80%."""


@dataclass(frozen=True, slots=True)
class LightFault:
    """A threshold that means nothing: its ``key``, what is wrong, the cure, its place."""

    key: str
    message: str
    hint: str
    origin: Origin | None


def thresholds(workspace: Workspace) -> Thresholds:
    """亮灯 of the workspace; where it means nothing the usual ones (a check names the fault)."""
    lights = workspace.lights
    if lights is None or any(light_faults(workspace)):
        return USUAL
    green = _percent(lights.green) if lights.green else USUAL.green
    yellow = _percent(lights.yellow) if lights.yellow else None
    soon = _days(lights.soon) if lights.soon else None
    return Thresholds(green or USUAL.green, yellow or _usual_yellow(green), soon or USUAL.soon)


def _usual_yellow(green: Decimal | None) -> Decimal:
    """The usual one; where the office's green is not above it, the same part of the office's green."""
    if green is None or green > USUAL.yellow:
        return USUAL.yellow
    return green * USUAL.yellow / USUAL.green


def light_faults(workspace: Workspace) -> Iterator[LightFault]:
    """What is wrong with 亮灯, in written order."""
    lights = workspace.lights
    if lights is None:
        return
    for key, written in (("绿灯", lights.green), ("黄灯", lights.yellow)):
        if written is not None and not written.unknown and _percent(written) is None:
            hint = f"写成“{key}: {_meant(written, key)}”这样的百分比，是完成率达到时序进度的百分之几"
            yield LightFault(key, f"“{key}”写的是“{written}”，不是百分比", hint, _place(written))
    if lights.soon is not None and not lights.soon.unknown and _days(lights.soon) is None:
        message = f"“临期”写的是“{lights.soon}”，不是天数"
        yield LightFault("临期", message, "写成“临期: 15天”这样的整天数", _place(lights.soon))
    yield from _reversed(lights)


def _reversed(lights: Lights) -> Iterator[LightFault]:
    if lights.yellow is None:
        return
    yellow = _percent(lights.yellow)
    green = _percent(lights.green) if lights.green else USUAL.green
    if yellow is not None and green is not None and yellow >= green:
        said = f"“绿灯”的{lights.green}" if lights.green else "“绿灯”的100%（没有写就是100%）"
        message = f"“黄灯”写的是{lights.yellow}，不比{said}低，黄灯永远不亮"
        yield LightFault("黄灯", message, "黄灯要比绿灯低，例如绿灯100%、黄灯80%", _place(lights.yellow))


def _meant(written: Quantity, key: str) -> str:
    if tenths := re.fullmatch("([一二三四五六七八九])成", str(written)):
        return f"{'一二三四五六七八九'.index(tenths[1]) + 1}0%"
    amount = written.single
    if amount and amount.value is not None and not amount.measure and 0 < amount.value <= _MOST:
        percent = amount.value if amount.value > _WHOLE else amount.value * 100
        return f"{percent.normalize():f}%"
    return "100%" if key == "绿灯" else "80%"


def _percent(written: Quantity) -> Decimal | None:
    """An exact percentage above 0 and not beyond 200; None else."""
    amount = written.single
    if amount is None or written.lead or amount.approximate or amount.measure != "%" or amount.value is None:
        return None
    return amount.value if 0 < amount.value <= _MOST else None


def _days(written: Quantity) -> int | None:
    """A whole number of days, with or without 天 or 日; None else."""
    amount = written.single
    if amount is None or written.lead or amount.approximate or amount.measure not in ("", "天", "日"):
        return None
    value = amount.value
    return int(value) if value is not None and value == int(value) and 0 < value <= _LONGEST else None


def _place(written: Quantity) -> Origin | None:
    return written.origins[0] if written.origins else None


def worst(lights: Iterable[Light | None]) -> Light | None:
    """The gravest of several lights; None where none of them burns."""
    found = set(lights)
    return next((light for light in _GRAVEST if light in found), None)


__all__ = ["USUAL", "Light", "LightFault", "Thresholds", "light_faults", "thresholds", "worst"]
