"""wenming when warm: facts loaded, then context, template, markup, proof and .docx each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def warm(folder: Path) -> Callable[[], bytes]:
    """A maker whose facts are loaded; RuntimeError if the plan has mistakes."""
    from wenming_docs.pipeline import Options, read_workspace, render_workspace

    path = folder / "plan.yaml"
    workspace = read_workspace(path)
    options = Options()

    def make() -> bytes:
        outcome = render_workspace(workspace, path, options)
        if not outcome.documents:
            raise RuntimeError(f"{path}: {outcome.findings[:3]}")
        return outcome.documents[0].data

    return make
