"""Which 进度 say that a matter is finished."""

from __future__ import annotations

import re

from wenming_docs.zh.lazy import lazy_pattern

_FINISHED = (
    "建成、完成、完工、竣工、办结、办理完毕、整改完毕、整改到位、整治到位、落实到位、销号、"
    "印发、出台、发布、验收、通过验收、验收合格、交付、交付使用、投用、投入使用、投入运行、"
    "投入运营、启用、开放、上线、开通、归档、落成、移交、结束、结题、达标"
)
FINISHED = frozenset(_FINISHED.split("、"))
"""Words that say of a matter that nothing is left to do."""
_HOW = "已经|已|全部|全面|均|都|按期|按时|如期|顺利|提前|正式|圆满|现|并|全"
_BEHIND = "并|、|和|了|完毕|完成|使用|运行|运营|任务|工作|100%|百分之百"
_WORDS = "|".join(sorted(_FINISHED.split("、"), key=len, reverse=True))
_DONE = lazy_pattern(rf"(?:{_HOW})*(?:(?:{_WORDS})(?:{_BEHIND}|{_HOW}|{_WORDS})*)")
_OPEN = lazy_pattern("未|待|尚|正在|还|继续|拟|将|准备|剩余|除")


def is_finished(progress: str) -> bool:
    """Whether a 进度 says that all is done: 已建成开放 does; 即将完成, 已完成80% and 已启动 do not."""
    first, *rest = [
        clause.strip() for clause in re.split("[，；。]", progress.strip()) if clause.strip()
    ] or [""]
    return _DONE.fullmatch(first) is not None and not any(_OPEN.search(clause) for clause in rest)


__all__ = ["FINISHED", "is_finished"]
