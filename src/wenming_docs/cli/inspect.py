"""``wenming inspect``: any Word file against GB/T 9704, or an office's own page profile."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import DONE, Exit, fail, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file, existing_files, style_option
from wenming_docs.cli.report import Style
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse
from wenming_docs.findings import Finding, Severity, SourceText

if TYPE_CHECKING:
    from wenming_docs.facts.source import Node
    from wenming_docs.page.inspect import Inspection, Profile

_SUFFIX = "-批注.docx"


@click.command("inspect", cls=Command, short_help="检查别人的 Word 文件合不合公文格式")
@click.argument("files", nargs=-1, metavar="文件...")
@click.option(
    "--profile",
    "profile_name",
    metavar="规范",
    default="国家标准",
    help="国家标准（默认），或本单位的版式 YAML 文件",
)
@click.option("--profile-show", is_flag=True, help="输出国家标准的版式 YAML，供复制修改")
@click.option("--annotate", is_flag=True, help="另存一份，把问题写成 Word 批注；原文件不动")
@click.option("-o", "--output", metavar="输出", help="带批注的那一份写到哪里：一个 .docx 文件，或文件夹")
@click.option("--force", is_flag=True, help="覆盖已有的带批注的文件")
@style_option
@click.option("--strict", is_flag=True, help="有警告也不放行")
def command(
    files: tuple[str, ...],
    profile_name: str,
    profile_show: bool,
    annotate: bool,
    output: str | None,
    force: bool,
    style: Style,
    strict: bool,
) -> int:
    """检查 Word 文件（.docx）的版面：页边距、字体字号、行数、标题、序号、页码、落款、附件。

    不管是谁、用什么软件做的都行。只看不改；加 --annotate 另存一份带批注的。
    """
    if profile_show:
        from wenming_docs.page.inspect import standard_text

        give(standard_text().rstrip("\n"))
        return Exit.DONE
    if not files:
        raise WrongUse("请写出要检查的 .docx 文件")
    paths = existing_files(files)
    targets = _targets(paths, output) if annotate else {}
    if output and not annotate:
        raise WrongUse("-o 只和 --annotate 一起用")
    profile = _read_profile(profile_name)
    return _inspect_all(paths, profile, targets, style=style, strict=strict, force=force)


def _inspect_all(
    paths: list[Path], profile: Profile, targets: dict[Path, Path], *, style: Style, strict: bool, force: bool
) -> int:
    """Reports on every file and writes the copies asked for; one bad file does not hold up the others."""
    from wenming_docs.cli.each import blocks, each_file, entries_of
    from wenming_docs.cli.report import report
    from wenming_docs.pipeline import Outcome

    inspected: dict[Path, Inspection] = {}

    def work(path: Path) -> Outcome:
        from wenming_docs.page.inspect import inspect_document

        inspected[path] = inspect_document(_read(path), profile)
        return Outcome(path, (), inspected[path].findings, {})

    outcomes, code = each_file(paths, work)
    entries, texts = entries_of(outcomes)
    if entries or code is Exit.DONE or style != "text":
        looked_at = [str(outcome.path) for outcome in outcomes]
        if text := report(entries, texts, style, files=looked_at, strict=strict):
            give(text)
    for path, target in targets.items():
        if path in inspected:
            code = max(code, _write_copy(target, inspected[path], force=force))
    blocked = any(blocks(outcome.findings, strict=strict) for outcome in outcomes)
    return max(code, Exit.FINDINGS if blocked else Exit.DONE)


def _read(path: Path) -> bytes:
    from wenming_docs.page.inspect import LARGEST_FILE

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        from wenming_docs.output import cause_of

        raise _unreadable(f"读不了文件：{cause_of(error)}", "看路径和权限") from error
    if len(data) > LARGEST_FILE:
        raise _unreadable("文件太大，没有检查", "请删去不要的图片，分成几份再检查")
    return data


def _unreadable(message: str, hint: str) -> InvalidInput:
    return InvalidInput([Finding("L101", Severity.ERROR, message, hint)])


def _read_profile(name: str) -> Profile:
    """The national standard, or an office's YAML; its mistakes are told with their lines."""
    from wenming_docs.page.inspect import STANDARD, build_profile, standard_profile

    if name == STANDARD:
        return standard_profile()
    path = existing_file(name)
    from wenming_docs.facts.source import read_source

    source = read_source(path)
    tree = _plain(source.root)
    assert isinstance(tree, dict)
    try:
        return build_profile(tree, path.stem)
    except InvalidInput as error:
        raise InvalidInput(error.findings, source.texts) from None


def _plain(node: Node) -> object:
    """A node as dicts, lists and texts that remember where they stand."""
    from wenming_docs.facts.source import Mapping, Scalar

    if isinstance(node, Scalar):
        return SourceText(node.text, (node.origin,))
    if isinstance(node, Mapping):
        return {SourceText(each.key.text, (each.key.origin,)): _plain(each.value) for each in node.entries}
    return [_plain(item) for item in node.items]


def _targets(paths: list[Path], output: str | None) -> dict[Path, Path]:
    """Where the copy of each file goes: beside it, into a folder, or to the one file named."""
    if output is None:
        targets = {path: path.with_name(path.stem + _SUFFIX) for path in paths}
    elif output.lower().endswith(".docx"):
        if len(paths) > 1:
            raise WrongUse("检查几个文件时，-o 要写文件夹")
        targets = {paths[0]: Path(output)}
    else:
        targets = {path: Path(output) / (path.stem + _SUFFIX) for path in paths}
    if len(set(targets.values())) < len(targets):
        raise WrongUse("有几个文件同名，带批注的会互相覆盖；请分几次检查")
    _refuse_originals(targets)
    return targets


def _refuse_originals(targets: MappingType[Path, Path]) -> None:
    """The original stays as it is, whatever was asked."""
    originals = {path.resolve() for path in targets}
    for target in targets.values():
        if target.resolve() in originals:
            raise WrongUse(f"“{target}”是要检查的原文件，带批注的请换个名字")


def _write_copy(target: Path, inspection: Inspection, *, force: bool) -> Exit:
    from wenming_docs.output import write_single
    from wenming_docs.page.inspect import annotated_copy

    try:
        write_single(target, annotated_copy(inspection), force=force, is_ours=lambda _: False)
    except OutputRefused as error:
        return fail(str(error), Exit.REFUSED)
    except InvalidInput as error:
        told = "；".join(f"{each.message}：{each.hint}" for each in error.findings)
        return fail(f"没有写“{target}”：{told}", Exit.FINDINGS)
    say(f"{paint(DONE, 'green')} 带批注的一份：{target}")
    return Exit.DONE
