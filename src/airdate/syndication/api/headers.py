"""What every answer of the API carries: it may be read from any site (CORS), and errors are problems (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from airdate.syndication.api.problems import LONGEST, TYPE, problem

PREFIX = "/api/"
ALLOWED = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Last-Modified, Link"


class ApiAnswers:
    """Middleware for the addresses of the API; all others pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        answer = self._answer(request)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = EXPOSED
        if answer.status_code in (200, 304):
            answer.headers.setdefault("Cache-Control", "no-cache")
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            answer = HttpResponse(status=204)
            answer["Allow"] = answer["Access-Control-Allow-Methods"] = ALLOWED
            answer["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            answer["Access-Control-Max-Age"] = "86400"
            return answer
        if request.method not in ("GET", "HEAD"):
            answer = problem(405, f"{str(request.method)[:20]} is not for here: the API is read-only; use GET")
            answer["Allow"] = ALLOWED
            return answer
        if request.method == "HEAD":  # the views know GET only; the server leaves the body out
            request.method = "GET"
            answer = self.get_response(request)
            request.method = "HEAD"
        else:
            answer = self.get_response(request)
        if answer.status_code >= 400 and not answer.get("Content-Type", "").startswith(TYPE):
            return problem(answer.status_code, f"there is nothing at {request.path[:LONGEST]}")
        return answer
