"""Counting the work of a function by its calls: the same figure on every machine, idle or not."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType


def calls_of(work: Callable[[], object]) -> Counter[str]:
    """How often each Python function ran while ``work`` did, as ``file.py:function``.

    What is made at a first call (compiled templates, patterns) is made before the count.
    """
    work()
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            code = frame.f_code
            found[f"{code.co_filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{code.co_name}"] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return found
