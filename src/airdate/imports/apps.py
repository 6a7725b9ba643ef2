"""Catalogues taken in from files and addresses."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "airdate.imports"
    default_auto_field = "django.db.models.BigAutoField"
