"""The two ways in which somebody uses a page: with a pointer or a finger, and with the keys alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import TYPE_CHECKING

from journeys.by_hand import is_visible_focus

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST = 400  # presses of the tab key after which a thing counts as out of reach
IS_FOCUSED = "element => element === document.activeElement"
# A sticky bar, or the edge of the window, may hide what has the focus (WCAG 2.4.11).
IS_SEEN = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1));
  return box.bottom > 0 && box.top < innerHeight && (top === null || element.contains(top) || top.contains(element)
    || element.labels?.[0]?.contains(top) === true);
}"""


class Hand(ABC):
    """Finds what a page offers by its role and name, as one sees or hears it, and uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def use(self, target: Locator) -> None:
        """Press it: a link, a button, a summary."""

    @abstractmethod
    def write(self, label: str, text: str) -> None:
        """Write into the field with that label."""

    @abstractmethod
    def enter_day(self, label: str, day: date) -> None:
        """Write a day into the field with that label."""

    @abstractmethod
    def choose(self, label: str, option: str) -> None:
        """Choose from the list with that label."""

    @abstractmethod
    def take_first(self) -> None:
        """Go to the first of what the search offers as one types."""

    def follow(self, name: str, within: str = "body") -> None:
        """Follow the first link whose name has these words and wait for its page."""
        with self.page.expect_navigation():
            self.use(self.page.locator(within).get_by_role("link", name=name).first)

    def press(self, name: str, within: str = "main") -> None:
        """Press the button of that name and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.use(self.page.locator(within).get_by_role("button", name=name, exact=True).first)

    def unfold(self, words: str) -> None:
        self.use(self.page.locator("summary", has_text=words))


class Pointer(Hand):
    """A mouse, or the finger of somebody with a phone."""

    def __init__(self, page: Page, *, finger: bool) -> None:
        super().__init__(page)
        self.finger = finger

    def use(self, target: Locator) -> None:
        if self.finger:
            target.tap()
        else:
            target.click()

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label)
        self.use(field)
        field.press_sequentially(text)

    def enter_day(self, label: str, day: date) -> None:
        self.page.get_by_label(label).fill(day.isoformat())  # what a browser's own picker leaves there

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label).select_option(label=option)

    def take_first(self) -> None:
        first = self.page.locator(".seek [role=option]").first
        with self.page.expect_navigation():
            self.use(first)


class Keyboard(Hand):
    """The keys alone: what the tab key does not come to is not there, and where one is can be seen."""

    def reach(self, target: Locator) -> None:
        """Press the tab key until the focus is there. Raises `AssertionError` if it never is, or cannot be seen."""
        for _ in range(MOST):
            if target.evaluate(IS_FOCUSED):
                assert is_visible_focus(self.page), target
                assert target.evaluate(IS_SEEN), target
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the tab key never came to {target} on {self.page.url}")

    def use(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(text)

    def enter_day(self, label: str, day: date) -> None:
        field = self.page.get_by_label(label)
        self.reach(field)
        for asked in ("%d%m%Y", "%m%d%Y"):  # the field asks in the order of the browser's own language
            self.page.keyboard.type(day.strftime(asked))
            if field.input_value() == day.isoformat():
                return
            for _ in range(2):
                self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{label} took no day by keys")

    def choose(self, label: str, option: str) -> None:
        chosen = self.page.get_by_role("combobox", name=label)
        self.reach(chosen)
        self.page.keyboard.type(option)
        assert chosen.locator("option:checked").inner_text() == option

    def take_first(self) -> None:
        self.page.locator(".seek [role=option]").first.wait_for()
        self.page.keyboard.press("ArrowDown")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
