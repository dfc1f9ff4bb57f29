"""The county in a real browser: nothing in anybody's way, nothing wider than the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from terminal.web.looks import Look
from tests.browser.conftest import new_context
from tests.browser.county_serving import CountyServer
from tests.browser.county_shots import open_letter
from tests.browser.test_accessibility import RULES_OF_COLOUR, rules_of, violations
from tests.county.villages import VILLAGES
from tests.staff.people import PASSWORD

PAGES = (
    "/county/",
    "/county/?as=list",
    f"/county/villages/{VILLAGES[0][0]}",
    f"/county/villages/{VILLAGES[2][0]}",
    "/county/late/",
    "/county/search",
    "/county/search?q=%E4%BD%8E%E4%BF%9D",
    "/county/received/",
    "/county/aside/",
    "/county/record/",
    "/county/people/",
    "/county/people/add",
    "/county/people/2",
    "/county/me",
    "/county/me/password",
    "/county/me/second",
    "/county/no-such-page",
)
FIRST, THIRD = VILLAGES[0][0], VILLAGES[2][0]
MORE = (
    "/county/letters/",
    "/county/missing/",
    "/county/orders/",
    "/county/orders/new/notice",
    "/county/orders/new/takedown",
    "/county/orders/new/case",
    "/county/orders/drafts/5",
    "/county/pull/",
    f"/county/pull/{FIRST}",
    "/county/terminals/",
    f"/county/terminals/{THIRD}",
    f"/receipt?village={FIRST}",
    "/v/",
    f"/v/{FIRST}/",
    f"/v/{FIRST}/disclosures/",
    f"/v/{FIRST}/about",
    f"/v/{FIRST}/downloads",
    "/v/nobody/",
)
PANELS = [
    pytest.param("landscape", Look(), id="computer"),
    pytest.param("landscape", Look(theme="contrast", type="largest"), id="computer, high contrast, largest"),
    pytest.param("portrait", Look(type="large"), id="touchscreen, large"),
    pytest.param("phone", Look(lang="en"), id="phone, in English"),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountyServer]:
    server = CountyServer(tmp_path_factory.mktemp("county") / "world").start()
    yield server
    server.kill()


def sign_in(page: Page, name: str = "王建国") -> None:
    page.goto("/county/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url("**/county/")


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize(("size", "look"), PANELS)
def test_nothing_at_the_county_stands_in_the_way_of_anybody(browser: Browser, running, size, look):
    context = new_context(browser, running.url, size, look)
    page, found = context.new_page(), []
    page.goto("/county/login")
    found += [f"login {one}" for one in violations(page, rules_of(look))] + ["login"] * (too_wide(page) > 0)
    sign_in(page)
    for path in PAGES:
        page.goto(path)
        found += [f"{path} {one}" for one in violations(page, rules_of(look))] + [path] * (too_wide(page) > 0)
    context.close()
    assert found == []


def in_both_themes(page: Page) -> list[str]:
    """What is wrong by day, and the colours of high contrast too: the same page, only its colours differ."""
    found = violations(page) + ["wider than the screen"] * (too_wide(page) > 0)
    page.evaluate("document.documentElement.dataset.theme = 'contrast'")
    return [f"{page.url} {one}" for one in found + violations(page, RULES_OF_COLOUR)]


def test_letters_orders_and_the_open_pages_stand_in_nobodys_way(browser: Browser, running):
    context = new_context(browser, running.url, "landscape", Look(type="large"))
    page, found = context.new_page(), []
    sign_in(page, "孙敏")
    for path in MORE:
        page.goto(path)
        found += in_both_themes(page)
    open_letter(page)
    found += in_both_themes(page)
    context.close()
    assert found == []
