"""What an office may edit: YAML of the same shape as ours, in 规范/ beside its entry file."""

from wenming_docs.facts.house.pages import house_file, house_page
from wenming_docs.facts.house.terms import builtin_terms, read_terms, terms_in

__all__ = ["builtin_terms", "house_file", "house_page", "read_terms", "terms_in"]
