"""A type in the words of a maintainer: 文字，可能没有."""

from __future__ import annotations

from wenming_docs.words.checks.templates.types import (
    Flag,
    Items,
    Kind,
    Nothing,
    Number,
    Page,
    Thing,
    Type,
    Words,
)


def described(kinds: Type) -> str:
    """What a value of these kinds is."""
    if kinds and all(isinstance(kind, Nothing) or _never(kind) for kind in kinds):
        return "总是空的"
    present = sorted({_one(kind) for kind in kinds if not isinstance(kind, Nothing)})
    words = "或".join(present) if len(present) < 4 else "看 form"
    return f"{words}，可能没有" if any(isinstance(kind, Nothing) for kind in kinds) else words


def _never(kind: Kind) -> bool:
    return isinstance(kind, Items) and kind.some is False


def _one(kind: Kind) -> str:
    match kind:
        case Words():
            return "文字"
        case Number():
            return "级别（1—4）"
        case Flag():
            return "是否"
        case Page():
            return "整块内容"
        case Thing(name=name):
            return name
        case Items(item=item, some=some):
            return f"{described(item)} 的列表{'，至少一项' if some else ''}".replace("文字 的", "文字的")
    return "任何值"
