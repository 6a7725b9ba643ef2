"""What somebody has chosen, kept without an account: the line-up, the clock, the country; each in a cookie of its own.

There is no cookie before one is needed. A form sends `?keep=1` with the choice; the answer sets the cookie and leads to
the page itself. An empty value forgets, and so does one that is none; the page itself refuses that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

COOKIES = {"lineup": "tv-lineup", "zone": "tv-zone", "region": "region"}  # name in an address -> cookie
YEAR = 365 * 24 * 3600
LONGEST = 80  # characters that are kept


@cache
def zones() -> frozenset[str]:
    """The names of all time zones (IANA)."""
    return frozenset(available_timezones())


def asked_word(request: HttpRequest, name: str) -> str:
    """What the address says under a name; empty where it says nothing.

    A NUL, which PostgreSQL takes in no text, becomes the sign of what cannot be read.
    """
    return request.GET.get(name, "").strip().replace("\x00", "\N{REPLACEMENT CHARACTER}")


def remembered(request: HttpRequest, name: str) -> str:
    """What was chosen before; empty where nothing was."""
    return request.COOKIES.get(COOKIES[name], "")[:LONGEST]


def settled(
    request: HttpRequest, known: Mapping[str, Callable[[str], bool]], answer: HttpResponse | None = None
) -> HttpResponse | None:
    """Remember what the address says of these names, if it asks for that; else None.

    ``known`` tells for each name whether a value is one. ``answer`` gets the cookies; without one it leads to the page
    itself.
    """
    if not request.GET.get("keep"):
        return None
    kept = request.GET.copy()
    del kept["keep"]
    if answer is None:
        answer = redirect(request.path + (f"?{kept.urlencode()}" if kept else ""))
    for name, is_known in known.items():
        value = kept.get(name, "")[:LONGEST]
        if name not in kept:
            continue
        if value and is_known(value):
            answer.set_cookie(
                COOKIES[name], value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
            )
        else:
            answer.delete_cookie(COOKIES[name], samesite="Lax")
    return answer
