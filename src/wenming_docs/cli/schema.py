"""``wenming schema``: what an editor needs to complete and explain the keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wenming_docs.cli.console import Exit, give, printable_everywhere, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import existing_file

if TYPE_CHECKING:
    from wenming_docs.facts.model.names import Names

BESIDE = ".wenming/schema.json"
"""Where ``new-plan`` puts the schema, seen from the facts file."""
MODELINE = "# yaml-language-server: $schema={}"
"""The first line of a facts file whose editor is to use a schema."""


@click.command("schema", cls=Command, short_help="给编辑器用的 JSON Schema")
@click.argument("file", required=False, metavar="[文件]", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到这个文件，不写则输出到屏幕"
)
@click.option("--force", is_flag=True, help="覆盖已有的文件")
def command(file: Path | None, output: Path | None, force: bool) -> int:
    """输出 JSON Schema。VS Code 等编辑器用它补全中文键名、显示说明。

    给出一个事实文件，就连这个文件里的单位、任务、指标、人名一起列出来供选。
    """
    names = names_of_file(file) if file else None
    if output is None:
        give(json.dumps(whole_schema(names), ensure_ascii=not printable_everywhere(), indent=2))
        return Exit.DONE
    write_schema(output, names, force=force)
    give(str(output))
    if file:
        say("在这个 YAML 的第一行写：")
        say("  " + MODELINE.format(_seen_from(file, output)))
    return Exit.DONE


def whole_schema(names: Names | None = None) -> dict[str, Any]:
    """The schema with every 文种, every kind of facts that 取 takes, and ``names`` of one file."""
    from wenming_docs.facts.kinds import KINDS
    from wenming_docs.facts.model.describe import Sort
    from wenming_docs.facts.model.schema import json_schema
    from wenming_docs.words.contexts.takes import fact_names, table_names

    known = {Sort.TAKEN: fact_names(), Sort.LEFT_OUT: fact_names(), Sort.ATTACHMENT: table_names()}
    own: Mapping[Sort, tuple[str, ...]] = names or {}
    offered = {sort: (*own.get(sort, ()), *known.get(sort, ())) for sort in Sort}
    kinds = {kind.name: kind.description for kind in KINDS}
    return json_schema(kinds, [alias for kind in KINDS for alias in kind.aliases], offered)


def write_schema(path: Path, names: Names | None, *, force: bool) -> None:
    """``path`` holds the schema; only an older schema of ours is replaced unasked."""
    from wenming_docs.output import write_single

    data = json.dumps(whole_schema(names), ensure_ascii=False, indent=1) + "\n"
    write_single(path, data.encode(), force=force, is_ours=_is_schema)


def names_of_file(file: Path) -> Names:
    """The names in a facts file; mistakes in it only mean fewer names."""
    from wenming_docs.errors import InvalidInput
    from wenming_docs.facts.model import Workspace
    from wenming_docs.facts.model.names import names_in
    from wenming_docs.pipeline import read_workspace

    path = existing_file(file)
    try:
        return names_in(read_workspace(path))
    except InvalidInput as error:
        if not isinstance(error.draft, Workspace):
            raise
        say(f"“{file}”里还有错，能读出的名称都列进去了；先用 wenming check 改好，再导出一次")
        return names_in(error.draft)


def _seen_from(file: Path, output: Path) -> str:
    """``output`` as the facts file names it: relative where it can be, in forward slashes."""
    folder, target = file.resolve().parent, output.resolve()
    up = ""
    for parent in (folder, *folder.parents):
        if target.is_relative_to(parent):
            return up + target.relative_to(parent).as_posix()
        up += "../"
    return target.as_posix()


def _is_schema(old: bytes) -> bool:
    """An older schema of ours may be replaced; it is a generated file that nobody edits."""
    try:
        return bool(json.loads(old).get("title") == "wenming")
    except (ValueError, AttributeError, RecursionError):
        return False
