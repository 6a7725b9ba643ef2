"""A press that really serves: feeds and articles over HTTP on the loopback, and what was asked of it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What a path gives: ``body`` at once, or what ``drip`` writes to the connection."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: Callable[[Callable[[bytes], object]], None] | None = None


@dataclass
class Press:
    """A server at ``host``: what stands at its paths, and which requests came, each with its headers and its moment."""

    host: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str], float]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def put(self, path: str, body: str | bytes, content_type: str = "text/html; charset=utf-8", **more: object) -> str:
        given = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(given, content_type, **more)  # type: ignore[arg-type]
        return self.url(path)

    def counts(self) -> Counter[str]:
        return Counter(path for path, _headers, _at in self.asked)


def article(headline: str, text: str, *, published: str = "", head: str = "") -> str:
    """A page with an article. ``text`` has a paragraph a line."""
    dated = f'<meta property="article:published_time" content="{published}">' if published else ""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{escape(headline)}</title>{dated}{head}</head><body>'
        f"<nav><a href='/'>Home</a></nav><article><h1>{escape(headline)}</h1>{paragraphs}</article></body></html>"
    )


def rss(items: str, title: str = "The Examiner, television") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def item(link: str, headline: str = "A headline", *, date: datetime | str | None = None, body: str = "") -> str:
    written = format_datetime(date) if isinstance(date, datetime) else date
    dated = f"<pubDate>{written}</pubDate>" if written else ""
    told = f"<description>{escape(body)}</description>" if body else ""
    return f"<item><title>{escape(headline)}</title><link>{escape(link)}</link>{dated}{told}</item>"


def lately(hours: float = 1) -> datetime:
    """A moment so many hours ago: feeds have entries of today."""
    return datetime.now(UTC).replace(microsecond=0) - timedelta(hours=hours)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    press: Press


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        press, path = self.server.press, self.path
        press.asked.append((path, dict(self.headers.items()), time.monotonic()))
        answer = press.answers.get(path) or Answer(b"nothing here", status=404)
        etag = answer.headers.get("ETag")
        try:
            if etag and self.headers.get("If-None-Match") == etag:
                self._send(Answer(status=304, headers=answer.headers))
            else:
                self._send(answer)
        except OSError:  # whoever asked has gone
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.drip is not None:
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            answer.drip(self.wfile.write)
            return
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)


@contextmanager
def press(address: str = "127.0.0.1") -> Iterator[Press]:
    """A running server; other addresses of the loopback are other hosts."""
    server = _Server((address, 0), _Handler)
    server.press = Press(f"{address}:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
