"""wenming when warm: facts loaded, then context, template, markup, proof and .docx each time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wenming_docs.facts.model import Workspace

Loaded = tuple["Workspace", Path]


def prepare(templates: Path) -> None:
    """As the program itself starts; its templates are its own."""
    from wenming_docs.collecting import collect_rarely

    collect_rarely()


def load(folder: Path) -> Loaded:
    """The facts, read anew: nothing that an earlier document worked out is kept beside them."""
    from wenming_docs.pipeline import read_workspace

    path = folder / "plan.yaml"
    return read_workspace(path), path


def make(loaded: Loaded) -> bytes:
    """The plan as .docx bytes; RuntimeError if it has mistakes."""
    from wenming_docs.collecting import one_file
    from wenming_docs.pipeline import Options, render_workspace

    with one_file():
        outcome = render_workspace(*loaded, Options())
    if not outcome.documents:
        raise RuntimeError(f"{loaded[1]}: {outcome.findings[:3]}")
    return outcome.documents[0].data
