"""wenming: a compiler for work plans, from facts in YAML to official documents in Word."""

from __future__ import annotations

TYPE_CHECKING = False
"""As in typing, whose import would be a quarter of the time in which nobody answers Ctrl+C yet."""

if TYPE_CHECKING:
    from typing import Any

    from wenming_docs.pipeline import check_file, render_file

__version__ = "0.1.0"
__all__ = ["__version__", "check_file", "render_file"]


def __getattr__(name: str) -> Any:
    """``check_file`` and ``render_file``, imported when first used: ``--help`` needs neither."""
    if name in ("check_file", "render_file"):
        from wenming_docs import pipeline

        return getattr(pipeline, name)
    raise AttributeError(name)
