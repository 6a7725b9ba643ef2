"""`airdate corpus`: adding an article with its claims, correcting them in an editor, and what is refused."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import measure
import pytest
from click.testing import CliRunner, Result

from airdate.cli import corpus, main
from airdate.cli.labels import SLOTS, faults, written
from airdate.reading import read as read_text
from airdate.reading.model import KINDS

TEXT = (
    "The Kettle to return in June\n\n"
    "The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said.\n\n"
    "Mara Voss will play DI Ada Brook again. The first season is streaming now on Netflix.\n"
)
DAY = "2031-02-20"
RIGHT = {"kind": "release", "title": "The Kettle", "season": 2, "event": "premiere", "date": "2031-06-03"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with an empty corpus, in which the command runs."""
    part = tmp_path / "checkout" / "tests" / "corpus" / "learn"
    for name in ("texts", "labels"):
        (part / name).mkdir(parents=True)
    (tmp_path / "checkout" / "src").mkdir()
    monkeypatch.chdir(tmp_path / "checkout" / "src")
    (tmp_path / "Kettle Returns.txt").write_text(TEXT, encoding="utf-8")
    return part


def run(*arguments: str | Path, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["corpus", *map(str, arguments)], input=answers)


def refused(*arguments: str | Path, answers: str = "") -> str:
    result = run(*arguments, answers=answers)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()[-1].removeprefix("Error: ")


def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *versions: object) -> None:
    """An editor that leaves these contents, one each time it opens, and a terminal to open it in."""
    todo = tmp_path / "versions.json"
    todo.write_text(json.dumps([v if isinstance(v, str) else json.dumps(v) for v in versions]), encoding="utf-8")
    program = tmp_path / "editor.py"
    program.write_text(
        "import json, pathlib, sys\n"
        f"todo = pathlib.Path({str(todo)!r})\n"
        "first, *rest = json.loads(todo.read_text())\n"
        "todo.write_text(json.dumps(rest))\n"
        "pathlib.Path(sys.argv[1]).write_text(first or pathlib.Path(sys.argv[1]).read_text())\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}")
    monkeypatch.setattr(corpus, "_terminal", lambda: True)


def test_an_article_is_added_with_the_claims_read_in_it(folder: Path, tmp_path: Path) -> None:
    result = run("add", tmp_path / "Kettle Returns.txt", "--published", DAY)
    labels = (folder / "labels" / "kettle-returns.json").read_text(encoding="utf-8")
    expected = [{"kind": claim.kind, **claim.slots} for claim in read_text(TEXT, DAY).claims]
    assert (result.exit_code, result.stderr) == (0, "")
    assert (folder / "texts" / "kettle-returns.txt").read_text(encoding="utf-8") == TEXT
    assert json.loads(labels) == {"published": DAY, "claims": expected}
    assert len(expected) > 1
    assert len(labels.splitlines()) == len(expected) + 5
    assert result.stdout.splitlines() == [
        f"kettle-returns: added to {folder} with {len(expected)} claims",
        f"Correct {folder / 'labels' / 'kettle-returns.json'}, then: airdate corpus check --to {folder} kettle-returns",
        "Then pin the floors anew, and say in the commit why they move: python tests/corpus/measure.py --pin",
    ]


