#!/usr/bin/env python3
"""Put a release's rows (`freeze`) into an empty database, in the shape that the release's migrations gave it.

AIRDATE_SITE=FOLDER python tests/releases/thaw.py tests/releases/0.1.0.json
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any


def thaw(kept: dict[str, Any]) -> None:
    """Apply the release's migrations and no later ones, then load its rows through the models as they were."""
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    for app in ("contenttypes", "auth"):
        call_command("migrate", app, verbosity=0)
    for app, name in kept["migrations"].items():
        call_command("migrate", app, name, verbosity=0)
    state = MigrationExecutor(connection).loader.project_state(list(kept["migrations"].items()))
    loaded = []
    with transaction.atomic():  # both databases look at foreign keys when it ends
        for label, table in kept["rows"].items():
            model = state.apps.get_model(label)
            fields = [next(f for f in model._meta.concrete_fields if f.attname == name) for name in table["fields"]]
            values = [[_read(field, value) for field, value in zip(fields, row, strict=True)] for row in table["rows"]]
            made = [model(**dict(zip(table["fields"], row, strict=True))) for row in values]
            model._base_manager.bulk_create(made, batch_size=50)
            loaded.append(model)
    with connection.cursor() as cursor:
        for query in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(query)


def _read(field: Any, value: Any) -> Any:
    from django.db.models import BinaryField, JSONField

    if isinstance(field, BinaryField):
        return base64.b64decode(value)
    return value if value is None or isinstance(field, JSONField) or field.is_relation else field.to_python(value)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    import django

    django.setup()
    thaw(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
