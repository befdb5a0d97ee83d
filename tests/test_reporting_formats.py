"""Reports for other programs: each holds every finding, and nothing a name holds breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest

from wenming_docs.cli.formats import github_report, gitlab_report, json_report, junit_report
from wenming_docs.cli.report import Entry, report
from wenming_docs.cli.sarif import sarif_report
from wenming_docs.codes import CODES
from wenming_docs.findings import Finding, Origin, Severity

HARD = "台 账/甲,乙:丙%2.yaml"
LATE = Finding(
    "F013",
    Severity.WARNING,
    "“11月前”有歧义：100%，\x1b[2J<b>&",
    "写成“10月底前”",
    Origin(HARD, 9, 12, "任务[1].时限"),
)
SAME_AGAIN = Finding("F013", Severity.WARNING, LATE.message, LATE.hint, Origin(HARD, 19, 12, "任务[2].时限"))
WRONG = Finding("F010", Severity.ERROR, "没有6月31日", "改成日历上有的日期", Origin("𬭎/成果.yaml", 3, 5))
NOWHERE = Finding("F051", Severity.NOTICE, "“典型”没有印", "")
FOUND = [Entry(LATE, HARD), Entry(SAME_AGAIN, HARD), Entry(WRONG, HARD), Entry(NOWHERE, "甲.yaml")]
SUBSET = Path(__file__).parent / "data" / "sarif-subset.schema.json"


def sarif(entries: list[Entry]) -> Any:
    return json.loads(sarif_report(entries, ascii_only=False))


@pytest.mark.parametrize("entries", [FOUND, []], ids=["some", "none"])
def test_sarif_is_what_the_specification_asks_for(entries: list[Entry]) -> None:
    jsonschema.validate(sarif(entries), json.loads(SUBSET.read_text(encoding="utf-8")))


def test_the_schema_refuses_what_it_should() -> None:
    schema = json.loads(SUBSET.read_text(encoding="utf-8"))
    for wrong in ({"level": "notice"}, {"ruleIndex": -1}, {"locations": []}, {"extra": 1}):
        log = sarif(FOUND)
        log["runs"][0]["results"][0] |= wrong
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(log, schema)


def test_sarif_names_rules_levels_places_and_files() -> None:
    [run] = sarif(FOUND)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["F010", "F013", "F051"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["F013", "F013", "F010", "F051"]
    assert [result["level"] for result in run["results"]] == ["warning", "warning", "error", "note"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [unquote(place["artifactLocation"]["uri"]) for place in places] == [
        HARD,
        HARD,
        "𬭎/成果.yaml",
        "甲.yaml",
    ]
    assert [place.get("region") for place in places] == [
        {"startLine": 9, "startColumn": 12},
        {"startLine": 19, "startColumn": 12},
        {"startLine": 3, "startColumn": 5},
        None,
    ]


def test_sarif_tells_a_file_outside_the_project_by_its_whole_uri() -> None:
    for file, uri in (("/别处/甲.yaml", "file:///%E5%88%AB%E5%A4%84/%E7%94%B2.yaml"), ("C:\\甲.yaml", None)):
        [result] = sarif([Entry(Finding("F001", Severity.NOTICE, "空"), file)])["runs"][0]["results"]
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location == {"uri": uri or "file:///C:/%E7%94%B2.yaml"}


def test_a_file_named_by_its_whole_path_is_told_from_the_folder_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    entry = Entry(Finding("F001", Severity.NOTICE, "空"), str(tmp_path / "台账" / "甲.yaml"))
    [row] = json.loads(gitlab_report([entry], ascii_only=False))
    assert row["location"]["path"] == "台账/甲.yaml"


def test_marks_outlive_moved_lines_and_tell_equal_findings_apart() -> None:
    moved = Finding("F013", Severity.WARNING, LATE.message, "", Origin(HARD, 90, 3, "任务[7].时限"))
    first, second, *_ = json.loads(gitlab_report(FOUND, ascii_only=False))
    [again] = json.loads(gitlab_report([Entry(moved, HARD)], ascii_only=False))
    assert again["fingerprint"] == first["fingerprint"] != second["fingerprint"]
    assert first["fingerprint"].split(":")[0] == second["fingerprint"].split(":")[0]


def test_github_commands_escape_what_would_end_them() -> None:
    assert github_report(FOUND).splitlines() == [
        "::warning file=台 账/甲%2C乙%3A丙%252.yaml,line=9,col=12,title=警告 F013"
        "::“11月前”有歧义：100%25，\ufffd[2J<b>&%0A→ 写成“10月底前”",
        "::warning file=台 账/甲%2C乙%3A丙%252.yaml,line=19,col=12,title=警告 F013"
        "::“11月前”有歧义：100%25，\ufffd[2J<b>&%0A→ 写成“10月底前”",
        "::error file=𬭎/成果.yaml,line=3,col=5,title=错误 F010::没有6月31日%0A→ 改成日历上有的日期",
        "::notice file=甲.yaml,title=提醒 F051::“典型”没有印",
    ]


def test_gitlab_rows_hold_what_code_quality_reads() -> None:
    rows = json.loads(gitlab_report(FOUND, ascii_only=True))
    assert [(row["check_name"], row["severity"], row["location"]) for row in rows] == [
        ("F013", "minor", {"path": HARD, "lines": {"begin": 9}}),
        ("F013", "minor", {"path": HARD, "lines": {"begin": 19}}),
        ("F010", "critical", {"path": "𬭎/成果.yaml", "lines": {"begin": 3}}),
        ("F051", "info", {"path": "甲.yaml", "lines": {"begin": 1}}),
    ]
    assert len({row["fingerprint"] for row in rows}) == 4
    assert rows[2]["description"] == "没有6月31日 → 改成日历上有的日期"


@pytest.mark.parametrize(("strict", "failures"), [(False, 1), (True, 3)])
def test_junit_fails_exactly_what_fails_the_run(strict: bool, failures: int) -> None:
    files = [HARD, "好.yaml"]
    text = junit_report(FOUND, files, strict=strict, ascii_only=False)
    root = ElementTree.fromstring(text)
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == [HARD, "好.yaml", "𬭎/成果.yaml", "甲.yaml"]
    assert (root.get("tests"), root.get("failures")) == ("5", str(failures))
    assert len(root.findall(".//failure")) == failures
    assert [case.get("name") for case in suites["好.yaml"]] == ["没有发现问题"]
    assert all(int(suite.get("tests") or 0) == len(suite.findall("testcase")) for suite in root)
    assert suites[HARD][0].get("name") == "F013 第9行 “11月前”有歧义：100%，\ufffd[2J<b>&"


def test_a_narrow_pipe_gets_the_same_in_ascii() -> None:
    narrow = [
        json_report(FOUND, ascii_only=True),
        sarif_report(FOUND, ascii_only=True),
        gitlab_report(FOUND, ascii_only=True),
        junit_report(FOUND, [], strict=False, ascii_only=True),
    ]
    assert all(text.isascii() for text in narrow)
    wide = junit_report(FOUND, [], strict=False, ascii_only=False)
    same = [ElementTree.canonicalize(text) for text in (narrow[3], wide)]
    assert same[0] == same[1]


def test_every_form_has_every_finding_however_many() -> None:
    many = [
        Entry(Finding("F014", Severity.WARNING, "不是确切的时限", "", Origin("长.yaml", line, 1)), "长.yaml")
        for line in range(1, 1001)
    ]
    assert len(json.loads(report(many, {}, "json"))["findings"]) == 1000
    assert len(json.loads(report(many, {}, "sarif"))["runs"][0]["results"]) == 1000
    assert len(report(many, {}, "github").splitlines()) == 1000
    assert len(json.loads(report(many, {}, "gitlab"))) == 1000
    assert len(ElementTree.fromstring(report(many, {}, "junit")).findall(".//testcase")) == 1000


def test_every_code_can_be_a_rule() -> None:
    entries = [Entry(Finding(code, known.severity, "有问题"), "甲.yaml") for code, known in CODES.items()]
    jsonschema.validate(sarif(entries), json.loads(SUBSET.read_text(encoding="utf-8")))
