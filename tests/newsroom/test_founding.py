"""The news' place in the tree of pages, the groups and the workflow: there after migrating, made once."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
)

from airdate.newsroom.founding import EDITORS, MODERATORS, found_after_migrating, found_the_desk
from airdate.newsroom.models import NewsFront
from airdate.newsroom.people import add_person

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """All that founding makes, without primary keys."""
    return {
        "pages": list(Page.objects.values_list("path", "depth", "numchild", "url_path", "slug", "title", "live")),
        "site": list(Site.objects.values_list("is_default_site", "root_page__slug")),
        "locales": list(Locale.objects.values_list("language_code", flat=True)),
        "collections": list(Collection.objects.values_list("path", "name")),
        "on pages": sorted(
            GroupPagePermission.objects.values_list("group__name", "permission__codename", "page__slug")
        ),
        "on pictures": sorted(
            GroupCollectionPermission.objects.values_list("group__name", "permission__codename", "collection__path")
        ),
        "permissions": sorted(Group.objects.values_list("name", "permissions__codename")),
        "workflows": list(Workflow.objects.values_list("name", "active", "workflow_tasks__task__name")),
        "approving": list(GroupApprovalTask.objects.values_list("name", "active", "groups__name")),
        "of pages": list(WorkflowPage.objects.values_list("workflow__name", "page__slug")),
    }


def test_the_desk_is_founded_with_the_database() -> None:
    found = everything()
    assert found["pages"] == [
        ("0001", 1, 1, "/", "root", "Root", True),
        ("00010001", 2, 0, "/news/", "news", "News", True),
    ]
    assert found["site"] == [(True, "news")]
    assert found["of pages"] == [("Moderators approval", "news")]
    assert found["approving"] == [("Moderators approval", True, "Moderators")]
    assert {row[:2] for row in found["on pages"] if row[1] == "publish_page"} == {(MODERATORS, "publish_page")}
    assert {row[2] for row in found["on pages"]} == {"news"}
    assert {name for name, code in found["permissions"] if code == "access_admin"} == {EDITORS, MODERATORS}


def test_founding_again_changes_nothing() -> None:
    before = everything()
    found_the_desk()
    assert everything() == before


def test_an_emptied_database_is_founded_anew() -> None:
    before = everything()
    for model in (WorkflowPage, Workflow, GroupApprovalTask, GroupPagePermission, Site, NewsFront, Page, Group):
        model._default_manager.all().delete()
    Collection.objects.all().delete()
    found_the_desk()
    assert everything() == before


def test_what_a_moderator_has_changed_stays() -> None:
    front = NewsFront.objects.get()
    GroupPagePermission.objects.filter(page=front, group__name=EDITORS, permission__codename="add_page").delete()
    Group.objects.get(name=MODERATORS).permissions.add(Permission.objects.get(codename="change_group"))
    WorkflowPage.objects.all().delete()
    second = Workflow.objects.create(name="Two pairs of eyes", active=True)
    WorkflowPage.objects.create(workflow=second, page=front)
    before = everything()
    found_the_desk()
    assert everything() == before


def test_what_came_later_is_given_once() -> None:
    group = Group.objects.get(name=EDITORS)
    plan = [(MigrationExecutor(connection).loader.get_migration("facts", "0008_the_queue"), False)]
    before = everything()
    group.permissions.remove(Permission.objects.get(codename="add_decision"))
    found_after_migrating()
    assert not group.permissions.filter(codename="add_decision").exists()  # a moderator has taken it away
    found_after_migrating(plan=[(plan[0][0], True)])
    assert not group.permissions.filter(codename="add_decision").exists()
    found_after_migrating(plan=plan)
    assert everything() == before


def test_half_migrated_nothing_is_founded() -> None:
    state = MigrationExecutor(connection).loader.project_state([("wagtailcore", "0084_add_default_page_permissions")])
    Site.objects.all().delete()
    found_after_migrating(apps=state.apps)
    assert Site.objects.count() == 0
    found_after_migrating(apps=MigrationExecutor(connection).loader.project_state().apps)
    assert Site.objects.count() == 1


def test_each_may_do_what_their_role_says(client: Client) -> None:
    editor = add_person("ada", "kettle-quay-31")
    moderator = add_person("grace", "kettle-quay-32", role="moderator")
    chief = add_person("joan", "kettle-quay-33", role="chief")
    front = NewsFront.objects.get()
    may = {
        user.username: (front.permissions_for_user(user).can_edit(), front.permissions_for_user(user).can_publish())
        for user in (editor, moderator, chief)
    }
    assert may == {"ada": (True, False), "grace": (True, True), "joan": (True, True)}
    client.force_login(editor)
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/users/").status_code == 302  # away, with a word
    stranger = User.objects.create_user("mallory", password="kettle-quay-34")
    client.force_login(stranger)
    assert client.get("/desk/")["Location"] == "/desk/login/?next=/desk/"


def test_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", "newsroom", check=True, dry_run=True, verbosity=0)
