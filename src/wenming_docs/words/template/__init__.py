"""Templates: Jinja2 over the names of a context, printed as Markdown with placeholders."""

from wenming_docs.words.template.faults import TEMPLATE_CODES
from wenming_docs.words.template.filters import ALLOWED as ALLOWED_FILTERS
from wenming_docs.words.template.folders import builtin_templates, find_template, template_names
from wenming_docs.words.template.render import render_template
from wenming_docs.words.template.sandbox import template_environment

__all__ = [
    "ALLOWED_FILTERS",
    "TEMPLATE_CODES",
    "builtin_templates",
    "find_template",
    "render_template",
    "template_environment",
    "template_names",
]
