"""The policies of every response."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from airdate.settings.headers import (
    CONTENT_SECURITY_POLICY,
    DESK_CONTENT_SECURITY_POLICY,
    PREVIEW_CONTENT_SECURITY_POLICY,
    SecurityHeaders,
    policy_of,
)


def test_no_script_or_style_in_the_page_is_allowed() -> None:
    policy = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_a_view_may_set_its_own() -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})
    response = SecurityHeaders(lambda request: own)(HttpRequest())
    assert response.headers["Content-Security-Policy"] == "default-src 'self'"


@pytest.mark.django_db
def test_every_answer_carries_them(client: Client) -> None:
    headers = client.get("/no-such-page/").headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", CONTENT_SECURITY_POLICY),
        ("/news/a-day-moves/", CONTENT_SECURITY_POLICY),
        ("/desk/", DESK_CONTENT_SECURITY_POLICY),
        ("/desk/pages/7/edit/", DESK_CONTENT_SECURITY_POLICY),
        ("/desk/pages/7/edit/preview/", PREVIEW_CONTENT_SECURITY_POLICY),
        ("/desk/pages/7/view_draft/", PREVIEW_CONTENT_SECURITY_POLICY),
        ("/desk/pages/7/revisions/9/view/", PREVIEW_CONTENT_SECURITY_POLICY),
        ("/desk/pages/workflow/preview/7/1/", PREVIEW_CONTENT_SECURITY_POLICY),
        ("/desktop/", CONTENT_SECURITY_POLICY),
    ],
)
def test_the_desk_has_a_policy_of_its_own_and_what_it_previews_the_strict_one(path: str, policy: str) -> None:
    assert policy_of(path) == policy


def test_nothing_from_elsewhere_is_allowed_at_the_desk() -> None:
    sources = {word for part in DESK_CONTENT_SECURITY_POLICY.split("; ") for word in part.split(" ")[1:]}
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert PREVIEW_CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", "frame-ancestors 'none'") == (
        CONTENT_SECURITY_POLICY
    )
