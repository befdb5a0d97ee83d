"""What somebody has edited is never replaced: not unasked, not while we write, not under another name."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.batch.trees import PLAN
from tests.test_cli_render import NAME, wenming, write
from wenming_docs.errors import OutputRefused
from wenming_docs.office import find_soffice
from wenming_docs.output import Edited, Replacing, write_document, write_over, write_whole
from wenming_docs.pipeline import Options, render_file
from wenming_docs.printing import is_ours, sealed

TABLED = PLAN + "    附件: 任务分解表\n"
CUSTOM = "docProps/custom.xml"
CHANGED = TABLED.replace("清理背街小巷", "清理楼道和背街小巷")
READ_ONLY = "这个文件是只读的，去掉“只读”属性再试"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One plan in every format, by suffix; the PDF is only sealed like one."""
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(TABLED, encoding="utf-8")
    options = Options(today=date(2026, 5, 20), more_formats=("xlsx", "md", "html"))
    made = {each.suffix: each.data for each in render_file(path, options).documents}
    return made | {".pdf": sealed(b"%PDF-1.7\n%%EOF\n")}


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], **more: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | more).items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def changed_part(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(docx: bytes) -> bytes:
        parts = parts_of(docx)
        assert old in parts[name]
        return zipped(parts | {name: parts[name].replace(old, new, 1)})

    return change


def without_custom(docx: bytes) -> bytes:
    return zipped({name: data for name, data in parts_of(docx).items() if name != CUSTOM})


def with_comment(docx: bytes) -> bytes:
    buffer = BytesIO(docx)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = "领导已阅".encode()
    return buffer.getvalue()


def with_twin(docx: bytes) -> bytes:
    """The document part twice: readers take the one or the other."""
    buffer = BytesIO(docx)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", parts_of(docx)["word/document.xml"])
    return buffer.getvalue()


def twice_the_property(docx: bytes) -> bytes:
    parts = parts_of(docx)
    start = parts[CUSTOM].index(b"<property ")
    end = parts[CUSTOM].index(b"</property>") + len(b"</property>")
    return zipped(parts | {CUSTOM: parts[CUSTOM][:end] + parts[CUSTOM][start:end] + parts[CUSTOM][end:]})


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "a word changed": changed_part("word/document.xml", "背街小巷".encode(), "背街后巷".encode()),
    "a style changed": changed_part("word/styles.xml", b"w:styleId", b"w:styleId "),
    "an entry added": lambda docx: zipped(parts_of(docx), **{"word/comments.xml": b"<w:comments/>"}),
    "an entry twice": with_twin,
    "the hash gone": changed_part(CUSTOM, b"<vt:lpwstr>", b"<vt:lpwstr>0"),
    "the hash twice": twice_the_property,
    "the properties gone": without_custom,
    "something behind it": lambda docx: docx + "领导批示".encode(),
    "something before it": lambda docx: "领导批示".encode() + docx,
    "a remark on the archive": with_comment,
    "cut short": lambda docx: docx[:-30],
    "emptied": lambda _docx: b"",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_edit_of_a_word_document_counts(
    edit: Callable[[bytes], bytes], documents: dict[str, bytes]
) -> None:
    assert is_ours(documents[".docx"])
    assert not is_ours(edit(documents[".docx"]))


def test_the_same_parts_packed_again_are_no_edit(documents: dict[str, bytes]) -> None:
    assert is_ours(zipped(parts_of(documents[".docx"])))


@pytest.mark.parametrize("suffix", [".xlsx", ".md", ".html", ".pdf"])
def test_every_edit_of_another_format_counts(suffix: str, documents: dict[str, bytes]) -> None:
    data = documents[suffix]
    middle = len(data) // 2
    assert is_ours(data)
    for touched in (data + b"\n", b"\n" + data, data[:middle] + b"\xe6" + data[middle:], data[:-1], b""):
        assert not is_ours(touched)


def test_an_edited_document_renamed_to_another_of_ours_is_kept(
    tmp_path: Path, documents: dict[str, bytes]
) -> None:
    write(tmp_path, plan=PLAN)
    path = tmp_path / "输出" / NAME
    path.parent.mkdir()
    touched = EDITS["a word changed"](documents[".docx"])
    path.write_bytes(touched)
    cures = "先 wenming pull 把改动收回计划；或 --keep-both 另存一份；或 --force 覆盖"
    told = f"× “{Path('输出', NAME)}”已被人改过（1段文字）：{cures}"
    assert wenming(tmp_path, "render", "plan.yaml") == (3, [], [told])
    assert path.read_bytes() == touched


def test_a_document_that_was_only_saved_again_says_so(tmp_path: Path, documents: dict[str, bytes]) -> None:
    write(tmp_path, plan=PLAN)
    path = tmp_path / "输出" / NAME
    path.parent.mkdir()
    path.write_bytes(EDITS["a style changed"](documents[".docx"]))
    told = f"× “{Path('输出', NAME)}”被另存过，或改过版式、页眉页脚；正文的文字没有变："
    told += "--keep-both 另存一份；或 --force 覆盖"
    assert wenming(tmp_path, "render", "plan.yaml") == (3, [], [told])


@pytest.mark.page
def test_a_document_that_libreoffice_saved_again_is_kept(tmp_path: Path) -> None:
    soffice = find_soffice()
    if soffice is None:
        pytest.skip("no LibreOffice here")
    write(tmp_path, plan=PLAN)
    assert wenming(tmp_path, "render", "plan.yaml")[0] == 0
    path = tmp_path / "输出" / NAME
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(soffice),
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "saved"),
    ]
    subprocess.run(
        [*command, str(path)], stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=True
    )
    saved = (tmp_path / "saved" / NAME).read_bytes()
    path.write_bytes(saved)
    assert wenming(tmp_path, "render", "plan.yaml")[0] == 3
    assert path.read_bytes() == saved


