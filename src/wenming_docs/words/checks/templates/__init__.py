"""Templates read against the names they may use, without rendering them."""

from wenming_docs.words.checks.templates.folder import Report, read_folder

__all__ = ["Report", "read_folder"]
