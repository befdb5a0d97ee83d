"""Starts one program after another and says what each took: ``python -I -S starter.py``.

The system counts what a parent holds into the memory of a program it starts, so whoever starts one
to measure it has to be small: a process of its own that imports next to nothing.

Each line on standard input is a log file and the words of a command, parted by U+001F. Two lines
come back: the process id; then wall seconds, CPU seconds (user and system, with its children),
the most memory as the system counts it, and the exit code.
"""

import posix
import sys
import time


def start(log: str, words: list[str]) -> None:
    """Runs one command to its end."""
    writes = posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC
    begun = time.perf_counter()
    process = posix.posix_spawn(
        words[0],
        words,
        posix.environ,
        file_actions=[
            (posix.POSIX_SPAWN_OPEN, 0, "/dev/null", posix.O_RDONLY, 0),
            (posix.POSIX_SPAWN_OPEN, 1, log, writes, 0o600),
            (posix.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
    print(process, flush=True)
    _, status, usage = posix.wait4(process, 0)
    wall = time.perf_counter() - begun
    code = posix.waitstatus_to_exitcode(status)
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, code, flush=True)


if __name__ == "__main__":
    for line in sys.stdin:
        file, *command = line.rstrip("\n").split("\x1f")
        start(file, command)
