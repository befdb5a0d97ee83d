"""Less time for a template that has run out of it again and again: a batch of 200 files has to end.

The first few get all their time, for a slow plan may be the reason; after them a plan of usual size still
has several times what it needs. A template that was changed, or that finished once, is trusted anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from wenming_docs.confined.limits import Limits
from wenming_docs.words.template.faults import OUT_OF_TIME

TRIES = 3
LESS = 2.0
"""Seconds of processor time after so many tries in a row."""

_State = tuple[str, int, int]
_STOPPED: dict[Path, tuple[_State, int]] = {}
"""By folder: the template that ran out of time last, as it was then, and how often in a row."""


def lessened(usual: Limits, folder: Path) -> Limits:
    """The limits for the templates of ``folder``: the usual ones, or less after what they did before."""
    state, times = _STOPPED.get(folder, (("", 0, 0), 0))
    if times < TRIES or _state(state[0]) != state:
        return usual
    return replace(usual, seconds=min(LESS, usual.seconds))


def remember(folder: Path, code: str, file: str) -> None:
    """What ``folder`` came to: ``code`` of the fault or "", and the template that began last."""
    if code != OUT_OF_TIME:
        _STOPPED.pop(folder, None)
        return
    state = _state(file)
    before, times = _STOPPED.get(folder, (state, 0))
    _STOPPED[folder] = (state, times + 1 if before == state else 1)


def _state(file: str) -> _State:
    try:
        status = os.stat(file)
    except OSError:
        return file, 0, 0
    return file, status.st_mtime_ns, status.st_size
