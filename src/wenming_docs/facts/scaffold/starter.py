"""Writing a starter file: the skeleton, a profile's blocks and the user's answers become YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Template
from textwrap import indent

from wenming_docs.errors import WrongUse
from wenming_docs.facts.scaffold.catalogue import ProfileData, data_text, read_profile

PLAIN = re.compile(r"(?:[\w（）《》“”〔〕、，。；·—]|【待填(?:：[^【】:#：]*)?】)+")
"""Text that needs no quotes as a YAML value and reads well without them."""

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000\ue001\ufffe\uffff]")
"""Signs that no facts file may hold; line feeds, returns and tabs only part words here."""

YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class _Slots(Template):
    """``${名称}``: the slots of the skeleton have Chinese names."""

    idpattern = r"\w+"
    flags = re.UNICODE


def starter(profile: str, answers: Mapping[str, str]) -> str:
    """A starter YAML for ``profile``; blank answers take their default.

    Every answer is written as one YAML value, whatever signs it holds. Raises WrongUse for
    an unknown profile or answer, for a missing 年度, and for control characters.
    """
    data = read_profile(profile)
    values = _complete(data, answers)
    scalars = {key: yaml_scalar(value) for key, value in values.items()}
    # Two duties may sit in one office; it is declared once.
    scalars["内设"] = yaml_scalar("、".join(dict.fromkeys(values[key] for key in data.offices)))
    blocks = {name: indent(_Slots(text).substitute(scalars), "  ") for name, text in data.blocks.items()}
    return _Slots(data_text("skeleton.yaml")).substitute(scalars | data.samples | blocks)


def _complete(data: ProfileData, answers: Mapping[str, str]) -> dict[str, str]:
    """One checked answer for each question of the profile."""
    known = {question.key: question.default for question in data.questions}
    if unknown := [key for key in answers if key not in known]:
        raise WrongUse(f"样板没有这样的问题：{'、'.join(unknown)}；可答：{'、'.join(known)}")
    values = {key: _one_line(key, answers.get(key, "")) or default for key, default in known.items()}
    if not YEAR.fullmatch(values["年度"]):
        raise WrongUse("请写明年度，四位数字，如 2026")
    return values


def _one_line(key: str, answer: str) -> str:
    """The answer on one line, trimmed; control characters are refused, not dropped."""
    line = re.sub(r"[\r\n\t ]+", " ", answer).strip()
    if FORBIDDEN.search(line):
        raise WrongUse(f"“{key}”的回答里有看不见的控制字符，请重新输入")
    return line


def yaml_scalar(text: str) -> str:
    """``text`` as one YAML value: plain where that is safe, else in single quotes."""
    if PLAIN.fullmatch(text):
        return text
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
