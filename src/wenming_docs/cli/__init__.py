"""The command line: arguments, one call, a report, an exit code."""

from wenming_docs.cli.entry import main

__all__ = ["main"]
