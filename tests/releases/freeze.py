#!/usr/bin/env python3
"""Keep a site's whole database as a file, in the shape that it has now: what a release leaves behind for tests.

    AIRDATE_SITE=FOLDER python tests/releases/freeze.py tests/releases/0.1.0.json

Run with the program of the release, on a site made with it that has rows in every table. The file names the last
migration of each app and holds the rows of every model as plain values, so that it can be loaded into both databases
through the models as the migrations left them (`thaw`).
"""

from __future__ import annotations

import base64
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

OURS = "airdate."


def frozen() -> dict[str, Any]:
    """The last migration of each of our apps, and the rows of all their models."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    leaves = sorted((app, name) for app, name in loader.graph.leaf_nodes() if app in ours)
    models = [model for app, _ in leaves for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    rows = {}
    for model in models:
        names = [field.attname for field in model._meta.local_concrete_fields]  # a page's own; Wagtail keeps the rest
        found = model._default_manager.order_by(model._meta.pk.name).values_list(*names)
        rows[model._meta.label_lower] = {"fields": names, "rows": [[plain(value) for value in row] for row in found]}
    return {"migrations": dict(leaves), "rows": rows}


def plain(value: Any) -> Any:
    """A value as JSON. Days and instants are ISO 8601 and are read again by their fields; bytes are base64."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, (bytes, memoryview)) else value


def spelt(kept: dict[str, Any]) -> str:
    """JSON with a row to the line."""
    tables = []
    for name, table in kept["rows"].items():
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table["rows"])
        tables.append(f'"{name}": {{"fields": {json.dumps(table["fields"])}, "rows": [\n{rows}\n]}}')
    listed = ",\n".join(tables)
    return f'{{"migrations": {json.dumps(kept["migrations"])},\n"rows": {{\n{listed}\n}}}}\n'


def main(path: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    import django

    django.setup()
    kept = frozen()
    empty = [name for name, table in kept["rows"].items() if not table["rows"]]
    if empty:
        raise SystemExit(f"nothing in {', '.join(empty)}: a release is kept with rows in every table")
    Path(path).write_text(spelt(kept), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
