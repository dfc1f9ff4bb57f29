"""Pictures of the county for its manual: three villages, one of them late, one stopped; letters, orders, the open mirror."""

import io
from collections.abc import Iterator

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import new_context
from tests.browser.desk_shots import COMPUTER
from tests.county.mailing import PHRASE
from tests.county.villages import VILLAGES
from tests.staff.people import PASSWORD

MORNING = "2026-11-22T01:41:00Z"
FIRST, SECOND, THIRD = (code for code, _, _ in VILLAGES)
# file name → address, as somebody of the county's office sees it.
OFFICER = {
    "county-home": "/county/",
    "county-list": "/county/?as=list",
    "county-village": f"/county/villages/{FIRST}",
    "county-late": "/county/late/",
    "county-search": "/county/search?q=%E8%B4%A2%E5%8A%A1",
    "county-received": "/county/received/",
    "county-aside": "/county/aside/",
    "county-frozen": f"/county/terminals/{THIRD}",
    "county-pull": "/county/pull/",
    "county-orders": "/county/orders/",
    "county-order": "/county/orders/new/takedown",
    "county-sent": "/county/orders/{notice}",
    "county-letters": "/county/letters/",
    "county-keys": "/county/office/",
}
ADMIN = {
    "county-people": "/county/people/",
    "county-offices": "/county/office/people",
    "county-record": "/county/record/",
}
# What anybody sees, on a phone.
PHONE = {
    "mirror-villages": "/v/",
    "mirror-home": f"/v/{FIRST}/",
    "county-receipt": f"/receipt?village={FIRST}",
}


def shot(page: Page) -> Image.Image:
    page.evaluate("document.fonts.ready.then(() => true)")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def opened(browser: Browser, url: str, size: str = "landscape") -> Page:
    """On a computer, or on a phone."""
    page = new_context(browser, url, size, reduced_motion="reduce", has_touch=size == "phone").new_page()
    if size == "landscape":
        page.set_viewport_size(COMPUTER)
    page.clock.set_fixed_time(MORNING)
    return page


def signed_in(browser: Browser, url: str, name: str) -> Page:
    page = opened(browser, url)
    page.goto("/county/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url("**/county/")
    return page


def taken(browser: Browser, url: str) -> Iterator[tuple[str, str, Image.Image]]:
    """(file name, size, picture) of each; what changes something comes last."""
    page = opened(browser, url)
    page.goto("/county/login")
    yield "county-login", "landscape", shot(page)
    page.context.close()
    for name, address in PHONE.items():
        page = opened(browser, url, "phone")
        page.goto(address)
        yield name, "phone", shot(page)
        page.context.close()
    for person, pictures in (("孙敏", OFFICER), ("王建国", ADMIN)):
        page = signed_in(browser, url, person)
        for name, address in pictures.items():
            page.goto(_notice(page) if "{notice}" in address else address)
            yield name, "landscape", shot(page)
        page.context.close()
    for name, picture in changing(browser, url):
        yield name, "landscape", picture


def _notice(page: Page) -> str:
    """The oldest line that was sent: the notice to everybody."""
    page.goto("/county/orders/")
    return (
        page.locator("main a[href^='/county/orders/']:not([href*=new]):not([href*=drafts])").last.get_attribute("href")
        or ""
    )


def changing(browser: Browser, url: str) -> Iterator[tuple[str, Image.Image]]:
    """A pairing code, two steps to sign in, a letter opened."""
    sun = signed_in(browser, url, "孙敏")
    sun.goto("/county/terminals/")
    sun.fill("[name=village]", "540990202")
    sun.fill("[name=name]", "下坪村")
    sun.locator("label.choice", has_text="青山镇").click()
    sun.get_by_role("button", name="要一个配对码").click()
    yield "county-code", shot(sun)
    sun.goto("/county/me/second")
    sun.fill("[name=present]", PASSWORD)
    sun.get_by_role("button", name="开始").click()
    yield "county-second", shot(sun)
    open_letter(sun)
    yield "county-letter", shot(sun)
    sun.context.close()


def open_letter(page: Page) -> None:
    """The first letter of the office; its keys are unlocked before, where they are not."""
    page.goto("/county/office/")
    if page.locator("form[action$='/unlock']").count():
        page.fill("form[action$='/unlock'] [name=phrase]", PHRASE)
        page.get_by_role("button", name="打开", exact=True).click()
        page.wait_for_url("**/county/letters/")  # a passphrase takes its time
    page.goto("/county/letters/")
    page.locator("main .todo a").first.click()
    page.get_by_role("button", name="打开来信").click()
