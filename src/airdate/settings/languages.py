"""Which languages the site offers, and which of them an answer is in.

The language is the one that the address names (`?lang=de`), else the one that the reader has chosen (`&keep=1`, the
only case in which a cookie is set), else what the browser asks for (`Accept-Language`), else the site's own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
# Language of a catalogue of messages -> its own name. The messages are written in English.
OFFERED = {"en-gb": "English", "de": "Deutsch"}
YEAR = 365 * 24 * 3600
REMEMBERED = 8192  # messages of a language; there are half as many


def offered(site_language: str) -> list[tuple[str, str]]:
    """The languages to choose from, the site's own first, as Django's LANGUAGES has them.

    A region of the site's own ("en-us", "de-at") writes its dates and numbers. Raises `ValueError` for a language into
    which nothing is translated.
    """
    code = site_language.lower().replace("_", "-")
    spoken = code.partition("-")[0]
    own = [name for known, name in OFFERED.items() if known.partition("-")[0] == spoken]
    if not own:
        raise ValueError(
            f"language is {site_language!r}, into which the pages are not translated; take one of "
            f"{', '.join(OFFERED)}, or translate them (docs/how-to/translate.md)"
        )
    others = [(known, name) for known, name in OFFERED.items() if known.partition("-")[0] != spoken]
    return [(code, own[0]), *others]


def supported(code: str) -> str:
    """The language offered for a code such as "de-AT"; empty where there is none."""
    try:
        return translation.get_supported_language_variant(code.lower())
    except LookupError:
        return ""


def remember_messages(language: str) -> None:
    """Have the catalogue of a language keep each message that it has looked up.

    A catalogue is a chain of one for each package that has messages, and English ones, which have next to none, are
    asked to the end for every word: that was a tenth of the time of a page with thousands of them.
    """
    catalogue = trans_real.translation(language)
    if "gettext" not in vars(catalogue):
        setattr(catalogue, "gettext", lru_cache(maxsize=REMEMBERED)(catalogue.gettext))  # noqa: B010 -- of this one


class PageLanguage:
    """Answers each request in its language, and says in which."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.GET.get("lang", "")[:20]
        if "lang" in request.GET and request.GET.get("keep") and request.method in ("GET", "HEAD"):
            return _remember(request, supported(named))
        given = supported(named)
        language = given or translation.get_language_from_request(request)
        remember_messages(language)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # where Django's own middleware puts it
            answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", language)
        if not given:
            patch_vary_headers(answer, ["Accept-Language", "Cookie"])
        return answer


def _remember(request: HttpRequest, language: str) -> HttpResponse:
    """Back to the page, with the choice in a cookie; without one that is offered the cookie is taken away."""
    kept = request.GET.copy()
    del kept["lang"]
    del kept["keep"]
    answer = redirect(request.path + (f"?{kept.urlencode()}" if kept else ""))
    name = settings.LANGUAGE_COOKIE_NAME
    if language:
        answer.set_cookie(
            name, language, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )  # fmt: skip
    else:
        answer.delete_cookie(name, samesite="Lax")
    answer["Cache-Control"] = "private, no-store"
    return answer
