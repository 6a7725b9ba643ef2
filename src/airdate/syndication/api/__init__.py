"""The JSON API (OpenAPI 3.1): titles, people, services, facts with their claims, changes, broadcasts. Read-only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from airdate.syndication.api import air, entries, problems, told
from airdate.syndication.api.problems import TYPE

api = NinjaAPI(
    title="Airdate",
    version="1",
    description=(
        "What is coming on television and streaming, when, where and for how much, with the words that say so. "
        "Lists come in pages: follow `next` until it is null. Problems are told by RFC 9457."
    ),
    docs_url=None,  # the pages that frameworks bring load scripts from elsewhere
    openapi_url=None,  # `document` serves it
    urls_namespace="api",
)
for room in (entries, told, air):
    api.add_router("", room.router)
problems.attach(api)


def described() -> dict[str, Any]:
    """The API's own document (OpenAPI 3.1)."""
    made = dict(api.get_openapi_schema(path_prefix="/api/"))
    for methods in made["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:  # the framework knows one type of content
                    answer["content"] = {TYPE: answer["content"].pop("application/json")}
    return made


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described())
