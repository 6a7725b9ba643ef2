"""What an editor sees where publishing is refused outside of the article's form: in a list, or by a moderator."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from airdate.newsroom.publishing import OpenDifferences


class Refusing:
    """Middleware: leads to the article with the reason, instead of breaking off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OpenDifferences):
            return None
        messages.error(request, str(error))
        return redirect("wagtailadmin_pages:edit", error.article.pk)
