"""The container is written by hand, and no byte differs from what ``zipfile`` writes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.page.word.package import zipped

NAMES = st.one_of(
    st.sampled_from(["[Content_Types].xml", "word/document.xml", "word/styles.xml"]),
    st.text("abc/图表.1", min_size=1, max_size=12),
)


def by_zipfile(parts: dict[str, bytes], moment: tuple[int, int, int, int, int, int]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_a_package_is_what_zipfile_writes(parts: dict[str, bytes]) -> None:
    assert zipped(parts) == by_zipfile(parts, (1980, 1, 1, 0, 0, 0))


@pytest.mark.parametrize(
    ("epoch", "moment"),
    [
        ("1794000003", (2026, 11, 6, 21, 20, 3)),
        ("0", (1980, 1, 1, 0, 0, 0)),
        ("9999999999", (2107, 12, 31, 23, 59, 59)),
        ("三月", (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_a_build_may_set_the_time(
    monkeypatch: pytest.MonkeyPatch, epoch: str, moment: tuple[int, int, int, int, int, int]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert zipped({"word/styles.xml": b"<a/>"}) == by_zipfile({"word/styles.xml": b"<a/>"}, moment)
