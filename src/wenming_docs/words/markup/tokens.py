"""Markdown's block structure, by markdown-it-py with all rules off that 公文 do not need.

Left on: headings, paragraphs, pipe tables and ``:::`` containers. Running text is not parsed
here (see ``slots``): it knows nothing but ``**bold**``.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

CONTAINER_OPEN, CONTAINER_CLOSE = "container_block_open", "container_block_close"
MAX_NESTING = 100
"""Deeper levels would be dropped silently; ``parse`` refuses long before."""


def block_tokens(text: str) -> list[Token]:
    """The block tokens of ``text``; ``map`` holds [first line, line after], counted from 0."""
    return _parser().parse(text)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": MAX_NESTING}).enable(["heading", "table"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    container_plugin(parser, "block", validate=lambda info, markup: True)
    return parser
