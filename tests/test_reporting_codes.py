"""Every code is given somewhere, explained in Chinese, and its examples keep their word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wenming_docs.blocks import Manuscript, Paragraph, Text
from wenming_docs.codes import CODES, FAMILIES, Code, plain
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import Workspace, key_spellings
from wenming_docs.findings import Severity
from wenming_docs.page.word import write_docx
from wenming_docs.pipeline import check_file

TESTS = Path(__file__).parent
FRAME = {
    "单位": "单位:\n  名称: 云山街道办事处\n  自称: 我街道\n",
    "创建": "创建:\n  荣誉: 文明单位\n  年度: 2026\n",
    "任务": "任务:\n  - 名称: 清理小广告\n    内容: 逐楼清理。\n",
    "文稿": "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月18日\n",
}
"""What an example leaves out because it is not about it."""
TOP_KEY = re.compile(r"^[\"']?([^\s:：#\"'-][^:：\n\"']*?)[\"']?\s*[:：]", re.M)
SEVERAL_FILES = range(60, 67)
"""S060–S066 need several files: tests/facts/test_source_includes has them."""


def is_complete(example: str) -> bool:
    """Whether an example is a file, or the part of one that it is about; not a command, not prose."""
    first = TOP_KEY.match(example)
    return bool(first and first[1] in key_spellings(Workspace))


def codes_of(example: str, folder: Path) -> dict[str, Severity]:
    """The codes that a check of the example gives, with the frame around it."""
    given = {found[1] for found in TOP_KEY.finditer(example)}
    rest = "".join(text for key, text in FRAME.items() if key not in given)
    file = folder / "例.yaml"
    file.write_text(f"{example}\n{rest}", encoding="utf-8")
    return {finding.code: finding.severity for finding in check_file(file).findings}


SHOWN = [
    code
    for code in CODES.values()
    if code.family in "SF"
    and not (code.family == "S" and int(code.code[1:]) in SEVERAL_FILES)
    and is_complete(code.wrong)
]


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_wrong_example_gives_the_code_and_the_right_one_does_not(code: Code, tmp_path: Path) -> None:
    assert code.code in codes_of(code.wrong, tmp_path)
    if is_complete(code.right):
        right = codes_of(code.right, tmp_path)
        errors = {found for found, severity in right.items() if severity is Severity.ERROR}
        assert code.code not in right
        assert errors <= {"F040"}, "an example may leave out what its kind needs, no more"


def test_most_codes_of_files_and_facts_have_a_running_example() -> None:
    assert len(SHOWN) >= 70


def mentioned_in_tests() -> set[str]:
    """Codes that a case expects or a test names."""
    files = [
        *TESTS.rglob("*.py"),
        *TESTS.rglob("*.findings"),
        *TESTS.rglob("*.txt"),
        *TESTS.rglob("*.complaints"),
    ]
    return {
        code for file in files for code in re.findall(r"\b[SFWLTX]\d{3}\b", file.read_text(encoding="utf-8"))
    }


def test_every_code_is_given_in_a_case_or_a_test() -> None:
    assert sorted(set(CODES) - mentioned_in_tests()) == []


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_a_code_is_explained_whole(code: Code) -> None:
    assert re.fullmatch(r"[SFWLTX]\d{3}", code.code) and code.family in FAMILIES
    assert code.meaning and code.cure and code.why and code.source
    assert not code.meaning.endswith("。") and not code.cure.endswith("。")
    assert "`" not in plain(code.meaning + code.cure + code.why)
    for text in (code.meaning, code.cure, code.why, code.source):
        assert re.search(r"[\u4e00-\u9fff]|GB|YAML|XML|ECMA|Unicode", text), text


@pytest.mark.parametrize(
    ("code", "text", "reference"), [("L001", "云山\x0b街道", None), ("L002", "云山街道", b"no zip")]
)
def test_what_word_cannot_hold_is_refused_by_code(code: str, text: str, reference: bytes | None) -> None:
    manuscript = Manuscript((Paragraph((Text(text),)),))
    with pytest.raises(InvalidInput) as refused:
        write_docx(manuscript, reference=reference)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_no_code_is_explained_twice() -> None:
    from wenming_docs import codes

    modules = [getattr(codes, name) for name in dir(codes) if hasattr(getattr(codes, name), "CODES")]
    listed = [code.code for module in modules if module.CODES is not CODES for code in module.CODES]
    assert sorted(listed) == sorted(CODES)
