"""The server itself: on 127.0.0.1 alone, patient with its own page, short with everybody else."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from wenming_docs.errors import WrongUse
from wenming_docs.pipeline import Options
from wenming_docs.preview.app import Bell, build_app
from wenming_docs.preview.desk import Desk
from wenming_docs.preview.gate import Gate

LOOPBACK = "127.0.0.1"
_MOST_CONNECTIONS = 64
_PATIENCE = 8.0
"""Seconds that a connection may take to say what it wants, or to take in what it is sent."""
_WAITING = 64
"""Connections that the system keeps for us until they are taken; so many are taken at once."""


def open_port(port: int) -> socket.socket:
    """A socket that listens on this machine alone; 0 takes a free port. WrongUse where one is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let another program take the same port
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((LOOPBACK, port))
        found.listen(_WAITING)  # who asks before the server runs is kept waiting, not refused
    except OSError as error:
        found.close()
        taken = "已经有程序在用" if error.errno == errno.EADDRINUSE else "用不了"
        raise WrongUse(f"--port：端口 {port} {taken}；换一个，或不写，由电脑自己挑") from None
    return found


class Preview:
    """The preview of one file; its address is known once it is made, :meth:`run` serves until it is ended."""

    def __init__(self, path: Path, options: Options, token: str, port: int = 0) -> None:
        self._socket = open_port(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{LOOPBACK}:{self.port}/{token}/"
        self._bell = Bell()
        self._desk = Desk(path, options, self._bell.ring)
        gate = Gate(build_app(self._desk, self._bell, path.name), token, self.port)
        self._server = _Server(_config(gate), self._bell.close)

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serves until Ctrl+C or :meth:`end`; ``ready`` is called as soon as the address answers."""
        self._desk.start()
        self._server.ready = ready
        try:
            self._server.run([self._socket])
        except KeyboardInterrupt:  # the usual end
            pass
        finally:
            self._desk.stop()
            self._socket.close()

    def end(self) -> None:
        """Ends :meth:`run` from another thread."""
        self._server.should_exit = True


def _config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Hurried,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        backlog=_WAITING,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=16 * 1024,
    )


class _Server(uvicorn.Server):
    """Says when it listens, and sends waiting pages home before it ends."""

    def __init__(self, config: uvicorn.Config, closing: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready: Callable[[], None] = lambda: None
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing()
        await asyncio.sleep(0.05)  # the answers that say so still go out
        await super().shutdown(sockets)


class _Hurried(H11Protocol):
    """A connection that must say in time what it wants, and take in time what it is sent.

    Without this, connections that send one byte a minute, or ask and never read, would pile up until
    nobody else gets in: uvicorn times only the pause between two requests. Beyond the most allowed at
    once, one has to go: that which has longest been asking for nothing or reading nothing, else that
    which came first.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.since = time.monotonic()
        self._full_since: float | None = None
        self._deadline = self.loop.call_later(_PATIENCE, self._look)
        here = [each for each in self.connections if isinstance(each, _Hurried)]
        if len(here) > _MOST_CONNECTIONS:
            least = min(here, key=lambda each: (not each.is_idle(), each.since))
            self.connections.discard(least)  # counted out at once, also where many come in one moment
            least.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._full_since = time.monotonic()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._full_since = None

    def is_idle(self) -> bool:
        """Whether no request is being answered here, or the answer is not being read."""
        return self.cycle is None or self.cycle.response_complete or self._full_since is not None

    def _look(self) -> None:
        """Ends a connection from which no whole request has come, or that reads nothing.

        One kept open after an answer may rest.
        """
        full = self._full_since is not None and time.monotonic() - self._full_since > _PATIENCE
        silent = self.cycle is None or (self.cycle.response_complete and self.timeout_keep_alive_task is None)
        if full or silent:
            self.transport.abort()
            return
        self._deadline = self.loop.call_later(_PATIENCE, self._look)
