"""The command `airdate`: reading articles, and keeping a site.

Each command is loaded when it is asked for, so that `airdate read` never loads Django and a plain installation has the
reading half without the other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

import click

from airdate.cli.refusing import Refused

# name -> module:command, in the order of the help page
READING: Mapping[str, str] = {
    "read": "airdate.cli.read:read",
    "lexicon": "airdate.cli.lexicon:lexicon",
    "corpus": "airdate.cli.corpus:corpus",
}
SITE_PACKAGES = (
    "django",
    "datasketch",
    "dj_database_url",
    "django_tasks_db",
    "feedparser",
    "granian",
    "nh3",
    "protego",
    "rapidfuzz",
    "wagtail",
    "whitenoise",
    "babel",
)


class _Commands(click.Group):
    """The commands in two groups, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*READING, *_site()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in READING:
            module, _, attribute = READING[name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        if name not in _site():
            return None
        if find_spec("django") is None:
            return _missing(name)
        from airdate.cli import site

        try:
            return site.load(name)
        except ModuleNotFoundError as error:
            if not _is_of_the_site(error):
                raise
            return _missing(name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if not _is_of_the_site(error):
                raise
            raise _needs_the_site(ctx.invoked_subcommand or "this command") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in (("Reading", list(READING)), ("A site of your own", list(_site()))):
            rows = []
            for name in names:
                command = self.get_command(ctx, name)
                if command is not None:
                    rows.append((name, command.get_short_help_str(limit=formatter.width)))
            with formatter.section(heading):
                formatter.write_dl(rows)


def _site() -> tuple[str, ...]:
    from airdate.cli import site

    return tuple(site.COMMANDS)


def _is_of_the_site(error: ModuleNotFoundError) -> bool:
    return (error.name or "").partition(".")[0] in SITE_PACKAGES


def _needs_the_site(name: str) -> Refused:
    return Refused(f"`airdate {name}` needs the guide, which is not installed: pip install 'airdate[site]'")


def _missing(name: str) -> click.Command:
    def tell() -> None:
        raise _needs_the_site(name)

    return click.Command(
        name,
        callback=lambda **_: tell(),
        short_help="(not installed: pip install 'airdate[site]')",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        add_help_option=False,
    )


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="airdate", message="airdate %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Airdate reads TV news and says what is coming, when and where, with the words that say so.

    Give it an article (a text or HTML file, an address, or - for standard input) and it prints the claims that it
    makes about series, films, people and services, grouped by title:

    \b
      airdate read article.txt --published 2031-02-20
      airdate read https://news.example/tv/the-kettle-returns
      cat article.txt | airdate read - --published 2031-02-20

    The article's day is needed because articles say "on Thursday". It is found in most pages; where it is not, give
    it with --published. To see why something was found, add --explain; for programs there is --json.

    Many articles at once, a JSON file each or a line each:

    \b
      airdate read articles/ --out claims/
      airdate read --jsonl articles.jsonl > claims.jsonl

    The titles that it knows are those of the lexicon; others are found from how they are written. A larger lexicon
    is made from lists of titles and given with --lexicon:

    \b
      airdate lexicon build title.basics.tsv.gz --out titles.lexicon
      airdate read article.txt --lexicon titles.lexicon

    A site keeps what articles say, weighs it and shows it with its sources. It lives in a folder:

    \b
      airdate init guide
      cd guide
      airdate add https://news.example/tv/the-kettle-returns
      airdate serve

    What is wrong with the input is said in one line, with exit status 2. `airdate COMMAND --help` tells more about
    each command.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