# while we write


OLD, NEW, HAND = b"old " * 5000, b"new " * 5000, b"by hand " * 3000


def test_a_file_saved_after_it_was_judged_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(OLD)

    def ours_then_saved(old: bytes) -> bool:
        path.write_bytes(HAND)  # Word saves in the very moment
        return old == OLD

    with pytest.raises(Edited):
        write_whole(path, NEW, is_ours=ours_then_saved)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("方案.docx", HAND)]


@pytest.mark.parametrize("stood", [True, False])
def test_a_file_saved_while_ours_was_written_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stood: bool
) -> None:
    path = tmp_path / "方案.docx"
    if stood:
        path.write_bytes(OLD)

    def saved(_file: int) -> None:
        beside = tmp_path / "~WRD0001.tmp"  # Word writes beside the document and renames
        beside.write_bytes(HAND)
        os.rename(beside, path) if os.name != "nt" else path.write_bytes(HAND)

    monkeypatch.setattr(os, "fsync", saved)
    with pytest.raises(Edited):
        write_whole(path, NEW, is_ours=lambda old: old == OLD)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir() if each.name[0] != "~"] == [
        ("方案.docx", HAND)
    ]


def test_a_file_that_never_rests_is_told_and_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    path = tmp_path / "方案.docx"
    path.write_bytes(OLD)
    saves: list[int] = []

    def restless(_old: bytes) -> bool:
        saves.append(1)
        path.write_bytes(OLD + b"x" * len(saves))
        return True

    with pytest.raises(OutputRefused) as refusal:
        write_whole(path, NEW, is_ours=restless)
    assert str(refusal.value) == f"写不了“{path}”：正被别的程序改写，请稍后再试"
    assert [each.name for each in tmp_path.iterdir()] == ["方案.docx"]
    assert path.read_bytes() == OLD + b"x" * len(saves)


def test_many_who_write_one_file_at_once_all_succeed_and_the_last_wins(tmp_path: Path) -> None:
    path, together, refused = tmp_path / "方案.docx", threading.Barrier(12), []
    path.write_bytes(OLD)

    def run(number: int) -> None:
        together.wait()
        try:
            write_whole(path, bytes([65 + number]) * 40_000, is_ours=lambda _old: True)
        except OutputRefused as refusal:
            refused.append(str(refusal))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert [each.name for each in tmp_path.iterdir()] == ["方案.docx"]
    assert path.read_bytes() in {bytes([65 + number]) * 40_000 for number in range(12)}


def test_the_users_own_file_is_replaced_only_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_bytes(HAND)
    with pytest.raises(Edited) as refusal:
        write_over(path, NEW, OLD)
    assert str(refusal.value) == f"“{path}”在读过以后又被改了，没有动它：再运行一次"
    assert path.read_bytes() == HAND
    write_over(path, NEW, HAND)
    assert path.read_bytes() == NEW


