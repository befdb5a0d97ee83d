"""Rendering and checking a file, in the process or confined: it depends on where its templates lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from wenming_docs import pipeline
from wenming_docs.pipeline import Options, Outcome, template_folders


def foreign_folder(path: Path, options: Options) -> Path | None:
    """The folder of templates that lies, links followed, neither below the file's folder nor among ours."""
    folders = template_folders(path, options)
    if not folders:
        return None
    from wenming_docs.words.template.folders import builtin_templates

    home = [os.path.realpath(path.parent), os.path.realpath(builtin_templates())]
    return next((folder for folder in folders if not _lies_in(os.path.realpath(folder), home)), None)


def _lies_in(folder: str, homes: list[str]) -> bool:
    return any(folder == home or folder.startswith(home.rstrip(os.sep) + os.sep) for home in homes)


def render_file(path: Path, options: Options) -> Outcome:
    """Like ``pipeline.render_file``; foreign templates are confined, T033–T035 where they go too far."""
    return _called(pipeline.render_file, path, options)


def check_file(path: Path, options: Options) -> Outcome:
    """Like ``pipeline.check_file``; foreign templates are confined, T033–T035 where they go too far."""
    return _called(pipeline.check_file, path, options)


def _called(work: Callable[[Path, Options], Outcome], path: Path, options: Options) -> Outcome:
    folder = foreign_folder(path, options)
    if folder is None:
        return work(path, options)
    from wenming_docs.confined.parent import run_confined

    return run_confined(work, path, options, folder=folder)
