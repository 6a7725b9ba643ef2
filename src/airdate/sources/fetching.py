"""Getting a page from an address that anybody may have written: bounded in every way, never into the own network.

Only ``http`` and ``https``. A host's addresses are looked up here, all must be public, and the connection goes to the
very address that was checked, at every redirect anew; so a name that changes its mind between check and use gains
nothing. Size (before and after decompression), time, redirects and content types are bounded. Proxies set in the
environment are not used: behind one, nothing could be checked.

``AIRDATE_ALLOW_HOSTS`` (``host`` or ``host:port``, separated by commas) opens named hosts of the own network.
"""

from __future__ import annotations

import datetime
import io
import ipaddress
import os
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from typing import IO, Any

import httpcore
import httpx

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
AGENT = "airdate/0.1 (+https://github.com/airdate/airdate)"
LONGEST_VALIDATOR = 500  # characters; RFC 9110 sets no bound
PIECE = 1 << 20  # bytes of unpacked data held at once
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What no version, or not every version, of Python's own register knows as closed (RFC 3879, 6890, 7526, 8215, 9637).
_CLOSED = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "64:ff9b:1::/48", "3fff::/20"))
)


class FetchError(Exception):
    """An address could not be fetched, or must not be; one line that names it and says why."""


class NotModified(FetchError):
    """What the address holds is what the validators that were sent are of."""


class _Inner(Exception):
    """A host is not of the open internet."""


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
    limits = limits or Limits()
    opened = allowed_hosts() if allow is None else frozenset(allow)
    deadline = time.monotonic() + limits.seconds
    current = _checked_url(url, url)
    with httpcore.ConnectionPool(network_backend=_PublicOnly(opened, deadline), ssl_context=_ssl_context()) as pool:
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
            except _Inner as error:
                raise FetchError(f"{url}: {error}") from error
            except (httpcore.TimeoutException, TimeoutError) as error:
                raise NotReached(f"{url}: no answer within {limits.seconds:g} seconds") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
                raise NotReached(f"{url}: {_reason(error)}") from error
    raise FetchError(f"{url}: more than {limits.redirects} redirects")


@cache
def _ssl_context() -> ssl.SSLContext:
    """One for all: reading the certificates takes longer than most fetches."""
    return httpx.create_ssl_context(trust_env=False)


def checked_address(url: str) -> str:
    """An address as it would be fetched, without its fragment. Raises `FetchError` for one that never would be."""
    return str(_checked_url(url, url))


def _checked_url(given: str, asked: str) -> httpx.URL:
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


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; also what it stands for, where it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip.ipv4_mapped
        if inner is not None:
            return is_public(str(inner))
        if any(other is not None and not is_public(str(other)) for other in (ip.sixtofour, *(ip.teredo or ()))):
            return False
    if any(ip.version == closed.version and ip in closed for closed in _CLOSED):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _PublicOnly(httpcore.NetworkBackend):
    """Connects to public addresses only, and gives every wait no more than what is left of the time."""

    def __init__(self, opened: frozenset[str], deadline: float) -> None:
        self._opened = opened
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the host {host} is not known") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not {host.lower(), f"{host.lower()}:{port}"} & self._opened:
            inner = [address for address in addresses if not is_public(address)]
            if inner:
                means = "" if inner[0] == host else f"{inner[0]}, "
                raise _Inner(f"{host} is {means}not an address of the open internet")
        failed: Exception = httpcore.ConnectError(f"the host {host} has no address")
        for address in addresses:
            try:
                return _Bounded(self._plain.connect_tcp(address, port, self._left(timeout)), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _left(self, timeout: float | None) -> float:
        return _left(self._deadline, timeout)


class _Bounded(httpcore.NetworkStream):
    """A connection whose waits all end at one deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Bounded(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left if timeout is None else min(left, timeout)
