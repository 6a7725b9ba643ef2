"""Wagtail's apps without the API that they set up when they start.

Wagtail registers an API of its own for pictures, redirects and the like, whether it is served or not; the frameworks
that it is written in take two thirds of a second and 35 MB at the start of every command and every server. Airdate has
its API (`syndication`) and does not serve Wagtail's, so the modules that would register it are not loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig

OF_THE_API = ("api", "api.v3", "api.v3.registry", "api.v3.router")


class _Nothing:
    """Takes whatever a registration does with it."""

    def __getattr__(self, name: str) -> _Nothing:
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> _Nothing:
        return self


class _Absent(ModuleType):
    """Stands where a module of the API would, while an app starts."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing()


@contextmanager
def without_api(app: str) -> Iterator[None]:
    """Keep an app's modules of the API, and the API itself, from being loaded meanwhile."""
    names = {"wagtail.api.v3.api", *(f"{app}.{name}" for name in OF_THE_API)} - set(sys.modules)
    sys.modules.update({name: _Absent(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class Documents(WagtailDocsAppConfig):
    default = False

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()


class Images(WagtailImagesAppConfig):
    default = False

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()


class Redirects(WagtailRedirectsAppConfig):
    default = False

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()


class Snippets(WagtailSnippetsAppConfig):
    default = False

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()
