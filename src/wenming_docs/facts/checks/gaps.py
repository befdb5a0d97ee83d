"""【待填】: what somebody still has to fill in."""

from __future__ import annotations

from wenming_docs.facts.model import Prose, Workspace, leaves
from wenming_docs.findings import Finding, Severity, SourceText


def gaps(workspace: Workspace) -> list[Finding]:
    """One warning for each 【待填】 in the facts."""
    found = []
    for leaf in leaves(workspace):
        for text in leaf.paragraphs if isinstance(leaf, Prose) else (leaf,):
            whole = str(getattr(text, "text", text)) if not isinstance(text, SourceText) else str(text)
            if "【待填" in whole and text.origins:
                said = whole[whole.index("【待填") :].split("】")[0] + "】"
                hint = "填上再出定稿；先看样子用 wenming render --draft"
                found.append(Finding("F041", Severity.WARNING, f"还没有填：{said}", hint, text.origins[0]))
    return found
