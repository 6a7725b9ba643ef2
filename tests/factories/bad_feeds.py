"""What feeds may be wrong with, as a press serves it, and the line that editors read at each."""

from __future__ import annotations

import gzip
import itertools
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from factories.press import Press, item, rss

RSS = "application/rss+xml"
TYPES = (
    "application/atom+xml, application/feed+json, application/json, application/octet-stream, application/rdf+xml, "
    "application/rss+xml, application/xhtml+xml, application/xml, text/html, text/plain, text/xml"
)
PATIENCE = 3.0  # seconds for a feed in these tests; on a site it is half a minute
Write = Callable[[bytes], object]


@dataclass(frozen=True)
class BadFeed:
    """A feed and the whole line. ``state``: it fails, or it is odd, as what could be made out was read."""

    what: str
    line: str
    body: str | bytes = b""
    content_type: str = RSS
    state: str = "failing"
    more: dict[str, Any] = field(default_factory=dict)

    def serve(self, news: Press, path: str = "/feed") -> str:
        """Its address. ``@`` in the body stands for the server's."""
        body = self.body.replace("@", news.url("")) if isinstance(self.body, str) else self.body
        return news.put(path, body, self.content_type, **self.more)


def slowly(write: Write) -> None:
    write(b"<rss version='2.0'><channel>")
    for _ in range(400):
        write(b" ")
        time.sleep(0.05)


def endless(write: Write) -> None:
    """100 MB and more, if nobody hangs up."""
    for _ in itertools.repeat(None, 10_000):
        write(b"<item/>" * 2_000)


def to(address: str) -> dict[str, Any]:
    return {"status": 302, "headers": {"Location": address}}


def packed(body: bytes, coding: str = "gzip") -> dict[str, Any]:
    return {"body": body, "more": {"headers": {"Content-Encoding": coding}}}


BOMB = b" " * 100_000_000
INNER = "not an address of the open internet"
BAD = (
    BadFeed("invalid XML", "its XML is broken at line 2: mismatched tag", "<rss>\n<channel><title>x</chanel>"),
    BadFeed("XML that breaks off", "its XML is broken at line 1: no element found; 2 entries could be made out",
            f"<rss version='2.0'><channel>{item('@/a')}<item><title>Ha", state="odd"),
    BadFeed("XML without a feed", "it is XML, but neither RSS nor Atom", "<kettle/>"),
    BadFeed("broken JSON", "its JSON is broken at line 1: Expecting ',' delimiter", '{"version": 1 2}',
            "application/feed+json"),
    BadFeed("nothing", "it is empty", " \n"),
    BadFeed("no text", "it is no text: it holds null bytes", b"\0\1\2" * 50),
    BadFeed("100 MB", "larger than 5,000,000 bytes", more={"drip": endless}),
    BadFeed("100 MB, told beforehand", "larger than 5,000,000 bytes", b"<rss>" * 1_000_001),
    BadFeed("a bomb", "larger than 5,000,000 bytes", **packed(gzip.compress(BOMB))),
    BadFeed("a bomb of the other kind", "larger than 5,000,000 bytes", **packed(zlib.compress(BOMB), "deflate")),
    BadFeed("damaged data", "its gzip data are damaged", **packed(b"no gzip")),
    BadFeed("another coding", "compressed as br, which was not asked for", **packed(b"x", "br")),
    BadFeed("entities", "its XML declares entities, which feeds have no use for and bombs are made of",
            '<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]><rss><channel>&c;</channel></rss>'),
    BadFeed("elements without end", "its elements lie more than 100 deep in one another", "<a>" * 5_000),
    BadFeed("a redirect loop", "more than 5 redirects", more=to("/feed")),
    BadFeed("a redirect inward", f"127.0.0.1 is {INNER}", more=to("http://127.0.0.1:1/feed")),
    BadFeed("a redirect inward by IPv6", f"::ffff:10.0.0.1 is {INNER}", more=to("http://[::ffff:10.0.0.1]/feed")),
    BadFeed("a redirect inward by a name", f"localhost is 127.0.0.1, {INNER}", more=to("http://localhost:1/feed")),
    BadFeed("a redirect to a file", "only http and https addresses are fetched, not file",
            more=to("file:///etc/passwd")),
    BadFeed("a redirect to FTP", "only http and https addresses are fetched, not ftp", more=to("ftp://n.example/feed")),
    BadFeed("a redirect with a password", "addresses with a user name or password are not fetched",
            more=to("http://ada:kettle@n.example/")),
    BadFeed("a redirect to nowhere", "not an address (there is no port -1)", more=to("http://n.example:-1/")),
    BadFeed("a slow drip", f"no answer within {PATIENCE:g} seconds", more={"drip": slowly}),
    BadFeed("another type", f"it is image/png, not one of {TYPES}", b"\x89PNG", "image/png"),
    BadFeed("a page", "it is a web page, not a feed", "<!doctype html><html></html>", "text/html"),
    BadFeed("gone", "the server answers with status 410", more={"status": 410}),
    BadFeed("an error", "the server answers with status 500", more={"status": 500}),
    BadFeed("wrong dates", "2 entries have a date that cannot be, such as 1970-01-01", rss(
        item("@/a", date="Thu, 01 Jan 1970 00:00:00 GMT") + item("@/b", date="Sat, 01 Jan 2099 00:00:00 GMT")
        + item("@/c", date="on a Thursday")), state="odd"),
    BadFeed("scripts in titles", "", rss(item("@/a", "<script>alert(1)</script>Kettle")
            + item("@/b", "<img src=x onerror=alert(1)>Kettle") + item("javascript:alert(1)", "Kettle"),
            "<script>alert(1)</script>The Examiner"), state="fine"),
)  # fmt: skip
