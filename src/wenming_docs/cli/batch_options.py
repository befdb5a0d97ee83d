"""The options of a batch, kept light: ``wenming render --help`` reads this file."""

from __future__ import annotations

import click

from wenming_docs.records import dataclass

_AUTO = ("0", "auto", "自动")
_MOST_JOBS = 512
_MOST_SHARDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Share:
    """How a batch is done: ``jobs`` processes (0: as fits, None: not said), and which shard of it."""

    jobs: int | None = None
    shard: tuple[int, int] | None = None
    fail_fast: bool = False

    def is_asked(self) -> bool:
        """Whether an option alone makes a batch of any files."""
        return self.jobs is not None or self.shard is not None or self.fail_fast


def as_jobs(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """``--jobs 4``; 0 and 自动 leave it to us."""
    if value is None:
        return None
    if value.lower() in _AUTO:
        return 0
    if value.isascii() and value.isdecimal() and 0 < int(value) <= _MOST_JOBS:
        return int(value)
    raise click.BadParameter(f"“{value}”不是个数，请写成 --jobs 4；--jobs 0 按处理器个数")


def as_shard(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, int] | None:
    """``--shard 2/8``: the second of eight."""
    if value is None:
        return None
    number, _, count = value.partition("/")
    if all(part.isascii() and part.isdecimal() for part in (number, count)):
        shard = int(number), int(count)
        if 1 <= shard[0] <= shard[1] <= _MOST_SHARDS:
            return shard
    raise click.BadParameter(f"“{value}”不对，八台机器里的第二台写成 --shard 2/8")
