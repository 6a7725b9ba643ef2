#!/usr/bin/env python3
"""Print the tables of an empty database after `migrate`, as JSON: ours, or Django's own where that is asked for.

    AIRDATE_SITE=FOLDER python tests/newsroom/tables.py [--django]

Columns with their types, and indexes and constraints by what they hold rather than by name.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def tables() -> dict[str, Any]:
    from django.db import connection

    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = {
                column.name: [str(column.type_code), column.display_size, column.null_ok, column.collation]
                for column in connection.introspection.get_table_description(cursor, table)
            }
            constraints = connection.introspection.get_constraints(cursor, table).values()
            held = sorted(
                json.dumps(
                    {key: each[key] for key in ("columns", "primary_key", "unique", "foreign_key", "index", "check")}
                )
                for each in constraints
            )
            found[table] = {"columns": columns, "constraints": held}
    return found


def main(arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "airdate.settings"
    import django
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command

    django.setup()
    call_command(Command() if "--django" in arguments else "migrate", verbosity=0)
    from django.contrib.auth.models import Permission
    from django.db.migrations.recorder import MigrationRecorder

    rows = MigrationRecorder.Migration.objects.values_list("app", "name")
    codes = Permission.objects.values_list("content_type__app_label", "codename")
    print(json.dumps({"tables": tables(), "migrations": sorted(rows), "permissions": sorted(codes)}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
