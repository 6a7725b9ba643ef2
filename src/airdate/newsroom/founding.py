"""What the desk stands on: the news in Wagtail's tree of pages, who may do what, and that a moderator approves.

Made after each migration where it is missing, so that a new database has it, one that was emptied gets it again, and
what a moderator has since changed stays as it is.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
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
    WorkflowTask,
)

from airdate.newsroom.models import NewsFront

EDITORS, MODERATORS = "Editors", "Moderators"
WORKFLOW = "Moderators approval"
# Codenames of Wagtail's permissions on pages and on collections of pictures, by group.
ON_PAGES = {
    EDITORS: ("add_page", "change_page"),
    MODERATORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
ON_PICTURES = {
    EDITORS: ("add_picture", "change_picture", "choose_picture"),
    MODERATORS: ("add_picture", "change_picture", "choose_picture", "delete_picture"),
}
# Permissions on the desk's and the lower rooms' own models, by group: app label and codename.
OF_THE_QUEUE = (
    ("facts", "add_decision"),
    ("facts", "change_decision"),
    ("facts", "change_report"),
    ("catalogue", "add_identitydecision"),
)
OF_THE_CATALOGUE = (("catalogue", "change_title"),)
OF_SOURCES = (("sources", "add_source"), ("sources", "change_source"), ("sources", "change_feed"))
AT_THE_DESK: dict[str, tuple[tuple[str, str], ...]] = {
    EDITORS: (("wagtailadmin", "access_admin"), *OF_THE_QUEUE, *OF_SOURCES, *OF_THE_CATALOGUE),
    MODERATORS: (
        ("wagtailadmin", "access_admin"),
        *OF_THE_QUEUE,
        *OF_SOURCES,
        *OF_THE_CATALOGUE,
        ("sources", "delete_feed"),
        ("wagtailredirects", "add_redirect"),
        ("wagtailredirects", "change_redirect"),
        ("wagtailredirects", "delete_redirect"),
    ),
}
# Permissions that came later than the desk, by the migration with which they came: groups that are there already get
# theirs when it is applied, once, and what a moderator takes away afterwards stays away.
CAME_WITH: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("facts", "0008_the_queue"): OF_THE_QUEUE,
    ("newsroom", "0004_moved_articles"): (*OF_SOURCES, ("sources", "delete_feed")),
    ("catalogue", "0007_entry_edits"): OF_THE_CATALOGUE,
}


def found_after_migrating(**given: Any) -> None:
    """The receiver of `post_migrate`: nothing while the tables are not those that this program works with."""
    state = given.get("apps")
    if state is not None and not _is_complete(state):
        return
    found_the_desk()
    applied = {
        (migration.app_label, migration.name) for migration, is_undone in given.get("plan") or () if not is_undone
    }
    for migration in sorted(applied & CAME_WITH.keys()):
        _give(CAME_WITH[migration])


def _give(permissions: tuple[tuple[str, str], ...]) -> None:
    """Give groups those of these permissions that they have at the desk."""
    for name, theirs in AT_THE_DESK.items():
        for group in Group.objects.filter(name=name):
            for app, codename in permissions:
                if (app, codename) in theirs:
                    group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _is_complete(state: Any) -> bool:
    """Whether the migrations that were applied have made the pages' tables as the models of today want them."""
    for model in (Page, Workflow, NewsFront, Site, Group):
        try:
            there = state.get_model(model._meta.label)
        except LookupError:
            return False
        if {field.name for field in model._meta.fields} - {field.name for field in there._meta.fields}:
            return False
    return True


@transaction.atomic
def found_the_desk() -> NewsFront:
    """Make what is missing of the tree of pages, the groups and the workflow. Gives the front page of the news."""
    locale, _made = Locale.objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    front: NewsFront | None = NewsFront.objects.first()
    is_new = front is None
    if front is None:
        front = root.add_child(instance=NewsFront(title="News", slug="news", locale=locale))
    _serve(front, is_new=is_new)
    if is_new:
        # Wagtail's own page of welcome; nobody has put anything below it.
        Page.objects.filter(depth=2, slug="home", numchild=0).exclude(pk=front.pk).delete()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (EDITORS, MODERATORS)}
    if not GroupPagePermission.objects.filter(page=front).exists():
        _allow(root, front, groups)
    _approve(front, groups[MODERATORS])
    return front


def _serve(front: NewsFront, *, is_new: bool) -> None:
    """Make the news what Wagtail serves: its addresses begin at the news. A site that is there stays as it is."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname=settings.ALLOWED_HOSTS[0], is_default_site=True, root_page=front)
    elif is_new:
        site.root_page = front
        site.save()


def _allow(root: Page, front: NewsFront, groups: dict[str, Group]) -> None:
    """Who may do what with pages, pictures and the rest, where nobody has decided that yet."""
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name, group in groups.items():
        GroupPagePermission.objects.filter(group=group, page=root).delete()  # Wagtail's own, of all pages
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES[name]):
            GroupPagePermission.objects.create(group=group, page=front, permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="newsroom", codename__in=ON_PICTURES[name]):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
        for app, codename in AT_THE_DESK[name]:
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _approve(front: NewsFront, moderators: Group) -> None:
    """Have what an editor writes wait for a moderator, unless the news has its workflow."""
    if WorkflowPage.objects.filter(page=front).exists():
        return
    workflow = Workflow.objects.filter(name=WORKFLOW).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=WORKFLOW, active=True)
        task = GroupApprovalTask.objects.create(name=WORKFLOW, active=True)
        task.groups.add(moderators)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.filter(workflow=workflow).delete()
    WorkflowPage.objects.create(workflow=workflow, page=front)
