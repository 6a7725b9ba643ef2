"""Pages of a list: an opaque cursor holds the key of the last entry, so that nothing is missed or told twice."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.http import HttpRequest

from airdate.syndication.api.problems import Problem

T = TypeVar("T")
Key = tuple[str | int, ...]


def spell(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def read(cursor: str | None, *types: type) -> Key | None:
    """The key in a cursor that this site gave, None without one. Raises `Problem`."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, UnicodeError, RecursionError) as error:
        raise _none(cursor) from error
    if not isinstance(key, list) or [type(part) for part in key] != list(types):
        raise _none(cursor)
    if any(isinstance(part, int) and not 0 <= part < 2**63 for part in key) or "\x00" in str(key):
        raise _none(cursor)
    return tuple(key)


def _none(cursor: str) -> Problem:
    return Problem(400, f"{cursor[:40]!r} is no cursor of this list; follow `next`, or begin without one")


def portion(found: Sequence[T], limit: int, key: Callable[[T], Key]) -> tuple[list[T], str | None]:
    """The entries of a page and the cursor of the next one, from a list that was asked for one entry more."""
    shown = list(found[:limit])
    return shown, spell(key(shown[-1])) if len(found) > limit else None


def next_address(request: HttpRequest, cursor: str | None) -> str | None:
    """The whole address of the next page: what was asked, with the cursor."""
    if cursor is None:
        return None
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
