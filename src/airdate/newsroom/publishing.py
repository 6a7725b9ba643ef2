"""How an article goes live: nothing that differs from the guide unseen, and what it says becomes claims.

`publish` stands around Wagtail's own publishing, which every way leads through: an editor's button, a moderator's
approval, a schedule that comes due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from airdate.intake.actions import Article as Given
from airdate.intake.actions import NotAnArticle, Publisher
from airdate.intake.own_articles import add_own_article
from airdate.intake.writer import one_writer
from airdate.newsroom.checking.comparing import Verdict
from airdate.newsroom.checking.draft import Checked, Finding, check
from airdate.newsroom.checking.lines import Resting
from airdate.newsroom.checking.passages import lines_of, text_of
from airdate.newsroom.models.facts import Citation, Held, Publication, Settlement
from airdate.reading import Reading
from airdate.sources.models import DESK_SLUG, Source, SourceClass

if TYPE_CHECKING:
    from airdate.newsroom.models import Article

SCHEDULED = "wagtail.publish.scheduled"  # the name of Wagtail's action when a schedule comes due


class OpenDifferences(ValueError):
    """An article differs from the guide where nobody has settled it. The message is a line for the editor."""

    def __init__(self, article: Article, open_: Iterable[Finding]) -> None:
        self.article, self.open = article, tuple(open_)
        super().__init__(differences_words(self.open))


class NotDifferent(ValueError):
    """There is no such difference, so there is nothing to keep. The message is a line."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is checked of an article: its words, the lines that rest on facts, and its key, None where it has not been
    saved."""

    headline: str
    text: str
    article: int | None = None
    lines: tuple[Resting, ...] = ()


def differences_words(found: Iterable[Finding]) -> str:
    """The differences in a line: "You write 3 August; the guide says 4 August (Season 2 on Netflix)."."""
    open_ = list(found)
    head = ngettext(
        "Not published: it differs from the guide in %(number)d place.",
        "Not published: it differs from the guide in %(number)d places.",
        len(open_),
    ) % {"number": len(open_)}
    told = [
        _("You write %(you)s; the guide says %(guide)s (%(about)s, %(what)s).")
        % {"you": each.you, "guide": each.guide, "about": each.about.name, "what": each.what}
        for each in open_
    ]
    return " ".join([head, *told, _("Settle that in the panel of facts.")])


def desk_publisher() -> Publisher:
    """The site's own desk as a source of documents."""
    return Publisher(
        settings.SITE_NAME, SourceClass.TRADE if not _there() else None, DESK_SLUG, f"{_address()}/",
        settings.SITE_REGION, settings.LANGUAGE_CODE, _("its own"),
    )  # fmt: skip


def _address() -> str:
    """The site's address as it was set, without a slash at its end."""
    return str(getattr(settings, "WAGTAILADMIN_BASE_URL", ""))


def _there() -> bool:
    return Source.objects.filter(slug=DESK_SLUG).exists()


def desk_source() -> Source:
    """The desk's source as it is kept, or as it would be made."""
    kept = Source.objects.filter(slug=DESK_SLUG).first()
    return kept or Source(
        slug=DESK_SLUG, name=settings.SITE_NAME, source_class=SourceClass.TRADE, region=settings.SITE_REGION
    )


def draft_of(article: Article) -> Draft:
    """An article as it is checked."""
    return Draft(article.title, text_of(article.standfirst, article.body), article.pk, lines_of(article.body))


def checked(draft: Draft, *, now: datetime) -> Checked:
    """A draft beside the guide, with what its writer has kept. ``now`` is aware; its day is the site's."""
    settled: dict[tuple[str, str, str], str] = {}
    if draft.article is not None:
        for row in Settlement.objects.filter(article=draft.article).order_by("made_at", "pk"):
            settled[row.fact, row.said, row.believed] = row.reason
    return check(
        draft.headline, draft.text, source=desk_source(), now=now, today=timezone.localdate(now), settled=settled,
        lines=draft.lines,
    )  # fmt: skip


