"""``wenming render``: the documents, written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wenming_docs.cli.batch_options import Share, as_jobs, as_shard
from wenming_docs.cli.console import DONE, ITEM, Exit, Screen, fail, give, kept_both, paint, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import (
    existing_file,
    existing_files,
    files_argument,
    shared_options,
    template_folder,
)
from wenming_docs.errors import OutputRefused, WrongUse
from wenming_docs.findings import has_errors

if TYPE_CHECKING:
    from wenming_docs.batch.settings import Settings
    from wenming_docs.pipeline import Outcome
    from wenming_docs.writing import Rendered

_FORMATS = ("docx", "xlsx", "pdf", "md", "html")  # those of writing.py, which takes long to import
_LARGEST_REFERENCE = 64 * 1024 * 1024


def _as_formats(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """``docx,xlsx`` and repeated ``--format`` alike, each format once."""
    formats = tuple(dict.fromkeys(word.lower().removeprefix(".") for word in _listed(values)))
    for word in formats:
        if word not in _FORMATS:
            raise click.BadParameter(f"没有“{word}”这种格式，有：{'、'.join(_FORMATS)}")
    return formats


def _listed(values: tuple[str, ...]) -> list[str]:
    """What is written with commas and by repeating an option alike."""
    return [word for value in values for word in re.split(r"[,，、\s]+", value) if word]


@click.command("render", cls=Command, short_help="生成公文（Word）")
@files_argument
@click.option(
    "-o",
    "--output",
    metavar="输出",
    help="写到哪里：文件夹，或一个文件，如 方案.docx 清单.xlsx；默认是 YAML 旁边的“输出”",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    callback=_as_formats,
    metavar="格式",
    help="docx（默认）、xlsx、pdf、md、html；几种一起出写成 docx,xlsx",
)
@click.option(
    "--each",
    type=click.Choice(["单位"]),
    metavar="单位",
    help="责任清单、整改通知单等按单位分，一个单位一份：--each 单位",
)
@click.option("--for", "units", multiple=True, metavar="单位", help="只给这些单位，和 --each 单位 连用")
@click.option("--draft", is_flag=True, help="草稿：容许【待填】，用底色标出，文件名加“-草稿”")
@click.option("--force", is_flag=True, help="覆盖被人改过的文件")
@click.option("--keep-both", is_flag=True, help="旧文件被人改过或正开着时，新的一份另存为“名称 (2).docx”")
@click.option(
    "--reference-doc",
    "reference",
    metavar="DOCX",
    type=click.Path(path_type=Path),
    help="沿用这份 Word 文件的样式、页面和页眉页脚",
)
@click.option(
    "--jobs",
    callback=as_jobs,
    metavar="个数",
    help="成批：同时用几个进程；默认文件多时按处理器个数",
)
@click.option(
    "--shard",
    callback=as_shard,
    metavar="几/几",
    help="成批：几台机器分着做，这台只做其中一份，如 2/8",
)
@click.option("--fail-fast", is_flag=True, help="成批：遇到第一个有问题的文件就停下")
@click.option(
    "--scheduler",
    metavar="地址",
    help="成批：交给这个调度器上的几台机器一起做",
)
@shared_options
def command(
    files: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    jobs: int | None,
    shard: tuple[int, int] | None,
    fail_fast: bool,
    scheduler: str | None,
    **asked: Any,
) -> int:
    """生成公文。“文稿”里列出的每一份都生成，也可用 --kind、--period 选一份。

    有错误的文件一份也不写，其余文件照常生成；已有的旧文件只在没有被人改过时才替换。
    写文件夹或 "社区/**/*.yaml" 就成批生成：没有变化的跳过，中断了再运行一次接着做。
    pdf 由 LibreOffice 排版；xlsx 是文稿里的表，一张表一个工作表。
    """
    if asked["units"] and not asked["each"]:
        raise WrongUse("--for 要和 --each 单位 连用")
    if asked["force"] and asked["keep_both"]:
        raise WrongUse("--force 是覆盖，--keep-both 是两份都留，只能写一个")
    share = Share(jobs, shard, fail_fast)
    from wenming_docs.batch.jobs import is_many
    from wenming_docs.cluster.address import is_address

    if scheduler is not None or any(map(is_address, (*files, output or ""))):
        from wenming_docs.cli.cluster import Order, render_on_cluster

        return render_on_cluster(Order(files, output, scheduler, share), _settings(formats, **asked))
    if share.is_asked() or any(map(is_many, files)):
        from wenming_docs.cli.batch import output_folder, render_batch

        out = output_folder(output, files, _FORMATS)
        return render_batch(files, share, replace(_settings(formats, **asked), out=out))
    return _render_few(existing_files(files), output, formats, asked)


def _settings(
    formats: tuple[str, ...],
    *,
    each: str | None,
    units: tuple[str, ...],
    draft: bool,
    force: bool,
    keep_both: bool,
    reference: Path | None,
    kind: str | None,
    period: str | None,
    today: date | None,
    templates: Path | None,
    strict: bool,
) -> Settings:
    """What is asked for, whoever renders it; who has a folder of documents adds it."""
    from wenming_docs.batch.settings import Settings

    return Settings(
        out=Path(),
        today=date.today(),
        formats=formats or _FORMATS[:1],
        kind=kind,
        period=period,
        as_of=today,
        draft=draft,
        strict=strict,
        each_unit=bool(each),
        only_units=tuple(_listed(units)),
        templates=template_folder(templates),
        reference=_read_reference(reference),
        reference_name=str(reference or ""),
        force=force,
        keep_both=keep_both,
    )


def _render_few(
    paths: Sequence[Path], output: str | None, formats: tuple[str, ...], asked: dict[str, Any]
) -> int:
    """The documents of files that were named one by one; each document is told of."""
    from wenming_docs.cli.destination import choose_destination, plan_paths
    from wenming_docs.cli.each import blocks, each_file, entries_of
    from wenming_docs.cli.report import text_report
    from wenming_docs.confined import render_file

    destination = choose_destination(output, formats)
    settings = _settings(destination.formats, **asked)
    options = settings.options()
    outcomes, code = each_file(paths, lambda path: render_file(path, options))
    passed = [outcome for outcome in outcomes if not blocks(outcome.findings, strict=settings.strict)]
    entries, texts = entries_of(outcomes)
    if entries:
        say(text_report(entries, texts, Screen.of_stderr()))
    if len(passed) < len(outcomes):
        code = max(code, Exit.FINDINGS)
        _tell_blocked([outcome for outcome in outcomes if outcome not in passed], len(paths))
    planned, printed = _print_out(plan_paths(destination, passed))
    return max(code, printed, _write_all(planned, settings))


def _print_out(planned: Sequence[tuple[Path, Rendered]]) -> tuple[list[tuple[Path, Rendered]], Exit]:
    """The documents with their PDFs; without LibreOffice those alone that need none."""
    if not any(document.awaits_printing for _, document in planned):
        return list(planned), Exit.DONE
    from wenming_docs.printing import print_out

    try:
        documents = print_out([document for _, document in planned])
    except OutputRefused as error:
        code = fail(f"没有出 PDF：{error}", Exit.REFUSED)
        return [(path, document) for path, document in planned if not document.awaits_printing], code
    return [(path, document) for (path, _), document in zip(planned, documents, strict=True)], Exit.DONE


def _read_reference(path: Path | None) -> bytes | None:
    if path is None:
        return None
    existing = existing_file(path)
    if existing.stat().st_size > _LARGEST_REFERENCE:
        raise WrongUse(f"“{path}”太大，不像是一份样式文件")
    return existing.read_bytes()


def _tell_blocked(blocked: Sequence[Outcome], total: int) -> None:
    """Says why: errors, or only warnings, which ``--strict`` alone stops."""
    which = f"“{blocked[0].path}”" if len(blocked) == 1 else f"{len(blocked)} 个文件"
    others = "，其余照常" if len(blocked) < total else ""
    wrong = any(has_errors(outcome.findings) for outcome in blocked)
    why = "有问题，没有生成文稿" if wrong else "有警告，--strict 不放行，没有生成文稿"
    fail(f"{which}{why}{others}", Exit.FINDINGS)


def _write_all(planned: Sequence[tuple[Path, Rendered]], settings: Settings) -> Exit:
    """Writes each document and names it on stdout; one that is refused does not hold up the others."""
    from wenming_docs.output import remove_leftovers, write_document

    replacing = settings.replacing(path.name for path, _ in planned)
    for folder in dict.fromkeys(path.parent for path, _ in planned):
        remove_leftovers(folder)
    written: list[tuple[Path, Rendered]] = []
    code = Exit.DONE
    for path, rendered in planned:
        try:
            stands = write_document(path, rendered.data, replacing)
        except OutputRefused as error:
            code = fail(str(error), Exit.REFUSED)
            continue
        if stands != path:
            say(f"{ITEM} {kept_both(path, stands.name)}")
        written.append((stands, rendered))
    if written:
        say(f"{paint(DONE, 'green')} 生成 {len(written)} 份文稿")
        _tell_pages(written)
    for path, _ in written:  # at the end: a reader that has gone must not hold up the documents
        give(str(path))
    return code


def _tell_pages(written: Sequence[tuple[Path, Rendered]]) -> None:
    pdfs = [(path, rendered.data) for path, rendered in written if rendered.suffix == ".pdf"]
    if not pdfs:
        return
    from wenming_docs.printing import page_count

    for path, data in pdfs:
        say(f"  {path.name}：共{page_count(data)}页")
