"""Photographs that a facts file names: which file is meant, whether it may be opened, and its size.

Only names below the project's folder, also behind links; regular files of bounded size; nothing is
fetched. Here no pixel is decoded: the head of a file says what it is.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wenming_docs.facts.source.codes import excerpt
from wenming_docs.facts.source.includes import MISSING, path_below
from wenming_docs.reads import note_file
from wenming_docs.records import dataclass
from wenming_docs.zh import nearest

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 30 * 1024 * 1024
LARGEST_PIXELS = 100_000_000
ORIENTATION = 0x0112  # EXIF: how the camera was held
BROKEN_IMAGE = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, OverflowError),
    *(struct.error, zlib.error, MemoryError),
)
"""What decoding a damaged picture may raise."""

_OPENING = sum(
    getattr(os, name, 0) for name in ("O_RDONLY", "O_BINARY", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC")
)
_LISTED = 2_000
_PHOTOGRAPHS = (".jpg", ".jpeg", ".png")
_OTHER_KINDS = (
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (8, b"WEBP", "WEBP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (4, b"ftyp", "HEIC"),
    (0, b"%PDF", "PDF"),
    (0, b"PK\x03\x04", "Office 文档或压缩包"),
)
_SAVE_AS = "用“画图”或手机相册另存为 JPG，再写新的文件名"


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A photograph that can be opened: its true path, ``jpeg`` or ``png``, and its upright pixels."""

    path: str
    media: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a photograph cannot be used; its place in the facts is known to whoever asked."""

    code: str
    message: str
    hint: str


def look_at(name: str, folder: Path, home: Path) -> PictureFile | PictureFault:
    """What the picture ``name`` is, which a file in ``folder`` names, below the project's ``home``."""
    path, reason = path_below(name, folder, home)
    shown = excerpt(name, 60)
    if path is None:
        if reason == MISSING:
            return PictureFault("F198", f"找不到照片：{shown}", _meant(name, folder))
        hint = "把照片放进这个文件所在的文件夹，写相对的路径，例如 照片/清理前.jpg"
        return PictureFault("F200", f"照片“{shown}”不能用：{reason}", hint)
    note_file(path)
    real = os.path.realpath(path)
    data = read_picture(real, shown, head=True)
    return data if isinstance(data, PictureFault) else _look(real, data, shown)


def read_picture(real: str, shown: str, *, head: bool = False) -> BinaryIO | PictureFault:
    """The open file at ``real`` for its head alone, else its bytes in memory; at most 30 MB."""
    try:
        descriptor = os.open(real, _OPENING)
    except (OSError, ValueError) as error:
        return _unopened(shown, error)
    status = os.fstat(descriptor)
    if fault := _unfit(status, shown):
        os.close(descriptor)
        return fault
    file = _Bounded(io.FileIO(descriptor))
    if head:
        return file
    with file:
        return io.BytesIO(file.read(LARGEST_FILE))


class _Bounded(io.BufferedReader):
    """A file that gives no more at once than the largest photograph has.

    Space is set aside for what is asked, and a damaged head asks for gigabytes.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(LARGEST_FILE if size is None or size < 0 else min(size, LARGEST_FILE))


def _unfit(status: os.stat_result, shown: str) -> PictureFault | None:
    """Why an open file is not to be read: it is none, or too large."""
    if not stat.S_ISREG(status.st_mode):
        kind = "文件夹" if stat.S_ISDIR(status.st_mode) else "设备或管道"
        return PictureFault("F200", f"照片“{shown}”不能用：这是{kind}，不是文件", "写出照片文件的名字")
    if status.st_size > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        message = f"照片“{shown}”有{status.st_size // 1024 // 1024} MB，超过{limit} MB"
        return PictureFault("F201", message, "用“画图”或手机相册缩小后另存为 JPG")
    return None


def open_image(file: BinaryIO) -> Image:
    """The picture in ``file``, not decoded yet; raises one of BROKEN_IMAGE, or DecompressionBombError."""
    from PIL import Image  # 40 ms that a plan without photographs does not pay

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounds of our own follow
        return Image.open(file, formats=("JPEG", "PNG"))


def orientation_of(image: Image) -> int:
    """How the camera was held, 1 to 8 as EXIF counts; 1 where it does not say."""
    if image.format == "PNG" and "exif" not in image.info:
        return 1  # it would be looked for behind all pixels
    try:
        turned = image.getexif().get(ORIENTATION, 1)
    except BROKEN_IMAGE:
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def broken(shown: str) -> PictureFault:
    """The fault of a picture that cannot be decoded."""
    hint = "在电脑上打开看看；打不开的，重新拷一份或另选一张"
    return PictureFault("F199", f"照片“{shown}”坏了，读不出来", hint)


def _look(real: str, file: BinaryIO, shown: str) -> PictureFile | PictureFault:
    from PIL import Image

    with file:
        start = file.read(16)
        for offset, sign, kind in _OTHER_KINDS:
            if start.startswith(sign, offset):
                return PictureFault("F202", f"照片“{shown}”是 {kind} 格式，印不了", _SAVE_AS)
        file.seek(0)
        try:
            image = open_image(file)
            width, height = image.size
            turned = orientation_of(image) if width * height <= LARGEST_PIXELS else 1
        except Image.DecompressionBombError:
            return _too_many_pixels(shown)
        except BROKEN_IMAGE:
            return broken(shown)
    if width * height > LARGEST_PIXELS:
        return _too_many_pixels(shown)
    size = (height, width) if turned >= 5 else (width, height)
    return PictureFile(real, "png" if image.format == "PNG" else "jpeg", *size)


def _too_many_pixels(shown: str) -> PictureFault:
    return PictureFault(
        "F201", f"照片“{shown}”超过{LARGEST_PIXELS // 10_000:,}万像素", "缩小后另存为 JPG，长边4000像素就够"
    )


def _unopened(shown: str, error: Exception) -> PictureFault:
    if isinstance(error, PermissionError):
        return PictureFault("F200", f"照片“{shown}”不能用：没有读它的权限", "改好文件的权限，或另拷一份")
    return PictureFault("F198", f"找不到照片：{shown}", "检查文件名；链接指向的文件可能已经删了")


def _meant(name: str, folder: Path) -> str:
    """The cure for a name that no file has: the file beside it that is most like it."""
    place = "路径从写它的那个文件所在的文件夹算起"
    parent, _, last = name.replace("\\", "/").rpartition("/")
    beside = _names_in(folder / parent) if parent else _names_in(folder)
    if beside is None:
        return f"没有“{excerpt(parent, 40)}”这个文件夹；{place}"
    stems = {name.rpartition(".")[0]: name for name in reversed(beside)}  # .jpg is like any .jpg
    if close := stems.get(nearest(last.rpartition(".")[0] or last, stems) or ""):
        return f"是不是想写“{parent + '/' if parent else ''}{close}”"
    return f"检查文件名和扩展名（.jpg、.png）；{place}"


def _names_in(folder: Path) -> list[str] | None:
    """The pictures in a folder; None where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry, _ in zip(entries, range(_LISTED), strict=False)]
    except OSError:
        return None
    return sorted(name for name in names if name.lower().endswith(_PHOTOGRAPHS))
