"""Findings about words: what was lost on the way, what is still open, how it is said."""

from typing import TYPE_CHECKING

from wenming_docs.late import late

if TYPE_CHECKING:
    from wenming_docs.words.checks.blame import blame_office, refuse_markup, refuse_template
    from wenming_docs.words.checks.coverage import unshown
    from wenming_docs.words.checks.document import Finished, check_document
    from wenming_docs.words.checks.naming import name_document
    from wenming_docs.words.checks.proof import Lost, dropped_columns, lost, lost_facts, open_gaps
    from wenming_docs.words.checks.wording import check_wording, once_sound
else:
    __getattr__ = late(
        __name__,
        {
            "blame": ("blame_office", "refuse_markup", "refuse_template"),
            "coverage": ("unshown",),
            "document": ("Finished", "check_document"),
            "naming": ("name_document",),
            "proof": ("Lost", "dropped_columns", "lost", "lost_facts", "open_gaps"),
            "wording": ("check_wording", "once_sound"),
        },
    )

__all__ = [
    "Finished",
    "Lost",
    "blame_office",
    "check_document",
    "check_wording",
    "dropped_columns",
    "lost",
    "lost_facts",
    "name_document",
    "once_sound",
    "open_gaps",
    "refuse_markup",
    "refuse_template",
    "unshown",
]
