"""Build hook: a wheel carries the templates, an editable install does not.

An editable install would otherwise leave a copy of templates/ in site-packages that goes
stale with the first edit; there they are found in the checkout instead.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplatesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Maps templates/ to wenming_docs/templates in standard wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"]["templates"] = "wenming_docs/templates"
