"""The one door for archives from outside: sound ones open as they are, others say why not."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from wenming_docs.packages import BadPackage, Wrong, open_archive


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def as_large(data: bytes, leads: int) -> bytes:
    """The archive with the directory that those of more than 4 GB have, and a pointer to it."""
    end = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<H2L", data, end + 10)
    directory = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    return data[:end] + directory + struct.pack("<4sLQL", b"PK\x06\x07", 0, end + leads, 1) + data[end:]


def test_parts_are_read_in_their_order_and_no_further_than_asked() -> None:
    opened = open_archive(archive(b=b"22", a=b"1"))
    assert opened.read_all() == {"b": b"22", "a": b"1"}
    assert "a" in opened and "c" not in opened
    with pytest.raises(BadPackage, match="太大") as refused:
        opened.read("b", 1)
    assert refused.value.wrong is Wrong.BOUNDLESS


def test_a_large_archive_opens_when_its_pointer_leads_to_its_directory() -> None:
    data = archive(a=b"1")
    assert open_archive(as_large(data, 0)).read_all() == {"a": b"1"}
    for leads in (-1, 1, 4, 2**40):
        with pytest.raises(BadPackage) as refused:
            open_archive(as_large(data, leads))
        assert refused.value.wrong is Wrong.BROKEN


def test_what_unpacks_to_more_than_is_asked_for_is_refused_unread() -> None:
    data = archive(a=b"1" * 600, b=b"2" * 600)
    assert len(open_archive(data, 1_200).entries) == 2
    with pytest.raises(BadPackage) as refused:
        open_archive(data, 1_199)
    assert refused.value.wrong is Wrong.BOUNDLESS


@pytest.mark.parametrize("name", ["../a", "a/../../b", "..", "C:a", "a\x07"])
def test_a_part_that_lies_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(BadPackage) as refused:
        open_archive(archive(**{name: b""}))
    assert refused.value.wrong is Wrong.BOUNDLESS
