"""The policies of every response."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from airdate.settings.headers import CONTENT_SECURITY_POLICY, SecurityHeaders


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