def keep(draft: Draft, fact: str, said: str, believed: str, *, author: str, reason: str, now: datetime) -> Settlement:
    """Keep what a draft says against the guide, with a reason.

    Raises `NotDifferent` where the draft does not say that (any more), or the guide believes something else by now.
    """
    if not reason.strip():
        raise NotDifferent(_("Give a reason that others can understand."))
    article = draft.article
    for each in checked(draft, now=now).findings if article is not None else ():
        if (
            article is not None
            and each.verdict == Verdict.DIFFERS
            and (each.fact, each.said, each.believed) == (fact, said, believed)
        ):
            return Settlement.objects.create(
                article_id=article, fact=fact, said=said, believed=believed, said_words=each.you[:500],
                believed_words=each.guide[:500], reason=reason.strip()[:1000], author=author, made_at=now,
            )  # fmt: skip
    raise NotDifferent(_("The draft or the guide has changed: look at the panel again."))


def publish(article: Article, revision: Any, publish_page: Callable[..., Any], *, now: datetime, **kwargs: Any) -> Any:
    """Publish a revision by ``publish_page``, Wagtail's own, and let the guide know what it says.

    Raises `OpenDifferences`; when a schedule comes due nobody is there to read that, so the article is held instead.
    One that is to go live later is checked now and then.
    """
    coming = revision.as_object()
    found = checked(draft_of(coming), now=now)
    if found.open:
        if kwargs.get("log_action") == SCHEDULED:
            Held.objects.update_or_create(
                article_id=article.pk,
                defaults={"reason": differences_words(found.open), "tried_at": now},
                create_defaults={"reason": differences_words(found.open), "tried_at": now, "since": now},
            )
            return None
        raise OpenDifferences(article, found.open)
    with one_writer():
        done = publish_page(revision, **kwargs)
        live = type(article).objects.get(pk=article.pk)
        if live.live and live.live_revision_id == revision.pk:
            user = kwargs.get("user")
            _say(live, found, by=user.get_username() if user is not None else "", now=now)
            Held.objects.filter(article=live).delete()
    return done


def _say(article: Article, found: Checked, *, by: str, now: datetime) -> None:
    """Keep what an article says: claims of its own as the desk's document, what it takes from facts as citations."""
    _cite(article, found.findings, now=now)
    try:
        document = add_own_article(_given(article, found.text), desk_publisher(), own_reading(found), now=now)
    except NotAnArticle:
        return  # pictures and boxes only: it says nothing itself
    Publication.objects.get_or_create(article=article, document=document, defaults={"made_at": now, "by": by})


def own_reading(found: Checked) -> Reading:
    """A draft's reading without the claims that agree with the guide in all that they say."""
    agreeing: dict[int, bool] = {}
    for each in found.findings:
        agreeing[each.claim] = agreeing.get(each.claim, True) and each.verdict == Verdict.AGREES
    kept = (claim for place, claim in enumerate(found.reading.claims) if not agreeing.get(place, False))
    return Reading(found.reading.published, found.reading.language, tuple(kept))


@transaction.atomic
def _cite(article: Article, findings: Iterable[Finding], *, now: datetime) -> None:
    """Put the citations of what is published in the place of those that were. One that stays keeps its day."""
    taken = {
        each.fact: each
        for each in findings
        if each.verdict == Verdict.AGREES and each.held is not None and not each.unsure
    }
    Citation.objects.filter(article=article).exclude(fact__in=taken).delete()
    there = set(Citation.objects.filter(article=article).values_list("fact", flat=True))
    for fact, each in taken.items():
        assert each.held is not None
        if fact not in there:
            Citation.objects.create(
                article=article, fact=fact, value=dict(each.held.value), status=each.held.status,
                rests_on=each.held.decided_by, words=f"{each.about.name}: {each.sentence}"[:500], cited_at=now,
            )  # fmt: skip


def _given(article: Article, text: str) -> Given:
    first: datetime = article.first_published_at
    day: date = timezone.localdate(article.last_published_at)
    names = ", ".join(byline.author.name for byline in article.bylines.select_related("author"))
    assert first is not None
    return Given(
        text=text, published=day, headline=article.title, byline=names[:500],
        url=f"{_address()}{article.get_url()}", published_at=article.last_published_at,
        published_zone=settings.TIME_ZONE,
    )  # fmt: skip
