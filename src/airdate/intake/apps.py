"""The walk: add, read, keep, resolve, weigh; rebuild."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "airdate.intake"
    default_auto_field = "django.db.models.BigAutoField"
