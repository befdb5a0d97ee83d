"""The few addresses of the preview: the page and its files, the state, the document."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from wenming_docs.preview.desk import Desk, State
from wenming_docs.preview.menu import Choice

LONGEST_WAIT = 20.0
"""Seconds that a request for the state may wait for news."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SCRIPT, _STYLE, _HTML = "text/javascript", "text/css", "text/html"
ASSETS = {
    "": ("index.html", _HTML),
    "page.css": ("page.css", _STYLE),
    "page.js": ("page.js", _SCRIPT),
    "paper.js": ("paper.js", _SCRIPT),
    "jszip.min.js": ("vendor/jszip.min.js", _SCRIPT),
    "docx-preview.min.js": ("vendor/docx-preview.min.js", _SCRIPT),
}
"""Address → file in ``assets/`` and its type: nothing else can be had."""


class Bell:
    """Wakes every request that waits for news; rung from any thread, or by the end of the server."""

    def __init__(self) -> None:
        self.closing = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event = asyncio.Event()

    def ring(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def close(self) -> None:
        """Everyone who waits is sent home, and nobody waits any more."""
        self.closing = True
        self.ring()

    async def wait_for(self, is_news: Callable[[], bool], seconds: float) -> None:
        """Returns when there is news, when the bell is closed, or after ``seconds``."""
        self._loop = loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not (self.closing or is_news()) and (left := end - loop.time()) > 0:
            try:
                await asyncio.wait_for(self._event.wait(), left)
            except TimeoutError:
                return

    def _ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()


def build_app(desk: Desk, bell: Bell, name: str) -> Starlette:
    """The application behind the gate; ``name`` is what the page calls the file."""
    folder = resources.files("wenming_docs.preview") / "assets"
    files = {path: (folder.joinpath(file).read_bytes(), type) for path, (file, type) in ASSETS.items()}

    async def asset(request: Request) -> Response:
        data, type = files[request.url.path[1:]]
        return Response(data, media_type=f"{type}; charset=utf-8")

    async def state(request: Request) -> Response:
        seen = request.query_params.get("seen", "")
        last = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 15 else -1
        id = request.query_params.get("choice", "")
        desk.ask(id)
        await bell.wait_for(lambda: desk.state.version != last, LONGEST_WAIT)
        told = {**view(desk.state, desk.ask(id)), "file": name, "closed": bell.closing}
        # ASCII, because what stands in a file may be no character at all (half a surrogate pair).
        return Response(json.dumps(told), media_type="application/json")

    async def document(request: Request) -> Response:
        wanted = request.query_params.get("page", "")
        page = next((page for page in desk.state.pages.values() if page.digest == wanted), None)
        if page is None:
            return PlainTextResponse("没有这一份\n", 404)
        return Response(page.data, media_type=_DOCX)

    routes = [Route(f"/{path}", asset) for path in files]
    routes += [Route("/state", state), Route("/document", document)]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


def view(state: State, choice: Choice | None) -> dict[str, Any]:
    """What the page shows of ``state`` to somebody who looks at ``choice``, if there is any document."""
    label = choice.label if choice else ""
    page = state.pages.get(label)
    is_new = state.readable and state.drawn.get(label) == state.revision
    errors = state.errors.get(label, []) if is_new else []
    waiting = state.readable and choice is not None and not is_new
    return {
        "version": state.version,
        "busy": state.busy or waiting,
        "read_at": state.read_at,
        "trouble": state.trouble,
        "choice": choice.id if choice else "",
        "label": label,
        "menu": {
            "documents": state.menu.documents,
            "kinds": state.menu.kinds,
            "periods": state.menu.periods,
        },
        "page": page.digest if page else "",
        "stale": not state.readable or bool(errors),
        "errors": errors,
        "findings": state.findings,
        "counts": dict(state.counts),
        "checked": state.checked == state.revision,
    }
