"""The security headers of every response that Django's own middleware does not set."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from airdate.settings.desk import DESK

# No script or style inside a page, nothing from other hosts: what is shown is served from here.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# The editors' side is Wagtail's, whose forms carry small scripts and styles of their own; nothing of it is from
# elsewhere, and it is shown in no frame but its own.
DESK_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)
# A page that is not published yet is shown beside its editor, as strictly as it will be to all.
PREVIEW_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
PREVIEWS = re.compile(rf"{DESK}.*/(?:preview|view_draft|view)/")
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    """Adds the policies to a response unless its view has set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # An article with videos names their players' origins: a click opens them in a frame.
        players = " ".join(getattr(response, "frame_sources", ()))
        policy = policy_of(request.path) + (f"; frame-src {players}" if players else "")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


def policy_of(path: str) -> str:
    """The Content-Security-Policy of what lies at a path of this site."""
    if not path.startswith(DESK):
        return CONTENT_SECURITY_POLICY
    return PREVIEW_CONTENT_SECURITY_POLICY if PREVIEWS.match(path) else DESK_CONTENT_SECURITY_POLICY
