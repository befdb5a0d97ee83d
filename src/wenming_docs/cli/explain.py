"""``wenming explain``: what a code means, why it is said, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from wenming_docs.cli.console import SEVERITY_NAMES, Exit, give, paint
from wenming_docs.cli.help import Command, terminal_width, wrap
from wenming_docs.errors import WrongUse
from wenming_docs.zh import display_width, nearest

if TYPE_CHECKING:
    from wenming_docs.codes import Code

_MARGIN = "    "


@click.command("explain", cls=Command, short_help="说明一个提示编码：什么意思、为什么、怎么改")
@click.argument("names", nargs=-1, metavar="[编码]...")
def command(names: tuple[str, ...]) -> int:
    """说明提示里的编码，例如 F013；一个字母说明一族，不写就列出全部。"""
    from wenming_docs.codes import CODES, FAMILIES

    width = terminal_width()
    if not names:
        give("\n".join(_overview(CODES.values(), FAMILIES, width)))
        return Exit.DONE
    chosen = list(dict.fromkeys(code for name in names for code in _matching(name, CODES)))
    if len(names) == 1 and len(names[0]) == 1:
        give("\n".join(_overview(chosen, FAMILIES, width)))
    else:
        give("\n\n".join("\n".join(_page(code, width)) for code in chosen))
    return Exit.DONE


def _matching(name: str, codes: dict[str, Code]) -> list[Code]:
    """The code called ``name``, or a whole family; WrongUse where there is none."""
    wanted = name.strip("[]【】，,、。 ").upper()
    if wanted in codes:
        return [codes[wanted]]
    family = [code for code in codes.values() if code.family == wanted]
    if family:
        return family
    close = nearest(wanted, codes)
    cure = f"是不是想写“{close}”" if close else "不带编码运行 wenming explain，列出全部"
    raise WrongUse(f"没有编码“{name[:30]}”，{cure}")


def _overview(codes: Iterable[Code], families: dict[str, str], width: int) -> Iterator[str]:
    """Codes with their meaning, a line each, under the names of their families."""
    from wenming_docs.codes import plain

    listed = list(codes)
    for family, about in families.items():
        members = [code for code in listed if code.family == family]
        if not members:
            continue
        if family != listed[0].family:
            yield ""
        yield paint(f"{family}  {about}", "green")
        for code in members:
            name = SEVERITY_NAMES[code.severity]
            yield from _hanging(f"  {code.code}  {name}  ", plain(code.meaning), width)


def _page(code: Code, width: int) -> Iterator[str]:
    """Everything there is to say of one code."""
    from wenming_docs.codes import plain

    heading = f"{code.code}  {SEVERITY_NAMES[code.severity]}  "
    first, *rest = _hanging(heading, plain(code.meaning), width)
    yield paint(first, "green")
    yield from (paint(line, "green") for line in rest)
    for label, text in (("为什么", code.why), ("怎么改", code.cure), ("依　据", code.source)):
        if text:
            yield from _hanging(f"  {label}  ", plain(text), width)
    for label, example in (("错的", code.wrong), ("对的", code.right)):
        if example:
            yield f"  {label}"
            yield from (f"{_MARGIN}{line}".rstrip() for line in example.splitlines())
    if code.mended:
        yield from _hanging("  自动改  ", "wenming fmt 会改好它", width)
    if code.ignorable:
        yield from _hanging("  不　改  ", f"有理由不改，就在那一行末尾写 # wenming: 忽略 {code.code}", width)


def _hanging(start: str, text: str, width: int) -> Iterator[str]:
    """``text`` behind ``start``, its further lines under its first one."""
    indent = display_width(start)
    if indent > width // 2:
        yield start.rstrip()
        start, indent = _MARGIN, len(_MARGIN)
    first, *rest = wrap(text, width - indent) or [""]
    yield start + first
    yield from (" " * indent + line for line in rest)
