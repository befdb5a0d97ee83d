"""Each broken template of ``cases/templates`` is found at its place; what is right is not blamed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words.template_cases import expected, names, office
from wenming_docs.codes import CODES
from wenming_docs.facts.kinds import KINDS
from wenming_docs.findings import Finding, Severity
from wenming_docs.template_check import check_templates
from wenming_docs.words.checks.templates import read_folder
from wenming_docs.words.checks.templates.mend import read
from wenming_docs.words.checks.templates.scan import masked
from wenming_docs.words.template import builtin_templates, template_names

TRIED = tuple(name for name in names() if name.startswith(("trial-", "fine-")))
READ = tuple(name for name in names() if name not in TRIED)


def shown(findings: tuple[Finding, ...]) -> list[str]:
    """``行:列 编码`` of each finding."""
    return [f"{f.origin.line}:{f.origin.column} {f.code}" for f in findings if f.origin]


def test_there_are_many_broken_templates() -> None:
    assert len([name for name in names() if expected(name)]) >= 150


@pytest.mark.parametrize("name", READ)
def test_a_broken_template_is_found_by_reading(name: str, tmp_path: Path) -> None:
    report = read_folder(office(name, tmp_path / "office"))
    assert shown(report.findings) == expected(name)
    assert [f for f in report.findings if not f.hint] == []
    assert [f.message for f in report.findings if CODES[f.code].severity < f.severity] == []


@pytest.mark.parametrize("name", TRIED)
def test_a_template_is_tried_on_made_up_facts(name: str, tmp_path: Path) -> None:
    assert shown(check_templates(office(name, tmp_path / "office")).findings) == expected(name)


def test_our_own_templates_are_faultless() -> None:
    checked = check_templates(None)
    assert checked.findings == ()
    assert len(checked.kinds) == len(KINDS)


def test_a_copy_of_all_our_templates_is_faultless_as_an_offices(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(builtin_templates(), folder)
    checked = check_templates(folder)
    assert checked.findings == ()
    assert len(checked.texts) == len(template_names())


def test_a_folder_that_changes_one_kind_names_that_kind_alone(tmp_path: Path) -> None:
    assert read_folder(office("fine-office-closing", tmp_path / "office")).kinds == ("实施方案",)


def test_findings_quote_the_line_they_are_about(tmp_path: Path) -> None:
    report = read_folder(office("name-misspelt", tmp_path / "office"))
    (finding,) = report.findings
    assert finding.origin is not None
    line = report.texts[finding.origin.file].split("\n")[finding.origin.line - 1]
    assert line[finding.origin.column - 1 :].startswith("nots")
    assert (finding.message, finding.hint) == ("没有“nots”这个名称", "是不是想写“note”")


def lines() -> Iterator[tuple[str, str]]:
    for name in names():
        for line in expected(name):
            yield name, line.split()[1]


def test_every_code_of_reading_and_trying_has_a_case() -> None:
    codes = {code for code in CODES if code.startswith("T")}
    shown_by_runtime_alone = {"T006", "T008", "T009", "T027", "T033", "T034", "T035"}
    assert codes - {code for _, code in lines()} == shown_by_runtime_alone


def test_a_file_that_is_no_utf8_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    folder = office("name-misspelt", tmp_path / "office")
    (folder / "通知").mkdir()
    (folder / "通知" / "正文.md.j2").write_bytes("{% extends '共用/公文.md.j2' %}".encode("gbk"))
    codes = sorted(finding.code for finding in read_folder(folder).findings)
    assert codes == ["T002", "T009"]


def test_one_broken_file_does_not_hide_another(tmp_path: Path) -> None:
    folder = office("syntax-if-not-ended", tmp_path / "office")
    file = folder / "通知" / "正文.md.j2"
    file.parent.mkdir()
    file.write_text('{% extends "内置/通知/正文.md.j2" %}\n{% block 结语 %}{{ 甲 乙 }}{% endblock %}\n')
    found = [(f.origin.path, f.code) for f in read_folder(folder).findings if f.origin]
    assert ("实施方案/正文.md.j2", "T001") in found
    assert ("通知/正文.md.j2", "T001") in found


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("syntax-")])
def test_what_is_mended_is_read_on(name: str, tmp_path: Path) -> None:
    folder = office(name, tmp_path / "office")
    parsed = read(next(folder.rglob("*.j2")).read_text(encoding="utf-8"))
    assert parsed.tree is not None


@pytest.mark.parametrize("name", template_names())
def test_masked_text_keeps_every_place(name: str) -> None:
    text = (builtin_templates() / name).read_text(encoding="utf-8")
    hidden = masked(text)
    assert [len(line) for line in hidden.split("\n")] == [len(line) for line in text.split("\n")]
    assert "{" not in hidden
    kept = [(one, other) for one, other in zip(text, hidden, strict=True) if other not in "\x00\x01"]
    assert [one for one, other in kept if one != other] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{{",
        "{%",
        "{#",
        "}}",
        "{{}}",
        "{%%}",
        "{% raw %}",
        "{% endraw %}",
        "{{ '}}' }}",
        "{% if %}{% if",
    ],
)
def test_any_text_is_read_without_failing(text: str) -> None:
    parsed = read(text)
    assert parsed.tree is not None or parsed.faults


@pytest.mark.parametrize(
    "text",
    [
        "{% if note %}" * 300 + "{% endif %}" * 300,
        "{{ title" + ".x" * 900 + " }}",
        "{{ title" + " + title" * 900 + " }}",
    ],
    ids=["if", "fields", "sum"],
)
def test_what_is_nested_too_deep_is_told_not_followed(text: str, tmp_path: Path) -> None:
    file = tmp_path / "通知" / "正文.md.j2"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert [finding.code for finding in read_folder(tmp_path).findings] == ["T001"]


def test_many_faults_are_found_in_linear_time(tmp_path: Path) -> None:
    file = tmp_path / "通知" / "正文.md.j2"
    file.parent.mkdir()
    file.write_text("{{ 甲 乙 }}\n" * 3000, encoding="utf-8")
    assert len(read_folder(tmp_path).findings) == 3000


def test_a_shipped_macro_that_an_office_leaves_out_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "共用" / "基本.md.j2"
    file.parent.mkdir()
    text = (builtin_templates() / "共用" / "基本.md.j2").read_text(encoding="utf-8")
    file.write_text(text.replace("macro 连段", "macro 连起来"), encoding="utf-8")
    found = [f.message for f in read_folder(tmp_path).findings if f.severity is Severity.ERROR]
    assert "这里没有“连段”，自带的“共用/方案.md.j2”要用它" in found
