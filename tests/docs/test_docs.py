"""The documentation: what it links to exists, what it names is there, and nothing public is left out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from airdate.cli import READING, site
from docs.generated import COMMAND_LINE, contexts

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
ELSEWHERE = ("http://", "https://", "mailto:")


def links(page: Path) -> list[tuple[Path, str]]:
    """The files that a page links to, each with the anchor after it (or an empty text)."""
    found = []
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for match in LINK.finditer(text):
        target, _, anchor = match["target"].partition("#")
        if not match["target"].startswith(ELSEWHERE):
            found.append(((page.parent / target).resolve() if target else page, anchor))
    return found


def anchors(page: Path) -> set[str]:
    """The anchors that headings make, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_linked_exists(page: Path) -> None:
    assert [str(target.relative_to(ROOT)) for target, _ in links(page) if not target.exists()] == []
    assert [
        f"{target.name}#{anchor}"
        for target, anchor in links(page)
        if anchor and target.suffix == ".md" and anchor not in anchors(target)
    ] == []


def test_every_page_can_be_found_from_the_readme() -> None:
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            todo += [target for target, _ in links(page) if target.is_file()]
    assert [
        str(page.relative_to(ROOT)) for page in PAGES if page.is_relative_to(ROOT / "docs") and page not in reached
    ] == []


def test_the_reference_of_commands_is_what_they_say() -> None:
    # In a process of its own: click remembers the help option of a command that another test has called alone.
    program = "import sys; from docs.generated import command_line; sys.stdout.buffer.write(command_line().encode())"
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "tests", capture_output=True, check=True
    ).stdout.decode()
    assert COMMAND_LINE.read_text(encoding="utf-8") == made
    told = re.findall(r"^#{2,} (.+)$", COMMAND_LINE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert told == [context.command_path for context in contexts()]
    assert {f"airdate {name}" for name in (*READING, *site.COMMANDS)} <= set(told)


def addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """The addresses of the project's own views, as the reference writes them; of other packages' where they begin."""
    for pattern in patterns:
        route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<\w+:(\w+)>", r"<\1\2>", str(pattern.pattern))
        address = before + route.strip("^$").replace("\\", "")
        module = getattr(pattern, "urlconf_module", None)
        if isinstance(pattern, URLResolver) and getattr(module, "__name__", "airdate").startswith("airdate"):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address


def test_every_address_is_in_the_reference() -> None:
    told = re.findall(r"^\| `(/[^`]*)` \|", (ROOT / "docs/reference/pages.md").read_text(), flags=re.MULTILINE)
    found = set(addresses(get_resolver().url_patterns))
    # What lies below the API is told by its own document.
    assert sorted(a for a in found if not a.startswith("/api/") or a == "/api/openapi.json") == sorted(
        {*told} - {"/api/"}
    )


def test_the_readme_says_what_is_needed_and_what_it_is_not() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", readme, flags=re.MULTILINE)
    assert headings == [
        "What it does not do", "One article", "Two commands", "Without a checkout", "Documentation",
    ]  # fmt: skip
    (commands_block,) = re.findall(r"```sh\n(make .+?)```", readme, flags=re.DOTALL)
    targets = re.findall(r"^make (\w+)", commands_block, flags=re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets == ["demo", "test"]
    assert [target for target in targets if f"\n{target}:" not in makefile] == []


def test_pictures_are_light_to_carry() -> None:
    pictures = list((ROOT / "docs" / "screenshots").glob("*"))
    assert {picture.suffix for picture in pictures} == {".webp"}
    assert sum(picture.stat().st_size for picture in pictures) < 3_500_000
    assert {f"{name}-wide-{scheme}.webp" for name in ("home", "title", "why") for scheme in ("light", "dark")} <= {
        picture.name for picture in pictures
    }
