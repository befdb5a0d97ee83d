"""Reading a text to its end although it has mistakes, so that all of them are found at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wenming_docs.facts.source.codes import Collector, TooMuch
from wenming_docs.facts.source.nodes import Node
from wenming_docs.facts.source.shapes import is_suspicious
from wenming_docs.facts.source.tree import Fault, ParserClass, Tree, build_tree

if TYPE_CHECKING:
    from wenming_docs.facts.source.draft import Draft

_MOST_ROUNDS = 50


def read_tree(text: str, found: Collector, parser_class: ParserClass | None) -> Node | None:
    """The root of ``text`` with all findings in ``found``; what comes back counts only if none
    of them is an error."""
    own = Collector(found.name)
    tree: Tree | None
    try:
        tree = build_tree(text, own, parser_class)
    except Fault:
        tree, own = None, Collector(found.name)
    except TooMuch:
        found.take(own)
        return None
    if tree is not None and not tree.folded and not is_suspicious(text):
        found.take(own)
        return tree.root
    scanned = Collector(found.name)
    try:
        draft = _scan(text, scanned, accepted=tree is not None)
    except TooMuch:
        found.take(scanned)
        return None
    found.take(scanned)
    if tree is not None and not scanned.failed:
        found.take(own)
        return tree.root
    root = _read_draft(draft, found, parser_class)
    if draft.mended and not found.failed:
        _complain(found, (min(draft.mended) + 1, 1))
    return root


def mended(text: str, found: Collector) -> str:
    """``text`` with its faults mended or blanked out, line by line in the same places; as it is where
    it is nothing but faults."""
    try:
        draft = _scan(text, found, accepted=False)
    except TooMuch:
        return text
    _read_draft(draft, found, None)
    return draft.text


def _scan(text: str, found: Collector, *, accepted: bool) -> Draft:
    """What a look at the lines themselves finds; imported where YAML has given up, which is seldom."""
    from wenming_docs.facts.source.scan import scan

    return scan(text, found, accepted=accepted)


def _read_draft(draft: Draft, found: Collector, parser_class: ParserClass | None) -> Node | None:
    """Read the mended text, blanking out each line at which YAML still gives up."""
    for _ in range(_MOST_ROUNDS):
        own = Collector(found.name)
        try:
            tree = build_tree(draft.text, own, parser_class)
        except Fault as fault:
            if not _blame(fault, draft, found):
                break
        except TooMuch:
            found.take(own, draft.typed)
            return None
        else:
            found.take(own, draft.typed)
            return tree.root
    if not found.failed:
        _complain(found, (1, 1))
    return None


def _blame(fault: Fault, draft: Draft, found: Collector) -> bool:
    """Report the line of a fault unless it follows from one just above; False when nothing is
    left to mend."""
    line = min(fault.line, len(draft.lines) - 1)
    while line > 0 and draft.lines[line].strip() in ("", "#"):
        line -= 1
    if draft.lines[line].strip() in ("", "#"):
        return False
    if not (found.has_error_at(line + 1) or found.has_error_at(line) or line - 1 in draft.dropped):
        text = draft.lines[line]
        column = fault.column if line == fault.line else len(text) - len(text.lstrip())
        place = (line + 1, draft.typed(line, column) + 1)
        _complain(found, place)
    draft.blank_out(line)
    draft.dropped.add(line)
    return True


def _complain(found: Collector, place: tuple[int, int]) -> None:
    hint = "检查这一行和上一行的冒号、引号、括号和缩进；正文里有特殊符号就加引号"
    found.error("S059", place, "从这里起读不懂", hint)
