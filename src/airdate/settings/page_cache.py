"""Pages kept in this process's memory, each for as long as nothing changes: not the data, not the minute.

A kept page is found by all that a page may depend on: address, host, scheme, language, compression, every cookie, and
the headers that its `Vary` names. It is thrown away with all others when the edition of the data (`intake.edition`) is
another, and it ends with the minute, or when the page itself says (`look.steady`): "in nine days" and "on now" are as
true on a kept page as on a new one.
What is for one reader alone is never kept: answers that set a cookie, that are private or not to be stored, and those
to somebody with a session.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language_from_request

from airdate.intake.edition import EDITION
from airdate.look.steady import steady_until

LARGEST = 2_000_000  # bytes of one page, compressed
MINUTE = dt.timedelta(minutes=1)
ROW = 500  # bytes that a page costs beyond its body: headers, keys
FORBIDDEN = frozenset({"private", "no-store"})
IN_THE_KEY = frozenset({"cookie", "accept-encoding", "accept-language"})
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
Key = tuple[str, ...]


class Kept(NamedTuple):
    """An answer with status 200: its headers as they were sent, its body, and from when to when it is true."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    since: dt.datetime
    until: dt.datetime

    def answer(self) -> HttpResponse:
        return HttpResponse(self.body, headers=dict(self.headers))


class Shelf:
    """The pages of one edition, up to so many bytes; those that nobody asked for longest go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._edition = ""
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._varies: dict[Key, Key] = {}
        self._lock = Lock()

    def find(self, edition: str, key: Key, request: HttpRequest, now: dt.datetime) -> Kept | None:
        with self._lock:
            if edition != self._edition:
                self._edition = edition
                self._pages.clear()
                self._varies.clear()
                self.bytes = 0
                return None
            whole = self._whole(key, request)
            kept = self._pages.get(whole)
            # Nobody is given tomorrow's when a clock is set back.
            if kept is None or not kept.since <= now < kept.until:
                return None
            self._pages.move_to_end(whole)
            return kept

    def keep(self, edition: str, key: Key, request: HttpRequest, varies: Key, kept: Kept) -> None:
        """Keep a page that was begun in an edition, unless another one has come since."""
        with self._lock:
            if edition != self._edition:
                return
            self._varies[key] = tuple(sorted({*self._varies.get(key, ()), *varies}))
            whole = self._whole(key, request)
            former = self._pages.pop(whole, None)
            self._pages[whole] = kept
            self.bytes += len(kept.body) + ROW - (len(former.body) + ROW if former else 0)
            while self.bytes > self.most:
                _, gone = self._pages.popitem(last=False)
                self.bytes -= len(gone.body) + ROW

    def _whole(self, key: Key, request: HttpRequest) -> Key:
        return (*key, *(request.headers.get(name, "") for name in self._varies.get(key, ())))


class PageCache:
    """Answers from the shelf what is on it. Stands outside of compression, so that this is done once as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.shelf = Shelf(settings.PAGE_CACHE_BYTES)
        self.edition = EDITION.now

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.shelf.most or settings.DEBUG or not _is_for_everybody(request):
            return self.get_response(request)
        data = self.edition()  # before the page is begun: what is committed meanwhile makes it old, not wrong
        if data is None:
            return self.get_response(request)
        now = timezone.now()
        key = _key(request)
        kept = self.shelf.find(data, key, request, now)
        if kept is None:
            # Asked without its conditions, so that there is a page to keep; they are looked at below.
            conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
            answer = self.get_response(request)
            request.META.update(conditions)
            varies = tuple(name.strip().lower() for name in answer.get("Vary", "").split(",") if name.strip())
            if not isinstance(answer, HttpResponse) or not _may_be_kept(answer, varies):
                return _conditional(request, answer)
            since = now.replace(second=0, microsecond=0)
            kept = Kept(tuple(answer.items()), answer.content, since, steady_until(answer) or since + MINUTE)
            self.shelf.keep(data, key, request, tuple(sorted(set(varies) - IN_THE_KEY)), kept)
        return _conditional(request, kept.answer())


def _is_for_everybody(request: HttpRequest) -> bool:
    """Whether it reads, and nobody is known by it."""
    return (
        request.method == "GET"
        and "HTTP_AUTHORIZATION" not in request.META
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _key(request: HttpRequest) -> Key:
    compressed = "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else ""
    return (
        request.scheme or "",
        request.headers.get("Host", ""),
        request.get_full_path(),
        get_language_from_request(request),
        compressed,
        request.headers.get("Cookie", ""),
    )


def _may_be_kept(answer: HttpResponse, varies: Key) -> bool:
    control = {each.strip().lower() for each in answer.get("Cache-Control", "").split(",")}
    return (
        answer.status_code == 200
        and not answer.cookies
        and "*" not in varies
        and not control & FORBIDDEN
        and len(answer.content) <= LARGEST
    )


def _conditional(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer, or 304 where the reader has it already."""
    etag, modified = answer.get("ETag"), parse_http_date_safe(answer.get("Last-Modified", ""))
    if not isinstance(answer, HttpResponse) or answer.status_code != 200 or not (etag or modified):
        return answer
    return get_conditional_response(request, etag=etag, last_modified=modified, response=answer) or answer
