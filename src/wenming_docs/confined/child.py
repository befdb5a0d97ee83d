"""The life of a child: tasks come in, answers go out, until nobody asks any more."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from wenming_docs.collecting import collect_rarely, one_file
from wenming_docs.confined.frames import Answer, Started, Task, read_frame, write_frame
from wenming_docs.confined.limits import MB, Bounds, found_in, without_core
from wenming_docs.errors import InvalidInput, OutputRefused, WrongUse
from wenming_docs.reads import taking_notes
from wenming_docs.words.template.faults import OUT_OF_MEMORY, TemplateFault
from wenming_docs.words.template.render import WATCH


def main() -> None:
    """Answers tasks from standard input on standard output."""
    tasks, answers = _taken_over()
    without_core()
    collect_rarely()
    while (data := read_frame(tasks)) is not None:
        try:
            write_frame(answers, answered(pickle.loads(data), answers))
        except BrokenPipeError:
            return


def _taken_over() -> tuple[BinaryIO, BinaryIO]:
    """Both pipes, out of reach of anything that reads or prints."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return tasks, answers


def answered(task: Task, answers: BinaryIO) -> Answer:
    """What became of a task; each template that begins is told of before."""
    bounds = Bounds(task.limits)

    def begin(name: str, folders: Sequence[Path]) -> None:
        bounds.renew()
        write_frame(answers, Started(found_in(name, folders)))

    token = WATCH.set(begin)
    try:
        return _worked(task, bounds)
    except TemplateFault as fault:
        return Answer(fault=(fault.code, fault.message, fault.hint))
    except MemoryError:
        return Answer(fault=out_of_memory(task.limits.memory))
    except InvalidInput as error:
        return Answer(findings=error.findings, texts=error.texts)
    except (OutputRefused, WrongUse) as error:
        return Answer(refused=(type(error).__name__, str(error)))
    except Exception:  # our own fault: told with its trace by the one who asked
        return Answer(trace=traceback.format_exc())
    finally:
        WATCH.reset(token)


def _worked(task: Task, bounds: Bounds) -> Answer:
    os.environ.clear()
    os.environ.update(task.environment)
    os.chdir(task.folder)
    try:
        if task.at_once:
            bounds.renew()
        if not task.noting:
            with one_file():
                return Answer(task.function(*task.arguments))
        with taking_notes() as notes, one_file():
            return Answer(task.function(*task.arguments), notes=notes)
    finally:
        bounds.end()


def out_of_memory(memory: int) -> tuple[str, str, str]:
    """Code, message and cure for a template that uses more than ``memory`` bytes."""
    return (
        OUT_OF_MEMORY,
        f"用这个模板排文稿要的内存超过{memory // MB}MB，已停止",
        "检查循环、宏和引入，看有没有重复；外来的模板限内存运行",
    )
