"""Tags that put facts into words and links on the guide's pages."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from airdate.catalogue.models import Title
from airdate.facts import cldr, words
from airdate.facts.pages import Availability, Named, Price, Release, When
from airdate.facts.terms import term_words
from airdate.guide.tariffs import plan_words
from airdate.look.addresses import address
from airdate.look.faces import face_of

register = template.Library()

PAGES = {"title": "guide:title", "person": "guide:person", "service": "guide:service", "source": "guide:source"}
STAGES = {
    "rumoured": gettext_lazy("rumoured"),
    "ordered": gettext_lazy("ordered"),
    "dated": gettext_lazy("has a date"),
    "moved": gettext_lazy("date moved"),
    "released": gettext_lazy("out"),
    "ended": gettext_lazy("ended"),
    "cancelled": gettext_lazy("cancelled"),
    "unknown": gettext_lazy("not known"),
}
SCHEDULES = {
    "weekly": gettext_lazy("then weekly"),
    "all-at-once": gettext_lazy("all episodes at once"),
    "daily": gettext_lazy("then daily"),
    "weekdays": gettext_lazy("then on weekdays"),
}
KINDS = {
    "streaming": gettext_lazy("Streaming services"),
    "channel": gettext_lazy("Channels"),
    "broadcaster": gettext_lazy("Broadcasters"),
    "cinema": gettext_lazy("Cinemas"),
    "disc": gettext_lazy("Discs"),
    "carrier": gettext_lazy("Boxes, sticks and bundles"),
    "shop": gettext_lazy("Shops"),
}
CHANGES = {
    "joins": pgettext_lazy("cast", "new"),
    "returns": pgettext_lazy("cast", "returns"),
    "leaves": pgettext_lazy("cast", "leaves"),
}


@register.simple_tag
def entry(named: Named | None, kind: str) -> str:
    """A name, as a link where it has a page. `kind` is title, person, service or source."""
    if named is None:
        return ""
    if not named.slug:
        return format_html("{}", named.name)
    return format_html('<a href="{}">{}</a>', address(PAGES[kind], named.slug), named.name)


@register.simple_tag
def what(release: Release, within: int | str | None = None) -> str:
    """ "Season 2, part 1", "Premiere", "New episode": what comes, without where and when.

    Under the heading of a season (`within` is its number) the season is not named again.
    """
    parts = []
    if release.season is not None and release.season != within:
        parts.append(_("Season %(n)d") % {"n": release.season})
    if release.part is not None:
        parts.append(_("part %(n)d") % {"n": release.part})
    if release.episode is not None:
        parts.append(_("episode %(n)d") % {"n": release.episode})
    event = {
        "finale": _("finale"),
        "special": _("special"),
        "added": _("added"),
        "episode": "" if release.episode is not None else _("new episode"),
    }.get(release.event, "")
    if event:
        parts.append(event)
    text = ", ".join(parts) or _("Premiere")
    return text[:1].upper() + text[1:]


def country(context: template.Context, code: str) -> str:
    """ " (US)": the country of a fact; empty where it names none, or that which the whole page is for."""
    return f" ({code})" if code and code != context.get("page_country") else ""


@register.simple_tag(takes_context=True)
def where(context: template.Context, release: Release) -> SafeString | str:
    """ "on Netflix", "in cinemas (US)", the place with a link; empty where no place is known."""
    if release.place is None:
        return ""
    place = entry(release.place, "service")
    told = _("in {place}") if release.place.kind == "cinema" else _("on {place}")
    region = country(context, release.region)
    before, _place, after = told.partition("{place}")
    return format_html("{}{}{}{}", before, place, after, region)


@register.simple_tag(takes_context=True)
def clocktime(context: template.Context, when: When) -> SafeString:
    """When on its day something comes, by the viewer's clock: "20:00", or "Monday, 20:00" if that is another day.

    The title says where the time was told for. What has no zone stands as it was said; without a time there is nothing.
    """
    if not when.time:
        return SafeString("")
    if when.at is None:
        return format_html('<span class="time">{}</span>', when.time)
    local = when.at.astimezone(context["viewer_zone"]())
    shown = cldr.clock(local)
    if local.date() != when.earliest:
        shown = _("%(weekday)s, %(time)s") % {"weekday": cldr.weekday_name(local.date()), "time": shown}
    told = _("%(time)s in %(city)s, on %(day)s") % {
        "time": cldr.clock(when.at), "city": cldr.city(str(when.at.tzinfo)),
        "day": cldr.day_words(when.at.date(), year=False),
    }  # fmt: skip
    return format_html('<time class="time" datetime="{}" title="{}">{}</time>', when.at.isoformat(), told, shown)


@register.simple_tag
def price(price: Price) -> SafeString:
    """ "from £4.99 a month", the figure set large."""
    figure = words.money_words(price.amount, price.currency)
    period = words.PERIODS[price.period]() if price.amount and price.period in words.PERIODS else ""
    start = format_html("{} ", _("from")) if price.starting_at and price.amount else ""
    return format_html('<span class="price">{}<b>{}</b> {}</span>', start, figure, period)


@register.simple_tag(takes_context=True)
def offer(context: template.Context, availability: Availability) -> str:
    """ "Season 1, with a subscription, until Wednesday 2 December": what can be had, without where."""
    parts = [_("Season %(n)d") % {"n": availability.season}] if availability.season is not None else []
    if availability.form:
        parts.append(term_words(availability.form))
    parts.append(words.TERMS[availability.terms]() if availability.terms in words.TERMS else _("to be seen"))
    if availability.amount is not None:
        parts.append(words.money_words(availability.amount, availability.currency))
    if availability.until is not None:
        today: dt.date = context["today"]
        parts.append(_("until %(day)s") % {"day": words.date_words(availability.until.edtf, today)})
    text = ", ".join(parts)
    text = text[:1].upper() + text[1:]
    return f"{text}{country(context, availability.region)}"


@register.simple_tag(takes_context=True)
def leaves(context: template.Context, availability: Availability, here: object = None) -> SafeString:
    """ "Season 1, with a subscription, on Netflix", the place with a link: what ends, without when.

    On the page of a place (``here``) that is not named again.
    """
    parts = [_("Season %(n)d") % {"n": availability.season}] if availability.season is not None else []
    parts.append(words.TERMS[availability.terms]() if availability.terms in words.TERMS else _("to be seen"))
    told = ", ".join(parts)
    where = country(context, availability.region)
    told = f"{told[:1].upper()}{told[1:]}"
    if availability.place is None or here:
        return format_html("{}{}", told, where)
    before, _place, after = _("on {place}").partition("{place}")
    return format_html("{}, {}{}{}{}", told, before, entry(availability.place, "service"), after, where)


@register.filter
def planwords(price: Price) -> str:
    """ "Standard"; of a price that names no plan "Subscription"."""
    return plan_words(price)


@register.filter
def genre(title: Title) -> str:
    """The title's first genre by name, which gives its poster the hue; empty where it has none."""
    return face_of(title).genre


@register.filter
def stage(name: str) -> str:
    """How far a season has come, in a word or two."""
    return str(STAGES.get(name, name))


@register.filter
def kinds(kind: str) -> str:
    """The heading of a kind of service, in the plural."""
    return str(KINDS.get(kind, _("Not sorted yet")))


@register.filter
def schedule(name: str | None) -> str:
    """ "then weekly"; empty where nothing is known."""
    return str(SCHEDULES.get(name or "", ""))


@register.simple_tag
def castchange(change: str) -> SafeString:
    """The tag of somebody who joins, returns or leaves; nothing for those who simply are in it."""
    if change not in CHANGES:
        return SafeString("")
    return format_html('<b class="tag tag--{}">{}</b>', change, CHANGES[change])