# read-only


@pytest.mark.parametrize("arguments", [[], ["--force"]])
def test_a_read_only_document_is_told_as_that_also_with_force(tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, plan=PLAN)
    wenming(tmp_path, "render", "plan.yaml")
    path = tmp_path / "输出" / NAME
    path.write_bytes(b"old")
    path.chmod(stat.S_IREAD)
    told = f"× 写不了“{Path('输出', NAME)}”：{READ_ONLY}"
    assert wenming(tmp_path, "render", "plan.yaml", *arguments) == (3, [], [told])
    assert path.read_bytes() == b"old"
    path.chmod(stat.S_IREAD | stat.S_IWRITE)


@pytest.mark.parametrize(
    "arguments",
    [
        ["fmt", "plan.yaml"],
        ["record", "plan.yaml", "--date", "5月12日", "--task", "环境卫生整治", "清运垃圾=12车"],
        ["check", "--fix", "plan.yaml"],
        ["import", "清单.xlsx", "--into", "plan.yaml"],
        ["new-plan", "plan.yaml", "--force"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_read_only_plan_is_told_as_that(tmp_path: Path, arguments: list[str]) -> None:
    text = PLAN.replace("群众心坎上。", "群众心坎上,切实抓好.")
    if arguments[0] == "import":
        text = PLAN[: PLAN.index("任务:")]
        book = Workbook()
        for row in (("任务", "牵头单位", "完成时限"), ("清运垃圾", "城管办", "6月底前")):
            book.active.append(row)
        book.save(tmp_path / "清单.xlsx")
    write(tmp_path, plan=text)
    path = tmp_path / "plan.yaml"
    path.chmod(stat.S_IREAD)
    code, out, err = wenming(tmp_path, *arguments)
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert (code, out) == (3, out if arguments[0] == "check" else [])
    assert f"× 写不了“plan.yaml”：{READ_ONLY}" in err and not any(line.startswith("√") for line in err)
    assert path.read_text(encoding="utf-8") == text


# both are kept where that is asked for


def rule(*, keep_both: bool = True, avoid: frozenset[str] = frozenset()) -> Replacing:
    return Replacing(lambda old: old == OLD, keep_both=keep_both, avoid=avoid)


def names(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


def test_nothing_is_kept_beside_where_the_document_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    assert write_document(path, OLD, rule()) == path
    assert write_document(path, NEW, rule()) == path
    assert names(tmp_path) == {"方案.docx": NEW}


def test_the_next_free_number_is_taken_and_nothing_there_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    for name in ("方案.docx", "方案 (2).docx"):
        (tmp_path / name).write_bytes(HAND)
    (tmp_path / "方案 (3).docx").mkdir()
    (tmp_path / "方案 (4).docx").write_bytes(OLD)
    with pytest.raises(OutputRefused):  # a folder of that name is nothing that keeping both could solve
        write_document(path, NEW, rule())
    (tmp_path / "方案 (3).docx").rmdir()
    assert write_document(path, NEW, rule()) == tmp_path / "方案 (3).docx"
    assert write_document(path, NEW, rule()) == tmp_path / "方案 (3).docx"
    assert (
        write_document(path, b"newer", rule(avoid=frozenset({"方案 (5).docx"}))) == tmp_path / "方案 (6).docx"
    )
    assert names(tmp_path) == {
        "方案.docx": HAND,
        "方案 (2).docx": HAND,
        "方案 (3).docx": NEW,
        "方案 (4).docx": OLD,
        "方案 (6).docx": b"newer",
    }


def test_a_long_name_beside_fits_too(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + "a.docx")
    path.write_bytes(HAND)
    beside = write_document(path, NEW, rule())
    assert beside.name.endswith(".docx") and len(beside.name.encode()) <= 255
    assert names(tmp_path) == {path.name: HAND, beside.name: NEW}


@pytest.mark.parametrize("why", ["edited", "open", "read-only"])
def test_render_keeps_both_and_names_them(tmp_path: Path, why: str) -> None:
    write(tmp_path, plan=TABLED)
    path, shown = tmp_path / "输出" / NAME, Path("输出", NAME)
    wenming(tmp_path, "render", "plan.yaml")
    if why == "edited":
        path.write_bytes(EDITS["a word changed"](path.read_bytes()))
    elif why == "open":
        path.with_name(f"~${NAME[2:]}").write_bytes(b"")
    else:
        path.chmod(stat.S_IREAD)
    old = path.read_bytes()
    write(tmp_path, plan=CHANGED)
    assert wenming(tmp_path, "render", "plan.yaml")[0] == 3
    beside = "plan-实施方案 (2).docx"
    told = f"● “{shown}”不能替换（被人改过、正打开着或只读），没有动它；新的一份另存为“{beside}”"
    for _ in range(2):
        assert wenming(tmp_path, "render", "plan.yaml", "--keep-both") == (
            0,
            [str(shown.with_name(beside))],
            [told, "√ 生成 1 份文稿"],
        )
    assert path.read_bytes() == old
    assert is_ours(path.with_name(beside).read_bytes()) and path.with_name(beside).read_bytes() != old
    assert sorted(each.suffix for each in path.parent.iterdir() if each.name[0] != "~") == [".docx", ".docx"]


def test_both_or_over_is_one_question() -> None:
    code, _, err = wenming(Path(), "render", "examples/东城区.yaml", "--force", "--keep-both")
    assert (code, err) == (2, ["× --force 是覆盖，--keep-both 是两份都留，只能写一个"])


def test_a_batch_keeps_both_names_them_and_does_not_take_the_old_for_done(tmp_path: Path) -> None:
    for name in ("一", "二"):
        write(tmp_path, **{f"区__街道__{name}": PLAN})
    assert wenming(tmp_path, "render", "区", "-o", "出")[0] == 0
    path = tmp_path / "出" / "街道" / "一-实施方案.docx"
    touched = EDITS["a word changed"](path.read_bytes())
    path.write_bytes(touched)
    page = tmp_path / "出" / "批量结果.txt"
    page.write_text("自己的", encoding="utf-8")
    old = Path("出/街道/一-实施方案.docx")
    told = f"● “{old}”不能替换（被人改过、正打开着或只读），没有动它；新的一份另存为“一-实施方案 (2).docx”"
    for _ in range(2):
        code, out, err = wenming(tmp_path, "render", "区", "-o", "出", "--keep-both")
        assert (code, out) == (0, [str(old.with_name("一-实施方案 (2).docx"))])
        assert err == [told, "√ 生成 1 份文稿，跳过 1 份未变：出"]
    assert path.read_bytes() == touched
    assert names(path.parent).keys() == {"一-实施方案 (2).docx", "一-实施方案.docx", "二-实施方案.docx"}
    assert page.read_text(encoding="utf-8") == "自己的"
    assert told[2:] in page.with_name("批量结果 (2).txt").read_text(encoding="utf-8")
    assert wenming(tmp_path, "render", "区", "-o", "出")[0] == 3


# a file that Windows holds


def held(*_names: object) -> None:
    raise PermissionError(13, "Access is denied")


@pytest.mark.parametrize("stood", [True, False])
@pytest.mark.parametrize("arguments", [[], ["--keep-both"]])
def test_a_file_that_windows_holds_is_waited_for_two_seconds_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], stood: bool
) -> None:
    write(tmp_path, plan=PLAN)
    if stood:
        wenming(tmp_path, "render", "plan.yaml")
        write(tmp_path, plan=PLAN.replace("背街小巷", "楼道"))
    before = names(tmp_path / "输出") if stood else {}
    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    ticks = iter(range(10_000))
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks) * 0.1)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", *arguments)
    assert (code, out, len(err)) == (3, [], 1) and "正在 Word/WPS 中打开，请关闭后再试" in err[0]
    assert names(tmp_path / "输出") == before
    assert next(ticks) < 50


@pytest.mark.parametrize("name", ["CON.docx", "nul.docx", "~$方案.docx"])
def test_a_name_that_windows_cannot_open_is_refused_when_typed(tmp_path: Path, name: str) -> None:
    write(tmp_path, plan=PLAN)
    code, out, err = wenming(tmp_path, "render", "plan.yaml", "-o", name)
    assert (code, out, err) == (2, [], [f"× -o 的“{name}”在 Windows 上不能作文件名，换一个"])
