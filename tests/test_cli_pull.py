"""``wenming pull``: found beside the plan, shown before it is written, told what is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pulling.plans import PLAN, body_of, edited, plan_in, rendered, with_body
from wenming_docs.cli.program import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    plan_in(tmp_path)
    (tmp_path / "输出").mkdir()
    return tmp_path


def _document(folder: Path, *changes: tuple[str, str], name: str = "计划-实施方案.docx") -> str:
    path = folder / "输出" / name
    path.write_bytes(edited(rendered(Path("计划.yaml")), *changes))
    return f"输出/{name}"


EDIT = ("天天走的路", "每天走的路")


def test_with_yes_the_plan_is_written_and_the_next_step_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _document(folder, EDIT)
    assert run(["pull", document, "--yes"]) == 0
    told = capsys.readouterr()
    assert told.out == "计划.yaml\n"
    assert "改了计划里 1 处" in told.err
    assert "一字不差，可以 wenming render 计划.yaml --force" in told.err
    assert (folder / "计划.yaml").read_text(encoding="utf-8") == PLAN.replace("天天走", "每天走")
    assert run(["render", "计划.yaml", "--kind", "实施方案"]) == 3
    assert run(["render", "计划.yaml", "--kind", "实施方案", "--force"]) == 0
    assert run(["pull", document]) == 0


@pytest.mark.parametrize("flags", [["--dry-run"], [], ["--dry-run", "--yes"]])
def test_without_yes_nothing_is_written(folder: Path, flags: list[str]) -> None:
    assert run(["pull", _document(folder, EDIT), *flags]) == 0
    assert (folder / "计划.yaml").read_text(encoding="utf-8") == PLAN


def test_what_is_left_is_told_and_gives_1_what_is_sure_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pull", _document(folder, EDIT, ("组成人员如下", "名单如下")), "--yes"]) == 1
    told = capsys.readouterr().err
    assert "没有收的：" in told and "X053" in told and "有 1 处没有收" in told
    assert "每天走" in (folder / "计划.yaml").read_text(encoding="utf-8")


def test_a_document_with_another_name_is_known_by_its_text(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pull", _document(folder, EDIT, name="送审稿（周书记改）.docx"), "--dry-run"]) == 0
    assert "文稿：计划-实施方案（计划.yaml）" in capsys.readouterr().err


def test_a_copy_with_a_name_behind_is_known_by_its_name(folder: Path) -> None:
    assert run(["pull", _document(folder, EDIT, name="计划-实施方案-草稿.docx"), "--dry-run"]) == 0
    assert run(["pull", _document(folder, EDIT, name="计划-实施方案（修改稿）.docx"), "--dry-run"]) == 0


def test_of_two_plans_that_are_alike_none_is_chosen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "计划2.yaml").write_text(PLAN, encoding="utf-8")
    document = _document(folder, EDIT, name="送审稿.docx")
    assert run(["pull", document, "--dry-run"]) == 2
    told = capsys.readouterr().err
    assert "计划.yaml 的“计划-实施方案”" in told and "计划2.yaml" in told and "--plan" in told
    assert run(["pull", document, "--plan", "计划.yaml", "--dry-run"]) == 0


def test_a_document_of_nobody_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xml = body_of(rendered(Path("计划.yaml")))
    start, stop = xml.index("<w:body>") + len("<w:body>"), xml.rindex("<w:sectPr")
    strange = xml[:start] + "<w:p><w:r><w:t>别人的文件</w:t></w:r></w:p>" + xml[stop:]
    (folder / "别的.docx").write_bytes(with_body(rendered(Path("计划.yaml")), strange.encode()))
    assert run(["pull", "别的.docx"]) == 2
    assert "都不像" in capsys.readouterr().err


def test_what_is_no_word_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "计划-实施方案.docx").write_bytes(b"PK\x03\x04")
    assert run(["pull", "计划-实施方案.docx"]) == 1
    told = capsys.readouterr().err
    assert "计划-实施方案.docx" in told and "X050" in told


def test_a_plan_with_mistakes_tells_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = _document(folder, EDIT)
    (folder / "计划.yaml").write_text(PLAN.replace("创建:\n", "创建: [\n"), encoding="utf-8")
    assert run(["pull", document]) == 1
    assert "计划.yaml:" in capsys.readouterr().err


def test_json_holds_all_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pull", _document(folder, EDIT, ("组成人员如下", "名单如下")), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["文稿"] == "计划-实施方案"
    assert [(each["项"], each["文件"]) for each in data["改动"]] == [("基本原则[1].为民利民", "计划.yaml")]
    assert [each["编码"] for each in data["没有收"]] == ["X053"]
    assert data["一字不差"] is False


def test_a_document_without_marks_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import io
    import zipfile

    from tests.pulling.plans import OPTIONS
    from wenming_docs.page.word import write_docx
    from wenming_docs.pipeline import compile_document, read_workspace, requests

    plan = Path("计划.yaml")
    workspace = read_workspace(plan)
    request = requests(workspace, OPTIONS, plan)[0][0]
    assert request
    docx = write_docx(compile_document(workspace, request, OPTIONS, plan).manuscript)
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile("计划-实施方案.docx", "w") as new:
        for entry in old.infolist():
            if entry.filename != "docProps/custom.xml":
                new.writestr(entry.filename, old.read(entry))
    assert run(["pull", "计划-实施方案.docx"]) == 0
    assert "X051" in capsys.readouterr().err


def test_templates_from_outside_are_confined_and_pull_all_the_same(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("外来模板") / "实施方案"
    outside.mkdir()
    (outside / "正文.md.j2").write_text('{% extends "内置/实施方案/正文.md.j2" %}\n', encoding="utf-8")
    document = _document(folder, EDIT)
    assert run(["pull", document, "--templates", str(outside.parent), "--yes"]) == 0
    assert (folder / "计划.yaml").read_text(encoding="utf-8") == PLAN.replace("天天走", "每天走")


def test_a_document_edited_everywhere_is_told_in_16_kb(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / _document(folder)
    xml = body_of(path.read_bytes())
    start = xml.index("<w:body>") + len("<w:body>")
    typed = "".join(f"<w:p><w:r><w:t>加的第{n}段话{'很长' * 40}</w:t></w:r></w:p>" for n in range(300))
    path.write_bytes(with_body(path.read_bytes(), (xml[:start] + typed + xml[start:]).encode()))
    assert run(["pull", str(path), "--dry-run"]) == 1
    told = capsys.readouterr().err
    assert len(told.encode()) <= 16_384
    assert "还有 280 处没有列出" in told
