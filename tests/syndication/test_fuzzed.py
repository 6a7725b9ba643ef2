"""The API asked what its own document allows, and what it does not (schemathesis): it never breaks its word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from airdate.facts.actions import weigh_all
from airdate.settings.wsgi import application
from airdate.syndication.api import described
from factories import NOW, say

pytestmark = pytest.mark.django_db
SHORT, LONG = 15, 400  # questions for each address


@pytest.fixture
def filled(db: None) -> Iterator[None]:
    """Something to find. A request does not end the test's transaction (Django's own client sees to the same)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    for number in range(3):
        say(
            {"kind": "release", "title": f"Show {number}", "date": "2031-03-20", "platform": ["Lantern+"]},
            {"kind": "casting", "title": f"Show {number}", "actor": "Ana Ortiz", "character": "Pip"},
        )
    weigh_all(now=NOW)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema: Any = schemathesis.openapi.from_dict(described(), config=SchemathesisConfig.discover())
schema.app = application
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


def ask(case: Any) -> None:
    # A cursor is opaque and a genre may not be there: no document can say which ones are refused.
    case.call_and_validate(
        headers={"Host": "localhost", "Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
    )


@schema.parametrize()
@settings(max_examples=SHORT, deadline=None, suppress_health_check=HEALTH)
def test_a_few_questions(case: Any, filled: None) -> None:
    ask(case)


@pytest.mark.long
@schema.parametrize()
@settings(max_examples=LONG, deadline=None, suppress_health_check=HEALTH)
def test_many_questions(case: Any, filled: None) -> None:
    ask(case)


def test_the_fuzz_reaches_what_is_there(client: Client, filled: None) -> None:
    assert len(client.get("/api/titles").json()["items"]) == 3
