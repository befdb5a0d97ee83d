"""A file that another file names lies in the project's folder and is a file: nothing else is opened, ever."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import every_command
from wenming_docs.cli import main
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source import files
from wenming_docs.pipeline import Options, Outcome, check_file, read_workspace, render_file
from wenming_docs.plan_files import open_parts
from wenming_docs.preview.drawing import files_of

SECRET = "机密三七二十一"
PLAN = """\
单位:
  名称: 云山市青石街道办事处
创建:
  荣誉: 文明单位
  年度: 2026
任务:
  - 名称: 清理楼道
    内容: 逐楼清理。
文稿:
  - 文种: 实施方案
    日期: 2026年3月18日
"""
INCLUDED = "包含: {name}\n" + PLAN
PICTURED = PLAN + "    章节:\n      - 标题: 照片\n        照片: {name}\n"
BELOW = PLAN.replace("街道办事处\n", "街道办事处\n  下级:\n    社区:\n      东门社区: {name}\n")
WAYS = {"包含": INCLUDED, "照片": PICTURED, "下级": BELOW}
REFUSED = {"包含": {"S061", "S062"}, "照片": {"F198", "F200"}, "下级": {"F120", "F005"}}
HOSTILE = (
    *("../外面.yaml", "成果/../../外面.yaml", "..", "../", "./../外面.yaml", "成果\\..\\..\\外面.yaml"),
    *("/etc/passwd", "//host/share/x.yaml", "\\\\host\\share\\x.yaml", "\\\\?\\C:\\x.yaml", "C:\\x.yaml"),
    *("C:x.yaml", "c:/x.yaml", "file:///etc/passwd", "file:x.yaml", "http://127.0.0.1/x.yaml"),
    *("HTTPS://evil.example/x", "ftp://evil.example/x", "data:text/plain,x", "~/x.yaml", "~root/x.yaml"),
    *("计划.yaml:流", "CON", "con.yaml", "成果/NUL.yaml", "aux .yaml", "COM1", "lpt¹.yaml", "/dev/stdin"),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder, with a secret beside it that no file in it may reach."""
    folder = tmp_path / "项目"
    (folder / "成果").mkdir(parents=True)
    (tmp_path / "外面.yaml").write_text(f"指导思想: {SECRET}\n", encoding="utf-8")
    (tmp_path / "外面").mkdir()
    (tmp_path / "外面" / "五月.yaml").write_text(f"指导思想: {SECRET}\n", encoding="utf-8")
    return folder


def outcome_of(project: Path, way: str, name: str) -> Outcome:
    plan = project / "计划.yaml"
    plan.write_text(WAYS[way].format(name=f"'{name}'"), encoding="utf-8")
    return render_file(plan, Options())


def told(outcome: Outcome) -> str:
    """All that anybody gets to see."""
    words = [f"{finding.message}{finding.hint}" for finding in outcome.findings]
    return "\n".join([*words, *(document.data.decode("latin-1") for document in outcome.documents)])


@pytest.mark.parametrize("way", WAYS)
def test_a_hostile_name_is_refused_where_it_stands(project: Path, way: str) -> None:
    for name in HOSTILE:
        outcome = outcome_of(project, way, name)
        refused = [finding for finding in outcome.findings if finding.code in REFUSED[way]]
        assert refused, (name, [finding.code for finding in outcome.findings])
        assert all(finding.origin and finding.origin.line > 1 or way == "包含" for finding in refused)
        assert SECRET not in told(outcome)


@pytest.mark.parametrize("way", WAYS)
def test_a_name_with_a_zero_byte_is_refused(project: Path, way: str) -> None:
    plan = project / "计划.yaml"
    plan.write_text(WAYS[way].format(name='"成果\\0.yaml"'), encoding="utf-8")
    assert [finding for finding in check_file(plan).findings if finding.severity.name == "ERROR"]


