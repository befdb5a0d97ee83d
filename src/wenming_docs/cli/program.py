"""The command ``wenming``: its commands, and what each kind of failure says and returns."""

from __future__ import annotations

import click

from wenming_docs.cli.console import Exit, Screen, fail, fail_by_bug, give, say
from wenming_docs.cli.help import Context, Group
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse

_STEPS = (
    ("wenming new-plan 工作计划.yaml", "得到一份带说明的样稿"),
    ("wenming check 工作计划.yaml", "填好以后检查"),
    ("wenming render 工作计划.yaml", "生成 Word 文件"),
)

_COMMANDS = {
    "new-plan": "new_plan",
    "check": "check",
    "fmt": "fmt",
    "import": "import_table",
    "record": "record",
    "form": "form",
    "pull": "pull",
    "render": "render",
    "preview": "preview",
    "status": "status",
    "trace": "trace",
    "coverage": "coverage",
    "countdown": "countdown",
    "inspect": "inspect",
    "explain": "explain",
    "kinds": "kinds",
    "templates": "templates",
    "schema": "schema",
    "doctor": "doctor",
}
"""Each command and its module here, in the order of help; it is imported when the command is asked for."""


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from wenming_docs import __version__

        give(f"wenming {__version__}")
        context.exit()


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    steps=_STEPS,
    modules=_COMMANDS,
    help="把写在 YAML 里的事实编成公文：方案、汇报、总结、通知，直接得到 Word。",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="显示版本",
)
def wenming() -> None:
    """The group itself does nothing; its commands do."""


def front_page(width: int) -> str:
    """The page of ``wenming --help``, laid out for ``width`` columns."""
    context = Context(wenming, info_name="wenming", terminal_width=width, help_option_names=["-h", "--help"])
    return wenming.get_help(context) + "\n"


def run(arguments: list[str]) -> int:
    """The exit code of ``wenming`` with these arguments; every failure has been told by then.

    A reader that has gone (``| head``) is click's to handle: it ends quietly with 1.
    """
    try:
        code = wenming.main(args=arguments, prog_name="wenming", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        return fail("已取消", Exit.INTERRUPTED)
    except click.ClickException as error:
        return _tell_wrong_use(error)
    except WrongUse as error:
        return fail(str(error), Exit.WRONG_USE)
    except OutputRefused as error:
        return fail(str(error), Exit.REFUSED)
    except InvalidInput as error:
        return _tell_findings(error)
    except OSError as error:  # a disk, folder or stream that fails is no bug of ours
        from wenming_docs.output import cause_of

        return fail(f"读写文件时出错：{cause_of(error)}", Exit.REFUSED)
    except Exception:  # the last line of defence: a bug is shown whole, never swallowed
        return fail_by_bug()
    return int(code or 0)


def _tell_wrong_use(error: click.ClickException) -> int:
    """click's message, the usage line before it, and where help is."""
    context = getattr(error, "ctx", None)
    if context is not None:
        say(context.get_usage())
    fail(error.format_message().rstrip("."), Exit.WRONG_USE)
    say(f"  → 用法说明：{context.command_path if context else 'wenming'} --help")
    return Exit.WRONG_USE


def _tell_findings(error: InvalidInput) -> int:
    from wenming_docs.cli.report import Entry, text_report

    entries = [Entry(finding, "") for finding in error.findings]
    say(text_report(entries, error.texts, Screen.of_stderr()))
    return Exit.FINDINGS
