"""Where ``wenming`` starts; kept light, so that help appears at once."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # importing typing for it would leave Ctrl+C without an answer for longer
if TYPE_CHECKING:
    from collections.abc import Sequence

LOCALE = os.path.join(os.path.dirname(__file__), "locale")
FRONT_PAGE = os.path.join(LOCALE, "zh_CN", "front_page.txt")
FRONT_PAGE_WIDTH = 79


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code: 0 done, 1 findings, 2 wrong use, 3 output refused, 4 our bug."""
    try:
        _prepare_streams()
        if not _knows_chinese_names():
            return _say_how_names_are_learnt()
        return _start(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # before the command that answers it was there
        print("× 已取消", file=sys.stderr)
        return 130


def _start(given: list[str]) -> int:
    if given in ([], ["-h"], ["--help"]) and _is_wide():
        return _show_front_page()
    from wenming_docs.collecting import collect_rarely

    collect_rarely()
    leave_plugins_out()
    speak_chinese()
    from wenming_docs.cli.program import run

    return run(given or ["--help"])


def _prepare_streams() -> None:
    """A GBK console prints ``?`` for what it lacks instead of crashing."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def _knows_chinese_names() -> bool:
    """Whether the system's locale can spell the names of our files; an old Linux in English may not."""
    try:
        os.fsencode("文")
    except UnicodeEncodeError:
        return False
    return True


def _say_how_names_are_learnt() -> int:
    """In UTF-8 all the same: the terminal is a newer thing than its locale."""
    told = "× 系统的语言设置（locale）认不得中文文件名：先执行 export LC_ALL=C.UTF-8，再试一次\n"
    if sys.stderr is not None:
        sys.stderr.buffer.write(told.encode())
    return 2


def leave_plugins_out() -> None:
    """pydantic asks every installed package whether it brings a plugin; none has to do with our models."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def speak_chinese() -> None:
    """click asks gettext for every sentence: point gettext at our catalogue, before click is imported."""
    from gettext import bindtextdomain

    # gettext looks the language up in the environment only, and help is Chinese on every machine.
    os.environ["LANGUAGE"] = "zh_CN"
    bindtextdomain("messages", LOCALE)


def _is_wide() -> bool:
    """Whether the stored front page fits; a narrow window gets one laid out for it."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns) > FRONT_PAGE_WIDTH
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns > FRONT_PAGE_WIDTH
    except (OSError, ValueError, AttributeError):
        return True


def _show_front_page() -> int:
    """The first help page as click would print it. It is stored, because importing click alone
    takes three times as long as starting Python; a test compares it with a fresh one."""
    with open(FRONT_PAGE, encoding="utf-8") as file:
        text = file.read()
    if sys.stdout is None:
        return 0
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        close_stdout()
        return 1
    return 0


def close_stdout() -> None:
    """Nobody reads stdout any more (``| head``, a full disk): Python must not complain of it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
