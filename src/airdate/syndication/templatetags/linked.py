"""`{% linked_title %}` and its like: what schema.org has words for, of the thing that a page shows (see `linked`)."""

from __future__ import annotations

import json
from collections.abc import Callable

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from airdate.catalogue.models import Title
from airdate.syndication.linked import others, parts, works

register = template.Library()
PAGES = {"title": "guide:title", "person": "guide:person", "service": "guide:service"}
# What could end a script element, or a line of JavaScript, is written as JSON's own escapes.
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script(node: parts.Node) -> SafeString:
    """A node as a block of data: browsers do not run it, so the Content-Security-Policy need not allow it."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def _addresses(request: HttpRequest) -> Callable[[str, str], str]:
    return lambda kind, slug: request.build_absolute_uri(reverse(PAGES[kind], args=[slug]))


def _trail(request: HttpRequest, *steps: tuple[str, str]) -> parts.Node:
    """The crumbs of a page: the front page, then (name, path) each."""
    home = (settings.SITE_NAME, request.build_absolute_uri("/"))
    return parts.crumbs([home, *((name, request.build_absolute_uri(path)) for name, path in steps)])


@register.simple_tag(takes_context=True)
def linked_site(context: template.Context) -> SafeString:
    """The site and its search, on the front page and that of the search; nothing elsewhere."""
    request: HttpRequest = context["request"]
    if request.path not in (reverse("guide:home"), reverse("guide:search")):
        return SafeString("")
    home, search = (request.build_absolute_uri(reverse(f"guide:{name}")) for name in ("home", "search"))
    codes = [choice.code for choice in context["languages"]] or [settings.LANGUAGE_CODE]
    return script(parts.graph(others.site(settings.SITE_NAME, home, search, codes)))


@register.simple_tag(takes_context=True)
def shared_picture(context: template.Context) -> str:
    """The whole address of what is shown where the page is shared: a title's own picture, else the site's."""
    request: HttpRequest = context["request"]
    match = request.resolver_match
    if match is not None and match.view_name == "guide:title":
        return request.build_absolute_uri(reverse("syndication:title_picture", args=[match.kwargs["slug"]]))
    return request.build_absolute_uri(reverse("syndication:picture"))


@register.simple_tag(takes_context=True)
def linked_title(context: template.Context) -> SafeString:
    """The title of a page as it stands; nothing on a page of a past day."""
    if context.get("as_of") or context.get("known_at"):
        return SafeString("")
    request, title = context["request"], context["title"]
    told = works.Work(
        title.slug, title.name, title.form, title.year, title.country, title.synopsis,
        tuple(genre.name for genre in title.genres.all()),
    )  # fmt: skip
    picture = request.build_absolute_uri(reverse("syndication:title_picture", args=[title.slug]))
    node = works.work(told, context["facts"], _addresses(request), picture)
    above = (_("Titles"), reverse("guide:titles"))
    return script(parts.graph(node, _trail(request, above, (title.name, reverse("guide:title", args=[title.slug])))))


@register.simple_tag(takes_context=True)
def linked_person(context: template.Context) -> SafeString:
    request, person, facts = context["request"], context["person"], context["facts"]
    slugs = {each.title.slug for each in (*facts.parts, *facts.works) if each.title.slug}
    forms = dict(Title.objects.filter(slug__in=slugs).values_list("slug", "form")) if slugs else {}
    node = others.who(person.name, person.slug, facts, forms, _addresses(request))
    return script(parts.graph(node, _trail(request, (person.name, reverse("guide:person", args=[person.slug])))))


@register.simple_tag(takes_context=True)
def linked_service(context: template.Context) -> SafeString:
    request, service = context["request"], context["service"]
    node = others.where(
        service.name, service.slug, service.kind, service.country, context["facts"], _addresses(request)
    )  # fmt: skip
    above = (_("Services and channels"), reverse("guide:services"))
    here = (service.name, reverse("guide:service", args=[service.slug]))
    return script(parts.graph(node, _trail(request, above, here)))


@register.simple_tag(takes_context=True)
def linked_channel(context: template.Context) -> SafeString:
    request, station = context["request"], context["station"]
    path = reverse("guide:tv_channel", args=[station.slug])
    node = others.station(station, request.build_absolute_uri(path))
    return script(parts.graph(node, _trail(request, (_("TV guide"), reverse("guide:tv")), (station.name, path))))


@register.simple_tag(takes_context=True)
def linked_programme(context: template.Context) -> SafeString:
    request, station, showing = context["request"], context["station"], context["showing"]
    path = reverse("guide:tv_programme", args=[showing.id])
    at = reverse("guide:tv_channel", args=[station.slug])
    work = context.get("work")
    performed = None
    if work is not None:
        address = _addresses(request)("title", work.slug)
        performed = parts.node(works.class_of(work.form), **{"@id": address}, name=work.name, url=address)
    channel = others.station(station, request.build_absolute_uri(at))
    node = others.airing(showing, station, channel, request.build_absolute_uri(path), performed)
    trail = _trail(request, (_("TV guide"), reverse("guide:tv")), (station.name, at), (showing.title, path))
    return script(parts.graph(node, trail))
