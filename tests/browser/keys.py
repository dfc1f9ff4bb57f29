"""A finger on the touch keyboard, for browser tests."""

from playwright.sync_api import Page, expect

from terminal.web.looks import Look
from tests.browser.conftest import ORDINARY, Open


def key(page: Page, name: str):
    """The key that says or means this."""
    name = name if len(name) == 1 else f"{{{name}}}"
    return page.locator(f'#keyboard [data-skbtn="{name}"]')


def press(page: Page, *names: str) -> None:
    for name in names:
        key(page, name).tap()


def choose(page: Page, word: str) -> None:
    page.locator('#keyboard [data-part="choices"]').get_by_role("button", name=word, exact=True).tap()


def keyboard(page: Page):
    return page.locator("#keyboard")


def text(page: Page) -> str:
    return page.locator("#sample-text").input_value()


def open_keyboard(screen: Open, size: str = "portrait", look: Look = ORDINARY, field: str = "text") -> Page:
    """The page of patterns with the keyboard open for this field."""
    page = screen("/patterns", size, look)
    page.locator(f"#sample-{field}").tap()
    expect(keyboard(page)).to_be_visible()
    return page
