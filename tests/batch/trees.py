"""Small folder trees of plans, and a run over them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from wenming_docs.batch.jobs import find_jobs
from wenming_docs.batch.manifest import Manifest
from wenming_docs.batch.run import Done
from wenming_docs.batch.settings import Settings
from wenming_docs.batch.work import work

PLAN = """\
单位:
  名称: 青石街道办事处
  自称: 我街道
创建:
  荣誉: 全国文明城市
  年度: 2026
指导思想: 坚持以人民为中心，把创建工作做到群众心坎上。
任务:
  - 名称: 环境卫生整治
    内容: 清理背街小巷。
    时限: 6月底前
  - 名称: 交通秩序整治
    内容: 规范车辆停放。
    时限: 9月底前
文稿:
  - 文种: 实施方案
    日期: 2026年3月18日
"""
BROKEN = PLAN.replace("6月底前", "6月31日")
TODAY = date(2026, 5, 20)


def grow(folder: Path, files: dict[str, str]) -> Path:
    """``folder`` with these files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def plan_of(number: int) -> str:
    """A plan that is unlike the others."""
    return PLAN.replace("清理背街小巷", f"清理背街小巷{number}条")


def settings(out: Path, **given: object) -> Settings:
    return Settings(**{"out": out, "today": TODAY} | given)  # type: ignore[arg-type]


def run(folder: Path, asked: Settings, *, workers: int = 1, fail_fast: bool = False) -> dict[str, Done]:
    """What became of each job of a folder, by its key."""
    jobs = find_jobs([str(folder)], asked.out).jobs
    manifest = Manifest(asked.out)
    told: list[Done] = []
    try:
        work(jobs, asked, manifest, told.append, workers=workers, fail_fast=fail_fast)
    finally:
        manifest.close()
    return {done.job.key: done for done in told}


def states(done: dict[str, Done]) -> dict[str, str]:
    return {key: each.state.value for key, each in sorted(done.items())}


def documents(out: Path) -> dict[str, bytes]:
    """All that stands in a folder of documents but for its memory."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".wenming" not in path.relative_to(out).parts
    }


def names(paths: Sequence[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]
