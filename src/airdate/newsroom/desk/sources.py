"""Sources at the desk, `/desk/sources/`: who publishes, by which feeds they are followed, and how that goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from airdate.intake.outlets import change_source
from airdate.newsroom.desk.allowed import ADD_SOURCE, CHANGE_FEED, CHANGE_SOURCE, AllowedItem, needs
from airdate.newsroom.desk.pages import page_of
from airdate.sources import following
from airdate.sources.actions import EDITABLE, WrongSource, add_source
from airdate.sources.models import Entry, Feed, MayShow, Source, SourceClass
from airdate.sources.queries import entries_of, followed_feeds, latest_checks

CHECKS, ENTRIES = 10, 25  # of a feed, of a source: what its page shows
STATES = {
    "new": gettext_lazy("not asked yet"), "fine": gettext_lazy("fine"), "odd": gettext_lazy("odd"),
    "failing": gettext_lazy("failing"), "paused": gettext_lazy("paused"),
}  # fmt: skip


class SourceForm(forms.Form):
    """What is kept of a source; `sources.actions.tidy_source` says what will do."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    source_class = forms.ChoiceField(
        label=gettext_lazy("Class"), choices=SourceClass.choices, initial=SourceClass.GENERAL,
        help_text=gettext_lazy("How near it stands to the fact: it decides whose word counts."),
    )  # fmt: skip
    homepage = forms.URLField(label=gettext_lazy("Home page"), required=False, max_length=500, assume_scheme="https")
    region = forms.CharField(
        label=gettext_lazy("Country"), required=False, max_length=2,
        help_text=gettext_lazy("Two letters (ISO 3166): GB, US. Empty if it has none."),
    )  # fmt: skip
    language = forms.CharField(
        label=gettext_lazy("Language"), required=False, max_length=35, help_text=gettext_lazy("Such as en or pt-BR.")
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"), required=False, max_length=200,
        help_text=gettext_lazy("What its texts may be used for, in short."),
    )  # fmt: skip
    may_show = forms.ChoiceField(
        label=gettext_lazy("What may be shown"), choices=MayShow.choices, initial=MayShow.QUOTATION,
        help_text=gettext_lazy("The full text is kept for reading, and never shown."),
    )  # fmt: skip


class FeedForm(forms.Form):
    """A feed to be followed."""

    address = forms.CharField(
        label=gettext_lazy("Address of the feed"), max_length=2000, widget=forms.URLInput,
        help_text=gettext_lazy("RSS, Atom or JSON Feed."),
    )  # fmt: skip
    every = forms.IntegerField(
        label=gettext_lazy("Asked every so many minutes"), initial=following.USUAL, min_value=following.SHORTEST,
        max_value=following.LONGEST,
    )  # fmt: skip
    reads = forms.ChoiceField(label=gettext_lazy("What is read"), choices=Feed.Reads.choices, initial=Feed.Reads.PAGE)

    def follow(self, source: Source) -> Feed:
        """Ask it from now on. Raises `following.WrongFeed`."""
        given = self.cleaned_data
        return following.follow(
            source, given["address"], now=timezone.now(), every=given["every"], reads=given["reads"]
        )  # fmt: skip


class FirstFeedForm(FeedForm):
    """The feed of a source that is added with it, if it has one."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["address"].required = False


def menu_item() -> AllowedItem:
    return AllowedItem(
        _("Sources"), reverse("desk:sources"), name="sources", icon_name="globe", order=260, permission=CHANGE_SOURCE
    )


@needs(CHANGE_SOURCE)
def sources(request: HttpRequest) -> HttpResponse:
    """All sources by name, those that a word fits where it is asked for."""
    asked = request.GET.get("q", "").strip()[:100]
    found = Source.objects.order_by("name", "slug")
    if asked:
        found = found.filter(
            Q(name__icontains=asked) | Q(homepage__icontains=asked) | Q(feeds__address__icontains=asked)
        )
        found = found.distinct()

    def fetch(offset: int, limit: int) -> list[Source]:
        page = list(found[offset : offset + limit])
        counted = Source.objects.filter(pk__in=[source.pk for source in page]).order_by()
        told = counted.annotate(
            document_count=Count("documents"), latest=Max("documents__published")
        ).in_bulk()  # one page's, not all: of a large site that would be every document
        return [told[source.pk] for source in page]

    page = page_of(request, found.count(), fetch)
    feeds: dict[int, list[Any]] = {}
    for each in followed_feeds():
        feeds.setdefault(each.feed.source_id, []).append(each)
    for source in page:
        source.followed = feeds.get(source.pk, [])
    return render(
        request,
        "newsroom/desk/sources.html",
        {
            "page_title": _("Sources"), "header_icon": "globe", "rows": page, "asked": asked, "states": STATES,
            "today": timezone.localdate(), "may_add": request.user.has_perm(ADD_SOURCE),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(ADD_SOURCE)
def add(request: HttpRequest) -> HttpResponse:
    """A new source, and its feed, which is asked at once."""
    data = request.POST if request.method == "POST" else None
    form, feed_form = SourceForm(data), FirstFeedForm(data, prefix="feed")
    if data is not None and form.is_valid() and feed_form.is_valid():
        address = feed_form.cleaned_data["address"].strip()
        try:
            with transaction.atomic():
                source = add_source(form.cleaned_data)
                if address:
                    feed_form.follow(source)
        except WrongSource as error:
            form.add_error(None, str(error))
        except following.WrongFeed as error:
            feed_form.add_error("address", str(error))
        else:
            log(instance=source, action="wagtail.create", user=request.user)
            messages.success(
                request,
                _("%(name)s is followed: its feed is asked at once.") % {"name": source.name}
                if address
                else _("%(name)s is kept.") % {"name": source.name},
            )
            return redirect("desk:source", source.slug)
    return _page(
        request, "newsroom/desk/source_add.html", _("Add a source"), form=form, feed_form=feed_form,
        failed=data is not None,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(CHANGE_SOURCE)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what is kept of it, its feeds with how the last questions went, and what could not be read."""
    row = get_object_or_404(Source, slug=slug)
    data = request.POST if request.method == "POST" else None
    form = SourceForm(data, initial={field: getattr(row, field) for field in EDITABLE})
    if data is not None and form.is_valid():
        try:
            changed = change_source(row, form.cleaned_data, now=timezone.now())
        except WrongSource as error:
            form.add_error(None, str(error))
        else:
            if changed:
                log(instance=row, action="wagtail.edit", user=request.user, data={"changed": changed})
                messages.success(request, _("%(name)s is kept.") % {"name": form.cleaned_data["name"]})
            return redirect("desk:source", slug)
    return _source_page(request, row, form, FeedForm(), failed=data is not None)


