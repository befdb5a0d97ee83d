"""``wenming schema``: what an editor needs to complete and explain the keys."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wenming_docs.cli.console import Exit, give, printable_everywhere
from wenming_docs.cli.help import Command


@click.command("schema", cls=Command, short_help="给编辑器用的 JSON Schema")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到这个文件，不写则输出到屏幕"
)
@click.option("--force", is_flag=True, help="覆盖已有的文件")
def command(output: Path | None, force: bool) -> int:
    """输出 JSON Schema。VS Code 等编辑器用它补全中文键名、显示说明。"""
    from wenming_docs.facts.kinds import KINDS
    from wenming_docs.facts.model import json_schema

    schema = json_schema(tuple(kind.name for kind in KINDS))
    if output is None:
        give(json.dumps(schema, ensure_ascii=not printable_everywhere(), indent=2))
        return Exit.DONE
    from wenming_docs.output import write_whole

    data = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    write_whole(output, data.encode(), force=force, is_ours=_is_schema)
    give(str(output))
    return Exit.DONE


def _is_schema(old: bytes) -> bool:
    """An older schema of ours may be replaced; it is a generated file that nobody edits."""
    try:
        return bool(json.loads(old).get("title") == "wenming")
    except (ValueError, AttributeError, RecursionError):
        return False
