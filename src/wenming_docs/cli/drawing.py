"""Tables on a terminal: drawn by rich, in colour unless NO_COLOR asks for none."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table


def drawn(table: Table, columns: int) -> list[str]:
    """The lines of a table in a window of so many columns; a pipe never gets here."""
    from rich.console import Console

    paper, plain = StringIO(), bool(os.environ.get("NO_COLOR"))
    console = Console(
        file=paper,
        width=columns,
        force_terminal=True,
        color_system=None if plain else "standard",
        no_color=plain,
        legacy_windows=False,
        highlight=False,
    )
    console.print(table)
    return [line.rstrip() for line in paper.getvalue().splitlines()]
