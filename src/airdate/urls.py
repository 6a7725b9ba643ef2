"""The addresses of the site."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from airdate.look.views import design, themes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("airdate.guide.urls")),
    path("", include("airdate.syndication.urls")),
    path("", include("airdate.newsroom.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("design/", design, name="design"), path("design/themes.css", themes, name="themes")]

handler400 = "airdate.guide.refusals.bad_request"
handler404 = "airdate.guide.refusals.not_found"
handler500 = "airdate.guide.refusals.broken"
