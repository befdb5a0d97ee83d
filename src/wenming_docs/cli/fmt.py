"""``wenming fmt``: mends what is certain in a file, and nothing else."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import DONE, Exit, clean, fail, fail_by_bug, give, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file, existing_files, files_argument

if TYPE_CHECKING:
    from wenming_docs.formatting import Formatted, FormattedFile

_MOST_LINES = 400
"""Lines of one diff; nobody reads more, and they are all in the file."""


@click.command("fmt", cls=Command, short_help="改正写法：全角半角、标点、空格、错别字，只改肯定的")
@files_argument
@click.option("--check", "only_check", is_flag=True, help="不写文件，有要改的就以退出码 1 结束")
@click.option("--diff", "only_diff", is_flag=True, help="不写文件，只列出会怎样改")
@click.option(
    "--terms",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="本单位的用语表；不写就用文件旁边的 规范/用语.yaml",
)
def command(files: tuple[str, ...], only_check: bool, only_diff: bool, terms: Path | None) -> int:
    """改正文件里肯定写错的地方：YAML 的写法、标点、数字、错别字，连同它包含的文件。

    注释、顺序、空行都不动；拿不准的不改，列在最后。
    """
    paths = existing_files(files)
    if terms is not None:
        terms = existing_file(terms)
    return format_files(paths, terms, write=not (only_check or only_diff), judge=only_check)


def format_files(paths: Sequence[Path], terms: Path | None, *, write: bool, judge: bool = False) -> int:
    """Formats each file and tells what was done; with ``judge`` a file to be changed is a failure."""
    from wenming_docs.formatting import format_file

    code = Exit.DONE
    done: set[Path] = set()
    for path in paths:
        try:
            formatted = format_file(path, terms)
        except Exception:  # a bug, shown whole; the next file may still be fine
            code = fail_by_bug()
            continue
        code = max(code, _settle(formatted, done, write=write, judge=judge))
    return code


def fix_files(paths: Sequence[Path]) -> Exit:
    """Writes what is certain into each file, saying how much; for ``check``, which tells the rest itself."""
    from wenming_docs.formatting import format_file

    code = Exit.DONE
    for path in paths:
        try:
            changed = [file for file in format_file(path).files if file.changed]
        except Exception:  # a bug, shown whole; the next file may still be fine
            code = fail_by_bug()
            continue
        for file in changed:
            refused = _write(file)
            code = max(code, refused)
            if not refused:
                _tell_counts(file, written=True)
    return code


def _settle(formatted: Formatted, done: set[Path], *, write: bool, judge: bool) -> Exit:
    """Show, write and count what came of one entry file."""
    from wenming_docs.cli.each import blocks

    code = Exit.FINDINGS if blocks(formatted.findings, strict=False) else Exit.DONE
    changed = [file for file in formatted.files if file.changed and file.path.resolve() not in done]
    done.update(file.path.resolve() for file in formatted.files)
    refused: list[FormattedFile] = []
    for file in changed:
        if not write:
            give("\n".join(_painted(diff_of(file))))
        elif (written := _write(file)) != Exit.DONE:
            code = max(code, written)
            refused.append(file)
    if judge and changed:
        code = max(code, Exit.FINDINGS)
    _tell(formatted, [file for file in changed if file not in refused], written=write, nothing=not changed)
    return code


def _write(file: FormattedFile) -> Exit:
    from wenming_docs.errors import OutputRefused
    from wenming_docs.output import write_over

    try:
        write_over(file.path, file.after, file.before)
    except OutputRefused as error:
        return fail(str(error), Exit.REFUSED)
    return Exit.DONE


def diff_of(file: FormattedFile) -> list[str]:
    """A unified diff of one file; at most so many lines."""
    old, new = file.old_text.split("\n"), file.new_text.split("\n")
    name = clean(str(file.path))
    lines = list(difflib.unified_diff(old, new, name, name, lineterm="", n=1))
    if not lines:
        return [f"--- {name}", f"+++ {name}", "（文字不变，编码改成 UTF-8）"]
    if len(lines) > _MOST_LINES:
        return [*lines[:_MOST_LINES], f"（还有 {len(lines) - _MOST_LINES} 行没有列出）"]
    return lines


def _painted(lines: Iterable[str]) -> Iterator[str]:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in lines:
        shown = clean(line)
        colour = colours.get(line[:1])
        yield paint(shown, colour) if colour and not line.startswith(("+++", "---")) else shown


def _tell(formatted: Formatted, changed: Sequence[FormattedFile], *, written: bool, nothing: bool) -> None:
    """What was mended, file by file, or that there was ``nothing``; then what is left to the author."""
    for file in changed:
        _tell_counts(file, written=written)
    if nothing:
        say(f"{paint(DONE, 'green')} 没有要改的")
    if formatted.findings:
        from wenming_docs.cli.report import Entry, text_report

        say(f"\n以下 {len(formatted.findings)} 处拿不准，请自己看：")
        say(text_report([Entry(finding, "") for finding in formatted.findings], formatted.texts))


def _tell_counts(file: FormattedFile, *, written: bool) -> None:
    places = sum(file.counts.values())
    did = "改正" if written else "可以改正"
    say(f"{paint(DONE, 'green')} {clean(str(file.path))}：{did} {places} 处（{_kinds(file.counts)}）")


def _kinds(counts: dict[str, int]) -> str:
    """``半角标点 37、错别字 2``."""
    from wenming_docs.codes import CODES
    from wenming_docs.zh.wording import NAMES

    ordered = Counter(counts).most_common()
    named = ((NAMES.get(code) or CODES[code].meaning, count) for code, count in ordered if code)
    return "、".join(f"{name} {count}" for name, count in named)
