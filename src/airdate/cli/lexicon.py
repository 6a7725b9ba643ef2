"""`airdate lexicon`: larger lexicons from lists of titles."""

from __future__ import annotations

from pathlib import Path

import click

from airdate.cli.refusing import Refused

# Only a path: what is wrong with it is told by those who use it, in one line.
_PATH = click.Path(path_type=Path, readable=False)


@click.group("lexicon")
def lexicon() -> None:
    """Make and look into lexicons: the titles that the reader knows.

    \b
      airdate lexicon build title.basics.tsv.gz --out titles.lexicon
      airdate lexicon find titles.lexicon "The Kettle"
      airdate read article.txt --lexicon titles.lexicon
    """


@lexicon.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=_PATH)
@click.option("--out", required=True, metavar="FILE", type=_PATH, help="The lexicon to write.")
@click.option("--only", is_flag=True, help="Leave out the titles that come with Airdate.")
def build(sources: tuple[Path, ...], out: Path, only: bool) -> None:
    """Make a lexicon from lists of titles.

    A SOURCE is a table with a heading line (.csv or .tsv, also .gz) or a list with a title a line (.txt). These
    columns are used, under any of these names: the title `name`, `title`, `primaryTitle`; the year `year`,
    `startYear`, `release_year`; the form `form`, `type`, `titleType`; `country` (ISO 3166); `flags` (`common` for
    names that are also everyday phrases); `alias_of`. IMDb's title.basics.tsv.gz can be given as it is.

    The file is written whole or not at all. Titles are facts; mind the licence of the list that you take them from.
    """
    from airdate.reading.lexicon import tables
    from airdate.reading.lexicon.build import build_file
    from airdate.reading.lexicon.commonness import Commonness
    from airdate.reading.lexicon.lists import BadList, rows_of

    if not out.parent.is_dir():
        raise Refused(f"--out {out}: there is no folder {out.parent}")
    rows = [] if only else [row for path in tables.title_files() for row in tables.title_rows(path)]
    for source in sources:
        try:
            rows.extend(rows_of(source))
        except BadList as error:
            raise Refused(str(error)) from error
        except OSError as error:
            raise Refused(f"{source}: cannot be read, {(error.strerror or str(error)).lower()}") from error
    try:
        made = build_file(rows, out, Commonness.packaged())
    except OSError as error:
        raise Refused(f"--out {out}: cannot be written, {(error.strerror or str(error)).lower()}") from error
    click.echo(f"{out}: {len(made):,} names, {out.stat().st_size:,} bytes")


@lexicon.command("find")
@click.argument("file", metavar="FILE|packaged", type=_PATH)
@click.argument("name")
def find(file: Path, name: str) -> None:
    """Say what a lexicon knows under a name. `packaged` is the one that comes with Airdate."""
    from airdate.reading.lexicon import Lexicon, LexiconError
    from airdate.reading.lexicon.build import open_file

    try:
        titles = Lexicon.packaged().titles if str(file) == "packaged" else open_file(file)
    except LexiconError as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"{file}: cannot be read, {(error.strerror or str(error)).lower()}") from error
    entries = titles.entries(name)
    if not entries:
        raise Refused(f"{name!r} is not in {file}; capitals count")
    for entry in entries:
        known = (entry.form, str(entry.year or ""), entry.country, "needs context" if entry.common else "")
        click.echo(f"{entry.name}: {', '.join(word for word in known if word)}")
