"""What every page's template needs: the name of the site and the day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def page(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, and `today` in the site's time zone at the moment of the request."""
    return {"site_name": settings.SITE_NAME, "today": timezone.localdate()}
