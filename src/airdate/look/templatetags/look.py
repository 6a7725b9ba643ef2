"""Tags that draw the components of the design: date blocks, marks, classes of source, "why?", posters."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import get_global
from django import template
from django.apps import apps
from django.template.base import Parser, Token
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, to_locale

from airdate.facts import cldr
from airdate.facts.terms import term_words
from airdate.look.addresses import address as address_of
from airdate.look.dates import countdown as countdown_words
from airdate.look.dates import date_block, day_words
from airdate.look.posters import poster as draw_poster
from airdate.sources.models import DESK_SLUG

register = template.Library()

STATUS_WORDS = {
    "confirmed": gettext_lazy("Confirmed"),
    "expected": gettext_lazy("Expected"),
    "rumoured": gettext_lazy("Rumoured"),
    "denied": gettext_lazy("Denied"),
    "unknown": gettext_lazy("Not known"),
}
CLASS_WORDS = {
    "official": gettext_lazy("Official"),
    "trade": gettext_lazy("Trade press"),
    "catalogue": gettext_lazy("Listings"),
    "general": gettext_lazy("General press"),
    "fan": gettext_lazy("Fan press"),
}
OWN = gettext_lazy("Our desk")


@register.inclusion_tag("look/parts/date.html", takes_context=True)
def dateblock(context: template.Context, edtf: str | None, status: str = "confirmed", size: str = "") -> dict[str, Any]:
    """The block of an EDTF date with the edge of its status; `size` is "" or "large"."""
    return {"block": date_block(edtf, context["today"]), "status": status, "size": size}


@register.simple_tag
def address(name: str, key: str | int) -> str:
    """The address of a page by its slug or key, as `url` gives it: for lists, which have hundreds."""
    return address_of(name, key)


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str) -> SafeString:
    """A named place of a page that higher rooms fill: each with its template ``ROOM/slots/NAME.html``, in the order of
    the rooms. A room that has none puts nothing there.
    """
    given = context.flatten()
    return mark_safe("".join(filling.render(given) for filling in fillings(name)))  # noqa: S308 -- templates escape


@cache
def fillings(name: str) -> tuple[Any, ...]:
    """The templates that fill a slot; what is installed does not change while the program runs."""
    found = []
    for room in apps.get_app_configs():
        if (Path(room.path) / "templates" / room.label / "slots" / f"{name}.html").is_file():
            found.append(get_template(f"{room.label}/slots/{name}.html"))
    return tuple(found)


@register.simple_tag
def mark(status: str) -> SafeString:
    """One of the five marks of certainty, with its word."""
    known = status if status in STATUS_WORDS else "unknown"
    return format_html('<span class="mark is-{}">{}</span>', known, STATUS_WORDS[known])


@register.simple_tag
def sourceclass(name: str, source: str | None = "") -> SafeString:
    """The class of a source: a letter in a shape, and the word. ``source`` is its slug: the site's own desk is weighed
    as its class says, and called what it is."""
    word = OWN if source == DESK_SLUG else CLASS_WORDS.get(name, name)
    return format_html('<span class="class class--{}" data-letter="{}">{}</span>', name, str(word)[:1], word)


@register.simple_tag
def why(fact: str, about: str = "") -> SafeString:
    """The small link that every fact carries; `about` tells a screen reader which fact is meant."""
    link = '<a class="why" href="{}">{}<span class="visually-hidden">: {}</span></a>'
    return format_html(link, address_of("guide:fact", fact), _("why?"), about) if fact else SafeString("")


@register.simple_tag
def poster(name: str, genre: str = "", year: int | None = None) -> SafeString:
    """The drawn poster of a title; its text is escaped where it is made."""
    return mark_safe(draw_poster(name, genre=genre, year=year))  # noqa: S308 -- posters.py escapes the name


class Again(template.Node):
    """What a block of the page says, said once more elsewhere on it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        found = blocks.get_block(self.name) if blocks is not None else None
        if found is None:
            return SafeString("")
        # A node of its own: rendering one takes the block's forms apart and puts them back (`block.super`).
        return SafeString(BlockNode(self.name, found.nodelist).render(context))


@register.tag
def again(parser: Parser, token: Token) -> Again:
    """`{% again "title" %}`: the text of the block "title", as the page that is shown fills it."""
    _tag, name = token.split_contents()
    return Again(name.strip("\"'"))


@register.filter
def underlined(code: str) -> str:
    """A language as Open Graph writes it: "en_GB"; with the country where most speak it if it names none."""
    locale = to_locale(code)
    likely = get_global("likely_subtags").get(locale, locale).split("_")
    return locale if "_" in locale else f"{likely[0]}_{likely[-1]}"


@register.filter
def longday(day: dt.date | None, today: dt.date | None = None) -> str:
    """ "Thursday 3 August"; with the year where it is not this one."""
    return day_words(day, today) if day else ""


@register.filter
def day(value: dt.date | None, today: dt.date | None = None) -> str:
    """ "3 August 2023", without the weekday; of a moment the day in the site's zone."""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date()
    return day_words(value, today, weekday=False) if value else ""


@register.filter
def weekday(value: dt.date) -> str:
    """ "Thu"."""
    return cldr.weekday_name(value, short=True)


@register.filter
def month(value: dt.date) -> str:
    """ "Aug"."""
    return cldr.month_name(value, short=True)


@register.filter
def clock(value: dt.datetime | dt.time) -> str:
    """ "20:30"; of a moment by the clock of the site's zone."""
    return cldr.clock(value, timezone.get_current_timezone() if isinstance(value, dt.datetime) else None)


@register.filter
def moment(value: dt.datetime) -> str:
    """ "Thursday 3 August, 20:30", in the site's zone."""
    told = {"day": cldr.day_words(timezone.localtime(value).date(), year=False), "time": clock(value)}
    return _("%(day)s, %(time)s") % told


@register.filter
def term(word: str | None) -> str:
    """A word of the claims' vocabulary (a role, a form) in the reader's language."""
    return term_words(word or "")


@register.filter
def inside(text: str) -> str:
    """A word as it is written within a sentence: small, save in languages that give nouns capitals."""
    return cldr.inside(text)


@register.filter
def countdown(value: dt.date | None, today: dt.date) -> str:
    """ "in 9 days"; empty where it is far off."""
    return countdown_words(value, today) if value else ""


@register.filter
def whenwords(edtf: str | None, today: dt.date) -> str:
    """A whole EDTF date in words."""
    return date_block(edtf, today).words
