"""Where ``wenming`` starts; kept light, so that help appears at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code: 0 done, 1 findings, 2 wrong use, 3 output refused, 4 our bug."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    _speak_chinese()
    from wenming_docs.cli.program import run

    return run(given or ["--help"])


def _prepare_streams() -> None:
    """A GBK console prints ``?`` for what it lacks instead of crashing."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def _speak_chinese() -> None:
    """click asks gettext for every sentence: point gettext at our catalogue, before click is imported."""
    from gettext import bindtextdomain

    # gettext looks the language up in the environment only, and help is Chinese on every machine.
    os.environ["LANGUAGE"] = "zh_CN"
    bindtextdomain("messages", os.path.join(os.path.dirname(__file__), "locale"))
