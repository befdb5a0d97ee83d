"""Where each fact was written, by its attribute path."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from wenming_docs.findings import Origin
from wenming_docs.records import dataclass

Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Places:
    """The places of the parts (``whole``) and of the fields of each part (``fields``).

    Most facts are fields, of which a long file has tens of thousands: their own names are cheaper
    to keep than the whole path of each.
    """

    whole: dict[Loc, Origin] = field(default_factory=dict)
    fields: dict[Loc, dict[Any, Origin]] = field(default_factory=dict)

    def get(self, loc: Loc) -> Origin | None:
        """The place of exactly this fact, if it was written."""
        if (found := self.whole.get(loc)) is not None or not loc:
            return found
        return self.fields.get(loc[:-1], {}).get(loc[-1])

    def nearest(self, loc: Loc) -> Origin:
        """The place of a fact, or of the nearest part around it."""
        for length in range(len(loc), -1, -1):
            if (place := self.get(loc[:length])) is not None:
                return place
        raise AssertionError("the root always has a place")
