"""``wenming preview``: the document beside its findings in a browser, drawn anew after each save."""

from __future__ import annotations

import threading
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from wenming_docs.cli.console import Exit, give, say
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import date_option, existing_file, template_folder
from wenming_docs.errors import WrongUse

_HIGHEST_PORT = 65535


@click.command("preview", cls=Command, short_help="在浏览器里边改边看，保存就重排")
@click.argument("file", metavar="文件")
@click.option("--kind", metavar="文种", help="先看这一文种；打开以后可以另选")
@click.option("--period", metavar="期间", help="先看这一期间，如 2026年5月")
@click.option(
    "--port",
    metavar="端口",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=0,
    help="用这个端口；默认由电脑挑一个空的",
)
@click.option("--no-open", "quiet", is_flag=True, help="只给出网址，不打开浏览器")
@click.option(
    "--templates",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="本单位的模板，优先于自带的模板",
)
@date_option
def command(
    file: str,
    kind: str | None,
    period: str | None,
    port: int,
    quiet: bool,
    templates: Path | None,
    today: date | None,
) -> int:
    """在浏览器里看排好的文稿，旁边列出问题；YAML 每保存一次就重排一次，按 Ctrl+C 结束。

    网页只给这台电脑看，网址每次不同；缺的内容用“【待填】”标出，同 render --draft。
    """
    path = existing_file(file)
    _need_extra()
    import secrets

    from wenming_docs.pipeline import Options
    from wenming_docs.preview.server import Preview

    options = Options(
        kind=_known_kind(kind),
        period=period,
        today=today or date.today(),
        as_of=today,
        templates=template_folder(templates),
    )
    preview = Preview(path, options, secrets.token_urlsafe(24), port)

    def ready() -> None:
        give(preview.url)
        say("保存 YAML 以后，网页会自己重排。按 Ctrl+C 结束。")
        if not quiet:
            threading.Thread(target=_open, args=(preview.url,), daemon=True).start()

    preview.run(ready)
    say("预览结束")
    return Exit.DONE


def _need_extra() -> None:
    """WrongUse with the line to type, where the libraries of the extra ``preview`` are missing."""
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise WrongUse(f"预览要用 {'、'.join(missing)}，还没有装：pip install 'wenming-docs[preview]'")


def _known_kind(word: str | None) -> str | None:
    if word is None:
        return None
    from wenming_docs.facts.kinds.registry import find_kind, similar_kind

    if find_kind(word) is None:
        close = similar_kind(word)
        advice = f"是不是想写“{close}”" if close else "文种有哪些：wenming kinds"
        raise WrongUse(f"没有叫“{word}”的文种。{advice}")
    return word


def _open(url: str) -> None:
    """Opens the browser in a thread: some browsers hold whoever starts them until they are closed."""
    import webbrowser

    if not webbrowser.open(url):
        say("没有找到浏览器：把上面的网址粘贴到浏览器里")
