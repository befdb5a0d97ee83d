"""Who gets an answer from the preview: the browser on this machine that was given the token, nobody else.

Everything here speaks to the real server through raw sockets: a client library would tidy up what
an attacker leaves untidy.
"""

from __future__ import annotations

import hashlib
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("uvicorn", reason="没有装 wenming-docs[preview]")

from wenming_docs.pipeline import Options  # noqa: E402
from wenming_docs.preview import server  # noqa: E402
from wenming_docs.preview.app import ASSETS  # noqa: E402
from wenming_docs.preview.server import Preview  # noqa: E402

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "src" / "wenming_docs" / "preview" / "assets" / "vendor"
TOKEN = "Zz_9-token"
PINNED = {
    "docx-preview.min.js": "c4a133c65a112799e35b143c572dfff9e923a3bf39b5fd3b07a06aa0f8f530c2",
    "jszip.min.js": "7f839b2d4688b845c105ebf5d2f9803075f91ea0fe72bdaac176c3a04dd3d2c1",
}
PLAN = """\
单位: 云山市青石街道办事处
创建:
  年度: 2026
  名称: 全国文明城市
任务:
  - 名称: 整治背街小巷
    牵头: 城管科
文稿:
  - 文种: 实施方案
    日期: 2026年3月1日
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "secret.txt").write_text("SECRET", encoding="utf-8")
    (folder / "templates").mkdir()
    found = Preview(folder / "plan.yaml", Options(today=date(2026, 3, 1)), TOKEN)
    thread = Thread(target=found.run, daemon=True)
    thread.start()
    yield found
    found.end()
    thread.join(10)
    assert not thread.is_alive()


def raw(preview: Preview, data: bytes, patience: float = 5) -> bytes:
    """What the server answers to these bytes until it closes; b"" where it just hangs up."""
    with socket.create_connection(("127.0.0.1", preview.port), patience) as connection:
        connection.sendall(data)
        answer = b""
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                answer += part
    return answer


def ask(
    preview: Preview, path: str = f"/{TOKEN}/", *headers: str, method: str = "GET", host: str = ""
) -> bytes:
    """The whole answer to one request; its Host is right unless ``host`` names another."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{preview.port}'}", *headers]
    return raw(preview, "\r\n".join([*lines, "Connection: close", "", ""]).encode())


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def headers_of(answer: bytes) -> dict[str, str]:
    head = answer.split(b"\r\n\r\n", 1)[0].decode().split("\r\n")[1:]
    return {name.lower(): value for name, value in (line.split(": ", 1) for line in head)}


# the address


def test_it_listens_on_this_machine_alone(preview: Preview) -> None:
    assert preview.url == f"http://127.0.0.1:{preview.port}/{TOKEN}/"
    assert preview._socket.getsockname()[0] == "127.0.0.1"  # noqa: SLF001
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in others - {"127.0.0.1"}:
        with pytest.raises(OSError):
            socket.create_connection((str(other), preview.port), 0.5).close()


def test_its_own_page_is_answered(preview: Preview) -> None:
    for name in ("127.0.0.1", "localhost", "[::1]", "LocalHost"):
        assert status(ask(preview, host=f"{name}:{preview.port}")) == 200
    own = f"http://127.0.0.1:{preview.port}"
    assert status(ask(preview, f"/{TOKEN}/state", f"Origin: {own}", "Sec-Fetch-Site: same-origin")) == 200
    assert status(ask(preview, f"/{TOKEN}/", "Sec-Fetch-Site: none")) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:{port}0",
        "127.0.0.1.:{port}",
        "localhost.:{port}",
        "127.0.0.1:{port}.",
        "127.0.0.1.evil.example:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "0.0.0.0:{port}",
        "[::]:{port}",
        "[::1:{port}",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}/",
        "127.0.0.1:{port}, evil.example",
        ":{port}",
        "::::",
        "%31%32%37.0.0.1:{port}",
    ],
)
def test_another_host_is_refused(preview: Preview, host: str) -> None:
    assert status(ask(preview, host=host.format(port=preview.port))) == 403


