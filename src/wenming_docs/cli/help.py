"""Help pages whose columns stand straight: a 汉字 takes two columns and may end a line anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from wenming_docs.late import offered
from wenming_docs.zh import display_width
from wenming_docs.zh.lazy import lazy_pattern

_PIECES = lazy_pattern(r"[\x21-\x7e]+|\s+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…—·")
_NEVER_LAST = frozenset("（《「『【〔“‘")
FIRST_COLUMN = 34
_NARROWEST = 24
_WIDEST = 100


def wrap(text: str, width: int) -> list[str]:
    """The lines of ``text``, none wider than ``width`` columns unless one word alone is.

    A word of ASCII letters is never cut; closing punctuation never begins a line and opening
    punctuation never ends one.
    """
    lines: list[str] = []
    line = ""
    for chunk in _unbreakable(text):
        if line and display_width(line + chunk.rstrip()) > width:
            lines.append(line.rstrip())
            line = chunk.lstrip()
        else:
            line += chunk
    return [*lines, line.rstrip()] if line.strip() else lines


def _unbreakable(text: str) -> Iterator[str]:
    """Pieces between which a line may end."""
    held = ""
    for piece in _PIECES.findall(text):
        piece = " " if piece.isspace() else piece
        if held and piece not in _NEVER_FIRST and held[-1] not in _NEVER_LAST:
            yield held
            held = ""
        held += piece
    if held:
        yield held


class Formatter(click.HelpFormatter):
    """click's help formatter, measuring columns instead of characters."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        super().__init__(indent_increment, width, max_width)
        if width is None and max_width is None:
            self.width = terminal_width()

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        start = f"{'用法：' if prefix is None else prefix}{prog} "
        first, *rest = wrap(args, max(self.width - display_width(start), _NARROWEST // 2)) or [""]
        self.write(f"{start}{first}".rstrip() + "\n")
        for line in rest:
            self.write(" " * display_width(start) + line + "\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
            if number:
                self.write("\n")
            for line in _lines_of(paragraph, self.width - len(indent)):
                self.write(f"{indent}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        pairs = list(rows)
        # A narrow window keeps half of itself for the explanations.
        limit = min(col_max, self.width // 2 - self.current_indent)
        fitting = [display_width(term) for term, _ in pairs if display_width(term) <= limit]
        column = max(fitting, default=limit) + col_spacing
        for term, explanation in pairs:
            self._write_pair(term, explanation, column)

    def _write_pair(self, term: str, explanation: str, column: int) -> None:
        margin = " " * (self.current_indent + column)
        lines = wrap(explanation, max(self.width - len(margin), _NARROWEST // 2))
        first = " " * self.current_indent + term
        if display_width(term) + 2 > column and lines:
            self.write(first + "\n")
        elif lines:
            self.write(first + " " * (column - display_width(term)) + lines.pop(0) + "\n")
        else:
            self.write(first + "\n")
        for line in lines:
            self.write(margin + line + "\n")


def _lines_of(paragraph: str, width: int) -> list[str]:
    r"""A paragraph that begins with ``\b`` keeps its lines (click's own mark); others are wrapped."""
    lines = paragraph.splitlines()
    if lines and lines[0] == "\b":
        return lines[1:]
    return wrap("".join(line.strip() for line in lines), width)


def terminal_width() -> int:
    """Columns of the terminal, less one; never under 24, never over 100; a pipe counts as 80."""
    import shutil

    return max(min(shutil.get_terminal_size().columns, _WIDEST) - 1, _NARROWEST)


class Context(click.Context):
    """A context whose help is laid out by :class:`Formatter`."""

    formatter_class = Formatter


class Command(click.Command):
    """A command of ``wenming``."""

    context_class = Context

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **{"options_metavar": "[选项]"} | attributes)


class Group(click.Group):
    """The group ``wenming`` itself: ``modules`` tells the module of each command, in the order of help."""

    context_class = Context
    command_class = Command

    def __init__(
        self,
        name: str | None = None,
        *,
        steps: Sequence[tuple[str, str]] = (),
        modules: Mapping[str, str] | None = None,
        **attributes: Any,
    ) -> None:
        super().__init__(name, options_metavar="[选项]", subcommand_metavar="命令 [参数]...", **attributes)
        self.steps = tuple(steps)
        self.modules = dict(modules or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now: each is asked for alone, but for help."""
        if cmd_name in self.modules and cmd_name not in self.commands:
            self.add_command(offered(__package__, self.modules[cmd_name], "command"), cmd_name)
        if cmd_name not in self.modules:
            self.every_command()  # click proposes one that is nearly called so
        return super().get_command(ctx, cmd_name)

    def every_command(self) -> dict[str, click.Command]:
        """All commands by name, imported."""
        context = Context(self)
        found = {name: self.get_command(context, name) for name in self.modules}
        return {name: command for name, command in found.items() if command}

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("常用步骤"):
            formatter.write_dl(self.steps, col_max=FIRST_COLUMN)
