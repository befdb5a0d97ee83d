"""Every kind of finding there is: its code, its meaning, its cure. Families: S F W L T."""

from __future__ import annotations

from wenming_docs.codes import (
    checking,
    facts,
    figures,
    layout,
    plan,
    reading,
    source,
    template,
    word_file,
    wording,
)
from wenming_docs.codes.code import Code

_MODULES = (source, checking, facts, plan, figures, wording, reading, layout, word_file, template)

CODES: dict[str, Code] = {
    known.code: known for module in _MODULES for known in sorted(module.CODES, key=lambda code: code.code)
}
"""Code → what it means, family by family."""

__all__ = ["CODES", "Code"]
