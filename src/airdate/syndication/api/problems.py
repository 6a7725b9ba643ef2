"""Errors as RFC 9457 has them (application/problem+json), whoever finds them."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

logger = logging.getLogger(__name__)
TYPE = "application/problem+json"
LONGEST = 200


class Problem(Exception):
    """What cannot be answered: an HTTP status and one line that names the value and the way out."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """The answer that tells a problem. ``type`` is left out: `about:blank`, the status says it all."""
    told = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return HttpResponse(json.dumps(told), status=status, content_type=TYPE)


def attach(api: NinjaAPI) -> None:
    """Let the API tell all that goes wrong in this way."""

    @api.exception_handler(Problem)
    def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
        return problem(error.status, error.detail)

    @api.exception_handler(HttpError)
    def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, str(error) or f"there is nothing at {request.path[:LONGEST]}")

    @api.exception_handler(ValidationError)
    def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [{"name": str(each["loc"][-1]), "reason": str(each["msg"])} for each in error.errors if each.get("loc")]
        said = "; ".join(f"{each['name']}: {each['reason']}" for each in wrong)
        return problem(400, said[:LONGEST] or "what was asked cannot be read", errors=wrong)

    @api.exception_handler(Exception)
    def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.exception("the API failed at %s", request.path)
        return problem(500, "the fault is ours and has been written down")
