"""【待填】: what somebody still has to fill in."""

from __future__ import annotations

import re

from wenming_docs.facts.model import Prose, Workspace, leaves
from wenming_docs.findings import Finding, Severity, SourceText, place_in

GAP = re.compile(r"【待填[^】]*】")
HINT = "填上再出定稿；先看样子用 wenming render --draft"


def gaps(workspace: Workspace) -> list[Finding]:
    """One warning for each 【待填】 in the facts."""
    found = []
    for leaf in leaves(workspace):
        for text in leaf.paragraphs if isinstance(leaf, Prose) else (leaf,):
            whole = str(text) if isinstance(text, SourceText) else str(getattr(text, "text", text))
            for gap in GAP.finditer(whole) if "【待填" in whole and text.origins else ():
                prose = isinstance(text, SourceText) and isinstance(leaf, Prose)
                place = place_in(text, gap.start()) if prose else text.origins[0]
                found.append(Finding("F041", Severity.WARNING, f"还没有填：{gap.group()}", HINT, place))
    return found
