"""Whether a cell holds what its column takes, and how that is written in the facts."""

from __future__ import annotations

from collections.abc import Callable

from wenming_docs.facts.forms.unit_form import Takes, UnitForm
from wenming_docs.facts.forms.write import LONGEST
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.source.append import written
from wenming_docs.facts.values import (
    BadValue,
    Deadline,
    DeadlineKind,
    Quantity,
    parse_names,
    parse_people,
)
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.zh import BadDate, half_width_digits, nearest, parse_date

_LONGEST_NAME = 500
"""Signs of a name, a time or a figure; names are keys of YAML too, and those cannot go on for ever."""
_AT_LENGTH = frozenset((Takes.LINE, Takes.NAMES, Takes.PEOPLE, Takes.TASK))


class Refused(Exception):
    """What is wrong with the text of a cell."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code, self.message, self.hint = code, message, hint
        super().__init__(message)

    def at(self, origin: Origin) -> Finding:
        """The finding for a cell."""
        return Finding(self.code, Severity.ERROR, self.message, self.hint, origin)


def taken(takes: Takes, title: str, text: str, form: UnitForm, workspace: Workspace) -> str:
    """``text`` of a cell as the facts are to hold it; raises Refused.

    Only full-width digits and the signs between names are made one; words stay as they were typed.
    """
    most = LONGEST if takes in _AT_LENGTH else _LONGEST_NAME
    if len(text) > most:
        message = f"“{title}”这一格有{len(text):,}字，最多{most:,}字"
        raise Refused("X019", message, "只写要点，长的材料另存一份")
    try:
        said = _READERS[takes](title, text, form, workspace)
    except (BadValue, BadDate) as error:
        raise Refused("X016", f"“{title}”这一格：{error.message}", error.hint) from None
    try:
        written(said)
    except ValueError:
        message = f"“{title}”这一格的文字写不进计划：里面有不能和别的字写在一行的字符"
        raise Refused("X019", message, "重新打一遍，一行写完") from None
    return said


def _line(title: str, text: str, _form: UnitForm, _workspace: Workspace) -> str:
    if "\n" in text:
        raise Refused("X019", f"“{title}”这一格里换了行，这里只能写一行", "把几行并成一行，用分号隔开")
    return text


def _names(title: str, text: str, _form: UnitForm, _workspace: Workspace) -> str:
    names = "、".join(parse_names(text))
    if not names:
        raise BadValue(f"“{text}”里没有名字", "几个名字用顿号隔开")
    return names


def _people(title: str, text: str, form: UnitForm, workspace: Workspace) -> str:
    for person in parse_people(text):
        name = str(person.name)
        if form.people and name not in form.people and not person.collective and not person.unnamed:
            close = nearest(name, form.people)
            cure = f"是不是“{close}”" if close else "新来的人，先在计划的“人员”里加上"
            raise Refused("X018", f"人员里没有“{name}”", cure)
    return _names(title, text, form, workspace)


def _date(title: str, text: str, _form: UnitForm, workspace: Workspace) -> str:
    text = half_width_digits(_line(title, text, _form, workspace))
    day = parse_date(text)
    if day is None:
        raise Refused("X016", f"“{title}”这一格要写日期，写的是“{text}”", "写成“5月12日”或“2026-5-12”")
    day.resolve(workspace.year)
    return text


def _period(title: str, text: str, form: UnitForm, workspace: Workspace) -> str:
    text = half_width_digits(_line(title, text, form, workspace))
    workspace.read_period(text)
    return text


def _deadline(title: str, text: str, form: UnitForm, workspace: Workspace) -> str:
    text = half_width_digits(_line(title, text, form, workspace))
    if any(entry.kind is DeadlineKind.UNKNOWN for entry in Deadline.parse(text).entries):
        raise Refused("X016", f"看不懂“{text}”这个时限", "写成“6月底前”“2026年9月10日前”“长期坚持”")
    return text


def _quantity(title: str, text: str, form: UnitForm, workspace: Workspace) -> str:
    text = half_width_digits(_line(title, text, form, workspace))
    Quantity.parse(text)
    return text


def _chosen(what: str, known: Callable[[UnitForm], tuple[str, ...]]) -> _Reader:
    def read(title: str, text: str, form: UnitForm, workspace: Workspace) -> str:
        names = known(form)
        if names and text not in names:
            close = nearest(text, names)
            cure = f"是不是“{close}”" if close else f"从下拉里选一个{what}；没有要选的，先在计划里加上"
            raise Refused("X017", f"没有叫“{text}”的{what}可选", cure)
        return _line(title, text, form, workspace)

    return read


_Reader = Callable[[str, str, UnitForm, Workspace], str]
_READERS: dict[Takes, _Reader] = {
    Takes.LINE: _line,
    Takes.NAMES: _names,
    Takes.PEOPLE: _people,
    Takes.DATE: _date,
    Takes.PERIOD: _period,
    Takes.DEADLINE: _deadline,
    Takes.QUANTITY: _quantity,
    Takes.TASK: _chosen("任务", lambda form: form.tasks),
    Takes.INDICATOR: _chosen("指标", lambda form: form.indicators),
}


__all__ = ["Refused", "taken"]
