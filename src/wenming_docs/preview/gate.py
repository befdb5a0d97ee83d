"""Who may ask the preview, and for what: a browser on this machine that was given the token.

Any page of any website can make a browser send requests to this machine. So each request has to name
this very server as its Host (else a name that was rebound to 127.0.0.1 would do), must not come from
another site, and must carry the token, which is new for each run. A path is never decoded, joined or
opened: it is compared with the few names that exist.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_PATH = re.compile(rb"/([A-Za-z0-9_-]{1,100})/([a-z][a-z.-]{0,40})?")
_HTTP_PORT = 80
_LONGEST_QUERY = 200

# Styles come from files or through the object model (adopted sheets, style properties), never as
# text in the page: so even docx-preview needs no 'unsafe-inline'. Pictures arrive as data: addresses.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Gate:
    """Lets through to ``app`` what may pass, with the path behind the token; answers all else by itself."""

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = allowed_hosts(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        match = _PATH.fullmatch(scope["raw_path"])
        if refusal := self._refusal(scope, match):
            status, text = refusal
            return await _answer(status, text, scope["method"], send)
        assert match
        inner = {**scope, "path": f"/{(match[2] or b'').decode()}", "root_path": "", "raw_path": b""}
        await self._app(inner, receive, _armed(send))

    def _refusal(self, scope: Scope, match: re.Match[bytes] | None) -> tuple[int, str] | None:
        """Status and reason, or None for a request that may pass."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 403, "只答复本机的浏览器：网址里的主机要写 127.0.0.1"
        if not all(self._is_own(name, value) for name, value in headers):
            return 403, "不答复别的网站发来的请求"
        # The token is compared even where the path is none: how long an answer takes says nothing.
        known = hmac.compare_digest(match[1] if match else b"", self._token)
        if not known or match is None or len(scope["query_string"]) > _LONGEST_QUERY:
            return 404, "没有这一页：请用命令行窗口里给出的完整网址"
        if scope["method"] not in ("GET", "HEAD"):
            return 405, "这里只能看，不能改"
        return None

    def _is_own(self, name: bytes, value: bytes) -> bool:
        """Whether this header says, or leaves open, that the request comes from our own page."""
        if name == b"origin":
            return value.startswith(b"http://") and value[len(b"http://") :].lower() in self._hosts
        return name != b"sec-fetch-site" or value in (b"same-origin", b"none")


def allowed_hosts(port: int) -> frozenset[bytes]:
    """What may stand in a Host header: this machine by its three names, with this port."""
    names = (b"127.0.0.1", b"localhost", b"[::1]")
    with_port = {name + b":%d" % port for name in names}
    return frozenset(with_port.union(names) if port == _HTTP_PORT else with_port)


def _armed(send: Send) -> Send:
    """``send`` with the headers that every answer carries."""

    async def send_armed(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in HEADERS}
            kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in own]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return send_armed


async def _answer(status: int, text: str, method: str, send: Send) -> None:
    body = f"{text}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    headers += [(b"allow", b"GET, HEAD")] if status == 405 else []
    headers += [(b"connection", b"close")]  # who may not ask has one question, not a thousand at once
    send = _armed(send)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
