"""The settings of the editors' side: Wagtail's apps and what they may do.

Wagtail is used for what an editor does under `/desk/`; the pages that it keeps are shown in the house's own look.
"""

from __future__ import annotations

DESK = "/desk/"

WAGTAIL_APPS = (
    "airdate.settings.wagtail_apps.Redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "airdate.settings.wagtail_apps.Snippets",
    "airdate.settings.wagtail_apps.Documents",
    "airdate.settings.wagtail_apps.Images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
)

IMAGE_BYTES = 12 * 1024 * 1024
IMAGE_PIXELS = 50_000_000


def wagtail_settings(name: str, language: tuple[str, str], base_url: str) -> dict[str, object]:
    """Wagtail's settings for a site of this name, language (code and name) and address (without a slash at its end)."""
    return {
        "WAGTAIL_SITE_NAME": name,
        "WAGTAILADMIN_BASE_URL": base_url,
        "WAGTAIL_I18N_ENABLED": False,
        "WAGTAIL_CONTENT_LANGUAGES": [language],
        # Nothing that an editor does is told to anybody else.
        "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
        "WAGTAIL_ENABLE_UPDATE_CHECK": False,
        "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
        "WAGTAIL_PASSWORD_RESET_ENABLED": False,  # there is no mail to send a new one with
        "WAGTAIL_ALLOW_UNICODE_SLUGS": False,
        "WAGTAILIMAGES_IMAGE_MODEL": "newsroom.Picture",
        "WAGTAILIMAGES_EXTENSIONS": ["avif", "gif", "jpg", "jpeg", "png", "webp"],
        "WAGTAILIMAGES_MAX_UPLOAD_SIZE": IMAGE_BYTES,
        "WAGTAILIMAGES_MAX_IMAGE_PIXELS": IMAGE_PIXELS,
        "WAGTAILIMAGES_FORMAT_CONVERSIONS": {"avif": "webp", "webp": "webp", "png": "webp", "jpeg": "webp"},
        "WAGTAILEMBEDS_FINDERS": [{"class": "airdate.newsroom.videos.Finder"}],
        "WAGTAILEMBEDS_RESPONSIVE_HTML": False,
        "TAGGIT_CASE_INSENSITIVE": True,
        "TAG_LIMIT": 20,
    }
