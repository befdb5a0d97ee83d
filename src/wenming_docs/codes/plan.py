"""Plans: tasks, units, phases, deadlines, targets, frequencies."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
