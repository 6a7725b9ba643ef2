"""Tags of the news' templates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import nh3
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

register = template.Library()

TAGS = {"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"}
BRACKETS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def house(value: Any) -> SafeString:
    """Rich text as it may stand on a page: a few tags, links that are http or https or of this site."""
    html = expand_db_html(getattr(value, "source", str(value or "")))
    cleaned = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )  # fmt: skip
    return mark_safe(cleaned)  # noqa: S308 -- nh3 cleaned it


@register.filter
def of(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key; None where there is none."""
    return mapping.get(key)


@register.filter
def ldjson(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD in its element, with nothing in it that could end it."""
    text = json.dumps(data, ensure_ascii=False).translate(BRACKETS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above


@register.simple_tag
def entrypage(named: Any, kind: str) -> SafeString:
    """The name of a title, person or service, leading to its page where it has one."""
    if not named.slug:
        return format_html("{}", named.name)
    return format_html('<a href="{}">{}</a>', reverse(f"guide:{kind}", args=[named.slug]), named.name)


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """What a mapping has for a key, or nothing."""
    return found.get(key)


@register.filter
def join_names(acts: Iterable[Any]) -> list[str]:
    """The names of what can be done."""
    return [act.name for act in acts]
