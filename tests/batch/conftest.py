"""Workers keep compiled templates, as a user's do: each would compile them anew otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def kept_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One folder for all processes that a file of tests starts."""
    before = os.environ.get("WENMING_CACHE", "")
    os.environ["WENMING_CACHE"] = str(tmp_path_factory.mktemp("kept"))
    yield
    os.environ["WENMING_CACHE"] = before
