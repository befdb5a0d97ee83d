"""Whatever is handed to `inspect`: one clear finding or a report, never an exception of another kind."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile

import pytest

from tests.page.inspected import DOCUMENT, STYLES, clean_document, packed, parts_of
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Severity
from wenming_docs.page.inspect import annotated_copy, inspect_document
from wenming_docs.page.word.parts import W

PARTS = parts_of(clean_document())
HEAD = f'<w:document xmlns:w="{W}"><w:body>'.encode()
TAIL = b"</w:body></w:document>"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE l [<!ENTITY a0 "boom">{ENTITIES}]><l>&a8;</l>'


def with_document(xml: bytes) -> bytes:
    return packed({**PARTS, DOCUMENT: xml})


def with_zeros(name: str, megabytes: int) -> bytes:
    """The sound document with a part of so many zeros, which shrink to nothing in the archive."""
    buffer = io.BytesIO(packed({key: data for key, data in PARTS.items() if key != name}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as file:
        for _ in range(megabytes):
            file.write(bytes(1 << 20))
    return buffer.getvalue()


def encrypted() -> bytes:
    """The sound document with the flag of encryption on its first part."""
    data = bytearray(clean_document())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def of_kind(content_type: str) -> bytes:
    types = PARTS["[Content_Types].xml"].decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    return packed({**PARTS, "[Content_Types].xml": types.replace(main, content_type).encode()})


HOSTILE = {
    "nothing": (b"", "不是 .docx"),
    "text": ("关于开展活动的通知".encode(), "不是 .docx"),
    "a zip cut short": (clean_document()[:2000], "不是 .docx"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "没有 Word 文档"),
    "old .doc or password": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "旧的 .doc 格式，或加了密码"),
    "encrypted zip": (encrypted(), "加了密码"),
    "a workbook": (
        packed({"_rels/.rels": b"<Relationships/>", "xl/workbook.xml": b"<workbook/>"}),
        "Excel",
    ),
    "macros": (of_kind("application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "without document": (packed({k: v for k, v in PARTS.items() if k != DOCUMENT}), "没有 Word 文档"),
    "without content types": (
        packed({k: v for k, v in PARTS.items() if k != "[Content_Types].xml"}),
        "[Content_Types].xml",
    ),
    "without body": (with_document(f'<w:document xmlns:w="{W}"/>'.encode()), "没有正文"),
    "not XML": (with_document("一、工作目标".encode()), "损坏"),
    "damaged styles": (packed({**PARTS, STYLES: b"<w:styles>"}), "styles.xml"),
    "entity bomb": (with_document(BOMB.encode()), "DTD"),
    "entity bomb in UTF-16": (
        with_document(('<?xml version="1.0" encoding="UTF-16"?>' + BOMB).encode("utf-16")),
        "DTD",
    ),
    "a file from outside": (
        with_document(b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'),
        "DTD",
    ),
    "a million paragraphs": (with_document(HEAD + b"<w:p><w:r/></w:p>" * 10**6 + TAIL), "太长"),
    "tables in tables in tables": (
        with_document(HEAD + b"<w:tbl><w:tr><w:tc>" * 4000 + b"</w:tc></w:tr></w:tbl>" * 4000 + TAIL),
        "损坏",
    ),
    "a part of 200 MB": (with_zeros(DOCUMENT, 200), "太大"),
    "a picture of 600 MB": (with_zeros("word/media/image1.png", 600), "太大"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_sound_docx_is_one_error_in_words(name: str) -> None:
    data, says = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(InvalidInput) as refused:
        inspect_document(data)
    assert time.monotonic() - began < 10
    (finding,) = refused.value.findings
    assert (finding.code, finding.severity) == ("L101", Severity.ERROR)
    assert says in finding.message
    assert finding.hint


@pytest.mark.parametrize("part", sorted(set(PARTS) - {DOCUMENT, "[Content_Types].xml", "_rels/.rels"}))
def test_a_missing_part_is_no_reason_to_stop(part: str) -> None:
    kept = {name: data for name, data in PARTS.items() if name != part}
    findings = inspect_document(packed(kept)).findings
    matters = part.startswith("word/") and "fontTable" not in part
    assert bool(findings) == matters


def test_styles_that_inherit_in_a_circle_end() -> None:
    styles = PARTS[STYLES].decode()
    circle = styles.replace(
        '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="Body"/>', 1
    )
    assert circle != styles
    assert inspect_document(packed({**PARTS, STYLES: circle.encode()})).paper.paragraphs


def test_fifty_thousand_paragraphs_take_seconds_and_give_a_page_of_findings() -> None:
    text = "<w:p><w:pPr><w:pStyle w:val='Body'/></w:pPr><w:r><w:t>清理楼道,每周一次。</w:t></w:r></w:p>"
    began = time.monotonic()
    findings = inspect_document(with_document(HEAD + (text * 50_000).encode() + TAIL)).findings
    assert time.monotonic() - began < 30  # 3 seconds where nothing else runs
    assert 0 < len(findings) < 12


VALUES = (
    "",
    "-1",
    "0",
    "99999999999999999999",
    "NaN",
    "字",
    "²",
    "1.5pt",
    "true",
    "none",
    "%1%9",
    "2147483648",
)


def mutated(seed: int) -> bytes:
    """The sound document with a few attributes and elements changed at random, the same for a seed."""
    chance = random.Random(seed)
    parts = dict(PARTS)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([DOCUMENT, DOCUMENT, STYLES, *sorted(parts)])
        text = parts[name].decode("utf-8", "replace")
        attribute = chance.choice(list(re.finditer('="([^"]*)"', text)))
        element = chance.choice(list(re.finditer("<w:[^<>]*/>", text)) or [attribute])
        if chance.random() < 0.6:
            text = text[: attribute.start(1)] + chance.choice(VALUES) + text[attribute.end(1) :]
        else:
            other = chance.choice(("", "<w:p/>", "<w:tbl/>", "<w:sectPr/>", element[0] * 2))
            text = text[: element.start()] + other + text[element.end() :]
        parts[name] = text.encode()
    return packed(parts)


@pytest.mark.parametrize("seed", range(150))
def test_a_document_changed_at_random_is_reported_on_or_refused(seed: int) -> None:
    try:
        inspection = inspect_document(mutated(seed))
        copy = annotated_copy(inspection)
    except InvalidInput as refused:
        assert [finding.code for finding in refused.findings] == ["L101"]
    else:
        assert zipfile.is_zipfile(io.BytesIO(copy))