def test_labels_are_corrected_in_the_editor(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(monkeypatch, tmp_path, {"published": DAY, "claims": [RIGHT]})
    result = run("add", tmp_path / "Kettle Returns.txt", "--published", DAY, "--name", "kettle")
    assert result.exit_code == 0
    assert json.loads((folder / "labels" / "kettle.json").read_text(encoding="utf-8"))["claims"] == [RIGHT]
    assert result.stdout.splitlines()[0] == f"kettle: added to {folder} with 1 claims"
    assert len(result.stdout.splitlines()) == 2


def test_wrong_labels_open_again_until_they_are_right(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {"published": DAY, "claims": [{**RIGHT, "event": "opening", "date": "3 June"}]}
    edited(monkeypatch, tmp_path, "{", wrong, {"published": DAY, "claims": [RIGHT]})
    result = run("add", tmp_path / "Kettle Returns.txt", "--published", DAY, "--name", "kettle", answers="\n\n")
    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if line.startswith("kettle: ")] == [
        "kettle: not JSON: Expecting property name enclosed in double quotes at line 1, column 2",
        'kettle: claim 1: event "opening" is none of premiere, finale, episode, part, special, added',
        'kettle: claim 1: date "3 June" is not EDTF: '
        "'3 June' is no date in EDTF, such as 2023-08-03, 2023-08 or 2023-22",
    ]
    assert json.loads((folder / "labels" / "kettle.json").read_text(encoding="utf-8"))["claims"] == [RIGHT]


def test_nothing_is_added_when_one_gives_up(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(monkeypatch, tmp_path, "{}")
    result = run("add", tmp_path / "Kettle Returns.txt", "--published", DAY, "--name", "kettle", answers="n\n")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "Error: kettle: not added, its labels are wrong"
    assert list(folder.glob("*/*")) == []


def test_what_is_there_already_is_refused(folder: Path, tmp_path: Path) -> None:
    other = folder.parent / "test"
    for name in ("texts", "labels"):
        (other / name).mkdir(parents=True)
    (other / "texts" / "kettle.txt").write_text("Something else.", encoding="utf-8")
    source = tmp_path / "Kettle Returns.txt"
    assert refused("add", source, "--published", DAY, "--name", "kettle") == (
        f"{other / 'texts' / 'kettle.txt'} is there already; give another name with --name, or correct that file"
    )
    assert run("add", source, "--published", DAY, "--name", "first").exit_code == 0
    assert refused("add", source, "--published", DAY, "--name", "again") == (
        f"{folder / 'texts' / 'first.txt'} holds this text already; correct its labels instead"
    )


def test_what_cannot_be_added_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "Kettle Returns.txt"
    undated = tmp_path / "undated.txt"
    undated.write_text("Nothing here says when.", encoding="utf-8")
    assert refused("add", undated) == (
        f"{undated}: no date found in it; give the article's day with --published, as 2031-02-20"
    )
    assert refused("add", source, "--published", DAY, "--name", "../x") == (
        "--name '../x': use small letters, digits and hyphens, as kettle-returns"
    )
    assert refused("add", source, "--published", DAY, "--to", tmp_path) == (
        f"--to {tmp_path}: there is no folder {tmp_path / 'texts'}"
    )
    monkeypatch.chdir(tmp_path)
    assert refused("add", source, "--published", DAY) == (
        f"{tmp_path}: no checkout with tests/corpus/learn; go to one, or name a corpus with --to DIR"
    )
    assert list(folder.glob("*/*")) == []


def test_the_project_s_own_labels_are_right() -> None:
    result = run("check", "--to", measure.CORPUS / "learn")
    count = len(list((measure.CORPUS / "learn" / "labels").glob("*.json")))
    assert (result.stderr, result.stdout) == ("", f"{count} labels are right\n")


def test_wrong_labels_are_named(folder: Path) -> None:
    (folder / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "labels" / "a.json").write_text('{"published": "2031-02-20", "claims": [3]}', encoding="utf-8")
    result = run("check")
    assert (result.exit_code, result.stderr) == (2, "a: claim 1: is no object\nError: 1 of 1 labels are wrong\n")


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ({"kind": "award"}, f"kind 'award' is none of {', '.join(KINDS)}"),
        ({**RIGHT, "who": "Mara"}, "release has no slot 'who'; it has " + ", ".join((*SLOTS["release"], "status"))),
        ({**RIGHT, "season": "2"}, 'season "2" is no whole number from 1 on'),
        ({**RIGHT, "season": True}, "season true is no whole number from 1 on"),
        ({**RIGHT, "title": "The Kettles"}, "title 'The Kettles' is not in the text (no 'Kettles')"),
        ({**RIGHT, "title": " The Kettle"}, 'title " The Kettle" is no name without spaces around it'),
        ({**RIGHT, "platform": "Channel 4"}, 'platform "Channel 4" is no list of names, such as ["Netflix"]'),
        ({**RIGHT, "platform": ["Channel 5"]}, "platform 'Channel 5' is not in the text (no '5')"),
        ({**RIGHT, "time": "8pm"}, 'time "8pm" is no time such as 20:00 or 20:00 BST'),
        ({**RIGHT, "region": "UK "}, 'region "UK " is no country in two capitals (ISO 3166)'),
        ({**RIGHT, "status": "likely"}, 'status "likely" is none of confirmed, expected, rumoured, denied, unknown'),
        ({"kind": "release", "title": "The Kettle"}, "release needs date or schedule or platform or status"),
        ({"kind": "casting", "title": "The Kettle", "actor": "Mara Voss"}, "casting needs change"),
        (
            {"kind": "price", "provider": "Netflix", "money": {"amount": "4", "currency": "GBP"}},
            'money {"amount": "4", "currency": "GBP"} is no sum such as {"amount": 4.99, "currency": "GBP"}',
        ),
        (
            {"kind": "price", "provider": "Netflix", "money": {"amount": 4, "currency": "GBP"}, "from": False},
            "from false is not true; leave it out instead",
        ),
    ],
)  # fmt: skip
def test_a_fault_names_the_value_and_what_is_legal(claim: dict[str, object], fault: str) -> None:
    assert faults(json.dumps({"published": DAY, "claims": [claim]}), TEXT) == [f"claim 1: {fault}"]


def test_faults_of_the_whole() -> None:
    assert faults("[]", TEXT) == ['the labels are no object with "published" and "claims"']
    assert faults('{"claims": []}', TEXT) == ['"published" is None; give the article\'s day as 2031-02-20']
    twice = faults(json.dumps({"published": DAY, "claims": [RIGHT, RIGHT]}), TEXT)
    assert twice == ["claim 2: says the same as claim 1; one fact is one claim"]
    assert faults(json.dumps({"published": DAY, "claims": [3] * 30}), TEXT)[20:] == ["... and 39 more"]


def test_every_kind_can_be_labelled() -> None:
    assert tuple(SLOTS) == KINDS


@pytest.mark.parametrize("claims", [[], [RIGHT], [RIGHT, {"kind": "video", "title": "é", "form": "clip"}]])
def test_labels_are_written_a_claim_a_line(claims: list[dict[str, object]]) -> None:
    labels = {"published": DAY, "outlet": "Pale Wire", "claims": claims}
    assert json.loads(written(labels)) == labels
    assert len(written(labels).splitlines()) == (6 + len(claims) if claims else 5)
