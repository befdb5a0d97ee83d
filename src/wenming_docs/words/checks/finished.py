"""One finished document with the facts it was made from: what checks of its text look at."""

from __future__ import annotations

from wenming_docs.blocks import Manuscript
from wenming_docs.facts.model import Workspace
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import Request


@dataclass(frozen=True, slots=True)
class Finished:
    """A document after numbering."""

    workspace: Workspace
    request: Request
    manuscript: Manuscript
