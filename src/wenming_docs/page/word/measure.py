"""The page in numbers (GB/T 9704-2012). All lengths are twips."""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4, 5.1
TOP, RIGHT, BOTTOM, LEFT = 2098, 1474, 1984, 1588  # 37, 26, 35, 28 mm, 5.2
HEADER, FOOTER = 851, 1384  # the dash of the page number stands 7 mm under the text, 7.5
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT  # 8844 = 156 mm
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM  # 12756 = 225 mm
LINE = 579  # 22 lines fill 225 mm, 5.2.2
LANDSCAPE_LINE = TEXT_WIDTH // 15  # 15 lines fill a landscape page: what they leave, LibreOffice puts above
CHARACTER = 315  # 28 characters fill 156 mm, 5.2.2
CHARACTERS = 28
TIGHTEN = -5  # 16 pt glyphs on a pitch of 15.75 pt
MILLIMETRE = 56.693
EMU = 635  # English metric units in a twip
CELL_PADDING = 114  # the left and right cell margins of the table style together
