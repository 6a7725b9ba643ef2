"""Saying no in one line."""

from __future__ import annotations

import click


class Refused(click.ClickException):
    """Something that was given cannot be used. One line that names it and the way out; exit status 2."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))
