"""Every kind of finding there is: its code, its meaning, its cure. Families: S F W L T X."""

from __future__ import annotations

from wenming_docs.codes import (
    assessed,
    charts,
    checking,
    compared,
    countdown,
    facts,
    facts_used,
    figures,
    foreign_tables,
    forms,
    kept,
    layout,
    photographs,
    places,
    plan,
    problems,
    progress,
    pulling,
    reading,
    recording,
    reports,
    source,
    source_lines,
    subordinates,
    tables,
    template,
    word_file,
    wording,
    workbook,
)
from wenming_docs.codes.code import FAMILIES, Code, plain

_MODULES = (
    (source, source_lines, checking, places),
    (
        facts,
        facts_used,
        plan,
        figures,
        compared,
        problems,
        assessed,
        progress,
        recording,
        reports,
        subordinates,
        countdown,
        tables,
        charts,
        photographs,
    ),
    (wording, reading),
    (layout, word_file, workbook, kept),
    (template,),
    (forms, foreign_tables, pulling),
)

CODES: dict[str, Code] = {
    known.code: known
    for family in _MODULES
    for known in sorted((code for module in family for code in module.CODES), key=lambda code: code.code)
}
"""Code → what it means, family by family."""

__all__ = ["CODES", "FAMILIES", "Code", "plain"]