def test_no_host_or_two_are_refused(preview: Preview) -> None:
    own = f"Host: 127.0.0.1:{preview.port}\r\n"
    for lines in ("", "Host:\r\n", own + own, own + "Host: evil.example\r\n", "Host: evil.example\r\n" + own):
        for version in ("1.0", "1.1"):
            request = f"GET /{TOKEN}/ HTTP/{version}\r\n{lines}Connection: close\r\n\r\n"
            assert status(raw(preview, request.encode())) in (400, 403)


@pytest.mark.parametrize(
    "header",
    [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: https://127.0.0.1:{port}",
        "Origin: http://127.0.0.1",
        "Origin: http://127.0.0.1:{port}.evil.example",
        "Origin: file://",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: ",
    ],
)
def test_other_sites_are_refused(preview: Preview, header: str) -> None:
    assert status(ask(preview, f"/{TOKEN}/state", header.format(port=preview.port))) == 403


# the token and the paths


@pytest.mark.parametrize(
    "path", ["/", "/state", "/x/", f"/{TOKEN[:-1]}/", f"/{TOKEN}x/state", f"/{TOKEN.lower()}/"]
)
def test_without_the_token_there_is_nothing(preview: Preview, path: str) -> None:
    answer = ask(preview, path)
    assert status(answer) == 404
    assert TOKEN.encode() not in answer


@pytest.mark.parametrize("path", sorted(ASSETS))
def test_every_address_needs_the_token(preview: Preview, path: str) -> None:
    assert status(ask(preview, f"/{TOKEN}/{path}")) == 200
    assert status(ask(preview, f"/wrong/{path}")) == 404


@pytest.mark.parametrize(
    "way",
    [
        "../secret.txt",
        "../../../../etc/passwd",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "%2e%2e%2fsecret.txt",
        "..%5csecret.txt",
        "..\\secret.txt",
        "....//secret.txt",
        "%252e%252e%252fsecret.txt",
        "%c0%ae%c0%ae/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "page.js/../../secret.txt",
        "page.js%00.txt",
        "page.js/",
        "page%2ejs",
        "vendor/jszip.min.js",
        "README.md",
        "__init__.py",
        "plan.yaml",
        "secret.txt",
        "document?page=../secret.txt",
        "document?page=",
        "document",
        "file:///etc/passwd",
        "page.js;x",
        ".",
        "..",
    ],
)
def test_no_file_can_be_asked_for(preview: Preview, way: str) -> None:
    for path in (f"/{TOKEN}/{way}", f"/{way}"):
        answer = ask(preview, path)
        assert status(answer) == 404
        assert b"SECRET" not in answer
        assert b"root:" not in answer


def test_a_choice_is_only_looked_up(preview: Preview) -> None:
    for choice in ("../secret", "d99999", "k999p999", "%00", "d-1", "通知"):
        told = ask(preview, f"/{TOKEN}/state?choice={choice.encode('utf-8').hex()}")
        assert json.loads(told.split(b"\r\n\r\n", 1)[1])["choice"] in ("", "d0")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_it_can_only_be_read(preview: Preview, method: str) -> None:
    with_token = ask(preview, f"/{TOKEN}/state", "Content-Length: 0", method=method)
    assert status(with_token) == 405
    assert headers_of(with_token)["allow"] == "GET, HEAD"
    assert status(ask(preview, "/state", "Content-Length: 0", method=method)) == 404


def test_head_is_get_without_a_body(preview: Preview) -> None:
    head, get = (ask(preview, f"/{TOKEN}/page.js", method=method) for method in ("HEAD", "GET"))
    assert headers_of(head) == headers_of(get)
    assert head.endswith(b"\r\n\r\n")


# what every answer says


def test_every_answer_is_armed(preview: Preview) -> None:
    answers = [ask(preview, f"/{TOKEN}/{path}") for path in (*ASSETS, "state", "document", "nothing")]
    answers += [ask(preview, "/"), ask(preview, host="evil.example"), ask(preview, method="POST")]
    for answer in answers:
        headers = headers_of(answer)
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers
        assert not [name for name in headers if name.startswith("access-control-")]


