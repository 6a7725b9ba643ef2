"""What somebody without a mouse, or without sight, meets on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCHEMES = ("light", "dark")
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds on the page as it is, in the light and in the dark: rule and element, one line each. ``within`` is
    the selector of a part to look at alone.
    """
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, context=within, options=LEVELS).response["violations"]:
            found += [f"{scheme}: {violation['id']}: {node['html'][:120]}" for node in violation["nodes"]]
    page.emulate_media(color_scheme="light")
    return found


def overflow(page: Page, width: int) -> int:
    """How far the page reaches beyond a window of this width, in CSS pixels."""
    page.set_viewport_size({"width": width, "height": 700})
    return int(page.evaluate("document.documentElement.scrollWidth")) - width


# The text of the focused element without what is hidden from assistive technology; a poster in a link is such.
NAME_OF_FOCUSED = """() => {
  const copy = document.activeElement.cloneNode(true);
  copy.querySelectorAll('[aria-hidden=true]').forEach(part => part.remove());
  return document.activeElement === document.body ? '' : copy.textContent;
}"""


def follow(page: Page, name: str, most: int = 200) -> None:
    """Go to the link of that name with the tab key and press Enter. Raises `AssertionError` if it is never reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(NAME_OF_FOCUSED)
        if " ".join(focused.split()) == name:
            assert is_visible_focus(page), name
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key never came to {name!r} on {page.url}")


def is_visible_focus(page: Page) -> bool:
    """Whether the focused element shows an outline."""
    style: str = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return style not in ("none", "")
