"""Django's settings, from the environment and from the site's folder.

The environment wins over `airdate.toml`: AIRDATE_SITE (the folder), DATABASE_URL, AIRDATE_SECRET_KEY,
AIRDATE_HOSTS (comma-separated), AIRDATE_HTTPS (1 or 0), AIRDATE_PAGE_CACHE (MiB), AIRDATE_DEBUG (1 for the developer's
error pages).
Without a site (tests, tools) the database is in memory and the secret lasts as long as the process.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from airdate.intake.site import DATABASE_FILE, Site, SiteError, find_site, read_site
from airdate.settings.databases import database
from airdate.settings.desk import DESK, WAGTAIL_APPS, wagtail_settings
from airdate.settings.languages import CATALOGUES, offered
from airdate.settings.memory import page_cache_bytes

_folder = find_site()
try:
    SITE: Site | None = read_site(_folder) if _folder else None
    SECRET_KEY = os.environ.get("AIRDATE_SECRET_KEY") or (SITE.secret_key if SITE else secrets.token_urlsafe(48))
    DATABASES = {
        "default": database(
            os.environ.get("DATABASE_URL") or (SITE.database_url if SITE else ""),
            str(SITE.folder / DATABASE_FILE) if SITE else ":memory:",
        )
    }
    # Pages that nothing has changed since are kept in each process's memory, up to so many bytes; see `page_cache`.
    PAGE_CACHE_BYTES = page_cache_bytes(os.environ.get("AIRDATE_PAGE_CACHE", ""))
    LANGUAGES = offered(SITE.language if SITE else "en-gb")
except (SiteError, ValueError) as error:
    raise ImproperlyConfigured(str(error)) from error

SITE_NAME = SITE.name if SITE else "Airdate"
SITE_REGION = SITE.region if SITE else "GB"

_hosts = os.environ.get("AIRDATE_HOSTS", "")
_https = os.environ.get("AIRDATE_HTTPS", "1" if SITE and SITE.https else "0") == "1"

DEBUG = os.environ.get("AIRDATE_DEBUG") == "1"
ALLOWED_HOSTS = [h.strip() for h in _hosts.split(",") if h.strip()] or list(SITE.hosts if SITE else Site(Path()).hosts)
ROOT_URLCONF = "airdate.urls"
WSGI_APPLICATION = "airdate.settings.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *WAGTAIL_APPS,
    "django_tasks",
    "django_tasks_db",
    "airdate.sources",
    "airdate.catalogue",
    "airdate.claims",
    "airdate.facts",
    "airdate.intake",
    "airdate.imports",
    "airdate.listings",
    "airdate.search",
    "airdate.look",
    "airdate.newsroom",
    "airdate.guide",
    "airdate.syndication",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "airdate.settings.page_cache.PageCache",
    "django.middleware.gzip.GZipMiddleware",
    "airdate.settings.headers.SecurityHeaders",
    "airdate.syndication.api.headers.ApiAnswers",
    "airdate.settings.languages.PageLanguage",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "airdate.newsroom.desk.refusing.Refusing",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "airdate.look.context.page",
                "airdate.guide.frame.navigation",
                "airdate.guide.viewer.clock",
            ]
        },
    }
]

# Jobs wait in the site's own database for a worker; what Wagtail hands over is done at once.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

USE_TZ = True
TIME_ZONE = SITE.time_zone if SITE else "Europe/London"  # of the pages; the database holds UTC
USE_I18N = True
LANGUAGE_CODE = LANGUAGES[0][0]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [CATALOGUES]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the rooms' own files are served as they lie: nothing to collect
WHITENOISE_MAX_AGE = 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = SITE.folder / "media" if SITE else Path(tempfile.gettempdir()) / "airdate-media"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Lax"
# A site that is not served over HTTPS must not promise it.
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _https
# Who signs in does so at the desk: no other page sees, or sets, the cookie of a session.
SESSION_COOKIE_PATH = DESK
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None

globals().update(wagtail_settings(SITE_NAME, LANGUAGES[0], f"{'https' if _https else 'http'}://{ALLOWED_HOSTS[0]}"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"airdate": {"level": os.environ.get("AIRDATE_LOG_LEVEL", "INFO")}},
}
