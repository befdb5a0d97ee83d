"""From a running or failed template function back to the template's line."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from types import FrameType, TracebackType
from typing import NamedTuple

from jinja2 import Template


def running_place(frame: FrameType | None) -> tuple[str, int] | None:
    """(template name, line) of the innermost template that is running at ``frame``."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            return template.name or "", template_line(template, frame.f_lineno)
        frame = frame.f_back
    return None


class Place(NamedTuple):
    """A line of a template file; ``in_macro`` if that line ran because a macro was called."""

    name: str
    file: str
    line: int
    in_macro: bool = False


def failed_places(trace: TracebackType | None) -> list[Place]:
    """The template lines an exception passed through, the outermost first."""
    places = []
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            line = template_line(template, trace.tb_lineno)
            in_macro = trace.tb_frame.f_code.co_name == "macro"
            places.append(Place(template.name or "", template.filename or "", line, in_macro))
        trace = trace.tb_next
    return places


def template_line(template: Template, code_line: int) -> int:
    """The template's line for a line of the code made from it; 1 if there is none."""
    code_lines, template_lines = _line_table(template)
    index = bisect_right(code_lines, code_line) - 1
    return template_lines[index] if index >= 0 else 1


@lru_cache(maxsize=256)
def _line_table(template: Template) -> tuple[list[int], list[int]]:
    """Jinja parses its line table anew at each look; a trace looks once per value."""
    pairs = sorted((code, line) for line, code in template.debug_info)
    return [code for code, _ in pairs], [line for _, line in pairs]
