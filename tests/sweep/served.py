"""A server on this machine that hands the browser what it is given: the page being judged, and static files.

    with Served() as served:
        served.put("/omgangar/", status, headers, body)
        window.goto(served.address + "/omgangar/")

What nobody has put there does not exist: 404. Static files come from the source folders and may be kept
by the browser, which is what makes hundreds of pages quick; everything else may not.
"""

from __future__ import annotations

import mimetypes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from django.contrib.staticfiles import finders

STATIC = "/static/"


class Answer(NamedTuple):
    """What the browser gets for an address."""

    status: int
    headers: dict[str, str]
    body: bytes


class Served:
    """Answers by address (path and query); a thread of its own, which never touches the database."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Served:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, address: str, answer: Any) -> None:
        """Give what the test client was answered; read to its end, so that no file stays open."""
        headers = {name: text for name, text in answer.headers.items() if name.lower() not in _OURS}
        body = answer.getvalue()
        self._answers[address] = Answer(answer.status_code, headers | {"Cache-Control": "no-store"}, body)

    def answer(self, address: str) -> Answer:
        """What stands at an address, or else 404."""
        path = address.partition("?")[0]
        if path.startswith(STATIC):
            found = finders.find(path.removeprefix(STATIC))
            if found:
                return Answer(200, {"Content-Type": _kind(path)} | _KEPT, Path(found).read_bytes())
        elif address in self._answers:
            return self._answers[address]
        return Answer(404, {}, b"")


_OURS = {"content-length", "cache-control"}
_KEPT = {"Cache-Control": "max-age=3600"}


def _kind(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "text/plain"


def _handler(served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = served.answer(self.path)
            self.send_response(status)
            for name, text in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            """What a page tells and is told: answered as it stands, whatever it says."""
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing: the viewer notes what is missing."""

    return Handler
