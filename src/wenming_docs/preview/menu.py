"""The documents that can be looked at: those under 文稿, and every other kind with a period to choose.

A browser asks for one by a short name (``d0``, ``k3p2``) that is looked up here; nothing that it sends
is ever taken for a kind, a period or a path.
"""

from __future__ import annotations

import re
from collections import Counter

from wenming_docs.facts.kinds.registry import KINDS, find_kind
from wenming_docs.facts.model import Workspace
from wenming_docs.pipeline import Options
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import choose_documents

_MONTHS = tuple(f"{month}月" for month in range(1, 13))
USUAL_PERIODS = ("全年", "上半年", "下半年", "一季度", "二季度", "三季度", "四季度", *_MONTHS)
_ID = re.compile(r"(?:d(?P<document>\d{1,4})|k(?P<kind>\d{1,3})(?:p(?P<period>\d{1,3}))?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """One document to look at: the ``index``-th under 文稿, or (index None) a bare one of a kind."""

    id: str
    label: str
    index: int | None = None
    kind: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """What the page offers: (id, label) of listed documents, of other kinds, and of their periods."""

    documents: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    periods: tuple[tuple[str, str], ...] = ()

    def find(self, id: str) -> Choice | None:
        """The document with this id; the first one for an id that names none; None where there is none."""
        if match := _ID.fullmatch(id):
            if match["document"]:
                return self._document(int(match["document"]))
            kind = dict(self.kinds).get(f"k{match['kind']}")
            period = dict(self.periods).get(f"p{match['period']}")
            if kind:
                return Choice(id, f"{kind}（{period}）" if period else kind, None, kind, period)
        return self._document(0)

    def _document(self, index: int) -> Choice | None:
        if not self.documents:
            return None
        index = index if index < len(self.documents) else 0
        id, label = self.documents[index]
        return Choice(id, label, index)


def first_choice(workspace: Workspace, menu: Menu, options: Options) -> str:
    """The id of the document that the command line named, or of the first one; "" where there is none.

    Raises WrongUse for a kind or period that means nothing.
    """
    if not (options.kind or options.period):
        return menu.documents[0][0] if menu.documents else ""
    document, loc = choose_documents(workspace, options.kind, options.period, options.as_of)[0]
    if len(loc) > 1:
        return f"d{loc[1]}"
    kind = find_kind(str(document.kind))
    named = {name: id for id, name in (*menu.kinds, *menu.periods)}
    return named.get(kind.name if kind else "", "") + named.get(str(document.period), "")


def build_menu(workspace: Workspace, period: str | None = None) -> Menu:
    """The documents of these facts; ``period`` is one more to offer for the kinds not listed."""
    labels: list[str] = []
    for document in workspace.documents:
        told = [str(part) for part in (document.period, document.name) if part]
        labels.append(f"{document.kind}（{'，'.join(told)}）" if told else str(document.kind))
    listed = {kind.name for document in workspace.documents if (kind := find_kind(str(document.kind)))}
    # A kind that is listed shows itself there; with a period it may be wanted once more for another one.
    free = [(n, kind) for n, kind in enumerate(KINDS) if kind.periodic or kind.name not in listed]
    own = [str(document.period) for document in workspace.documents if document.period]
    periods = dict.fromkeys((*([period] if period else []), *own, *USUAL_PERIODS))
    return Menu(
        tuple((f"d{n}", label) for n, label in enumerate(_numbered(labels))),
        tuple((f"k{n}", kind.name) for n, kind in free),
        tuple((f"p{n}", name) for n, name in enumerate(periods)),
    )


def _numbered(labels: list[str]) -> list[str]:
    """Labels that are alike get a number, so that each names one document."""
    seen: Counter[str] = Counter()
    told = []
    for label in labels:
        seen[label] += 1
        told.append(label if seen[label] == 1 else f"{label} {seen[label]}")
    return told
