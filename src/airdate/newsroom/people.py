"""Who may sign in at the desk, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from airdate.newsroom.founding import EDITORS, MODERATORS, found_the_desk

GROUPS = {"editor": EDITORS, "moderator": MODERATORS}
CHIEF = "chief"  # a superuser


class PersonError(ValueError):
    """Nobody can be added so. The message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """One who signs in: `role` is "chief", "moderator", "editor" or "none"."""

    name: str
    role: str
    is_active: bool


def add_person(name: str, password: str, *, role: str = "editor", email: str = "") -> User:
    """Let somebody sign in. Raises `PersonError` for a name that is taken, or a name or password that will not do."""
    user = User(username=name, email=email, is_staff=role == CHIEF, is_superuser=role == CHIEF)
    if User.objects.filter(username__iexact=name).exists():
        raise PersonError(f"there is an editor {name!r} already; choose another name")
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as error:
        raise PersonError(f"the editor {name!r} cannot be added: {' '.join(error.messages)}") from error
    with transaction.atomic():
        user.save()
        if role != CHIEF:
            found_the_desk()
            user.groups.add(Group.objects.get(name=GROUPS[role]))
    return user


def everybody() -> list[Person]:
    """All who may sign in, by name."""
    return [
        Person(user.username, _role(user), user.is_active)
        for user in User.objects.prefetch_related("groups").order_by("username")
    ]


def _role(user: User) -> str:
    if user.is_superuser:
        return CHIEF
    names = {group.name for group in user.groups.all()}
    return next((role for role in ("moderator", "editor") if GROUPS[role] in names), "none")
