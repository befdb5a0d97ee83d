"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """Stands for the compiled pattern; each method is looked up there once and kept."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        method = getattr(re.compile(self.pattern, self._flags), name)
        self.__dict__[name] = method
        return method


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like ``re.compile``, which for fifty patterns at import would cost more than a whole document."""
    return cast("re.Pattern[str]", _LazyPattern(source, flags))
