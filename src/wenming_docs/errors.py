"""The exceptions of wenming.

::

    WenmingError
    ├── InvalidInput      mistakes in the user's files (exit 1), all of them at once
    ├── WrongUse          the command itself was wrong (exit 2)
    ├── OutputRefused     the output may not or cannot be written (exit 3)
    └── InternalError     our own bug (exit 4)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wenming_docs.findings import Finding


class WenmingError(Exception):
    """Anything wenming refuses, in words for its user."""


class InvalidInput(WenmingError):
    """The user's files hold mistakes.

    ``texts`` maps each file name used in the findings to its text, so that a report can
    show the line. ``draft`` is what could be read in spite of the mistakes (a Source, a
    Workspace): good for finding more of them in the same run, never for output.
    """

    def __init__(
        self,
        findings: Iterable[Finding],
        texts: Mapping[str, str] | None = None,
        draft: object | None = None,
    ) -> None:
        self.findings = tuple(findings)
        self.draft = draft
        self.texts = dict(texts or {})
        super().__init__("；".join(finding.message for finding in self.findings))


class WrongUse(WenmingError):
    """The command was called in a way that cannot mean anything."""


class OutputRefused(WenmingError):
    """A file may not be written: edited by hand, open elsewhere, read-only, disk full."""


class InternalError(WenmingError):
    """A promise of our own broke; the message names which one."""
