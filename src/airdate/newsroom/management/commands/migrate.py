"""`migrate`, which is quick on an empty database: our rooms first, then the tables of packages at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from airdate.newsroom.tables import make_tables_of_packages, migrate_rooms_first


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        everything = not options["app_label"] and options["database"] == DEFAULT_DB_ALIAS
        asks_only = options["plan"] or options["check_unapplied"] or options["fake"] or options["fake_initial"]
        if everything and not asks_only:
            migrate_rooms_first()
            make_tables_of_packages()
        super().handle(*args, **options)
