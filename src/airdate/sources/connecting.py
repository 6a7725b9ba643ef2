"""Connections to the open internet alone, each to the very address that was checked.

A host's addresses are looked up here, all must be public, and the connection goes to one of them; so a name that
changes its mind between check and use gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import httpcore
import httpx

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What no version, or not every version, of Python's own register knows as closed (RFC 3879, 6890, 7526, 8215, 9637).
_CLOSED = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "64:ff9b:1::/48", "3fff::/20"))
)


class NotPublic(Exception):
    """A host is not of the open internet."""


@cache
def ssl_context() -> ssl.SSLContext:
    """One for all: reading the certificates takes longer than most fetches."""
    return httpx.create_ssl_context(trust_env=False)


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


class PublicOnly(httpcore.NetworkBackend):
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
                raise NotPublic(f"{host} is {means}not an address of the open internet")
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
