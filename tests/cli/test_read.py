"""`airdate read`: what is printed and written, and what is refused in one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from airdate.cli import main
from airdate.reading import Lexicon
from airdate.reading import read as read_text
from factories.served import PAGE, served

TEXT = (
    "The Kettle to return in June\n\n"
    "The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said.\n\n"
    "Mara Voss will play DI Ada Brook again. The first season is streaming now on Netflix.\n"
)
DAY = "2031-02-20"


@pytest.fixture
def run():
    def run(*args, stdin=None, env=None):
        return CliRunner().invoke(main, list(args), input=stdin, env=env)

    return run


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "kettle.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def expected(text=TEXT):
    return json.loads(json.dumps(read_text(text, DAY).as_json()))


def test_claims_are_printed_by_title_with_their_words(run, article):
    result = run("read", str(article), "--published", DAY)
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[0] == f"{len(expected()['claims'])} claims · published 20 February 2031"
    assert lines[2] == "The Kettle"
    assert [line for line in lines if "season 2 · premiere · 3 June 2031 · Channel 4" in line] != []
    assert [line for line in lines if line.strip().startswith("“The crime drama The Kettle will return")] != []
    assert "\x1b[" not in result.stdout
    assert [line for line in lines if "rules:" in line] == []


def test_explain_adds_the_rules(run, article):
    lines = run("read", str(article), "--published", DAY, "--explain").stdout.splitlines()
    assert len([line for line in lines if line.strip().startswith("rules: ")]) == len(expected()["claims"])


def test_json_is_that_of_the_library(run, article):
    result = run("read", str(article), "--published", DAY, "--json")
    assert json.loads(result.stdout) == expected()


def test_standard_input(run):
    result = run("read", "-", "--published", DAY, "--json", stdin=TEXT)
    assert json.loads(result.stdout) == expected()


def test_the_day_is_found_in_the_text(run, tmp_path):
    path = tmp_path / "dated.txt"
    path.write_text(f"Published: 20 February 2031\n\n{TEXT}", encoding="utf-8")
    assert json.loads(run("read", str(path), "--json").stdout)["published"] == DAY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(run, tmp_path, encoding):
    text = TEXT.replace("Mara Voss", "Márá Vöss") + "“Over”\r\n"
    path = tmp_path / "encoded.txt"
    path.write_bytes(text.encode(encoding))
    assert json.loads(run("read", str(path), "--published", DAY, "--json").stdout) == expected(text)


def test_line_ends_stay_so_that_evidence_counts_right(run, tmp_path):
    path = tmp_path / "crlf.txt"
    text = TEXT.replace("\n", "\r\n")
    path.write_bytes(text.encode())
    claims = json.loads(run("read", str(path), "--published", DAY, "--json").stdout)["claims"]
    spans = [text[e["start"] : e["end"]] for claim in claims if claim["kind"] == "release" for e in claim["evidence"]]
    assert [span for span in spans if "on 3 June 2031" in span] != []


def test_a_page_gives_its_day_headline_and_text(run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    found = json.loads(run("read", str(path), "--json").stdout)
    assert (found["published"], found["headline"], found["byline"]) == (
        DAY, "The Kettle to return in June", "Ada Quill",
    )  # fmt: skip
    whole = read_text(found["text"], DAY, headline=found["headline"]).as_json()
    assert found["claims"] == json.loads(json.dumps(whole["claims"]))
    assert "Home" not in found["text"]


def test_an_address_is_fetched(run):
    with served() as port:
        allow = {"AIRDATE_ALLOW_HOSTS": f"localhost:{port}"}
        result = run("read", f"http://localhost:{port}/page", "--json", env=allow)
        refused = run("read", f"http://localhost:{port}/page")
    assert json.loads(result.stdout)["url"] == f"http://localhost:{port}/tv/the-kettle-returns"
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"Error: http://localhost:{port}/page: localhost is 127.0.0.1, not an address of the open internet\n"
    )


def test_files_and_folders_are_written(run, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("one.txt", "two.md", ".hidden.txt", "other.pdf"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "three.html").write_text(PAGE, encoding="utf-8")
    single = tmp_path / "four.txt"
    single.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "new" / "claims"
    result = run("read", str(folder), str(single), "--out", str(out), "--published", DAY)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert sorted(path.name for path in out.iterdir()) == ["four.json", "one.json", "three.json", "two.json"]
    assert json.loads((out / "one.json").read_bytes()) == expected()
    assert "4 articles" in result.stderr


def refusals(tmp_path):
    undated, binary, empty, bare = (tmp_path / name for name in ("undated.txt", "film.mp4", "empty.txt", "bare.html"))
    undated.write_text(TEXT, encoding="utf-8")
    binary.write_bytes(b"\x00\x01\x02" * 50)
    empty.write_text(" \n", encoding="utf-8")
    bare.write_text("<html><script>x</script></html>", encoding="utf-8")
    folder = tmp_path / "empty"
    folder.mkdir()
    file = tmp_path / "a-file"
    file.write_text("x", encoding="utf-8")
    none = tmp_path / "none"
    no_file = "there is no such file; give a file, an http address, or - for standard input"
    return [
        (["read"], "nothing to read: give a file, an address, or - for standard input (airdate read --help)"),
        (["read", "nowhere.txt"], f"nowhere.txt: {no_file}"),
        (["read", undated], f"{undated}: no date found in it; give the article's day with --published, as 2031-02-20"),
        (["read", undated, "--published", "soon"], "--published 'soon' is no day; give it as 2031-02-20"),
        (["read", undated, "--published", "2031-02-30"], "--published '2031-02-30' is no day; give it as 2031-02-20"),
        (["read", binary], f"{binary}: not text, it holds null bytes; give a text or HTML file"),
        (["read", empty, "--published", DAY], f"{empty}: there is no text in it"),
        (["read", bare], f"{bare}: no text was found in the page; save the article's text to a file and give that"),
        (["read", folder], f"{folder}: a folder; read it with --out DIR"),
        (["read", undated, binary], "2 articles: say with --out DIR where their JSON goes, or use --jsonl"),
        (["read", folder, "--out", tmp_path / "o"],
         f"{folder}: no articles in this folder (files that end in .txt, .md, .html, .htm)"),
        (["read", undated, "--published", DAY, "--out", file], f"--out {file}: {file} is no folder; give another"),
        (["read", undated, "--published", DAY, "--lexicon", file],
         f"--lexicon {file} is not a lexicon: make one with `airdate lexicon build`"),
        (["read", undated, "--lexicon", none], f"--lexicon {none}: cannot be read, no such file or directory"),
        (["read", undated, "--jsonl", "-"], "--jsonl stands alone: leave out files, --out, --json and --explain"),
        (["read", "--jsonl", none], f"--jsonl {none}: cannot be read, no such file or directory"),
        (["read", "ftp://kettle.tv/x"], "ftp://kettle.tv/x: only http and https addresses are fetched, not ftp"),
    ]  # fmt: skip


def test_wrong_input_is_one_line_and_status_2(run, tmp_path):
    cases = refusals(tmp_path)
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    told = [(result.exit_code, result.stdout, result.stderr) for args, _ in cases for result in [run(*map(str, args))]]
    assert told == [(2, "", f"Error: {message}\n") for _, message in cases]
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_one_bad_article_among_many_writes_nothing(run, tmp_path, article):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00" * 10)
    result = run("read", str(article), str(bad), "--out", str(tmp_path / "out"), "--published", DAY)
    assert (result.exit_code, result.stderr) == (
        2,
        f"Error: {bad}: not text, it holds null bytes; give a text or HTML file\n",
    )
    assert not (tmp_path / "out").exists()


def test_two_articles_of_one_name_are_refused(run, tmp_path, article):
    twin = tmp_path / "kettle.html"
    twin.write_text(PAGE, encoding="utf-8")
    result = run("read", str(article), str(twin), "--out", str(tmp_path / "out"), "--published", DAY)
    assert result.exit_code == 2
    assert "would both be written to kettle.json" in result.stderr


def test_an_article_cannot_command_the_terminal(run, tmp_path):
    path = tmp_path / "escape.txt"
    path.write_text(TEXT.replace("crime drama", "crime \x1b[31m\x07drama\u202e"), encoding="utf-8")
    printed = run("read", str(path), "--published", DAY).stdout
    assert [c for c in printed if c in "\x1b\x07\u202e"] == []


def test_another_language_is_told(run, tmp_path):
    path = tmp_path / "deutsch.txt"
    path.write_text(
        "Die Serie kehrt im Juni mit einer zweiten Staffel zurück, sagte der Sender am Montag. " * 5, encoding="utf-8"
    )
    printed = run("read", str(path), "--published", DAY).stdout
    assert printed.splitlines()[0] == "No claims · published 20 February 2031"
    assert "another language" in printed


def test_a_lexicon_of_ones_own(run, tmp_path, article):
    titles = tmp_path / "titles.txt"
    titles.write_text("The Kettle\n", encoding="utf-8")
    made = run("lexicon", "build", str(titles), "--only", "--out", str(tmp_path / "my.lexicon"))
    assert made.exit_code == 0
    result = run("read", str(article), "--published", DAY, "--json", "--lexicon", str(tmp_path / "my.lexicon"))
    own = Lexicon.packaged().with_titles(tmp_path / "my.lexicon")
    assert json.loads(result.stdout) == json.loads(json.dumps(read_text(TEXT, DAY, lexicon=own).as_json()))


def airdate(*args, **options):
    command = [sys.executable, "-c", "from airdate.cli import main; main()", *args]
    return subprocess.run(command, capture_output=True, check=False, timeout=300, **options)


def test_colours_only_where_they_are_wanted(article):
    """A pseudo-terminal shows colours, and none under NO_COLOR."""
    import pty

    def printed(**env):
        here, there = pty.openpty()
        command = [
            sys.executable,
            "-c",
            "from airdate.cli import main; main()",
            "read",
            str(article),
            "--published",
            DAY,
        ]
        process = subprocess.Popen(command, stdout=there, stdin=there, env={**os.environ, **env})
        os.close(there)
        shown = b""
        try:
            while chunk := os.read(here, 65536):
                shown += chunk
        except OSError:  # how Linux says that the other side has closed
            pass
        os.close(here)
        assert process.wait(60) == 0
        return shown

    assert b"\x1b[" in printed(NO_COLOR="", TERM="xterm")
    assert b"\x1b[" not in printed(NO_COLOR="1", TERM="xterm")


def test_reading_loads_neither_django_nor_the_network_code_of_sites(article):
    code = (
        "import sys; from airdate.cli import main\n"
        f"main(['read', {str(article)!r}, '--published', '{DAY}', '--json'], standalone_mode=False)\n"
        "print([name for name in ('django', 'wagtail') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=300)
    assert done.stderr == b"[]\n"


def test_a_folder_that_may_not_be_written(run, tmp_path, article, monkeypatch):
    locked = tmp_path / "locked"
    locked.mkdir()
    # Root, who runs the tests in many places, may write anywhere; so the system's answer is given for it.
    monkeypatch.setattr("airdate.cli.files.os.access", lambda path, mode: Path(path) != locked)
    result = run("read", str(article), "--published", DAY, "--out", str(locked))
    assert result.stderr == f"Error: --out {locked}: nothing may be written in {locked}; give another folder\n"


def test_output_is_utf8_whatever_the_locale(tmp_path):
    path = tmp_path / "kettle.txt"
    path.write_text(TEXT.replace("Mara", "Márá"), encoding="utf-8")
    done = airdate("read", str(path), "--published", DAY, "--json", env={**os.environ, "LC_ALL": "C", "LANG": "C"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8")) == expected(TEXT.replace("Mara", "Márá"))
    assert Path(path).exists()
