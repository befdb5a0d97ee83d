"""``wenming render`` of a folder or a pattern: what to do, how far it is, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs.cli.batch_options import Share
from wenming_docs.cli.batch_progress import Progress
from wenming_docs.cli.batch_report import Summary
from wenming_docs.cli.console import Exit, give, say
from wenming_docs.errors import WrongUse

if TYPE_CHECKING:
    from wenming_docs.batch.jobs import Job
    from wenming_docs.batch.manifest import Manifest
    from wenming_docs.batch.run import Done
    from wenming_docs.batch.settings import Settings

_SHOWN_PATHS = 20
"""Documents of so few files are named on stdout, as without a batch."""


def output_folder(output: str | None, names: Sequence[str], formats: Sequence[str]) -> Path:
    """Where the documents go; WrongUse for a single file, which cannot hold many."""
    from wenming_docs.batch.jobs import default_output
    from wenming_docs.output import refuse_outside

    if output is None:
        out = default_output(names)
        refuse_outside(out, out.parent)
        return out
    path = Path(output)
    is_file = path.suffix[1:].lower() in formats and not output.endswith(("/", "\\"))
    if is_file and not os.path.isdir(output):
        raise WrongUse(f"成批生成时 -o 要写文件夹，不能是一个文件（{output}）")
    if path.exists() and not path.is_dir():
        raise WrongUse(f"-o 要写文件夹，“{output}”是一个文件")
    return path


def render_batch(names: Sequence[str], share: Share, settings: Settings) -> Exit:
    """Does the jobs and says what came of them; the highest exit code of all."""
    from wenming_docs.batch.jobs import find_jobs, in_shard
    from wenming_docs.batch.lock import locked
    from wenming_docs.batch.manifest import NAME, Manifest, shard_name

    found = find_jobs(names, settings.out, every=settings.kind is not None)
    jobs = [job for job in found.jobs if share.shard is None or in_shard(job, *share.shard)]
    summary = Summary(settings, found, len(jobs), share.shard)
    if not jobs:
        summary.tell_none()
        return max(summary.code(), Exit.DONE if found.jobs else Exit.WRONG_USE)
    name = shard_name(*share.shard) if share.shard else NAME
    with locked(settings.out, name):
        manifest = Manifest(settings.out, name)
        tell_damaged(manifest)
        try:
            _do((jobs, found.jobs), settings, manifest, share, summary)
        except KeyboardInterrupt:
            summary.interrupted = True
        finally:
            manifest.close()
        summary.tell()
    if len(jobs) <= _SHOWN_PATHS:
        for path in summary.written:  # at the end: a reader that has gone must not hold up the documents
            give(str(path))
    return summary.code()


def tell_damaged(manifest: Manifest) -> None:
    """Records that cannot be read are no secret: their documents are made again."""
    for path in manifest.damaged:
        say(f"● 记录“{path}”坏了，里面读不出的不算，那些文稿重新生成")


def _do(
    ours_of_all: tuple[Sequence[Job], Sequence[Job]],
    settings: Settings,
    manifest: Manifest,
    share: Share,
    summary: Summary,
) -> None:
    from wenming_docs.batch.work import work

    jobs, others = ours_of_all
    with Progress(len(jobs)) as progress:

        def tell(done: Done) -> None:
            summary.add(done)
            progress.step(failed=summary.failed)

        work(
            jobs,
            settings,
            manifest,
            tell,
            others=others,
            workers=share.jobs or 0,
            fail_fast=share.fail_fast,
        )
