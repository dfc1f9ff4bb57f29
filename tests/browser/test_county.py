"""The county in a real browser: nothing in anybody's way, nothing wider than the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from terminal.web.looks import Look
from tests.browser.conftest import new_context
from tests.browser.county_serving import CountyServer
from tests.browser.county_shots import open_letter
from tests.browser.judging import OFFICE, complaints_of
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


@pytest.mark.parametrize(("size", "look"), OFFICE)
def test_nothing_at_the_county_stands_in_the_way_of_anybody(browser: Browser, running, size, look):
    context = new_context(browser, running.url, size, look)
    page, found = context.new_page(), []
    page.goto("/county/login")
    found += complaints_of(page, look)
    sign_in(page)
    for path in PAGES:
        page.goto(path)
        found += complaints_of(page, look)
    context.close()
    assert found == []


def test_letters_orders_and_the_open_pages_stand_in_nobodys_way(browser: Browser, running):
    context = new_context(browser, running.url, "landscape", look := Look())
    page, found = context.new_page(), []
    sign_in(page, "孙敏")
    for path in MORE:
        page.goto(path)
        found += complaints_of(page, look)
    open_letter(page)
    found += complaints_of(page, look)
    context.close()
    assert found == []
