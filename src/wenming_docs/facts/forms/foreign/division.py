"""Units of one cell that say themselves who leads and who helps: 城管办（牵头）、各社区."""

from __future__ import annotations

import re
from enum import Enum, auto

from wenming_docs.facts.forms.foreign.columns import Meaning
from wenming_docs.facts.forms.foreign.reading import looks_like_unit, names_in
from wenming_docs.records import dataclass

_LEADS, _HELPS = "牵头|主办|主责", "配合|协办|协助"
_BEFORE = re.compile(rf"(?:(?P<lead>{_LEADS})|(?P<help>{_HELPS}))(?:责任)?(?:单位|部门|科室)?[：:]")
_IN_BRACKETS = re.compile(
    rf"[（(](?:(?P<lead>{_LEADS})|(?P<help>{_HELPS}))(?:责任)?(?:单位|部门|科室)?[）)]$"
)
_BEHIND = re.compile(rf"(?:共同|联合|积极|按职责)?(?:(?P<lead>{_LEADS})|(?P<help>{_HELPS}))$")
_WORD = re.compile(rf"(?:{_LEADS}|{_HELPS})(?!单位|部门|科室)")
_LINE_END = re.compile(rf"((?:{_LEADS}|{_HELPS})[）)]?)[。；;，,]?\n")


class _Part(Enum):
    """What a unit has in the task."""

    LEADS = auto()
    HELPS = auto()


@dataclass(frozen=True, slots=True)
class Division:
    """The units of a cell; ``divided`` where words of the cell told them apart, ``doubtful`` where such
    words stand in it and were not understood: then all are in ``lead``, as they were written."""

    lead: list[str]
    supporting: list[str]
    divided: bool = False
    doubtful: bool = False


def divide(text: str, meaning: Meaning) -> Division:
    """The units of a cell by 牵头 and 配合 before them, behind them or in brackets; BadValue as names_in.

    A unit without such a word goes with the next one that has it (甲、乙牵头), and after the last one it
    helps where another leads.
    """
    names = names_in(_LINE_END.sub(r"\1、", text), meaning)
    parts = _parts(names)
    units = [unit for unit, _ in parts]
    if all(part is None for _, part in parts) or not all(map(_is_unit, units)):
        return Division(names, [], doubtful=_WORD.search(text) is not None)
    rest = _Part.HELPS if any(part is _Part.LEADS for _, part in parts) else _Part.LEADS
    lead = [unit for unit, part in parts if (part or rest) is _Part.LEADS]
    return Division(lead, [unit for unit, part in parts if (part or rest) is _Part.HELPS], divided=True)


def _is_unit(text: str) -> bool:
    return looks_like_unit(text) and _WORD.search(text) is None


def _parts(names: list[str]) -> list[tuple[str, _Part | None]]:
    """Every unit without its word, and what the word says of it; None for those no word speaks of."""
    found: list[tuple[str, _Part | None]] = []
    running: _Part | None = None
    for name in names:
        if before := _BEFORE.match(name):
            running = _part(before)
            found.append((name[before.end() :], running))
        elif inside := _IN_BRACKETS.search(name):
            found.append((name[: inside.start()], _part(inside)))
        elif behind := _BEHIND.search(name):
            part = _part(behind)
            found.append((name[: behind.start()].removeprefix("由"), part))
            for i in range(len(found) - 2, -1, -1):
                if found[i][1] is not None:
                    break
                found[i] = (found[i][0].removeprefix("由"), part)
        else:
            found.append((name, running))
    return found


def _part(found: re.Match[str]) -> _Part:
    return _Part.LEADS if found["lead"] else _Part.HELPS
