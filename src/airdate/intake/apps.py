"""The walk: add, read, keep, resolve, weigh; rebuild."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    name = "airdate.intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The signal is sent, once all migrations are done, for each app with models; this room has none.
        post_migrate.connect(count, sender=apps.get_app_config("facts"))


def count(using: str, **_: Any) -> None:
    """After migrations: tables that are new are counted too."""
    from airdate.intake.edition import install

    install(connections[using])
