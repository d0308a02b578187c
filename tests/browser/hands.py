"""A person's hands: what a page takes of their time, by the keystroke-level model (Card, Moran,
Newell): a key 0.28 s (somebody who types a little), pointing 1.1 s, a click 0.2 s, the hand from
mouse to keys 0.4 s, a thought before each piece of work 1.35 s."""

import time
from pathlib import Path

from playwright.sync_api import Locator, Page

KEY, POINT, CLICK, HOME, THOUGHT = 0.28, 1.1, 0.2, 0.4, 1.35
READ = 8.0  # what a page has read of a file or a plan, looked through before it is written


class Hand:
    """Does what is to be done and counts the seconds that it takes, clicks, keys and pages;
    `waited` are the seconds that the server took, which are nobody's work."""

    def __init__(self, page: Page) -> None:
        self.page, self.seconds, self.is_on_keys = page, 0.0, False
        self.clicks = self.typed = self.pages = 0
        self.waited = 0.0

    @property
    def summary(self) -> str:
        return (
            f"{self.seconds:.0f} s, {self.clicks} clicks, {self.typed} keys, {self.pages} pages, "
            f"{self.waited:.0f} s of waiting"
        )

    def click(self, target: Locator) -> None:
        target.click()
        self._clicked()

    def enter(self, cell: Locator) -> None:
        """Into a cell as by a click; a click on a list would also open it."""
        cell.focus()
        self._clicked()

    def _clicked(self) -> None:
        self.seconds += THOUGHT + POINT + CLICK + (HOME if self.is_on_keys else 0)
        self.clicks += 1
        self.is_on_keys = False

    def go(self, target: Locator) -> None:
        began = time.monotonic()
        with self.page.expect_navigation():
            self.click(target)
        self.waited += time.monotonic() - began
        self.pages += 1

    def fill(self, field: Locator, words: str) -> None:
        """A field of a form, clicked into and typed; what stands in it is typed over."""
        self.click(field)
        field.fill("")
        self.keys(words)

    def choose(self, field: Locator, label: str) -> None:
        """A line of a list: opened and clicked."""
        field.select_option(label=label)
        self._clicked()
        self._clicked()

    def take_file(self, field: Locator, path: Path) -> None:
        """The button, the file in the box of the system, “Open”."""
        field.set_input_files(path)
        for _ in range(3):
            self._clicked()

    def read(self) -> None:
        """Look through what a page shows before going on."""
        self.seconds += READ

    def keys(self, words: str, *after: str) -> None:
        """Type into what has the focus, then the keys named."""
        if words:
            self.page.keyboard.type(words)
        for key in after:
            self.page.keyboard.press(key)
        count = len(words) + sum(1 + key.count("+") for key in after)
        self.seconds += THOUGHT + count * KEY + (0 if self.is_on_keys else HOME)
        self.typed += count
        self.is_on_keys = True
