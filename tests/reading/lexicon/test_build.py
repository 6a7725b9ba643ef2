"""Lexicon files: what is built is what is found again, mapped; broken files are refused with the way out."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.lexicon import Lexicon, LexiconError, TitleIndex, TitleRow
from airdate.reading.lexicon.build import build, build_file, open_file

ROWS = [
    TitleRow("The Kettle", 2022, "series", "GB"),
    TitleRow("Ferry & Sons", 2010, "film", "IE"),
    TitleRow("Käthe am Meer", None, "special"),
    TitleRow("iPorridge", 2016),
    TitleRow("Kettle", alias_of="The Kettle"),
]
TEXT = "The Kettle, Ferry and Sons, Kathe am Meer, iPorridge and KETTLE"


def found(index: TitleIndex):
    return [(hit.start, hit.end, hit.name, hit.entries) for hit in index.scan(TEXT)]


def test_a_file_finds_what_memory_finds(tmp_path):
    path = tmp_path / "some.lexicon"
    in_memory, mapped = build(ROWS), build_file(ROWS, path)
    assert found(mapped) == found(in_memory) == found(open_file(path))
    assert [name for _, _, name, _ in found(mapped)] == [
        "The Kettle", "Ferry and Sons", "Kathe am Meer", "iPorridge", "Kettle",
    ]  # fmt: skip
    assert sorted(mapped.names()) == sorted(in_memory.names())
    assert [p.name for p in tmp_path.iterdir()] == ["some.lexicon"]


def test_the_same_rows_make_the_same_file(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    build_file(ROWS, one)
    build_file(list(reversed(ROWS)), two)
    assert one.read_bytes() == two.read_bytes()


def test_rows_that_name_nothing_are_left_out():
    index = build([TitleRow(""), TitleRow("..."), TitleRow("word"), TitleRow("A" * 200), TitleRow("Good Name")])
    assert list(index.names()) == ["Good Name"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" * 40, b"x" * 10_000])
def test_what_is_no_lexicon_is_refused(tmp_path, content):
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=r"other.bin is not a lexicon: make one with `airdate lexicon build`"):
        open_file(path)


def test_a_cut_file_is_refused(tmp_path):
    path = tmp_path / "some.lexicon"
    build_file(ROWS, path)
    path.write_bytes(path.read_bytes()[100:])
    with pytest.raises(LexiconError, match="damaged"):
        open_file(path)


def test_a_folder_that_is_not_there_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        build_file(ROWS, tmp_path / "nowhere" / "some.lexicon")
    assert list(tmp_path.iterdir()) == []


def test_with_titles_changes_the_titles_alone(tmp_path):
    path = tmp_path / "some.lexicon"
    build_file(ROWS, path)
    lexicon = Lexicon.packaged().with_titles(path)
    assert "The Kettle" in lexicon.titles
    assert "EastEnders" not in lexicon.titles
    assert lexicon.services is Lexicon.packaged().services


def test_threads_share_one_lexicon_and_agree():
    seen: list[tuple[int, list[str]]] = []

    def work():
        lexicon = Lexicon.packaged()
        seen.append(
            (id(lexicon), [hit.name for hit in lexicon.titles.scan("EastEnders, then Casualty, then EastEnders")])
        )

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [(id(Lexicon.packaged()), ["EastEnders", "Casualty", "EastEnders"])] * 8


@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_scanned(text):
    lexicon = Lexicon.packaged()
    for scan in (lexicon.titles.scan, lexicon.services.scan, lexicon.outlets.scan):
        ends = [0]
        for hit in scan(text):
            assert ends[-1] <= hit.start < hit.end <= len(text)
            ends.append(hit.end)


@given(st.lists(st.from_regex(r"[A-Z][a-zé&'\-:!?. ]{0,12}[a-z!]", fullmatch=True), min_size=1, max_size=8))
def test_every_title_is_found_where_it_stands_alone(names):
    index = build([TitleRow(name, 2020) for name in names])
    for name in index.names():
        (hit,) = index.scan(name)
        assert (hit.start, hit.end, hit.name) == (0, len(name), name)
