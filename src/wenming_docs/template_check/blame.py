"""Which line of an office's template is at fault when a made-up document comes out wrong."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from wenming_docs.blocks import Markup
from wenming_docs.errors import WenmingError
from wenming_docs.findings import Finding, Origin, SourceText
from wenming_docs.words.checks import lost
from wenming_docs.words.checks.templates.scan import masked
from wenming_docs.words.contexts import Context
from wenming_docs.words.markup import MarkupError, parse_markup
from wenming_docs.words.template import find_template, render_template, template_names

PLACEHOLDER = re.compile("\ue000([0-9]+)\ue001")
QUOTED = re.compile("“([^“”]+)”")
Place = tuple[str, int]


class Traced:
    """One rendering whose values know the template line that printed them."""

    def __init__(self, context: Context, folder: Path) -> None:
        self.context, self.folder = context, folder
        self.markup: Markup = render_template(context.template, context.names, (folder,), trace=True)

    def own(self) -> Iterator[tuple[int, SourceText, Place]]:
        """Index, text and line of each value that the office's templates printed."""
        for index, slot in enumerate(self.markup.slots):
            place = self.markup.lines.get(index)
            if place is not None and self._is_own(place[0]):
                yield index, slot if isinstance(slot, SourceText) else SourceText(""), place

    def _is_own(self, name: str) -> bool:
        file = find_template(name, (self.folder,))
        return file is not None and file.is_relative_to(self.folder)

    def of_lost(self) -> Place | None:
        """Where a text that never came out belongs: beside the office's print of its neighbour."""
        near = lost(self.context, self.markup).near
        if near is None:
            return None
        printed: dict[tuple[Origin, str], Place] = {}
        for _, text, place in self.own():
            for origin in text.origins:
                printed.setdefault((origin, str(text)), place)
        expected = self.context.expected
        order: list[int] = [*range(near, -1, -1), *range(near + 1, len(expected))]
        for index in order:
            for origin in expected[index].origins:
                if found := printed.get((origin, str(expected[index]))):
                    return found
        return None

    def of_markup(self) -> Place | None:
        """Where Markdown outside the profile was written: the office's last print before it."""
        try:
            parse_markup(self.markup, self.context.settings)
        except MarkupError as error:
            return self._literal(error.line) or self._before(error.line)
        return None

    def _literal(self, line: int) -> Place | None:
        """The office's line whose own words stand at an output line, or right before it."""
        near = self.markup.text.split("\n")[max(line - 2, 0) : line]
        best: tuple[int, Place] | None = None
        for name in template_names((self.folder,), builtin=False):
            text = (self.folder / name).read_text(encoding="utf-8-sig")
            for number, words in enumerate(masked(text).split("\n"), start=1):
                for run in re.split("[\x00\x01]", words):
                    run = run.strip()
                    if len(run) > (best[0] if best else 0) and any(run in shown for shown in near):
                        best = (len(run), (name, number))
        return best[1] if best else None

    def _before(self, line: int) -> Place | None:
        own = {index: place for index, _, place in self.own()}
        text, places, lines = self.markup.text, [], []
        for found in PLACEHOLDER.finditer(text):
            if int(found[1]) in own:
                places.append(own[int(found[1])])
                lines.append(text.count("\n", 0, found.start()) + 1)
        index = bisect_right(lines, line) - 1
        return places[max(index, 0)] if places else None

    def of_layout(self, finding: Finding) -> Place | None:
        """Where the heading or title that looks wrong was printed: the longest value in its quotation."""
        quoted = QUOTED.findall(finding.message)
        best: tuple[int, Place] | None = None
        for _, text, place in self.own():
            for words in quoted:
                if text and str(text) in words and (best is None or len(text) > best[0]):
                    best = (len(text), place)
        return best[1] if best else None


def traced(context: Context, folder: Path) -> Traced | None:
    """A traced rendering; None where the template cannot be rendered at all."""
    try:
        return Traced(context, folder)
    except WenmingError:
        return None
