"""Measuring pages of a PDF, in millimetres from the left and upper edge of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber

POINT = 25.4 / 72
LINE = 28.95 * POINT  # one of 22 lines of the text area
TOP = 37.0
DPI = 300


@dataclass(frozen=True)
class Found:
    """A text on a page: where its first character starts, its last ends, and its baseline."""

    left: float
    right: float
    baseline: float
    top: float


class Page:
    """One page, its characters in reading order of the PDF."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.width, self.height = float(page.width) * POINT, float(page.height) * POINT

    @cached_property
    def characters(self) -> list[dict[str, Any]]:
        return [char for char in self._page.chars if char["text"].strip()]

    def find(self, text: str) -> Found:
        """The first place where ``text`` stands; line breaks between its characters do not count."""
        joined = "".join(char["text"] for char in self.characters)
        wanted = "".join(text.split())
        start = joined.find(wanted)
        assert start >= 0, f"{text} is not on the page: {joined[:200]}"
        first, last = self.characters[start], self.characters[start + len(wanted) - 1]
        baseline = self.height - first["matrix"][5] * POINT
        return Found(first["x0"] * POINT, last["x1"] * POINT, baseline, first["top"] * POINT)

    def lines(self) -> list[int]:
        """How many characters stand on each line, page number left out, from top to bottom."""
        rows: dict[float, int] = {}
        for char in self.characters:
            if char["matrix"][5] * POINT > 36:
                row = round(char["matrix"][5], 0)
                rows[row] = rows.get(row, 0) + 1
        return [rows[row] for row in sorted(rows, reverse=True)]

    def ink(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """The box of what is printed inside a box: left, top, right, bottom."""
        image = self._page.to_image(resolution=DPI).original.convert("L")
        dot = 25.4 / DPI
        area = image.crop((int(left / dot), int(top / dot), int(right / dot), int(bottom / dot)))
        box = area.point(lambda shade: 255 if shade < 160 else 0).getbbox()
        assert box, "nothing is printed there"
        return left + box[0] * dot, top + box[1] * dot, left + box[2] * dot, top + box[3] * dot

    def rules(self) -> list[tuple[float, float, float]]:
        """Horizontal lines wider than 100 mm: (left, right, middle height), from top to bottom."""
        shapes = [*self._page.rects, *self._page.lines, *self._page.curves]
        found = set()
        for shape in shapes:
            left, right = shape["x0"] * POINT, shape["x1"] * POINT
            if right - left > 100 and shape["bottom"] - shape["top"] < 4:
                middle = (shape["top"] + shape["bottom"]) / 2 * POINT
                found.add((round(left, 2), round(right, 2), round(middle, 2)))
        return sorted(found, key=lambda rule: rule[2])


def open_pages(path: Path) -> list[Page]:
    """The pages of a PDF."""
    return [Page(page) for page in pdfplumber.open(path).pages]


def grid_line(baseline: float) -> float:
    """On which of the 22 lines a 三号 baseline stands (1.0 is the first)."""
    return (baseline - TOP) / LINE + 0.35
