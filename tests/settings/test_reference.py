"""The reference page of the settings names all of them, and none that does not exist."""

import re
from dataclasses import MISSING, fields
from pathlib import Path

from airdate.intake.site import Site

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
SOURCES = Path(__file__).parents[2] / "src" / "airdate"


def rows(heading: str) -> dict[str, str]:
    """The first and second cells of the table below a heading, without marks."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| `([^`]+)` \| (.*?) \|", section, flags=re.MULTILINE)
    return {name: said.strip("`") for name, said in cells}


def test_the_settings_of_the_file_are_all_there_with_their_defaults() -> None:
    spelt = {str: lambda v: f'"{v}"', bool: lambda v: str(v).lower(), tuple: lambda v: str(list(v)).replace("'", '"')}
    expected = {f.name: spelt[type(f.default)](f.default) for f in fields(Site) if f.default is not MISSING}
    assert rows("airdate.toml") == expected


def test_the_variables_of_the_environment_are_all_there() -> None:
    used = set()
    for path in (
        *(SOURCES / "settings").glob("*.py"),
        *(SOURCES / "cli").glob("site*.py"),
        SOURCES / "intake" / "site.py",
        SOURCES / "sources" / "fetching.py",
    ):
        used |= set(re.findall(r'"(AIRDATE_[A-Z_]+|DATABASE_URL)"', path.read_text(encoding="utf-8")))
    assert set(rows("Environment")) == used
