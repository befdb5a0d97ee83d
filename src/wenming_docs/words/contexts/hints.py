"""A 【名】 that nothing is called: what was probably meant."""

from __future__ import annotations

import re

from wenming_docs.facts.model import leaves
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.zh import nearest


class UnknownName(Exception):
    """A 【名】 that nothing is called; ``hint`` may say what was meant."""

    code = "F020"

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def unknown_name(composer: Composer, name: str, parts: list[str]) -> UnknownName:
    """The error for a name that nothing is called, with the likeliest cure as its hint."""
    workspace = composer.workspace
    if (dotted := re.sub("[.．]", "·", name)) != name:
        return UnknownName(f"【{name}】里的点要用“·”", f"是不是想写【{dotted}】")
    if elsewhere := _typed_elsewhere(composer, parts[0]):
        hint = f"别的文稿也要用，就把这个数记到“成果”里，两处都写【{parts[0]}】"
        return UnknownName(f"“{parts[0]}”的数只写在{elsewhere}的正文里", hint)
    known = [
        *composer.ledger.names(),
        *composer.typed,
        *(str(target.indicator) for target in workspace.targets if target.indicator),
        *(str(node.name) for top in composer.tree for node in top.walk()),
        *(str(phase.name) for phase in workspace.phases),
    ]
    fixed = [f"创建·{word}" for word in ("荣誉", "名称", "年度")] + [
        f"单位·{word}" for word in ("名称", "自称")
    ]
    fixed += [f"依据·{basis.short or basis.name}" for basis in workspace.basis]
    hint = did_you_mean(parts[0], known, "") if len(parts) == 1 else did_you_mean(name, [*fixed, *known], "")
    return UnknownName(f"没有叫“{name}”的数或事实", hint)


def _typed_elsewhere(composer: Composer, name: str) -> str | None:
    """The document whose prose names this figure by 【名：数】."""
    for document in composer.workspace.documents:
        if document is composer.document:
            continue
        if any(
            f"【{name}：" in str(leaf).replace("【" + name + ":", f"【{name}：") for leaf in leaves(document)
        ):
            return f"{document.kind}（{document.period}）" if document.period else str(document.kind)
    return None


def did_you_mean(word: str, known: list[str], prefix: str) -> str:
    """是不是想写 with the nearest of ``known``, else what may stand here; ``prefix`` goes before each."""
    close = nearest(word, known)
    if close:
        return f"是不是想写【{prefix}{close}】"
    if known and len(known) <= 8:
        return "可以写：" + "、".join(f"【{prefix}{item}】" for item in dict.fromkeys(known))
    return "第一次出现的数写成【名字：数】；照印的方头括号写成【【……】】"
