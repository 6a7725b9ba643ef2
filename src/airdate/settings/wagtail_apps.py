"""Wagtail's apps without what they load when they start and Airdate does not use.

Wagtail registers an API of its own for pictures, redirects and the like, whether it is served or not; the frameworks
that it is written in take two thirds of a second and 35 MB at the start of every command and every server. Airdate has
its API (`syndication`) and does not serve Wagtail's, so the modules that would register it are not loaded.

Beautiful Soup, which Wagtail's panels load, brings a reader of CSS selectors along, whose expressions take a
twentieth of a second to compile; it is loaded when a selector is first used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
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


class _WhenUsed(ModuleType):
    """Stands where a module would, and loads it when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


# Beautiful Soup holds the module itself and looks into it when it is asked to select.
sys.modules.setdefault("soupsieve", _WhenUsed("soupsieve"))


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
