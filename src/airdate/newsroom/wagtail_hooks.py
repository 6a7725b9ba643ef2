"""What the desk adds to Wagtail. Each line registers what another module holds."""

from __future__ import annotations

from wagtail import hooks

from airdate.newsroom.desk import drafts, entries, history, menu, operations, panel, queue, sources, urls
from airdate.newsroom.desk.choosers import title_chooser
from airdate.newsroom.snippets import author_snippets

hooks.register("register_admin_viewset", lambda: title_chooser)
hooks.register("register_admin_viewset", lambda: author_snippets)
hooks.register("register_admin_urls", urls.patterns)
hooks.register("register_admin_menu_item", drafts.menu_item)
hooks.register("register_admin_menu_item", queue.menu_item)
hooks.register("register_admin_menu_item", history.menu_item)
hooks.register("register_admin_menu_item", sources.menu_item)
hooks.register("register_admin_menu_item", entries.menu_item)
hooks.register("register_admin_menu_item", operations.menu_item)
hooks.register("construct_main_menu", menu.without_documents)
hooks.register("register_page_header_buttons", drafts.header_button)
hooks.register("insert_editor_js", panel.scripts)
hooks.register("insert_global_admin_css", menu.styles)
