"""A real HTTP server on the loopback, with answers good and hostile."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="en-GB"><head><title>The Kettle returns | The Examiner</title>
<link rel="canonical" href="/tv/the-kettle-returns">
<meta property="og:title" content="The Kettle returns">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
{"@type": "NewsArticle", "headline": "The Kettle to return in June", "datePublished": "2031-02-20T23:30:00+00:00",
"author": [{"@type": "Person", "name": "Ada Quill"}]}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/tv">Television</a></nav>
<article><h1>The Kettle to return in June</h1>
<p>The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said.</p>
<p>Mara Voss will play DI Ada Brook again, with Tomas Reyle joining the cast as her new sergeant, Ivo Pike.</p>
<p>The first season is streaming now, and all of it can be watched without charge by anybody in the country.</p>
</article><footer>Copyright</footer></body></html>"""


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def answer(
        self, body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, **more: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        try:
            getattr(self, "get_" + self.path.partition("?")[0].strip("/").replace("-", "_"), self.get_missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def get_missing(self) -> None:
        self.answer(b"nothing", status=404)

    def get_page(self) -> None:
        self.answer(PAGE.encode())

    def get_tv(self) -> None:
        self.answer(PAGE.encode(), "text/html")

    def get_text(self) -> None:
        self.answer("Café – naïve".encode("cp1252"), "text/plain; charset=iso-8859-1")

    def get_gzip(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def get_deflate(self) -> None:
        self.answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate")

    def get_bomb(self) -> None:
        self.answer(gzip.compress(b"a" * 30_000_000), Content_Encoding="gzip")

    def get_damaged(self) -> None:
        self.answer(gzip.compress(PAGE.encode())[:40] + b"x" * 40, Content_Encoding="gzip")

    def get_brotli(self) -> None:
        self.answer(b"abc", Content_Encoding="br")

    def get_large(self) -> None:
        self.answer(b"a" * 200_000)

    def get_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(100_000):
            self.wfile.write(b"a" * 10_000)
        self.close_connection = True

    def get_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)

    def get_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            self.wfile.write(f"X-{number}: a\r\n".encode())
            self.wfile.flush()
            time.sleep(0.05)

    def get_garbage(self) -> None:
        self.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
        self.close_connection = True

    def get_picture(self) -> None:
        self.answer(b"\x89PNG", "image/png")

    def get_moved(self) -> None:
        self.answer(b"", status=301, Location="/page")

    def get_round(self) -> None:
        self.answer(b"", status=302, Location="/round")

    def get_to_file(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/hostname")

    def get_inward(self) -> None:
        port = self.server.server_address[1]
        self.answer(b"", status=302, Location=f"http://127.0.0.1:{port}/page")

    def get_kept(self) -> None:
        if (
            self.headers["If-None-Match"] == '"one"'
            or self.headers["If-Modified-Since"] == "Thu, 20 Feb 2031 00:00:00 GMT"
        ):
            self.answer(b"", status=304)
        else:
            self.answer(PAGE.encode(), ETag='"one"', Last_Modified="Thu, 20 Feb 2031 00:00:00 GMT")

    def get_error(self) -> None:
        self.answer(b"oh", status=500)


@contextmanager
def served() -> Iterator[int]:
    """The port of the running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
