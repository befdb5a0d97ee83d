"""Photographs made fit for print: upright, of bounded size, and without what a camera noted down.

Where and when a picture was taken, by whom and with what (EXIF, XMP, IPTC) never leaves this machine.
Same file, same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from wenming_docs.facts.source.pictures import (
    BROKEN_IMAGE,
    LARGEST_PIXELS,
    PictureFault,
    broken,
    open_image,
    orientation_of,
    read_picture,
)
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_PRINTED = 300_000
"""Bytes of one photograph in a document: 200 of them stay below 60 MB."""
_QUALITIES = (85, 75, 65, 55)
_LARGEST_PROFILE = 4096  # a colour profile of a phone has half a kB, one of a press half a MB


@dataclass(frozen=True, slots=True)
class Developed:
    """A photograph for print: bytes, ``jpeg`` or ``png``, pixels across and down."""

    data: bytes
    media: str
    width: int
    height: int


def develop(path: str, shown: str, longest: int) -> Developed | PictureFault:
    """The photograph at ``path``, upright, its longer side at most ``longest`` pixels."""
    from PIL import Image

    file = read_picture(path, shown)
    if isinstance(file, PictureFault):
        return file
    original = file.read()
    try:
        image = open_image(io.BytesIO(original))
        if image.width * image.height > LARGEST_PIXELS:  # it was exchanged since it was looked at
            return broken(shown)
        turned, kept = orientation_of(image), _fits(image, original, longest)
        if kept and turned == 1 and image.format != "PNG":
            image.load()
            return Developed(_without_notes(original), "jpeg", *image.size)
        return _printed(_upright(image, turned, longest), image.format == "PNG")
    except (*BROKEN_IMAGE, Image.DecompressionBombError):
        return broken(shown)


def _fits(image: Image, original: bytes, longest: int) -> bool:
    """Whether a picture may stay as it is, pixel by pixel."""
    return max(image.size) <= longest and image.mode in ("RGB", "L") and len(original) <= LARGEST_PRINTED


def _upright(image: Image, turned: int, longest: int) -> Image:
    """The picture decoded, in RGB or grey on white, turned and brought down to ``longest``."""
    from PIL import Image

    share = min(1.0, longest / max(image.size))
    size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
    image.draft(None, size)  # a JPEG is decoded at half or a quarter of its size: four times as fast
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    upright = _on_white(image)
    if upright.size != size:
        upright = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    transpose = Image.Transpose
    ways = (
        *(None, None, transpose.FLIP_LEFT_RIGHT, transpose.ROTATE_180, transpose.FLIP_TOP_BOTTOM),
        *(transpose.TRANSPOSE, transpose.ROTATE_270, transpose.TRANSVERSE, transpose.ROTATE_90),
    )
    if (way := ways[turned]) is not None:
        upright = upright.transpose(way)
    small = isinstance(profile, bytes) and len(profile) <= _LARGEST_PROFILE
    upright.info = {"icc_profile": profile} if small else {}
    return upright


def _on_white(image: Image) -> Image:
    """RGB or grey; what is transparent shows white paper."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _printed(image: Image, drawn: bool) -> Developed:
    """The picture as bytes of bounded size; what was ``drawn`` (PNG) stays sharp where it is small."""
    profile = image.info.get("icc_profile")
    image.info = {}
    if drawn:
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=True, icc_profile=profile)
        if buffer.tell() <= LARGEST_PRINTED:
            return Developed(buffer.getvalue(), "png", *image.size)
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, icc_profile=profile)
        if buffer.tell() <= LARGEST_PRINTED:
            return Developed(buffer.getvalue(), "jpeg", *image.size)
    image.info = {"icc_profile": profile}
    return _printed(_reduced(image), drawn=False)


def _reduced(image: Image) -> Image:
    smaller = image.resize((max(image.width * 3 // 4, 1), max(image.height * 3 // 4, 1)))
    smaller.info = image.info
    return smaller


# JPEG without its notes, its pixels untouched


_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE


def _without_notes(data: bytes) -> bytes:
    """A JPEG without EXIF, comments and whatever follows its end; colours keep their meaning.

    What stays of the application segments is JFIF (0), a colour profile (2) and Adobe's colours (14).
    """
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker where one belongs")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _END:
            break
        end = at + 2 if marker in _STANDALONE else at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _START_OF_SCAN:
            end = _scan_end(data, end)
        if not _is_note(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
    return b"".join(kept) + b"\xff\xd9"


def _is_note(marker: int, content: bytes) -> bool:
    if marker == 0xE2:
        return not content.startswith(b"ICC_PROFILE")
    return marker == _COMMENT or 0xE1 <= marker <= 0xED or marker == 0xEF


def _scan_end(data: bytes, start: int) -> int:
    """Where the pixels of a scan end: at the next marker that is none of theirs."""
    at = data.find(b"\xff", start)
    while 0 <= at < len(data) - 1 and (data[at + 1] == 0 or data[at + 1] in _STANDALONE):
        at = data.find(b"\xff", at + 2)
    return at if at >= 0 else len(data)
