"""Figures and names: results, honours, units, what one period says after another."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
