"""The XML of every page variant, kept beside its description.

``python -m tests.page.goldens --write`` rewrites tests/pages/golden/; read the diff before
committing it. Parts that are the same in every document are kept once, in ``package/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.canonical import canonical_parts
from tests.page.variants import FOLDER, load_variants
from wenming_docs.page.word import write_docx

GOLDEN = FOLDER / "golden"
WRITE = "python -m tests.page.goldens --write"
_SHARED_FROM = "landscape"  # the variant that has every part


def fresh_goldens() -> dict[str, str]:
    """File below tests/pages/golden → the text it should hold now."""
    files = {}
    for name, variant in load_variants().items():
        parts = canonical_parts(write_docx(variant.manuscript))
        files[f"{name}.xml"] = parts.pop("document.xml")
        if name == _SHARED_FROM:
            del parts["docProps-custom.xml"]  # the hash changes with every part
            files.update({f"package/{part}": text for part, text in parts.items()})
    return files


def kept_goldens() -> dict[str, str]:
    """The same as committed."""
    return {
        path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(GOLDEN.rglob("*"))
        if path.is_file()
    }


def write_goldens() -> None:
    """Makes tests/pages/golden/ what :func:`fresh_goldens` says, files that are gone included."""
    fresh = fresh_goldens()
    for name in kept_goldens().keys() - fresh.keys():
        (GOLDEN / name).unlink()
    for name, text in fresh.items():
        path = Path(GOLDEN / name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(WRITE)
    write_goldens()
