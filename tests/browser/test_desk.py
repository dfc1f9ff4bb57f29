"""The desk in a real browser: six digits by touch without a script, nothing in anybody's way, nothing cut off."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from terminal.config import Settings
from terminal.drafts.ledger import actions as ledger
from terminal.staff.rules import Role
from terminal.web.looks import Look
from tests.browser.conftest import new_context
from tests.browser.judging import OFFICE, complaints_of
from tests.browser.serving import Terminal
from tests.drafts.ledger.month import OCTOBER_WRONG, sent
from tests.drafts.office import NOW
from tests.staff.people import PASSWORD, PIN, make
from tests.world import opened

PAGES = (
    "/desk/",
    "/desk/me",
    "/desk/me/password",
    "/desk/people/",
    "/desk/people/add",
    "/desk/people/1",
    "/desk/bundles/",
)


@pytest.fixture(scope="module")
def staffed(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """The demonstration village with a cadre, an administrator, and a month's books on their way."""
    folder = tmp_path_factory.mktemp("staffed") / "data"
    shutil.copytree(demonstration, folder)
    with opened(Settings(data=folder)):
        writer = make(Role.CADRE)
        make(Role.ADMIN)
        ledger.start(sent(OCTOBER_WRONG), by=writer, now=NOW)
    running = Terminal(folder).start()
    yield running
    running.kill()


def sign_in(page: Page, name: str = "王建国") -> None:
    page.goto("/desk/login?password=yes")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url("**/desk/")


@pytest.mark.parametrize(("size", "look"), OFFICE)
def test_nothing_at_the_desk_stands_in_the_way_of_anybody(browser: Browser, staffed, size, look):
    context = new_context(browser, staffed.url, size, look)
    page, found = context.new_page(), []
    for path in ("/desk/login", "/desk/login?password=yes", "/desk/pin/1"):
        page.goto(path)
        found += complaints_of(page, look)
    sign_in(page)
    for path in PAGES:
        page.goto(path)
        found += complaints_of(page, look)
    page.goto("/desk/people/add")
    page.click(".form .btn--main")
    found += complaints_of(page, look)
    context.close()
    assert found == []


@pytest.mark.parametrize(("size", "look"), OFFICE)
def test_the_books_at_the_desk_stand_in_nobodys_way(browser: Browser, staffed, size, look):
    context = new_context(browser, staffed.url, size, look)
    page, found = context.new_page(), []
    sign_in(page, "李秀英")
    page.goto("/desk/ledger/")
    public = page.locator(".todo a[href^='/desk/ledger/2026-']").first.get_attribute("href")
    for path in ("/desk/ledger/", "/desk/ledger/upload", "/desk/ledger/drafts/1", public):
        page.goto(path)
        found += complaints_of(page, look)
    context.close()
    assert found == []


# of the demonstration: late, waiting for a second person, asked, public, talked over
LETTERS = ("", "?show=red", "new", "F2026-0006", "F2026-0007", "F2026-0009", "F2026-0008", "F2026-0003")


@pytest.mark.parametrize(("size", "look"), OFFICE)
def test_the_letter_box_at_the_desk_stands_in_nobodys_way(browser: Browser, staffed, size, look):
    context = new_context(browser, staffed.url, size, look)
    page, found = context.new_page(), []
    sign_in(page, "李秀英")
    for path in LETTERS:
        page.goto(f"/desk/feedback/{path}")
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        found += complaints_of(page, look)
    context.close()
    assert found == []


def test_six_digits_are_enough_without_a_script(browser: Browser, staffed):
    context = new_context(browser, staffed.url, "portrait", java_script_enabled=False)
    page = context.new_page()
    page.goto("/desk/login")
    page.locator(".names a", has_text="李秀英").tap()
    page.wait_for_url("**/desk/pin/1")
    for digit in PIN:
        assert page.locator(".pin__keys:visible").count() == 1
        page.locator(".pin__keys:visible .key", has_text=digit).tap()
    assert page.locator(".pin__keys:visible").count() == 0
    page.locator(".pin .btn--main").tap()
    page.wait_for_url("**/desk/")
    context.close()


def test_a_wrong_touch_is_taken_back_at_once(browser: Browser, staffed):
    context = new_context(browser, staffed.url, "portrait")
    page = context.new_page()
    page.goto("/desk/pin/1")
    page.locator(".pin__keys:visible .key", has_text="5").tap()
    page.locator(".pin [type=reset]").tap()
    assert page.locator(".pin input:checked").count() == 0
    context.close()


def test_the_touchscreen_goes_back_to_the_picture_when_its_person_has_gone(browser: Browser, staffed):
    context = new_context(browser, staffed.url, "portrait")
    page = context.new_page()
    page.goto("/desk/pin/1")
    for place, digit in enumerate(PIN, 1):
        page.locator(f"input[name=digit-{place}][value='{digit}']").tap()
    page.locator(".pin .btn--main").tap()
    page.wait_for_url("**/desk/")
    assert page.locator("body").get_attribute("data-idle-reset") == "180"
    context.close()


@pytest.mark.parametrize(
    ("width", "look"), [(1280, Look()), (1366, Look(type="large")), (1600, Look()), (1920, Look(type="largest"))]
)
def test_a_months_table_is_covered_by_nothing_on_an_ordinary_computer(browser: Browser, staffed, width, look):
    context = new_context(browser, staffed.url, "landscape", look)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, "李秀英")
    page.goto("/desk/ledger/drafts/1")
    wide = page.evaluate("one => one.offsetWidth - one.parentElement.offsetWidth", page.query_selector(".sheet-lines"))
    context.close()
    assert wide <= 0
