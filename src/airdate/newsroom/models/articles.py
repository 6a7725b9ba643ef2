"""Articles: pages of Wagtail's tree, below the front page of the news."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from airdate.catalogue.models import Genre, Title
from airdate.newsroom.blocks import body_blocks
from airdate.newsroom.desk.forms import ArticleForm
from airdate.newsroom.desk.panel import FactsPanel
from airdate.newsroom.models.authors import Author

RESERVED = frozenset({"sections", "authors", "tags", "feed", "videos", "files"})  # other addresses below /news/
MOST_POINTS = 10  # a rating counts half stars


class Kind(models.TextChoices):
    """What an article is."""

    NEWS = "news", _("news")
    REVIEW = "review", _("review")
    LIST = "list", _("best of")


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("newsroom.Article", on_delete=models.CASCADE, related_name="tagged_items")


class Article(Page):
    """One article. Its title is the headline; ``points`` are half stars, of a review only."""

    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.NEWS)
    standfirst = models.TextField(_("standfirst"), max_length=400, blank=True)
    section = models.ForeignKey(
        Genre, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("section")
    )
    picture = models.ForeignKey(
        "newsroom.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("picture"),
    )  # fmt: skip
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    points = models.PositiveSmallIntegerField(
        _("rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)],
        help_text=_("Of a review, in half stars: 7 is three and a half."),
    )  # fmt: skip
    body = StreamField(body_blocks(), blank=True, verbose_name=_("body"))
    sponsor = models.CharField(
        _("sponsor"), max_length=120, blank=True, help_text=_("Who paid for the article: it is labelled so.")
    )
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("hashtags"))

    content_panels = [
        FactsPanel(),
        TitleFieldPanel("title", heading=_("Headline"), placeholder=_("Headline"), help_text=" "),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        InlinePanel("bylines", heading=_("Authors"), label=_("Author")),
        InlinePanel("about", heading=_("Titles that it is about"), label=_("Title")),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("caption")], heading=_("Picture")),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("points"),
                FieldPanel("section"),
                FieldPanel("tags"),
                FieldPanel("sponsor"),
            ],
            heading=_("What it is"),
        ),
        InlinePanel("corrections", heading=_("Corrections"), label=_("Correction")),
    ]
    base_form_class = ArticleForm
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]
    parent_page_types = ["newsroom.NewsFront"]
    subpage_types: list[str] = []
    template = "newsroom/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This word is the beginning of other addresses; choose another.")})
        if self.kind == Kind.REVIEW and self.points is None:
            raise ValidationError({"points": _("A review has a rating.")})
        if self.kind != Kind.REVIEW and self.points is not None:
            raise ValidationError({"points": _("Only a review has a rating.")})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from airdate.newsroom.showing import shown

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "article": shown(self, request, today=timezone.localdate(), now=timezone.now())}

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        from airdate.newsroom.showing import with_players

        return with_players(super().serve(request, *args, **kwargs), self)

    def publish(self, revision: Any, **kwargs: Any) -> Any:
        """Go live, if nothing that the article says differs from the guide unseen. Raises `OpenDifferences`."""
        from airdate.newsroom.publishing import publish

        return publish(self, revision, super().publish, now=timezone.now(), **kwargs)


class ArticleAuthor(Orderable):
    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+", verbose_name=_("author"))

    class Meta(Orderable.Meta):
        verbose_name = _("author")


class ArticleTitle(Orderable):
    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="about")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", verbose_name=_("title"))

    class Meta(Orderable.Meta):
        verbose_name = _("title that it is about")


class Correction(Orderable):
    """What the desk says of a mistake of its own, with the day."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="corrections")
    day = models.DateField(_("day"), default=timezone.localdate)
    text = models.CharField(_("correction"), max_length=500)

    class Meta(Orderable.Meta):
        ordering = ["-day", "sort_order"]
        verbose_name = _("correction")
