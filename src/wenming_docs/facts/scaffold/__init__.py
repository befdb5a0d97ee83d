"""Starter YAML for a clerk who begins a year: profiles, their questions, and the file itself."""

from wenming_docs.facts.scaffold.catalogue import Profile, Question, profiles, questions
from wenming_docs.facts.scaffold.starter import starter

__all__ = ["Profile", "Question", "profiles", "questions", "starter"]
