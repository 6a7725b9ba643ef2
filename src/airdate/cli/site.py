"""The commands that work on a site, by name and where they are; loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

# name -> module:command, in the order of the help page
COMMANDS: Mapping[str, str] = {
    "init": "airdate.cli.site_init:init",
    "serve": "airdate.cli.site_serve:serve",
    "worker": "airdate.cli.worker:worker",
    "jobs": "airdate.cli.worker:jobs",
    "add": "airdate.cli.site_add:add",
    "source": "airdate.cli.source:source",
    "import": "airdate.cli.imports:import_",
    "listings": "airdate.cli.listings:listings",
    "queue": "airdate.cli.queue:queue",
    "fact": "airdate.cli.fact:fact",
    "entry": "airdate.cli.entry:entry",
    "genre": "airdate.cli.genre:genre",
    "editor": "airdate.cli.editor:editor",
    "news": "airdate.cli.news:news",
    "rebuild": "airdate.cli.site_care:rebuild",
    "index": "airdate.cli.site_care:index",
    "check": "airdate.cli.site_care:check",
    "demo": "airdate.cli.site_demo:demo",
}


def load(name: str) -> click.Command:
    """The command of a name in `COMMANDS`. Raises `KeyError` for any other."""
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command
