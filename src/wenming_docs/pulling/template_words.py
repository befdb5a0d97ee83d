"""Which line of a template holds some words that no fact does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from wenming_docs.words.template import find_template, template_names

_LEAST = 2
_SIGNS = re.compile(r"[，。；：、（）“”\s]+")


def template_line(words: str, kind: str, folders: Sequence[Path]) -> str:
    """``实施方案/正文.md.j2 第12行``, the templates of ``kind`` first; "" where none has the words."""
    longest = max(_SIGNS.split(words), key=len)
    if len(longest) < _LEAST:
        return ""
    names = sorted(template_names(tuple(folders)), key=lambda name: (not name.startswith(f"{kind}/"), name))
    for wanted in dict.fromkeys((words, longest)):
        for name in names:
            file = find_template(name, tuple(folders))
            lines = file.read_text(encoding="utf-8-sig").splitlines() if file else ()
            for number, line in enumerate(lines, 1):
                if wanted in line:
                    return f"{name} 第{number}行"
    return ""


__all__ = ["template_line"]
