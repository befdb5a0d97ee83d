"""【待填】: what somebody still has to fill in."""

from __future__ import annotations

from wenming_docs.facts.model import Prose, Workspace, leaves, whole_text
from wenming_docs.findings import Finding, Severity, SourceText, place_in
from wenming_docs.zh.lazy import lazy_pattern

GAP = lazy_pattern(r"【待填[^】]*】")
_MARK = "【待填"
HINT = "填上再出定稿；先看样子用 wenming render --draft"


def gaps(workspace: Workspace) -> list[Finding]:
    """One warning for each 【待填】 in the facts."""
    found: list[Finding] = []
    if _MARK not in whole_text(workspace):
        return found
    for leaf in leaves(workspace):
        prose = isinstance(leaf, Prose)
        for text in leaf.paragraphs if prose else (leaf,):
            whole = text if isinstance(text, SourceText) else str(getattr(text, "text", text))
            if _MARK not in whole or not text.origins:
                continue
            for gap in GAP.finditer(str(whole)):
                place = place_in(text, gap.start()) if prose else text.origins[0]
                found.append(Finding("F041", Severity.WARNING, f"还没有填：{gap.group()}", HINT, place))
    return found