def link(target: str | Path) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listener(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as own:
        own.bind(os.path.relpath(path))


OTHER_THINGS = {
    "a link to the password file": link("/etc/passwd"),
    "a link out of the folder": link("../外面.yaml"),
    "an endless device": link("/dev/zero"),
    "the terminal": link("/dev/stdin"),
    "a pipe": pipe,
    "a socket": listener,
    "a folder": Path.mkdir,
    "a link to itself": link("东西.yaml"),
    "a link to nothing": link("没有.yaml"),
    "a process": link("/proc/self/environ"),
}


@pytest.mark.skipif(os.name == "nt", reason="pipes and links as Unix has them")
@pytest.mark.parametrize("thing", OTHER_THINGS)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_file_of_the_project_is_named_and_never_waited_for(
    project: Path, way: str, thing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    OTHER_THINGS[thing](project / "东西.yaml")
    start = time.monotonic()
    outcome = outcome_of(project, way, "东西.yaml")
    assert time.monotonic() - start < 5
    wrong = [finding.code for finding in outcome.findings if finding.severity.name != "NOTICE"]
    assert set(wrong) & (REFUSED[way] | {"S001", "S002"}), wrong
    assert SECRET not in told(outcome)
    assert "root:" not in told(outcome)


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_a_folder_that_is_a_link_leads_nowhere(project: Path) -> None:
    (project / "链接").symlink_to("../外面")
    for name in ("链接/五月.yaml", "链接/*.yaml", "**/*.yaml", "*/五月.yaml"):
        outcome = outcome_of(project, "包含", name)
        assert "S061" in [finding.code for finding in outcome.findings], name
        assert SECRET not in told(outcome)


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_links_in_a_circle_end_and_each_file_counts_once(project: Path) -> None:
    (project / "成果" / "五月.yaml").write_text("指导思想: 以人民为中心。\n", encoding="utf-8")
    for name in ("甲", "乙", "成果/丙"):
        (project / name).symlink_to(project)
    start = time.monotonic()
    outcome = outcome_of(project, "包含", "**/*.yaml")
    assert time.monotonic() - start < 5
    assert [finding.code for finding in outcome.findings if finding.severity.name == "ERROR"] == []
    assert len(outcome.documents) == 1


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_a_link_inside_the_project_is_followed(project: Path) -> None:
    (project / "成果" / "五月.yaml").write_text("指导思想: 以人民为中心。\n", encoding="utf-8")
    (project / "本月.yaml").symlink_to("成果/五月.yaml")
    outcome = outcome_of(project, "包含", "本月.yaml")
    assert len(outcome.documents) == 1


@pytest.fixture
def exchanged(project: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that becomes a link to the secret between the look at its name and its opening."""
    part = project / "成果" / "五月.yaml"
    part.write_text("指导思想: 以人民为中心。\n", encoding="utf-8")
    opening = os.open

    def late(path: str | os.PathLike[str], *rest: int) -> int:
        if os.fspath(path).endswith("五月.yaml"):
            part.unlink()
            part.symlink_to("../../外面.yaml")
        return opening(path, *rest)

    monkeypatch.setattr(files.os, "open", late)
    return "成果/五月.yaml"


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_a_file_that_is_exchanged_while_it_is_opened_is_not_read(project: Path, exchanged: str) -> None:
    outcome = outcome_of(project, "包含", exchanged)
    assert [finding.code for finding in outcome.findings if finding.severity.name == "ERROR"] == ["S090"]
    assert SECRET not in told(outcome)


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_the_file_of_a_unit_below_that_is_exchanged_is_not_read_either(project: Path, exchanged: str) -> None:
    outcome = outcome_of(project, "下级", exchanged)
    why = "“东门社区”的文件“成果/五月.yaml”用不了：经链接指到了文件夹外面，没有读"
    assert [finding.message for finding in outcome.findings if finding.code == "F120"] == [why]
    assert SECRET not in told(outcome)


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_nothing_is_added_to_a_file_that_is_exchanged_meanwhile(project: Path, exchanged: str) -> None:
    (project / "计划.yaml").write_text(INCLUDED.format(name=exchanged), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        open_parts(project / "计划.yaml")
    assert [finding.code for finding in refused.value.findings] == ["S090"]


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
@pytest.mark.parametrize("name", ["用语.yaml", "提法.yaml"])
def test_the_rules_of_an_office_lie_in_its_folder_too(project: Path, name: str) -> None:
    (project / "规范").mkdir()
    (project / "规范" / name).symlink_to("../../外面.yaml")
    (project / "计划.yaml").write_text(PLAN, encoding="utf-8")
    outcome = check_file(project / "计划.yaml", Options(read_through=True))
    assert "S090" in [finding.code for finding in outcome.findings]
    assert SECRET not in told(outcome)


@pytest.mark.skipif(os.name == "nt", reason="pipes as Unix has them")
@pytest.mark.parametrize("thing", ["a pipe", "a folder", "a link to nothing"])
def test_rules_that_are_no_file_are_told_and_not_passed_over(project: Path, thing: str) -> None:
    (project / "规范").mkdir()
    OTHER_THINGS[thing](project / "规范" / "用语.yaml")
    (project / "计划.yaml").write_text(PLAN, encoding="utf-8")
    wrong = [finding.code for finding in check_file(project / "计划.yaml", Options()).findings]
    assert set(wrong) & {"S001", "S002"}


def test_a_part_that_cannot_be_read_is_the_only_mistake(project: Path) -> None:
    outcome = outcome_of(project, "包含", "没有.yaml")
    assert [finding.code for finding in outcome.findings if finding.severity.name == "ERROR"] == ["S062"]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the network was asked for; nothing of it is granted."""
    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("no network here")

    class Deaf(socket.socket):
        """Local pipes between processes work, nothing else."""

        def connect(self, address: object) -> None:
            super().connect(address) if isinstance(address, str | bytes) else refuse(address)

        def connect_ex(self, address: object) -> int:
            return super().connect_ex(address) if isinstance(address, str | bytes) else refuse(address) or 1

        def sendto(self, *arguments: object) -> int:
            return refuse(*arguments) or 0

    monkeypatch.setattr(socket, "socket", Deaf)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return asked


def test_no_command_asks_for_the_network(
    tmp_path: Path, network: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    every_command.prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    ended = {words: main(list(words)) for words, _ in every_command.CALLS}
    assert network == []
    assert ended == dict(every_command.CALLS)


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_the_preview_watches_no_file_that_may_not_be_read(project: Path) -> None:
    (project / "出去.jpg").symlink_to("/etc/passwd")
    pictures = [*HOSTILE[:12], "出去.jpg", "照片/还没拍.jpg"]
    listed = "".join(f"\n          - {json.dumps(name)}" for name in pictures)
    plan = project / "计划.yaml"
    plan.write_text(PICTURED.format(name=listed), encoding="utf-8")
    workspace = read_workspace(plan)
    assert files_of(workspace, project) == [str(plan), str(project / "照片" / "还没拍.jpg")]
