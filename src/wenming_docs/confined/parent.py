"""The side that asks: starts a child, waits for its answer, and says what it died of.

The child is kept for the next task of this process: a batch pays its start once for each worker. It has a
session of its own, so that Ctrl+C is for the one who asks; it ends when nobody asks any more, for its
pipe then closes, whatever ended the asker.
"""

from __future__ import annotations

import atexit
import math
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from wenming_docs.confined.child import out_of_memory
from wenming_docs.confined.frames import (
    Answer,
    Started,
    Task,
    TooLong,
    plain_message,
    read_frame,
    write_frame,
)
from wenming_docs.confined.limits import MB, OUT_OF_TIME_EXIT, PATIENCE, Limits, out_of_time
from wenming_docs.confined.patience import lessened, remember
from wenming_docs.confined.windows import confine
from wenming_docs.errors import InternalError, InvalidInput, OutputRefused, WrongUse
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.output import cause_of
from wenming_docs.reads import is_noting, note_again
from wenming_docs.words.template.faults import BROKE_DOWN, OUT_OF_TIME, TemplateFault
from wenming_docs.words.template.folders import read_template

_Result = TypeVar("_Result")

_LIFE = "import sys; sys.path.append(sys.argv.pop()); from wenming_docs.confined.child import main; main()"
_LOOK = 0.5
_WINDOWS_MEMORY = 1024 * MB
"""A job object bounds facts and templates together."""
_Fault = tuple[str, str, str]


def run_confined(
    function: Callable[..., _Result],
    *arguments: object,
    folder: Path,
    limits: Limits | None = None,
    at_once: bool = False,
) -> _Result:
    """What ``function`` gives for ``arguments``, called in the child.

    ``folder`` holds the templates that are confined; with ``at_once`` all the work is, else what comes
    after the facts. Raises InvalidInput with a finding (T033–T035) where the bounds stopped it, and
    what the function itself raises for its user.
    """
    here = os.getcwd(), dict(os.environ)
    with _TURN:
        given = limits or lessened(Limits(), folder)
        task = Task(function, arguments, given, *here, at_once, is_noting())
        child = _living()
        try:
            answer = child.ask(task)
        except BaseException:  # Ctrl+C, too: its answer would be taken for that of the next task
            child.kill()
            raise
        if limits is None:
            remember(folder, _runs_out(answer), child.file)
        if answer.fault:
            raise _stopped(answer.fault, child.file or folder.as_posix())
    if answer.notes:
        note_again(answer.notes)
    result: Any = _opened(answer)
    return result  # type: ignore[no-any-return]


def _runs_out(answer: Answer) -> str:
    """The code of time that ran out, whoever noticed; else ""."""
    told = answer if answer.findings else answer.result
    findings: tuple[Finding, ...] = getattr(told, "findings", None) or ()
    codes = {answer.fault[0]} if answer.fault else {finding.code for finding in findings}
    return OUT_OF_TIME if OUT_OF_TIME in codes else ""


def _opened(answer: Answer) -> object:
    """The result; else raises what the child met."""
    if answer.findings is not None:
        raise InvalidInput(answer.findings, answer.texts)
    if answer.refused:
        name, words = answer.refused
        raise (WrongUse if name == "WrongUse" else OutputRefused)(words)
    if answer.trace:
        raise InternalError(answer.trace)
    return answer.result


def _stopped(fault: _Fault, file: str) -> InvalidInput:
    code, message, hint = fault
    finding = Finding(code, Severity.ERROR, message, hint, Origin(file, 1, 1))
    try:
        texts = {file: read_template(Path(file))}
    except TemplateFault:
        texts = {}
    return InvalidInput([finding], texts)


