"""Getting a page from an address that anybody may have written: bounded in every way, never into the own network.

Only ``http`` and ``https``. A host's addresses are looked up here, all must be public, and the connection goes to the
very address that was checked, at every redirect anew; so a name that changes its mind between check and use gains
nothing. Size (before and after decompression), time, redirects and content types are bounded. Proxies set in the
environment are not used: behind one, nothing could be checked.

``AIRDATE_ALLOW_HOSTS`` (``host`` or ``host:port``, separated by commas) opens named hosts of the own network.

The packages that speak HTTP are loaded by the first address that is looked at: many modules need to know what an
error of fetching is, and every command would wait for them.
"""

from __future__ import annotations

import datetime
import io
import os
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpcore
    import httpx

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
AGENT = "airdate/0.1 (+https://github.com/airdate/airdate)"
LONGEST_VALIDATOR = 500  # characters; RFC 9110 sets no bound
PIECE = 1 << 20  # bytes of unpacked data held at once
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """An address could not be fetched, or must not be; one line that names it and says why."""


class NotModified(FetchError):
    """What the address holds is what the validators that were sent are of."""


class NotReached(FetchError):
    """Nothing answered, not in time, or not as HTTP has it: another time it may."""


class Answered(FetchError):
    """The server answered with a status other than 200 (RFC 9110, 15).

    ``retry_after`` is how many seconds it asks to be left alone, None where it does not say.
    """

    def __init__(self, message: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said an answer can be recognised by (RFC 9110, 8.8): its `ETag` and `Last-Modified`, as sent."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """``size`` in bytes, on the wire and decompressed alike; ``seconds`` for everything together."""

    size: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. ``url`` is the last one after redirects, ``charset`` what HTTP declares, if anything."""

    url: str
    content_type: str
    charset: str | None
    body: bytes
    validators: Validators = Validators()


def allowed_hosts() -> frozenset[str]:
    """The hosts that ``AIRDATE_ALLOW_HOSTS`` opens."""
    named = os.environ.get("AIRDATE_ALLOW_HOSTS", "").split(",")
    return frozenset(host.strip().lower() for host in named if host.strip())


def fetch(
    url: str, *, limits: Limits | None = None, accept: Iterable[str] = PAGES, allow: Iterable[str] | None = None
) -> Fetched:
    """What ``url`` holds, if it is public, small, quick and of a type in ``accept``. Raises ``FetchError``.

    ``allow`` replaces the hosts of ``AIRDATE_ALLOW_HOSTS``.
    """
    body = io.BytesIO()
    return replace(fetch_into(url, body, limits=limits, accept=accept, allow=allow), body=body.getvalue())


def fetch_into(
    url: str,
    file: IO[bytes],
    *,
    limits: Limits | None = None,
    accept: Iterable[str] = PAGES,
    allow: Iterable[str] | None = None,
    unless: Validators | None = None,
    before: Callable[[str], None] | None = None,
) -> Fetched:
    """Like `fetch`, for what is too large for memory: the body is written to ``file`` as it comes, not given.

    ``unless``: validators of an answer that is here already; raises `NotModified` if it is still the same. ``before``
    is called with each address before it is asked, redirects too; what it raises ends the fetching.
    """
    import httpcore

    from airdate.sources.connecting import NotPublic, PublicOnly, ssl_context

    limits = limits or Limits()
    opened = allowed_hosts() if allow is None else frozenset(allow)
    deadline = time.monotonic() + limits.seconds
    current = _checked_url(url, url)
    with httpcore.ConnectionPool(network_backend=PublicOnly(opened, deadline), ssl_context=ssl_context()) as pool:
        for _ in range(limits.redirects + 1):
            if before is not None:
                before(str(current))
            try:
                headers = _headers(accept, unless or Validators())
                with pool.stream("GET", str(current), headers=headers, extensions=_timeouts(deadline)) as got:
                    location = _header(got, b"location")
                    if got.status in _REDIRECTS and location:
                        current = _checked_url(_joined(current, location, url), url)
                        continue
                    return _taken(got, file, current, url, limits, frozenset(accept), deadline)
            except NotPublic as error:
                raise FetchError(f"{url}: {error}") from error
            except (httpcore.TimeoutException, TimeoutError) as error:
                raise NotReached(f"{url}: no answer within {limits.seconds:g} seconds") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
                raise NotReached(f"{url}: {_reason(error)}") from error
    raise FetchError(f"{url}: more than {limits.redirects} redirects")


def checked_address(url: str) -> str:
    """An address as it would be fetched, without its fragment. Raises `FetchError` for one that never would be."""
    return str(_checked_url(url, url))


def _checked_url(given: str, asked: str) -> httpx.URL:
    import httpx

    try:
        url = httpx.URL(given)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{' '.join(asked.split())}: not an address ({' '.join(str(error).split())})") from error
    if url.scheme not in ("http", "https"):
        shown = url.scheme or repr(given)
        raise FetchError(f"{asked}: only http and https addresses are fetched, not {shown}")
    if url.port is not None and not 0 < url.port <= 65535:
        raise FetchError(f"{asked}: not an address (there is no port {url.port})")
    if not url.raw_host:  # not `host`, which raises for what is no Punycode
        raise FetchError(f"{asked}: the address names no host")
    if url.userinfo:
        raise FetchError(f"{asked}: addresses with a user name or password are not fetched")
    return url.copy_with(fragment=None)


def _joined(base: httpx.URL, location: str, asked: str) -> str:
    import httpx

    try:
        return str(base.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{asked}: it redirects to something that is no address ({error})") from error


def _headers(accept: Iterable[str], unless: Validators) -> Mapping[bytes | str, bytes | str]:
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": AGENT,
        "Accept": ", ".join(sorted(accept)),
        "Accept-Encoding": "gzip, deflate",
    }
    conditions = {"If-None-Match": unless.etag, "If-Modified-Since": unless.last_modified}
    headers.update((name, value) for name, value in conditions.items() if value)
    return headers


def _timeouts(deadline: float) -> dict[str, Any]:
    left = max(0.001, deadline - time.monotonic())
    return {"timeout": {"connect": left, "read": left, "write": left, "pool": left}}


def _header(got: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in got.headers if key.lower() == name), "")


