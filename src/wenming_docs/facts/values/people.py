"""人员: 某甲（街道党工委书记）、某丙（兼）、各科室负责人 — and plain lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wenming_docs.facts.values.base import GAP, BadValue, as_source
from wenming_docs.findings import Origin, SourceText, sourced
from wenming_docs.records import dataclass
from wenming_docs.zh import has_cuts, pieces, unbalanced
from wenming_docs.zh.lazy import lazy_pattern

_LIST = "、，,；;\n"
_HONORIFICS = ("同志", "师傅", "老师", "大爷", "大妈", "阿姨", "先生", "女士", "医生", "教授")
_HIDDEN = lazy_pattern(r"[xX×*＊○_?？]+|某某+|待定|空缺|暂缺|未定")
_COLLECTIVE = lazy_pattern(
    r"(?:全体|其他|其余|有关|相关|所有).*|.*各.+(?:负责人|书记|主任|人员|同志|干部|代表|成员|委员|科长|股长|校长|院长|所长|站长|骨干|领导|员)"
)
_CONCURRENT = lazy_pattern(r"兼任?")
_BLANKS = lazy_pattern(r"[ \t\u3000\xa0]+")
_COMPOUND_SURNAMES = frozenset(
    re.findall("..", "欧阳司马上官诸葛司徒东方皇甫尉迟公孙慕容令狐宇文长孙夏侯端木")
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or a collective such as 各科室负责人.

    ``name`` has no layout blanks (张　洋 → 张洋) and no 同志; ``unnamed`` says that the name is
    still missing (【待填：姓名】, xx); ``concurrent`` that the post is held besides another (兼).
    """

    name: SourceText
    posts: tuple[SourceText, ...]
    concurrent: bool
    collective: bool
    unnamed: bool
    honorific: str
    text: SourceText

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins

    def __str__(self) -> str:
        posts = [*self.posts, *(["兼"] if self._bare_concurrent else [])]
        name = self.name if self.name.endswith(self.honorific) else self.name + self.honorific
        return f"{name}（{'、'.join(posts)}）" if posts else str(name)

    @property
    def _bare_concurrent(self) -> bool:
        return self.concurrent and not any(post.startswith("兼") for post in self.posts)


def parse_names(text: str) -> tuple[SourceText, ...]:
    """The names in ``text``, separated by 、，； or lines outside brackets and 《》.

    Each keeps the origins of the whole. BadValue if a bracket is not paired.
    """
    source = as_source(text)
    origins = source.origins
    return tuple([SourceText(name, origins) for name in names_in(str(source))])


def names_in(text: str) -> tuple[str, ...]:
    """The words of the names in ``text``, as :func:`parse_names` tells them apart."""
    text = text.strip()
    if has_cuts(text, _LIST):
        return _several(text)
    name = text.rstrip("。 ")
    return (name,) if name else ()


@lru_cache(maxsize=1024)
def _several(text: str) -> tuple[str, ...]:
    """The same few units stand beside a thousand tasks: what was taken apart once is kept."""
    _check_pairs(text)
    parts = (text[part].rstrip("。 ") for part in pieces(text, _LIST))
    return tuple(part for part in parts if part)


def parse_people(text: str) -> tuple[Person, ...]:
    """The persons in ``text``; 、 inside brackets separates the posts of one person.

    BadValue if a bracket is not paired or holds nothing.
    """
    source = as_source(text)
    _check_pairs(source)
    return tuple(person for part in pieces(source, _LIST) for person in _people(source[part]))


def _check_pairs(text: str) -> None:
    if lonely := unbalanced(text):
        raise BadValue(f"“{lonely}”不成对", "补上另一半，或删去多余的一个")


def _people(text: SourceText) -> Iterator[Person]:
    """The persons of one part: usually one, several if names stand in a row divided by blanks."""
    for piece in _bracketed(text.rstrip("。")):
        name, brackets = _split(piece)
        first, *others = _row(name)[::-1]
        for other in reversed(others):
            yield _person(other, [], sourced(other, text))
        tail = piece[piece.rindex(name) + len(name) - len(first) :] if others else piece
        yield _person(first, brackets, sourced(tail, text))


def _bracketed(text: str) -> Iterator[str]:
    """Cuts behind brackets that another name follows: 某甲（书记）某乙（主任）."""
    depth = start = 0
    for index, sign in enumerate(text):
        depth += (sign in "（(【") - (sign in "）)】")
        rest = text[index + 1 :].lstrip()
        if sign in "）)" and depth == 0 and rest and rest[0] not in "（(" and rest not in _HONORIFICS:
            yield text[start : index + 1].strip()
            start = index + 1
    if tail := text[start:].strip():
        yield tail


def _split(text: str) -> tuple[str, list[str]]:
    """Name and the contents of the brackets behind it."""
    opened = min((text.find(sign) for sign in "（(" if sign in text), default=-1)
    if opened < 0:
        return text, []
    return text[:opened].strip(), _contents(text[opened:])


def _contents(text: str) -> list[str]:
    """What stands in each outermost bracket."""
    found, depth, start = [], 0, 0
    for index, sign in enumerate(text):
        if sign in "（(":
            start = index + 1 if depth == 0 else start
            depth += 1
        elif sign in "）)":
            depth -= 1
            if depth == 0:
                found.append(text[start:index].strip())
    return found


def _row(name: str) -> list[str]:
    """Names in a row: 谢莉华 吴海燕 张 洋 → three; two single signs are one name spread by a blank."""
    words = _BLANKS.split(name)
    if len(words) == 1 or GAP.search(name):
        return [name]
    names: list[str] = []
    for word in words:
        spread = bool(names) and (len(names[-1]) == 1 or (len(word) == 1 and names[-1] in _COMPOUND_SURNAMES))
        if spread:
            names[-1] += word
        else:
            names.append(word)
    return names


def _person(name: str, brackets: list[str], text: SourceText) -> Person:
    posts = [post for inside in brackets for post in _posts(inside)]
    honorific = next((word for word in _HONORIFICS if text.endswith(word) or name.endswith(word)), "")
    bare = name.removesuffix(honorific) if len(name) - len(honorific) >= 2 else name
    told_in_name = bare.endswith("兼") and len(bare) > 2
    if told_in_name:
        bare = bare.rstrip("兼 \u3000")
    concurrent = told_in_name or any(post.startswith("兼") for post in posts)
    return Person(
        name=sourced(bare, text),
        posts=tuple(sourced(post, text) for post in posts if not _CONCURRENT.fullmatch(post)),
        concurrent=concurrent,
        collective=_COLLECTIVE.fullmatch(bare) is not None,
        unnamed=GAP.search(bare) is not None or _HIDDEN.fullmatch(bare) is not None,
        honorific=honorific,
        text=text,
    )


def _posts(inside: str) -> list[str]:
    posts = [inside[part] for part in pieces(inside, _LIST)]
    if not posts:
        raise BadValue("括号里没有写职务", "写上职务，或删去空括号")
    return posts
