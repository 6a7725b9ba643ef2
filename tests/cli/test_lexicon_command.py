"""`airdate lexicon`: lists of titles into a lexicon, and what it then knows."""

import gzip

import pytest
from click.testing import CliRunner

from airdate.cli import main
from airdate.reading.lexicon.build import open_file

IMDB = (
    "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
    'tt1\ttvSeries\t"Kettle" & Sons\tx\t0\t2021\t\\N\t\\N\tDrama\n'
    "tt2\tmovie\tThe Kettle Falls\tx\t0\t\\N\t\\N\t90\tDrama\n"
    "tt3\ttvEpisode\tThe Kettle, Part One\tx\t0\t2022\t\\N\t\\N\tDrama\n"
    "tt4\tmovie\tKettles After Dark\tx\t1\t2022\t\\N\t\\N\tAdult\n"
)
CSV = 'title,release_year,type,country\n"Rain, Steam and Speed",2019,TV Show,GB\nHarbour,2020,Movie,somewhere\n'


def run(*args):
    return CliRunner().invoke(main, ["lexicon", *map(str, args)])


def test_tables_and_lists_are_built(tmp_path):
    (tmp_path / "basics.tsv.gz").write_bytes(gzip.compress(IMDB.encode(), mtime=0))
    (tmp_path / "mine.csv").write_text(CSV, encoding="utf-8-sig")
    (tmp_path / "more.txt").write_text("Steam Heat Diaries\n\n  Lamplight Row \n", encoding="utf-8")
    out = tmp_path / "my.lexicon"
    result = run(
        "build", "--only", tmp_path / "basics.tsv.gz", tmp_path / "mine.csv", tmp_path / "more.txt", "--out", out
    )
    titles = open_file(out)
    assert result.exit_code == 0
    assert result.stdout == f"{out}: {len(titles)} names, {out.stat().st_size:,} bytes\n"
    assert sorted(
        (entry.name, entry.year, entry.form, entry.country)
        for name in titles.names()
        for entry in titles.entries(name)
        if entry.name == name
    ) == [
        ('"Kettle" & Sons', 2021, "series", ""),
        ("Harbour", 2020, "film", ""),
        ("Lamplight Row", None, "series", ""),
        ("Rain, Steam and Speed", 2019, "series", "GB"),
        ("Steam Heat Diaries", None, "series", ""),
        ("The Kettle Falls", None, "film", ""),
    ]


def test_the_packaged_titles_are_part_of_it_unless_left_out(tmp_path):
    (tmp_path / "one.txt").write_text("Lamplight Row\n", encoding="utf-8")
    run("build", tmp_path / "one.txt", "--out", tmp_path / "all.lexicon")
    titles = open_file(tmp_path / "all.lexicon")
    assert [name for name in ("EastEnders", "Lamplight Row", "Lamplight") if name in titles] == [
        "EastEnders",
        "Lamplight Row",
    ]


def test_find(tmp_path):
    assert run("find", "packaged", "EastEnders").stdout == "EastEnders: series, 1985, GB\n"
    assert run("find", "packaged", "Corrie").stdout == "Coronation Street: series, 1960, GB\n"
    missing = run("find", "packaged", "eastenders")
    assert (missing.exit_code, missing.stderr) == (2, "Error: 'eastenders' is not in packaged; capitals count\n")


BAD = [
    ("list.csv", b"heading,other\na,b\n", "{path}: no column of its first line is called name, title, primarytitle"),
    ("list.csv", b"", "{path}: no column of its first line is called name, title, primarytitle"),
    ("list.txt", b"\xff\xfe\x00", "{path}: not UTF-8 text at byte 0; convert it"),
    ("list.tsv.gz", b"not gzip", "{path}: its gzip data are damaged; fetch it again"),
    ("list.tsv.gz", gzip.compress(IMDB.encode(), mtime=0)[:60], "{path}: its gzip data are damaged; fetch it again"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_bad_lists_are_refused_and_nothing_is_written(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    result = run("build", path, "--out", tmp_path / "my.lexicon")
    assert (result.exit_code, result.stderr) == (2, f"Error: {message.format(path=path)}\n")
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_missing_files_and_folders_are_told(tmp_path):
    none = tmp_path / "none.csv"
    assert run("build", none, "--out", tmp_path / "x").stderr == (
        f"Error: {none}: cannot be read, no such file or directory\n"
    )
    (tmp_path / "one.txt").write_text("Lamplight Row\n", encoding="utf-8")
    nowhere = tmp_path / "no" / "x"
    assert run("build", tmp_path / "one.txt", "--out", nowhere).stderr == (
        f"Error: --out {nowhere}: there is no folder {nowhere.parent}\n"
    )