class Child:
    """A process that answers one task after another."""

    def __init__(self) -> None:
        self.file = ""
        """The template that began last."""
        self.busy = False
        home = str(Path(__file__).resolve().parents[2])
        options = ["-X", "utf8"] if sys.flags.utf8_mode else []
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", *options, "-c", _LIFE, home],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=sys.platform != "win32",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise _unstarted(cause_of(error)) from error
        self._job = confine(getattr(self.process, "_handle", 0), _WINDOWS_MEMORY)
        self._heard: queue.SimpleQueue[bytes | TooLong | None] = queue.SimpleQueue()
        self._most = Limits().answer
        try:
            threading.Thread(target=self._listen, daemon=True).start()
        except RuntimeError as error:  # the system has no thread left
            self.kill()
            raise _unstarted("进程或内存已到系统的上限") from error

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def ask(self, task: Task) -> Answer:
        """The answer to a task; one of our own making where the child died of it."""
        self.file, self._most, self.busy = "", task.limits.answer, True
        seconds = task.limits.seconds
        end = time.monotonic() + PATIENCE * seconds if task.at_once else math.inf
        try:
            write_frame(_pipe(self.process.stdin), task)
        except BrokenPipeError:
            return self._dead(seconds)
        while True:
            try:
                heard = self._heard.get(timeout=_LOOK)  # so short that Windows hears of Ctrl+C
            except queue.Empty:
                if time.monotonic() > end:
                    self.kill()
                    fault = out_of_time(seconds)
                    return Answer(fault=(fault.code, fault.message, fault.hint))
                continue
            if isinstance(heard, TooLong):
                self.kill()
                return Answer(fault=_too_long(task.limits))
            if heard is None:
                return self._dead(seconds)
            message = plain_message(heard)
            if isinstance(message, Answer):
                self.busy = False
                return message
            if isinstance(message, Started):
                self.file, end = message.file, time.monotonic() + PATIENCE * seconds

    def kill(self) -> None:
        """Ends the process and whatever it may have started."""
        if self.process.poll() is None:
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.leave()
        self.process.wait()

    def leave(self) -> None:
        """Nothing more is asked of it."""
        with suppress(OSError):  # it has gone before
            _pipe(self.process.stdin).close()

    def end(self) -> None:
        """It has nothing in hand, so it ends by itself."""
        self.leave()
        try:
            self.process.wait(_LOOK * 10)
        except subprocess.TimeoutExpired:
            self.kill()

    def _listen(self) -> None:
        heard: bytes | TooLong | None = b""
        with _pipe(self.process.stdout) as pipe:
            while isinstance(heard, bytes):
                try:
                    heard = read_frame(pipe, lambda: self._most)
                except TooLong as error:
                    heard = error
                except (OSError, ValueError):
                    heard = None
                self._heard.put(heard)

    def _dead(self, seconds: float) -> Answer:
        """What a child that has ended died of, as far as its exit code tells."""
        code = self.process.wait()
        if code == OUT_OF_TIME_EXIT or code == -getattr(signal, "SIGXCPU", OUT_OF_TIME_EXIT):
            fault = out_of_time(seconds)
            return Answer(fault=(fault.code, fault.message, fault.hint))
        if code == -getattr(signal, "SIGKILL", 0):  # a system that is short of memory ends it so
            return Answer(fault=out_of_memory(Limits().memory))
        how = f"信号{-code}" if code < 0 else f"退出码{code}"
        return Answer(fault=(BROKE_DOWN, f"用这个模板排文稿的进程中途退出（{how}）", _CURE))


def _unstarted(cause: str) -> OutputRefused:
    hint = "关掉一些程序再试，或把模板放到项目的 templates 文件夹里"
    return OutputRefused(f"开不了另一个进程（{cause}），外来的模板没有用：{hint}")


_CURE = "先用 wenming templates check 检查模板，一段一段地试"


def _too_long(limits: Limits) -> _Fault:
    return (
        BROKE_DOWN,
        f"用这个模板排出的文稿超过{limits.answer // MB}MB，已停止",
        "检查循环、宏和引入，看有没有重复",
    )


def _pipe(pipe: Any) -> BinaryIO:
    given: BinaryIO = pipe
    return given


_TURN = threading.Lock()
_KEPT: list[Child] = []


def _living() -> Child:
    """The child kept from before, or a new one."""
    if _KEPT and not _KEPT[0].lives:
        _KEPT.pop().end()
    if not _KEPT:
        _KEPT.append(Child())
    return _KEPT[0]


@atexit.register
def _let_go() -> None:
    for child in _KEPT:
        if child.busy:  # nobody waits for it any more: a thread asked, and the program ends
            child.kill()
        child.leave()
