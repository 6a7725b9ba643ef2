"""The addresses of the news and of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as pages
from wagtail.admin import urls as desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include(desk)),
    path("news/", include(pages)),
]
