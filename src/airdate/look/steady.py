"""How long a page says the same, as long as nobody writes anything: until the minute ends, if it says nothing.

A page that shows what is on now changes with the clock; one that counts days changes at midnight, and can be kept until
then (`settings.page_cache`).
"""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.utils import timezone

ATTRIBUTE = "steady_until"


def all_day(answer: HttpResponse, today: dt.date) -> HttpResponse:
    """The answer, which of the clock shows no more than ``today`` (the site's): it is true until that is over."""
    midnight = dt.datetime.combine(today + dt.timedelta(days=1), dt.time.min, timezone.get_current_timezone())
    setattr(answer, ATTRIBUTE, midnight)
    return answer


def steady_until(answer: HttpResponse) -> dt.datetime | None:
    """The moment (aware) until which an answer says that it is true; None if it says none."""
    found = getattr(answer, ATTRIBUTE, None)
    return found if isinstance(found, dt.datetime) else None