@require_POST
@needs(CHANGE_FEED)
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a feed of a source from now on."""
    row = get_object_or_404(Source, slug=slug)
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            feed = form.follow(row)
        except following.WrongFeed as error:
            form.add_error("address", str(error))
        else:
            log(instance=row, action="wagtail.edit", user=request.user, data={"followed": feed.address})
            messages.success(request, _("%(address)s is asked at once.") % {"address": feed.address})
            return redirect("desk:source", slug)
    initial = {field: getattr(row, field) for field in EDITABLE}
    return _source_page(request, row, SourceForm(initial=initial), form, failed=True)


@require_POST
@needs(CHANGE_FEED)
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a feed, go on with it, ask it now, or follow it no more."""
    row = get_object_or_404(Feed.objects.select_related("source"), pk=pk)
    action, told, now = request.POST.get("action", ""), {"address": row.address}, timezone.now()
    if action == "pause":
        following.pause(row, now=now)
        messages.success(request, _("%(address)s is left alone.") % told)
    elif action == "resume":
        following.resume(row, now=now)
        messages.success(request, _("%(address)s is asked again.") % told)
    elif action == "ask":
        following.ask_now(row, now=now)
        messages.success(request, _("%(address)s is asked as soon as a worker can.") % told)
    elif action == "unfollow" and request.user.has_perm("sources.delete_feed"):
        following.unfollow(row)
        messages.success(request, _("%(address)s is asked no longer. What was read of it stays.") % told)
    else:
        messages.error(request, _("That cannot be done here."))
        return redirect(_back(request, row.source))
    log(instance=row.source, action="wagtail.edit", user=request.user, data={action: row.address})
    return redirect(_back(request, row.source))


@require_POST
@needs(CHANGE_FEED)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read an entry again that could not be read."""
    row = get_object_or_404(Entry.objects.select_related("source").defer("text"), pk=pk)
    following.try_again(row, now=timezone.now())
    messages.success(request, _("“%(headline)s” is read as soon as a worker can.") % {"headline": str(row)[:80]})
    return redirect(_back(request, row.source))


def _back(request: HttpRequest, row: Source) -> str:
    return (
        reverse("desk:operations")
        if request.POST.get("back") == "operations"
        else reverse("desk:source", args=[row.slug])
    )


def _source_page(
    request: HttpRequest, row: Source, form: SourceForm, feed_form: FeedForm, *, failed: bool
) -> HttpResponse:
    followed = followed_feeds(source=row)
    return _page(
        request, "newsroom/desk/source.html", row.name, form=form, feed_form=feed_form, failed=failed, source=row,
        feeds=[(each, latest_checks(each.feed, limit=CHECKS)) for each in followed], states=STATES,
        unread=entries_of(source=row, state=Entry.State.UNREAD, limit=ENTRIES),
        waiting=entries_of(source=row, state=Entry.State.WAITING, limit=ENTRIES),
        may_follow=request.user.has_perm(CHANGE_FEED), may_leave=request.user.has_perm("sources.delete_feed"),
    )  # fmt: skip


def _page(request: HttpRequest, template: str, title: str, *, failed: bool, **shown: Any) -> HttpResponse:
    crumbs = [{"url": reverse("desk:sources"), "label": _("Sources")}, {"url": "", "label": title}]
    told = {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs, "header_icon": "globe", **shown}
    return render(request, template, told, status=422 if failed else 200)
