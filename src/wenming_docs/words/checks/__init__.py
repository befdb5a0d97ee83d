"""Findings about words: what was lost on the way, and what is still open."""

from wenming_docs.words.checks.coverage import unshown
from wenming_docs.words.checks.proof import Lost, lost, lost_facts, open_gaps

__all__ = ["Lost", "lost", "lost_facts", "open_gaps", "unshown"]
