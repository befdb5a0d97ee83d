"""YAML → a tree of text that remembers file, line and column; what is wrong, in the author's words."""

from wenming_docs.facts.source.comments import Comment, comments_with
from wenming_docs.facts.source.develop import Developed, develop
from wenming_docs.facts.source.includes import path_below
from wenming_docs.facts.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.pictures import PictureFault, PictureFile, look_at
from wenming_docs.facts.source.snippets import snippet
from wenming_docs.facts.source.source import Source, parse_source, read_source

__all__ = [
    "Comment",
    "Developed",
    "Entry",
    "Mapping",
    "Node",
    "PictureFault",
    "PictureFile",
    "Scalar",
    "Sequence",
    "Source",
    "comments_with",
    "develop",
    "look_at",
    "parse_source",
    "path_below",
    "read_source",
    "snippet",
]
