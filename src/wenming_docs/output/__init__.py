"""The only room that writes files: whole or not at all, and never outside the folder it was given."""

from wenming_docs.output.locks import remove_leftovers
from wenming_docs.output.names import is_unusable, name_key, numbered, plan_file_names, plan_names, safe_name
from wenming_docs.output.writing import (
    EDITED,
    OPEN_ELSEWHERE,
    Edited,
    Occupied,
    Replacing,
    cause_of,
    edited,
    lies_in,
    refuse_outside,
    try_folder,
    write_document,
    write_over,
    write_single,
    write_whole,
)

__all__ = [
    "EDITED",
    "OPEN_ELSEWHERE",
    "Edited",
    "Occupied",
    "Replacing",
    "cause_of",
    "edited",
    "is_unusable",
    "lies_in",
    "name_key",
    "numbered",
    "plan_file_names",
    "plan_names",
    "refuse_outside",
    "remove_leftovers",
    "safe_name",
    "try_folder",
    "write_document",
    "write_over",
    "write_single",
    "write_whole",
]
