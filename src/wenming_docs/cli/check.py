"""``wenming check``: everything that is wrong, at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from wenming_docs.cli.console import Exit, give
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import (
    existing_files,
    files_argument,
    shared_options,
    style_option,
    template_folder,
)
from wenming_docs.cli.report import Style


@click.command("check", cls=Command, short_help="检查文件，列出所有问题，不写任何文件")
@files_argument
@style_option
@click.option(
    "--baseline",
    metavar="基线",
    type=click.Path(path_type=Path),
    help="不再说基线里记着的警告和提醒，只说新的",
)
@click.option(
    "--write-baseline",
    "recorded",
    metavar="基线",
    type=click.Path(path_type=Path),
    help="把现有的警告和提醒记成基线；错误不记",
)
@click.option("--fix", is_flag=True, help="先把肯定的改正（同 wenming fmt），再检查")
@click.option("--pages", is_flag=True, help="用 LibreOffice 排出页面，再看标题、落款落在哪里")
@shared_options
def command(
    files: tuple[str, ...],
    style: Style,
    fix: bool,
    pages: bool,
    baseline: Path | None,
    recorded: Path | None,
    kind: str | None,
    period: str | None,
    today: date | None,
    templates: Path | None,
    strict: bool,
) -> int:
    """检查 YAML 文件，一次列出所有问题：在哪一行、错在哪里、怎么改。不写文稿。"""
    paths = existing_files(files)
    from wenming_docs.cli.each import blocks, each_file, entries_of
    from wenming_docs.cli.report import report
    from wenming_docs.confined import check_file
    from wenming_docs.pipeline import Options

    options = Options(
        kind=kind,
        period=period,
        today=today or date.today(),
        as_of=today,
        templates=template_folder(templates),
    )
    fixed = Exit.DONE
    if fix:
        from wenming_docs.cli.fmt import fix_files

        fixed = fix_files(paths)
    outcomes, code = each_file(paths, lambda path: check_file(path, options))
    code = max(code, fixed)
    if pages:
        from wenming_docs.pagination import with_pages

        outcomes = [with_pages(outcome, options) for outcome in outcomes]
    if baseline or recorded:
        from wenming_docs.cli.known import without_known

        complete = not (kind or period)
        outcomes = without_known(outcomes, baseline, recorded, complete=complete)
    entries, texts = entries_of(outcomes)
    if entries or code is Exit.DONE or style != "text":
        looked_at = [str(outcome.path) for outcome in outcomes]
        if text := report(entries, texts, style, files=looked_at, strict=strict):
            give(text)
    blocked = any(blocks(outcome.findings, strict=strict) for outcome in outcomes)
    return max(code, Exit.FINDINGS if blocked else Exit.DONE)
