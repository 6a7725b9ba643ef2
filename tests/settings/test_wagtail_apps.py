"""Wagtail starts without the API that nobody asks it for."""

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


def test_the_frameworks_of_an_api_are_loaded_by_who_serves_one() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRDATE_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={**kept, "DJANGO_SETTINGS_MODULE": "airdate.settings"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["[]", "[True, True, True, True]"]
