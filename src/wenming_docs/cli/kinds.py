"""``wenming kinds``: which documents there are, and what each needs."""

from __future__ import annotations

import click

from wenming_docs.cli.console import Exit, give, paint
from wenming_docs.cli.help import Command


@click.command("kinds", cls=Command, short_help="列出能生成的文种")
def command() -> int:
    """列出能生成的文种：别名、要不要期间、必须有哪些事实。"""
    from wenming_docs.facts.kinds import KINDS

    for number, kind in enumerate(KINDS):
        if number:
            give("")
        give(paint(kind.name, "green") + (f"    {kind.description}" if kind.description else ""))
        if kind.aliases:
            give(f"    也叫：{'、'.join(kind.aliases)}")
        give(f"    期间：{'要写' if kind.periodic else '不用写'}")
        if kind.required:
            give(f"    必须有：{'、'.join(requirement.label for requirement in kind.required)}")
    return Exit.DONE
