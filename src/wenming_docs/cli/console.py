"""How anything reaches the screen: data to stdout, messages to stderr, plain when piped."""

from __future__ import annotations

import os
import sys
import traceback
from enum import IntEnum
from typing import TextIO

import click

from wenming_docs.cli.entry import close_stdout
from wenming_docs.errors import OutputRefused
from wenming_docs.findings import Severity
from wenming_docs.records import dataclass


class Exit(IntEnum):
    """What a command returns to the shell; several outcomes at once return the highest."""

    DONE = 0
    FINDINGS = 1
    WRONG_USE = 2
    REFUSED = 3
    BUG = 4
    INTERRUPTED = 130


# Each of these signs exists in GBK: a Windows console shows them.
DONE, FAILED, ITEM = "√", "×", "●"

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTICE: "提醒"}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text is read: ``columns`` is None for a pipe, whose lines are nobody's business to cut.

    ``wide_ambiguous``: a Chinese console in GBK draws “” and … two columns wide, others one.
    """

    columns: int | None = None
    wide_ambiguous: bool = True

    @classmethod
    def of_stdout(cls) -> Screen:
        return cls._of(sys.stdout)

    @classmethod
    def of_stderr(cls) -> Screen:
        return cls._of(sys.stderr)

    @classmethod
    def _of(cls, stream: TextIO | None) -> Screen:
        encoding = (getattr(stream, "encoding", None) or "").lower()
        wide = encoding.startswith(("gb", "cp936", "936"))
        if stream is None or stream.closed or not stream.isatty():
            return cls(None, wide)
        import shutil

        return cls(max(shutil.get_terminal_size().columns, _NARROWEST), wide)

    @property
    def for_lines(self) -> int:
        """Columns for a line of the user's file: it stands set in by four."""
        return 76 if self.columns is None else min(self.columns - 5, 160)


_NARROWEST = 24


def give(text: str) -> None:
    """Data: what a pipe or a redirection is meant to receive; OutputRefused where it cannot."""
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        from wenming_docs.output import cause_of

        close_stdout()
        raise OutputRefused(f"结果写不出去：{cause_of(error)}") from error


def say(text: str = "") -> None:
    """A message for the person at the screen."""
    click.echo(text, err=True)


def paint(text: str, colour: str) -> str:
    """``text`` in ``colour``, or plain where NO_COLOR asks for it; a pipe strips the colour by itself."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def severity_name(severity: Severity) -> str:
    """错误, 警告 or 提醒, in its colour."""
    return paint(SEVERITY_NAMES[severity], _COLOURS[severity])


def clean(text: str) -> str:
    """``text`` on one line and without control characters: a hostile file must not steer the terminal."""
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable() or char in "\u3000\u00a0":
        return char
    return " " if char in "\n\t" else "\ufffd"


_LONGEST = 2_000
"""Signs of a sentence or of a line of the user's own: what was pasted by mistake must not fill the screen."""


def clipped(text: str) -> str:
    """``text`` on one line like :func:`clean`; of a very long one the beginning and the end."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}……（略去{len(text) - _LONGEST}字）……{text[-_LONGEST // 2 :]}"
    return clean(text)


def kept_both(path: object, name: str) -> str:
    """That a document stayed as it was, and what the new one beside it is called."""
    why = "不能替换（被人改过、正打开着或只读），没有动它"
    return f"“{clipped(str(path))}”{why}；新的一份另存为“{clipped(name)}”"


def fail(message: str, code: Exit) -> Exit:
    """Tells what went wrong, in one sentence, and returns ``code``."""
    say(f"{paint(FAILED, 'red')} " + "\n".join(map(clipped, message.split("\n"))))
    return code


OUT_OF_MEMORY = "内存不够，没有做完：关掉一些程序再试，或把文件拆小；没有写出不完整的文件"
_MOST_TOLD = 6_000
"""Characters of an exception that are shown: a report has to fit a letter."""


def fail_by_bug() -> Exit:
    """Shows the exception at hand, and says what to do with it; a message of pages loses its middle.

    Too little memory is the machine's fault, not ours.
    """
    if isinstance(sys.exception(), MemoryError):
        return fail(OUT_OF_MEMORY, Exit.REFUSED)
    told = traceback.format_exc().rstrip()
    say(told if len(told) <= _MOST_TOLD else f"{told[: _MOST_TOLD // 2]}\n……\n{told[-_MOST_TOLD // 2 :]}")
    fail("这是 wenming 自己的缺陷，不是您的文件写错了；没有写出不完整的文件", Exit.BUG)
    say("  → 请把以上文字、所用的命令和 wenming --version 的结果交给维护者")
    return Exit.BUG


def printable_everywhere() -> bool:
    """Whether stdout can carry every character (a Windows pipe in GBK cannot)."""
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")
