"""Photographs made for tests: quarters of four colours, so that turning one shows."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

COLOURS = ((200, 30, 30), (30, 160, 60), (40, 60, 200), (230, 200, 40))
"""Upper left, upper right, lower left, lower right of an upright picture."""
ORIENTATION, GPS, MODEL = 0x0112, 0x8825, 0x0110
_STORED = {  # how a camera stores an upright picture, by EXIF orientation
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def upright(width: int = 64, height: int = 48) -> Image.Image:
    """The picture as it should be seen."""
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(COLOURS):
        left, top = index % 2 * width // 2, index // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def stored(orientation: int, width: int = 64, height: int = 48) -> bytes:
    """The same as a camera held some way stores it: turned, with EXIF that says so, GPS and its name."""
    image = upright(width, height)
    for way in _STORED[orientation]:
        image = image.transpose(way)
    exif = Image.Exif()
    exif[ORIENTATION], exif[MODEL] = orientation, "YUNSHAN-CAMERA"
    exif[GPS] = {1: "N", 2: (30.0, 15.0, 20.0)}
    return jpeg(image, exif=exif)


def jpeg(image: Image.Image, **more: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, subsampling=0, **more)
    return buffer.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    """``data`` as a file below ``folder``."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The four colours as they are seen, rounded to what JPEG keeps."""
    seen = image.convert("RGB")
    width, height = seen.size
    places = [(x, y) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
    return [nearest_colour(seen.getpixel(place)) for place in places]


def nearest_colour(pixel: object) -> tuple[int, ...]:
    assert isinstance(pixel, tuple)
    return min(COLOURS, key=lambda known: sum(abs(a - b) for a, b in zip(known, pixel, strict=True)))
