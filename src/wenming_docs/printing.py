"""PDFs of documents: all of a command by one call of LibreOffice, the same bytes each time, known as ours."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wenming_docs.errors import InvalidInput
from wenming_docs.writing import Rendered
from wenming_docs.zh.lazy import lazy_pattern

_SEAL = lazy_pattern(rb"%wenming ([0-9a-f]{64})\n\Z")
_PAGES = lazy_pattern(rb"/Type\s*/Pages\b(?:(?!endobj).)*?/Count\s+(\d+)", re.DOTALL)


def print_out(documents: Sequence[Rendered]) -> list[Rendered]:
    """The documents, with the PDFs of those that wait for one; raises OutputRefused without LibreOffice."""
    waiting = [document for document in documents if document.awaits_printing]
    from wenming_docs.office import lay_out  # asking whose a file is needs no LibreOffice

    printed = iter(lay_out([document.data for document in waiting]) if waiting else ())
    return [
        replace(document, data=sealed(next(printed))) if document.awaits_printing else document
        for document in documents
    ]


def page_count(pdf: bytes) -> int:
    """The pages of a PDF of LibreOffice, whose page tree stands in it unpacked; 0 where none is found."""
    return max((int(count) for count in _PAGES.findall(pdf)), default=0)


def sealed(pdf: bytes) -> bytes:
    """The PDF without the time of its making, and behind its end a comment with the SHA-256 of it.

    Readers pass over what follows the end. Every change is made in place: a PDF is full of offsets.
    """
    timeless = _without_time(pdf)
    end = b"" if timeless.endswith(b"\n") else b"\n"
    content = timeless + end
    return content + b"%wenming " + hashlib.sha256(content).hexdigest().encode() + b"\n"


def is_untouched(pdf: bytes) -> bool:
    """Whether we sealed these bytes and nobody has changed them or added anything since."""
    seal = _SEAL.search(pdf)
    return seal is not None and hashlib.sha256(pdf[: seal.start()]).hexdigest().encode() == seal[1]


def is_ours(old: bytes) -> bool:
    """Whether we wrote these bytes, in any of our formats, and nobody has edited them since."""
    if old.startswith(b"%PDF"):
        return is_untouched(old)
    if not old.startswith(b"PK"):
        from wenming_docs.page.html import is_untouched as is_untouched_text

        return is_untouched_text(old)
    from wenming_docs.page.word import fingerprint

    stored, computed = fingerprint(old)
    return stored is not None and stored == computed


def paragraphs_edited(old: bytes) -> int | None:
    """How many paragraphs of a .docx of ours no longer read as given out; ``None`` where nothing tells.

    Office programs write a document anew when they only save it: then none of them does.
    """
    from wenming_docs.page.word import mark_of, read_returned

    try:
        returned = read_returned(old)
    except InvalidInput:
        return None
    if returned.marks is None:
        return None
    marks = [mark_of(passage.text) for passage in returned.passages if passage.text]
    now, then = Counter(marks), Counter(returned.marks)
    if now == then:  # the same words; in another place they are an edit as well
        return sum(one != other for one, other in zip(marks, returned.marks, strict=True))
    return max((now - then).total(), (then - now).total())


_DATE = lazy_pattern(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14}[^)]*)\)")
_ID = lazy_pattern(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]")
_CHECKSUM = lazy_pattern(rb"/DocChecksum\s*/([0-9A-Fa-f]+)")
_MOMENT = b"19800101000000Z"


def _without_time(pdf: bytes) -> bytes:
    """As many bytes with a fixed date, and an identity made of the content instead of the clock."""
    fixed = _DATE.sub(lambda found: found[1] + _MOMENT.ljust(len(found[2]))[: len(found[2])] + b")", pdf)
    for pattern in (_ID, _CHECKSUM):
        fixed = pattern.sub(_blanked, fixed)
    identity = hashlib.sha256(fixed).hexdigest().upper().encode()
    return _ID.sub(lambda found: _filled(found, identity), fixed)


def _blanked(found: re.Match[bytes]) -> bytes:
    return _filled(found, b"0" * 64)


def _filled(found: re.Match[bytes], identity: bytes) -> bytes:
    """The match with each of its groups replaced by as many signs of ``identity``."""
    text, start = bytearray(found[0]), found.start()
    for number in range(1, len(found.groups()) + 1):
        begin, end = found.start(number) - start, found.end(number) - start
        text[begin:end] = identity.ljust(end - begin, b"0")[: end - begin]
    return bytes(text)
