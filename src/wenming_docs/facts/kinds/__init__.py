"""The kinds of document (文种) as data."""

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.registry import KINDS, find_kind, similar_kind
from wenming_docs.facts.kinds.shown import UNPRINTED, is_printed

__all__ = ["KINDS", "UNPRINTED", "Family", "Kind", "Requirement", "find_kind", "is_printed", "similar_kind"]
