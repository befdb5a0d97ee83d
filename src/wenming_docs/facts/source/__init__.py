"""YAML → a tree of text that remembers file, line and column; what is wrong, in the author's words."""

from wenming_docs.facts.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.snippets import snippet
from wenming_docs.facts.source.source import Source, parse_source, read_source

__all__ = [
    "Entry",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "parse_source",
    "read_source",
    "snippet",
]
