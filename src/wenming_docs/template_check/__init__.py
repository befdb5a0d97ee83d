"""Templates of an office: read, tried on facts made for the purpose, listed and copied."""

from wenming_docs.template_check.check import Checked, check_templates
from wenming_docs.template_check.listing import copy_template, shipped_template, used_templates

__all__ = ["Checked", "check_templates", "copy_template", "shipped_template", "used_templates"]
