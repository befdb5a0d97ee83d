"""Photographs: which files may be printed, and what becomes of them on the way to the page."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.facts.photos import COLOURS, corners, jpeg, put, stored, upright
from wenming_docs.facts.source import Developed, PictureFault, PictureFile, develop, look_at
from wenming_docs.facts.source.develop import LARGEST_PRINTED
from wenming_docs.findings import Finding
from wenming_docs.pipeline import check_file, render_file

FRAME = """单位:
  名称: 云山市青石街道办事处
  自称: 我街道
创建:
  荣誉: 全国文明城市
  年度: 2026
文稿:
  - 文种: 情况汇报
    称谓: 各位领导
    标题: 青石街道创建工作情况汇报
    章节:
      - 标题: 现场情况
        文: 四月以来清理了楼道。
        图片:
"""


def plan(folder: Path, *photos: str) -> Path:
    """An entry file whose only section shows ``photos`` (lines of YAML), the first on line 15."""
    path = folder / "计划.yaml"
    path.write_text(FRAME + "".join(f"          - {photo}\n" for photo in photos), encoding="utf-8")
    return path


def found(path: Path) -> list[tuple[str, int, str, str]]:
    """Code, line, message and cure of what checking says of photographs."""
    return [
        (finding.code, finding.origin.line, finding.message, finding.hint)
        for finding in check_file(path).findings
        if "F198" <= finding.code <= "F203" and finding.origin
    ]


def images(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "/media/" in name}


def developed(path: Path, longest: int = 1000) -> Developed:
    done = develop(str(path), path.name, longest)
    assert isinstance(done, Developed), done
    return done


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


# which files may be printed


def test_a_missing_photograph_is_named_at_its_line_with_the_nearest_file(tmp_path: Path) -> None:
    put(tmp_path, "照片/清理前.jpg", stored(1))
    path = plan(
        tmp_path, "照片/清理前.jpg: 4月2日清理前", "照片/清里前.jpg: 4月2日清理前", "相片/清理后.jpg: 后"
    )
    assert found(path) == [
        ("F198", 16, "找不到照片：照片/清里前.jpg", "是不是想写“照片/清理前.jpg”"),
        (
            "F198",
            17,
            "找不到照片：相片/清理后.jpg",
            "没有“相片”这个文件夹；路径从写它的那个文件所在的文件夹算起",
        ),
    ]
    assert render_file(path).documents == ()


def test_a_missing_photograph_is_named_beside_other_mistakes(tmp_path: Path) -> None:
    path = plan(tmp_path, "照片/无.jpg: 无")
    path.write_text(path.read_text("utf-8") + "任务:\n  - 名字不对: 甲\n", encoding="utf-8")
    assert {finding.code for finding in check_file(path).findings} >= {"F198", "F003"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("https://photo.example/1.jpg", "这里不能写网址"),
        ("/etc/hostname", "这里不能写绝对路径"),
        ("'C:\\照片\\1.jpg'", "这里不能写绝对路径"),
        ("'\\\\服务器\\照片\\1.jpg'", "这里不能写绝对路径"),
        ("../别处/1.jpg", "这里不能写“..”（上一级文件夹）"),
        ("链接/1.jpg", "经链接指到了文件夹外面"),
        ("照片", "这是文件夹，不是文件"),
        ("管道.jpg", "这是设备或管道，不是文件"),
    ],
)
def test_a_photograph_outside_the_folder_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    put(tmp_path, "别处/1.jpg", stored(1))
    home = tmp_path / "计划"
    (home / "照片").mkdir(parents=True)
    (home / "链接").symlink_to(tmp_path / "别处")
    os.mkfifo(home / "管道.jpg")
    ((code, line, message, _),) = found(plan(home, f"文件: {name}\n            图说: 一张"))
    assert (code, line) == ("F200", 15)
    assert message.endswith(f"不能用：{reason}")


def test_a_link_inside_the_folder_is_followed_and_a_part_names_files_beside_itself(tmp_path: Path) -> None:
    photo = put(tmp_path, "照片/1.jpg", stored(1))
    (tmp_path / "台账").mkdir()
    (tmp_path / "台账/照片").symlink_to(photo.parent)
    part = "成果:\n  - 日期: 4月3日\n    事: 清理楼道\n    进度: 已完成\n    照片: 照片/1.jpg\n"
    put(tmp_path, "台账/4月.yaml", part.encode())
    path = plan(tmp_path, "照片/1.jpg: 一张")
    path.write_text("包含: 台账/4月.yaml\n" + path.read_text("utf-8"), encoding="utf-8")
    assert found(path) == []


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (png_head(20_000, 8_000), "F201", "照片“照片/1.jpg”超过10,000万像素"),
        (png_head(30_000, 30_000), "F201", "照片“照片/1.jpg”超过10,000万像素"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "F202", "照片“照片/1.jpg”是 HEIC 格式，印不了"),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 40, "F202", "照片“照片/1.jpg”是 WEBP 格式，印不了"),
        (b"BM" + b"\0" * 60, "F202", "照片“照片/1.jpg”是 BMP 格式，印不了"),
        (b"GIF89a" + b"\0" * 60, "F202", "照片“照片/1.jpg”是 GIF 格式，印不了"),
        (b"%PDF-1.7", "F202", "照片“照片/1.jpg”是 PDF 格式，印不了"),
        ("这是一段文字".encode(), "F199", "照片“照片/1.jpg”坏了，读不出来"),
        (b"", "F199", "照片“照片/1.jpg”坏了，读不出来"),
        (b"\xff\xd8\xff\xe0", "F199", "照片“照片/1.jpg”坏了，读不出来"),
    ],
)
def test_what_is_no_photograph_is_refused_by_its_head(
    tmp_path: Path, data: bytes, code: str, message: str
) -> None:
    put(tmp_path, "照片/1.jpg", data)
    assert [entry[:3] for entry in found(plan(tmp_path, "照片/1.jpg: 一张"))] == [(code, 15, message)]


def test_a_head_that_claims_gigabytes_is_read_without_them(tmp_path: Path) -> None:
    """The length of a part of a PNG file is what its maker wrote there."""
    claimed = png_head(40, 30)[:33] + struct.pack(">I", 0x7FFFFFFF) + b"tEXt" + b"x" * 100
    tracemalloc.start()
    for data in (claimed, claimed.replace(b"tEXt", b"iCCP")):
        put(tmp_path, "照片/1.png", data)
        assert {code for code, *_ in found(plan(tmp_path, "照片/1.png: 图"))} <= {"F199"}
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


def test_a_file_beyond_30_mb_is_never_read(tmp_path: Path) -> None:
    with put(tmp_path, "照片/1.jpg", stored(1)).open("ab") as file:
        file.truncate(31 * 1024 * 1024)
    ((code, _, message, hint),) = found(plan(tmp_path, "照片/1.jpg: 一张"))
    assert (code, message) == ("F201", "照片“照片/1.jpg”有31 MB，超过30 MB")
    assert "另存为 JPG" in hint


def test_a_photograph_that_ends_in_the_middle_is_named_when_it_is_printed(tmp_path: Path) -> None:
    whole = jpeg(Image.effect_noise((400, 300), 90).convert("RGB"))
    put(tmp_path, "照片/1.jpg", whole[: len(whole) // 2])
    path = plan(tmp_path, "照片/1.jpg: 一张")
    assert found(path) == []  # checking opens the head alone
    outcome = render_file(path)
    (fault,) = [f for f in outcome.findings if f.code == "F199"]
    assert isinstance(fault, Finding) and fault.origin and fault.origin.line == 15
    assert outcome.documents == ()


def test_a_photograph_without_words_is_doubted(tmp_path: Path) -> None:
    put(tmp_path, "照片/1.jpg", stored(1))
    assert [entry[:3] for entry in found(plan(tmp_path, "照片/1.jpg"))] == [
        ("F203", 15, "照片“照片/1.jpg”没有图说")
    ]


# what becomes of them


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("longest", [1000, 40])
def test_however_the_camera_was_held_the_picture_stands_upright(
    tmp_path: Path, orientation: int, longest: int
) -> None:
    path = put(tmp_path, "1.jpg", stored(orientation))
    looked = look_at("1.jpg", tmp_path, tmp_path)
    assert isinstance(looked, PictureFile) and (looked.width, looked.height) == (64, 48)
    done = developed(path, longest)
    assert (done.width, done.height) == ((64, 48) if longest == 1000 else (40, 30))
    assert opened(done.data).size == (done.width, done.height)
    assert corners(opened(done.data)) == list(COLOURS)
    assert dict(opened(done.data).getexif()) == {}


@pytest.mark.parametrize("orientation", [1, 6])
def test_where_and_with_what_it_was_taken_never_reaches_the_document(
    tmp_path: Path, orientation: int
) -> None:
    data = stored(orientation) + b"second picture of the phone: YUNSHAN-CAMERA"
    put(tmp_path, "照片/1.jpg", data)
    (document,) = render_file(plan(tmp_path, "照片/1.jpg: 一张")).documents
    ((_, printed),) = images(document.data).items()
    assert b"YUNSHAN" in data and b"YUNSHAN" not in printed
    assert b"Exif" not in printed


def test_a_small_upright_photograph_keeps_every_pixel(tmp_path: Path) -> None:
    for more in ({}, {"progressive": True}):
        data = jpeg(Image.effect_noise((200, 150), 60).convert("RGB"), **more)
        done = developed(put(tmp_path, "1.jpg", data))
        assert opened(done.data).tobytes() == opened(data).tobytes()


def test_two_hundred_photographs_stay_below_60_mb(tmp_path: Path) -> None:
    noise = Image.effect_noise((1200, 900), 120).convert("RGB")  # nothing is harder to store
    for longest in (1600, 520):
        done = developed(put(tmp_path, "1.jpg", jpeg(noise)), longest)
        assert len(done.data) <= LARGEST_PRINTED == 300_000
        assert max(done.width, done.height) <= longest


def test_what_is_transparent_shows_white_paper_and_drawings_stay_sharp(tmp_path: Path) -> None:
    image = upright().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 32, 24))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    done = developed(put(tmp_path, "1.png", buffer.getvalue()))
    assert done.media == "png"
    assert opened(done.data).getpixel((5, 5)) == (255, 255, 255)
    assert opened(done.data).getpixel((60, 40)) == COLOURS[3]


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "LA", "I;16"])
def test_every_kind_of_pixels_is_printed(tmp_path: Path, mode: str) -> None:
    image = Image.new("I;16", (64, 48), 40_000) if mode == "I;16" else upright().convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG" if mode == "CMYK" else "PNG")
    done = developed(put(tmp_path, "1.x", buffer.getvalue()))
    assert opened(done.data).size == (64, 48)
    assert opened(done.data).mode in ("RGB", "L")


def test_same_photographs_same_bytes_and_each_once(tmp_path: Path) -> None:
    put(tmp_path, "照片/1.jpg", stored(6, 1600, 1200))
    put(tmp_path, "照片/2.jpg", stored(6, 1600, 1200))
    path = plan(tmp_path, "照片/1.jpg: 一张", "照片/2.jpg: 又一张", "照片/1.jpg: 还是它")
    first, second = (render_file(path).documents[0].data for _ in range(2))
    assert first == second
    assert len(images(first)) == 1


def test_a_file_exchanged_for_a_link_after_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "1.jpg", stored(1))
    put(tmp_path, "别处.jpg", stored(1))
    path.unlink()
    path.symlink_to(tmp_path / "别处.jpg")
    assert isinstance(develop(str(path), "1.jpg", 1000), PictureFault)
