"""What the import linter cannot see: foreign keys named by strings, and templates that extend or include others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "airdate"
NAMED = re.compile(r"""{%\s*(?:extends|include)\s+(["'])(?P<name>.+?)\1""")
TAG = re.compile(r"""{%\s*(?:extends|include)\s+(?P<what>\S+)""")


def layers() -> dict[str, int]:
    """Room -> its height: the layers of the contract "Data order", the lowest 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (order,) = [contract["layers"] for contract in contracts if contract["name"] == "Data order"]
    return {
        room.strip().strip("()"): height for height, layer in enumerate(reversed(order)) for room in layer.split("|")
    }


HEIGHT = layers()
PACKAGES = frozenset({"wagtailadmin"})  # templates of a package, which know of no room
TEMPLATES = sorted(SRC.glob("*/templates/**/*.html"))


def room_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0]


def keys() -> Iterator[tuple[str, str, str]]:
    """Room, field and room that it points to, of every relation between the rooms' models."""
    for model in apps.get_models():
        room = model.__module__.split(".")
        if room[0] != "airdate":
            continue
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                target = field.related_model.__module__.split(".")
                if target[0] == "airdate":
                    yield room[1], f"{model.__name__}.{field.name}", target[1]


def test_every_room_has_its_height() -> None:
    rooms = {path.parent.name for path in SRC.glob("*/__init__.py")}
    assert rooms - set(HEIGHT) == set()
    assert {"reading", "facts", "look", "guide"} <= rooms
    assert HEIGHT["reading"] < HEIGHT["facts"] < HEIGHT["look"] < HEIGHT["guide"] < HEIGHT["cli"]


def test_foreign_keys_point_down() -> None:
    found = list(keys())
    assert len(found) > 10
    assert [(room, field, to) for room, field, to in found if room != to and HEIGHT[to] >= HEIGHT[room]] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_templates_take_from_their_own_room_or_a_lower_one(template: Path) -> None:
    text, room = template.read_text(), room_of(template)
    # A name in a variable would hide where it leads.
    assert len(NAMED.findall(text)) == len(TAG.findall(text))
    for found in NAMED.finditer(text):
        taken = found["name"].split("/")[0]
        assert taken == room or taken in PACKAGES or HEIGHT[taken] < HEIGHT[room], found["name"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_templates_lie_under_the_name_of_their_room(template: Path) -> None:
    assert template.relative_to(SRC).parts[2] == room_of(template)