def _taken(
    got: httpcore.Response,
    file: IO[bytes],
    current: httpx.URL,
    asked: str,
    limits: Limits,
    accept: frozenset[str],
    deadline: float,
) -> Fetched:
    if got.status == 304:
        raise NotModified(f"{asked}: not modified")
    if got.status != 200:
        message = f"{asked}: the server answers with status {got.status}"
        raise Answered(message, got.status, retry_after(_header(got, b"retry-after")))
    declared = Message()
    declared["content-type"] = _header(got, b"content-type") or "text/html"
    content_type = declared.get_content_type()
    if content_type not in accept:
        raise FetchError(f"{asked}: it is {content_type}, not one of {', '.join(sorted(accept))}")
    length = _header(got, b"content-length")
    if length.isdigit() and int(length) > limits.size:
        raise FetchError(f"{asked}: larger than {limits.size:,} bytes")
    _write_body(got, file, asked, limits, deadline)
    validators = Validators(_printable(_header(got, b"etag")), _printable(_header(got, b"last-modified")))
    return Fetched(str(current), content_type, declared.get_content_charset(), b"", validators)


def retry_after(value: str) -> float | None:
    """The seconds of a ``Retry-After`` (RFC 9110, 10.2.3), which holds a number or a date; None for what is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=datetime.UTC)
    return max(0.0, when.timestamp() - time.time())


def _printable(value: str) -> str:
    """A header as it may be sent back: empty where it holds what no validator does."""
    return value if len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable() else ""


def _write_body(got: httpcore.Response, file: IO[bytes], asked: str, limits: Limits, deadline: float) -> None:
    coding = _header(got, b"content-encoding").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{asked}: compressed as {coding}, which was not asked for")
    packed = coding not in ("", "identity")
    inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it is
    written = received = 0
    for chunk in got.iter_stream():
        received += len(chunk)
        try:
            for piece in _inflated(inflate, chunk) if packed else (chunk,):
                written += len(piece)
                if max(written, received) > limits.size:
                    raise FetchError(f"{asked}: larger than {limits.size:,} bytes")
                file.write(piece)
        except zlib.error as error:
            raise FetchError(f"{asked}: its {coding} data are damaged") from error
        if time.monotonic() > deadline:
            raise TimeoutError
    if packed and not inflate.eof:
        raise FetchError(f"{asked}: its {coding} data are damaged")


def _inflated(inflate: Any, chunk: bytes) -> Iterator[bytes]:
    """What a chunk unpacks to, in pieces: a few bytes may hold gigabytes."""
    while True:
        piece = inflate.decompress(chunk, PIECE)
        yield piece
        chunk = inflate.unconsumed_tail
        if not chunk and len(piece) < PIECE:
            return


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
