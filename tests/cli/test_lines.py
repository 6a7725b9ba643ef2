"""`airdate read --jsonl`: a line out for each line in, in order, whatever the lines are."""

import json

import pytest
from click.testing import CliRunner

from airdate.cli import main
from airdate.reading import read as read_text

TEXT = (
    "The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said. "
    "Mara Voss will play DI Ada Brook again."
)
DAY = "2031-02-20"


def run(given: bytes, *args: str):
    result = CliRunner().invoke(main, ["read", "--jsonl", "-", *args], input=given)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def lines(*objects: object) -> bytes:
    return b"".join(json.dumps(item, ensure_ascii=False).encode() + b"\n" for item in objects)


def read(text: str, day: str = DAY, **more: str):
    return json.loads(json.dumps(read_text(text, day, **more).as_json()))


def test_lines_are_answered_in_order():
    given = [
        {"id": "b", "text": TEXT, "published": DAY},
        {"id": 7, "text": "Nothing happens here at all.", "published": "2030-01-01T23:00:00Z"},
        {
            "id": "a",
            "text": TEXT,
            "published": "2031-03-01",
            "headline": "The Kettle boils",
            "url": "https://x.example/",
        },
    ]
    assert run(lines(*given)) == (
        0,
        [
            {"id": "b", **read(TEXT)},
            {"id": 7, "published": "2030-01-01", "claims": []},
            {"id": "a", **read(TEXT, "2031-03-01", headline="The Kettle boils")},
        ],
        "",
    )


def test_evidence_of_html_counts_in_the_html_as_given():
    html = f"<nav><a href='/'>Home</a></nav><p>Caf&eacute; news</p><p>{TEXT.replace('Kettle', '<em>Kettle</em>')}</p>"
    code, (answer,), _ = run(lines({"id": 1, "html": html, "published": DAY}))
    releases = [claim for claim in answer["claims"] if claim["kind"] == "release"]
    assert code == 0
    assert [(claim["title"], claim["season"], claim["date"]) for claim in releases] == [("The Kettle", 2, "2031-06-03")]
    words = [html[span["start"] : span["end"]] for claim in releases for span in claim["evidence"]]
    assert [word.startswith("The crime drama The <em>Kettle</em> will return") for word in words] == [True]
    assert [word for word in words if len(word) > 400] == []


def test_what_stands_in_the_furniture_is_not_read():
    html = f"<nav><p>{TEXT}</p></nav><article><p>Rain is expected in the west, with some sun in the east.</p></article>"
    _, (answer,), _ = run(lines({"id": 1, "html": html, "published": DAY}))
    assert answer["claims"] == []


def test_days_come_from_the_line_the_text_or_the_option():
    dated = f"Published: 20 February 2031\n\n{TEXT}"
    page = f'<meta name="date" content="2031-02-19"><p>{TEXT}</p>'
    given = lines({"id": 1, "text": dated}, {"id": 2, "html": page}, {"id": 3, "text": TEXT})
    _, answers, _ = run(given, "--published", "2031-02-18")
    assert [answer["published"] for answer in answers] == ["2031-02-20", "2031-02-19", "2031-02-18"]


BAD = [
    (b"{broken", None, "not JSON: Expecting property name enclosed in double quotes at character 2"),
    (b"[1, 2]", None, "not a JSON object but [1, 2]"),
    (b'"text"', None, 'not a JSON object but "text"'),
    (b"\xff\xfe{}", None, "not UTF-8 at byte 0"),
    (b"[" * 100_000, None, "not JSON that can be read: nested too deeply, or a number too long"),
    (b'{"id": 5}', 5, "it has neither `text` nor `html`"),
    (b'{"id": 5, "text": "a", "html": "b", "published": "2031-02-20"}', 5, "it has both `text` and `html`; give one"),
    (b'{"id": 5, "text": 7}', 5, "`text` is not a string but 7"),
    (b'{"id": 5, "text": "a", "published": "soon"}', 5, "`published` 'soon' is no day; give it as 2031-02-20"),
    (b'{"id": 5, "text": "a", "published": 20310220}', 5, "`published` is not a string but 20310220"),
    (b'{"id": 5, "text": "a"}', 5, "it has no `published` and no date was found in it; give it, or --published"),
]


@pytest.mark.parametrize(("line", "given_id", "message"), BAD)
def test_a_bad_line_is_answered_in_its_place(line, given_id, message):
    good = lines({"id": 1, "text": TEXT, "published": DAY})
    code, answers, told = run(good + b"\n" + line + b"\n" + good)
    assert answers == [
        {"id": 1, **read(TEXT)},
        {"id": given_id, "line": 3, "error": message},
        {"id": 1, **read(TEXT)},
    ]
    assert code == 2
    assert told.splitlines() == [
        f"standard input, line 3: {message}",
        "Error: standard input: 1 of 3 lines could not be read; their lines hold `error`",
    ]


def test_many_bad_lines_are_not_all_named():
    code, answers, told = run(b"{\n" * 50)
    assert (code, len(answers), len(told.splitlines())) == (2, 50, 11)


def test_a_byte_order_mark_and_windows_line_ends():
    given = b"\xef\xbb\xbf" + lines({"id": 1, "text": TEXT, "published": DAY}).replace(b"\n", b"\r\n")
    assert run(given) == (0, [{"id": 1, **read(TEXT)}], "")


def test_half_a_surrogate_pair_is_carried_through():
    code, answers, _ = run(b'{"id": "\\ud83d", "text": "' + TEXT.encode() + b' \\ud83d", "published": "2031-02-20"}')
    assert (code, answers[0]["id"]) == (0, "\ud83d")


def test_no_lines_give_no_lines():
    assert run(b"") == (0, [], "")


def test_a_file_is_read(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_bytes(lines({"id": 1, "text": TEXT, "published": DAY}))
    result = CliRunner().invoke(main, ["read", "--jsonl", str(path)])
    assert json.loads(result.stdout) == {"id": 1, **read(TEXT)}
