"""Page variants as XML and as text, without LibreOffice."""

from __future__ import annotations

import pytest

from tests.page.goldens import WRITE, fresh_goldens, kept_goldens
from tests.page.variants import Variant, load_variants
from wenming_docs.blocks import dump_text
from wenming_docs.page.word import fingerprint, read_text, write_docx

VARIANTS = load_variants()
each_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)


def test_every_variant_is_written_as_its_golden_says() -> None:
    fresh, kept = fresh_goldens(), kept_goldens()
    assert fresh.keys() == kept.keys(), WRITE
    changed = [name for name in fresh if fresh[name] != kept[name]]
    assert changed == [], f"read the difference, then {WRITE}"


@each_variant
def test_what_is_dumped_is_what_stands_in_the_file(variant: Variant) -> None:
    text = dump_text(variant.manuscript)
    assert text
    assert read_text(write_docx(variant.manuscript)) == text


@each_variant
def test_same_blocks_same_bytes(variant: Variant) -> None:
    docx = write_docx(variant.manuscript)
    assert write_docx(load_variants()[variant.name].manuscript) == docx
    stored, computed = fingerprint(docx)
    assert stored == computed
