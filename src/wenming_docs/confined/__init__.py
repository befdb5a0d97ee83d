"""Templates from outside the project, in a process of their own with bounds: time, memory, output.

What a template may do is bounded in every process by what it can name and by a counted allowance
(words/template). No allowance inside Python bounds memory, nor the time of what is made of a text
afterwards; so a folder of templates that is neither ours nor the project's is used in a child process.
"""

from typing import TYPE_CHECKING

from wenming_docs.late import late

if TYPE_CHECKING:
    from wenming_docs.confined.doors import check_file, foreign_folder, render_file
    from wenming_docs.confined.limits import Limits
    from wenming_docs.confined.parent import run_confined
else:  # whoever has no such templates imports the doors alone
    __getattr__ = late(
        __name__,
        {
            "doors": ("check_file", "foreign_folder", "render_file"),
            "limits": ("Limits",),
            "parent": ("run_confined",),
        },
    )

__all__ = ["Limits", "check_file", "foreign_folder", "render_file", "run_confined"]
