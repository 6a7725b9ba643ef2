"""The commands that work on a site, by name and where they are; loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping

# name -> module:command, in the order of the help page
COMMANDS: Mapping[str, str] = {
    "init": "airdate.cli.site_init:init",
    "serve": "airdate.cli.site_serve:serve",
    "add": "airdate.cli.site_add:add",
    "rebuild": "airdate.cli.site_care:rebuild",
    "check": "airdate.cli.site_care:check",
    "demo": "airdate.cli.site_demo:demo",
}
