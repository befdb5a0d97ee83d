"""``wenming coverage``: which task answers for which 测评内容, and what nobody answers for."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import DONE, Exit, Screen, clean, fail, give, paint, printable_everywhere, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from wenming_docs.facts.analysis.coverage import AssessmentCoverage
    from wenming_docs.facts.model import Workspace

AGREED = "测评核对.yaml"
"""The file that ``--accept`` writes."""
HEAD = "# 任务上次核对时的测评内容，由 wenming coverage --accept 写，不用手改"
"""Its first line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts as far as they could be read, and how many errors stood in the way."""

    workspace: Workspace
    errors: int


@click.command("coverage", cls=Command, short_help="测评体系的每一项由哪项任务对应，漏了哪些")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--unit", metavar="单位", default="", help="只看这个单位牵头、配合的")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="text 或 json")
@click.option("--accept", is_flag=True, help="任务都核对过了：把测评内容现在的文字记进“测评核对.yaml”")
@click.option("--strict", is_flag=True, help="有漏项时退出码为 1")
def command(file: Path, unit: str, style: str, accept: bool, strict: bool) -> int:
    """测评体系和任务的对照：每一项内容由哪项任务对应、谁牵头、有没有佐证、自评多少分。

    漏项、几项任务都对应的、文字改了要重新核对的，另外列出。
    """
    path = existing_file(file)
    if accept and unit:
        raise WrongUse("--accept 记的是整个测评体系，不和 --unit 一起用")
    reading = _read(path)
    from wenming_docs.facts.analysis.coverage import assessment_coverage

    coverage = assessment_coverage(reading.workspace)
    if coverage is None or not coverage.rows:
        code = fail(f"“{path}”里没有测评体系", Exit.FINDINGS)
        say("  → 写“测评体系:”，或在“包含”里加上写它的文件；写法见《写法》的“测评体系”")
        return code
    if accept:
        return _accept(path, reading, coverage)
    if unit:
        _known_unit(reading.workspace, coverage, unit)
    if style == "json":
        from wenming_docs.cli.coverage_data import as_data

        data = as_data(reading.workspace, coverage, unit)
        give(json.dumps(data, ensure_ascii=not printable_everywhere(), indent=2))
    else:
        from wenming_docs.cli.coverage_board import board

        give(board(reading.workspace, coverage, Screen.of_stdout(), unit))
    if reading.errors:
        told = f"“{path}”里有 {reading.errors} 处错误，以上只算了读得懂的；先运行 wenming check"
        fail(told, Exit.FINDINGS)
    holes = strict and not unit and coverage.holes
    return Exit.FINDINGS if reading.errors or holes else Exit.DONE


def _read(path: Path) -> Reading:
    """The facts of a file, of a faulty one what is sound; InvalidInput where nothing is."""
    from wenming_docs.facts.model import Workspace
    from wenming_docs.findings import Severity
    from wenming_docs.pipeline import read_workspace

    try:
        return Reading(read_workspace(path), 0)
    except InvalidInput as error:
        if not isinstance(error.draft, Workspace):
            raise
        count = sum(finding.severity is Severity.ERROR for finding in error.findings)
        return Reading(error.draft, max(count, 1))


def _known_unit(workspace: Workspace, coverage: AssessmentCoverage, unit: str) -> None:
    """Raises WrongUse for a unit that neither 单位 nor a task names."""
    from wenming_docs.facts.analysis import task_tree
    from wenming_docs.zh import nearest

    known = {str(name) for name in workspace.unit.units()}
    for node in task_tree(workspace).all:
        known.update(str(name) for name in (*node.leads, *node.supporting_units))
    if unit not in known:
        close = nearest(unit, sorted(known))
        raise WrongUse(f"没有叫“{unit}”的单位" + (f"，是不是想写“{close}”" if close else ""))


# --accept


def _accept(path: Path, reading: Reading, coverage: AssessmentCoverage) -> Exit:
    """Writes the texts that the tasks are agreed on now, and says what that settles."""
    if reading.errors or coverage.twins:
        return fail(f"“{path}”里还有错误，没有记；先运行 wenming check，改好再来", Exit.FINDINGS)
    from wenming_docs.facts.analysis.scoring import review, texts_to_agree
    from wenming_docs.output import write_single

    texts = texts_to_agree(coverage)
    target = _target(path, reading.workspace)
    found = review(reading.workspace, coverage)
    write_single(target, agreed_file(texts).encode(), is_ours=is_agreed_file)
    say(f"{paint(DONE, 'green')} “{clean(str(target))}”记下了 {len(texts)} 项测评内容的文字")
    if found is not None:
        for name, labels in (
            ("文字改过的", [change.row.item.label for change in found.changed]),
            ("新加的", [row.item.label for row in found.new]),
            ("不再有的", [str(code) for code in found.gone]),
        ):
            if labels:
                say(f"  {name}：{clean('、'.join(labels))}")
    _tell_to_include(path, target)
    return Exit.DONE


def _target(path: Path, workspace: Workspace) -> Path:
    """Where the texts go: the file that already holds them, else one beside the entry file.

    Raises OutputRefused where that file holds anything else too.
    """
    places = [origin.file for code in workspace.agreed_texts for origin in code.origins]
    held = bool(places) and Path(places[0]).is_file()
    target = Path(places[0]) if held else path.parent / AGREED
    try:
        others = os.path.lexists(target) and not _is_agreed(target)
    except OSError:
        others = True
    if others and held:
        raise OutputRefused(
            f"“测评核对”和别的内容写在同一个文件里（{target}）：把这一段删去，再运行一次，程序另写一个文件"
        )
    if others:
        raise OutputRefused(f"“{target}”不是程序写的：里面有“测评核对”以外的内容（注释也算），请先改名或移走")
    return target


def agreed_file(texts: dict[str, str]) -> str:
    """测评核对 as YAML: one quoted line an item, in the order of the system."""
    lines = [f"  {_quoted(code)}: {_quoted(text)}" for code, text in texts.items()]
    return "\n".join([HEAD, "测评核对:", *lines]) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _is_agreed(target: Path) -> bool:
    """Whether ``target`` is a plain file that this command wrote: reading from a pipe would never end."""
    return target.is_file() and is_agreed_file(target.read_bytes())


def is_agreed_file(data: bytes) -> bool:
    """Whether a file holds 测评核对 and nothing else: no remark of a person's either, which would be lost."""
    from wenming_docs.facts.model import top_level_synonyms
    from wenming_docs.facts.source import parse_source

    try:
        root = parse_source(data.decode("utf-8-sig"), AGREED).root
    except (InvalidInput, UnicodeDecodeError):
        return False
    synonyms = top_level_synonyms()
    keys = [synonyms.get(entry.key.text, entry.key.text) for entry in root.entries]
    lines = data.decode("utf-8-sig").splitlines()
    remarks = [line for line in lines if line.strip().startswith("#") and line.strip() != HEAD]
    return keys == ["测评核对"] and not remarks


def _tell_to_include(path: Path, target: Path) -> None:
    """Says which line to add where the entry file does not take the new file in yet."""
    from wenming_docs.pipeline import read_workspace

    if not read_workspace(path).agreed_texts:
        say(f"  → 在“{clean(path.name)}”的“包含”下加一行：- {target.name}")
