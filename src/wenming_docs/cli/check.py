"""``wenming check``: everything that is wrong, at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from wenming_docs.cli.console import Exit, give, printable_everywhere
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_files, existing_folder, files_argument, shared_options


@click.command("check", cls=Command, short_help="检查文件，列出所有问题，不写任何文件")
@files_argument
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text 给人看，json 给程序用",
)
@shared_options
def command(
    files: tuple[str, ...],
    style: str,
    kind: str | None,
    period: str | None,
    today: date | None,
    templates: Path | None,
    strict: bool,
) -> int:
    """检查 YAML 文件，一次列出所有问题：在哪一行、错在哪里、怎么改。不写任何文件。"""
    paths = existing_files(files)
    from wenming_docs.cli.each import blocks, each_file, entries_of
    from wenming_docs.cli.report import json_report, text_report
    from wenming_docs.pipeline import Options, check_file

    options = Options(
        kind=kind, period=period, today=today or date.today(), templates=existing_folder(templates)
    )
    outcomes, code = each_file(paths, lambda path: check_file(path, options))
    entries, texts = entries_of(outcomes)
    if style == "json":
        give(json_report(entries, ascii_only=not printable_everywhere()))
    elif entries or code is Exit.DONE:
        give(text_report(entries, texts))
    blocked = any(blocks(outcome.findings, strict=strict) for outcome in outcomes)
    return max(code, Exit.FINDINGS if blocked else Exit.DONE)
