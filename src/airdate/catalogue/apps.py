"""Titles, people and services, and which of them a spelling means."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "airdate.catalogue"
    default_auto_field = "django.db.models.BigAutoField"
