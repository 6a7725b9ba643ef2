"""Which migrations the database lacks: every command asks it first, so that this loads nothing of the other rooms."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def missing_migrations() -> Iterator[str]:
    """The migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{migration.app_label} {migration.name}"