def test_the_page_holds_no_script_or_style_of_its_own() -> None:
    page = (VENDOR.parent / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page) == []
    for script in ("page.js", "paper.js"):
        text = (VENDOR.parent / script).read_text(encoding="utf-8")
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(", text
        )
        assert found == []


def test_what_others_wrote_is_as_they_wrote_it() -> None:
    assert {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in PINNED} == PINNED
    assert "Apache License" in (VENDOR / "docx-preview.LICENSE.txt").read_text(encoding="utf-8")
    assert "The MIT License" in (VENDOR / "jszip.LICENSE.txt").read_text(encoding="utf-8")


# bad manners


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x00" * 64,
        b"\xff\xfe\xfd\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"get " + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\nHost: x\nX\n: y\n\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n",
    ],
    ids=range(16),
)
def test_a_malformed_request_harms_nobody(preview: Preview, request_bytes: bytes) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), 3) as connection:
        try:
            connection.sendall(request_bytes)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65536)
        except (BrokenPipeError, ConnectionResetError):
            answer = b""
    assert status(answer) in (0, 400, 403, 404, 405)
    assert status(ask(preview)) == 200


def test_two_hundred_slow_connections_keep_nobody_out(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = [socket.create_connection(("127.0.0.1", preview.port), 3) for _ in range(200)]
    try:
        for number, connection in enumerate(slow):
            with suppress(OSError):  # sent away already, as it should be
                connection.sendall(b"GET / HTTP/1.1\r\nHost: " + b"x" * (number % 5))
        start = time.monotonic()
        assert status(ask(preview)) == 200
        assert status(ask(preview, f"/{TOKEN}/state")) == 200
        assert time.monotonic() - start < 2
    finally:
        for connection in slow:
            connection.close()


def test_a_thousand_questions_that_nobody_waits_for_keep_nobody_out(
    preview: Preview, capfd: pytest.CaptureFixture[str]
) -> None:
    question = b"GET /nothing/ HTTP/1.1\r\nHost: a\r\n\r\n" * 500
    crowd = []
    try:
        for _ in range(300):
            connection = socket.create_connection(("127.0.0.1", preview.port), 3)
            connection.setblocking(False)
            with suppress(OSError):
                connection.send(question)
            crowd.append(connection)
        start = time.monotonic()
        assert status(ask(preview)) == 200
        assert time.monotonic() - start < 3
        assert len(preview._server.server_state.connections) <= server._MOST_CONNECTIONS  # noqa: SLF001
    finally:
        for connection in crowd:
            connection.close()
    assert capfd.readouterr().err == ""


def test_who_may_not_ask_gets_one_answer(preview: Preview) -> None:
    request = b"GET /wrong/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % preview.port
    answer = raw(preview, request * 20)
    assert answer.count(b"HTTP/1.1 404") == 1
    assert headers_of(answer)["connection"] == "close"


def test_who_does_not_read_the_answer_is_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_PATIENCE", 0.2)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    own = Preview(tmp_path / "plan.yaml", Options(today=date(2026, 3, 1)), TOKEN)
    thread = Thread(target=own.run, daemon=True)
    thread.start()
    request = f"GET /{TOKEN}/jszip.min.js HTTP/1.1\r\nHost: 127.0.0.1:{own.port}\r\n\r\n".encode()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(3)
        connection.connect(("127.0.0.1", own.port))
        connection.sendall(request * 100)
        end = time.monotonic() + 5
        while own._server.server_state.connections and time.monotonic() < end:  # noqa: SLF001
            time.sleep(0.05)
        assert not own._server.server_state.connections  # noqa: SLF001
    own.end()
    thread.join(10)
    assert not thread.is_alive()


def test_who_says_nothing_is_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_PATIENCE", 0.2)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    own = Preview(tmp_path / "plan.yaml", Options(today=date(2026, 3, 1)), TOKEN)
    thread = Thread(target=own.run, daemon=True)
    thread.start()
    for said in (b"", b"GET /", b"GET / HTTP/1.1\r\nHost: x\r\n"):
        with socket.create_connection(("127.0.0.1", own.port), 3) as connection:
            connection.sendall(said)
            with suppress(ConnectionResetError):
                assert connection.recv(100) == b""
    own.end()
    thread.join(10)
    assert not thread.is_alive()
