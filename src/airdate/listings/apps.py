"""Listings as a Django app."""

from django.apps import AppConfig


class ListingsConfig(AppConfig):
    name = "airdate.listings"
    default_auto_field = "django.db.models.BigAutoField"
