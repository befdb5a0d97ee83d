"""What a finding code means, for ``wenming explain`` and for the pages under docs/编码."""

from __future__ import annotations

from dataclasses import dataclass

from wenming_docs.findings import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. Codes are stable: they are never reused for something else.

    ``severity`` is the gravest it is given with. ``wrong`` and ``right`` are short examples in
    the user's own notation; ``source`` names the clause, page or custom the rule comes from.
    """

    code: str
    severity: Severity
    meaning: str
    cure: str
    why: str = ""
    wrong: str = ""
    right: str = ""
    source: str = ""
    mended: bool = False
    """Whether ``wenming fmt`` corrects it by itself."""
