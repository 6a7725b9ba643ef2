"""Wagtail starts without what nobody asks it for."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import sys
import django
django.setup()
print(sorted({"ninja", "pydantic", "psycopg", "rest_framework", "wagtail.api.v3.api"} & set(sys.modules)))
from django.apps import apps
print([apps.is_installed(f"wagtail.{name}") for name in ("images", "documents", "snippets", "contrib.redirects")])
"""


def run_alone(program: str) -> list[str]:
    """The lines that a program prints in a process of its own, where warnings are errors."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRDATE_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**kept, "DJANGO_SETTINGS_MODULE": "airdate.settings"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_frameworks_of_an_api_are_loaded_by_who_serves_one() -> None:
    assert run_alone(PROGRAM) == ["[]", "[True, True, True, True]"]


SELECTING = """
import sys
import django
django.setup()
from bs4 import BeautifulSoup
soup = BeautifulSoup('<p class="a">Kettle</p><p>Quay</p>', "html.parser")
print("soupsieve.css_parser" in sys.modules)
print([found.text for found in soup.select("p.a")], [found.text for found in soup.select("p:last-child")])
import soupsieve.util
print(soupsieve.__name__, soupsieve is sys.modules["soupsieve"], soupsieve.util.lower("A"))
"""


def test_selectors_are_loaded_by_who_selects() -> None:
    assert run_alone(SELECTING) == ["False", "['Kettle'] ['Quay']", "soupsieve True a"]


def test_readers_of_http_and_of_articles_are_loaded_by_who_needs_them() -> None:
    program = """
import sys
import django
django.setup()
print(sorted({"httpx", "httpcore", "trafilatura", "scipy", "airdate.reading.stages"} & set(sys.modules)))
"""
    assert run_alone(program) == ["[]"]
