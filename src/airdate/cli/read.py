"""`airdate read`: what articles claim, printed for people or written as JSON for programs."""

from __future__ import annotations

import datetime
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.refusing import Refused

if TYPE_CHECKING:
    from airdate.reading import Lexicon
    from airdate.sources.pages import Article

# Only a path: what is wrong with it is told by those who use it, in one line.
_PATH = click.Path(path_type=Path, readable=False)


@click.command("read")
@click.argument("given", nargs=-1, metavar="[FILE|DIR|URL|-]...")
@click.option(
    "--published", metavar="DATE", help="The article's day, as 2031-02-20. Otherwise found in the page or text."
)
@click.option("--headline", metavar="TEXT", help="Its headline, if the text does not begin with it. Found in pages.")
@click.option("--explain", is_flag=True, help="Also print the rules that made each claim.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead: the day and the claims with their evidence.")
@click.option("--out", metavar="DIR", type=_PATH, help="Write a JSON file for each article here.")
@click.option("--jsonl", metavar="FILE|-", help="Read a line of JSON for each article; write one for each.")
@click.option("--lexicon", "lexicon_file", metavar="FILE", type=_PATH,
              help="Titles to know, from `airdate lexicon build`, instead of the packaged ones.")  # fmt: skip
def read(
    given: tuple[str, ...],
    published: str | None,
    headline: str | None,
    explain: bool,
    as_json: bool,
    out: Path | None,
    jsonl: str | None,
    lexicon_file: Path | None,
) -> None:
    """Read articles and say what they claim.

    Prints the claims of an article grouped by title: releases, renewals, casting, credits, sources, where to watch,
    prices, boxes, trailers and quotations, each with its confidence and the words that support it.

    \b
      airdate read article.txt --published 2031-02-20
      airdate read page.html --explain
      airdate read https://news.example/tv/the-kettle-returns --json

    In JSON, evidence counts code points of the file's text (after a byte-order mark, if there is one). For a page of
    HTML the JSON also holds `text`, the article that was found in it, and evidence counts in that.

    Several files, or the .txt, .md, .html and .htm files of a folder, are written as JSON, one file each, with the
    article's name and .json. All are looked at before the first is written.

    \b
      airdate read articles/ extra.txt --out claims/

    With --jsonl each line is an object with `text` or `html`, `published`, `id` and, if known, `headline` and `url`.
    Each gives a line with `id`, `published` and `claims`, in the same order; evidence counts in `text` or `html` as
    given. A line that cannot be read gives `id`, `line` and `error` in its place, is named on standard error,
    and makes the exit status 2 at the end. Empty lines are passed over. --published is the day of lines without one.

    \b
      airdate read --jsonl articles.jsonl > claims.jsonl
    """
    day = parse_day(published)
    if jsonl is not None:
        if given or out or as_json or explain:
            raise Refused("--jsonl stands alone: leave out files, --out, --json and --explain")
        from airdate.cli.lines import read_lines

        read_lines(jsonl, day, _lexicon(lexicon_file))
        return
    if not given:
        raise Refused("nothing to read: give a file, an address, or - for standard input (airdate read --help)")
    names = list(_each(given, many=out is not None))
    if len(names) > 1 and out is None:
        raise Refused(f"{len(names)} articles: say with --out DIR where their JSON goes, or use --jsonl")
    lexicon = _lexicon(lexicon_file)
    if out is not None:
        from airdate.cli.files import write_files

        write_files(names, out, lambda name: _opened(name, day, headline), lexicon)
        return
    from airdate.cli.shaping import as_object, dump, read_article

    article = _opened(names[0], day, headline)
    reading = read_article(article, lexicon)
    if as_json:
        dump(as_object(article, reading), sys.stdout.buffer, indent=2)
    else:
        from airdate.cli.printing import lines_of

        for line in lines_of(article, reading, explain=explain):
            click.echo(line)


def parse_day(published: str | None) -> datetime.date | None:
    """The day of ``--published``. Raises ``Refused`` if it is none."""
    if published is None:
        return None
    try:
        return datetime.date.fromisoformat(published)
    except ValueError as error:
        raise Refused(f"--published {published!r} is no day; give it as 2031-02-20") from error


def _lexicon(path: Path | None) -> Lexicon:
    from airdate.reading import Lexicon
    from airdate.reading.lexicon import LexiconError

    packaged = Lexicon.packaged()
    if path is None:
        return packaged
    try:
        return packaged.with_titles(path)
    except LexiconError as error:
        raise Refused(f"--lexicon {error}") from error
    except OSError as error:
        raise Refused(f"--lexicon {path}: cannot be read, {(error.strerror or str(error)).lower()}") from error


def _each(given: tuple[str, ...], *, many: bool) -> list[str]:
    """The files and addresses that are meant: a folder stands for the articles in it, by name."""
    from airdate.sources.opening import SUFFIXES, articles_in, is_address

    names: list[str] = []
    for name in given:
        if is_address(name) or not many or not Path(name).is_dir():
            names.append(name)
            continue
        inside = articles_in(Path(name))
        if not inside:
            raise Refused(f"{name}: no articles in this folder (files that end in {', '.join(SUFFIXES)})")
        names.extend(inside)
    return names


def _opened(name: str, day: datetime.date | None, headline: str | None) -> Article:
    """The article, dated. Raises ``Refused``."""
    from airdate.sources.opening import Unusable, open_article

    try:
        article = open_article(name)
    except Unusable as error:
        raise Refused(str(error)) from error
    published = day or article.published
    if published is None:
        shown = "standard input" if name == "-" else name
        raise Refused(f"{shown}: no date found in it; give the article's day with --published, as 2031-02-20")
    return replace(article, published=published, headline=headline or article.headline)
