"""The index of the search: tables and triggers that Django's models do not know (see `airdate.search.index`)."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from airdate.search.index import install, uninstall


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install(schema_editor.connection)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("facts", "0001_initial"), ("sources", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
