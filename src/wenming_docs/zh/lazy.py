"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _LazyPattern:
    """Stands for the compiled pattern; each method is looked up there once and kept."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        method = getattr(re.compile(self.pattern, self._flags), name)
        self.__dict__[name] = method
        return method


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like ``re.compile``, which for our five hundred patterns at import costs more than a whole document.

    Use its methods and ``.pattern``; the functions of ``re`` do not take it.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))
