"""Writing in a real browser: kept by itself, masked by one tap, readable for everybody, whole without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from terminal.config import Settings, Unit
from terminal.disclosures.actions import withdraw
from terminal.drafts.batch import actions as batches
from terminal.drafts.public import removing
from tests.browser.conftest import new_context
from tests.browser.judging import OFFICE, complaints_of
from tests.browser.serving import Terminal
from tests.drafts.batch import lists
from tests.drafts.office import NOW, cadre, filled, handed_in, signed, supervisor
from tests.staff.people import PASSWORD
from tests.world import SUNDAY, make_disclosure, opened

PAGES = (
    "/desk/",
    "/desk/drafts/",
    "/desk/drafts/start",
    "/desk/drafts/start?item=V-B01",
    "/desk/drafts/1",
    "/desk/review/",
    "/desk/review/2",
    "/desk/published/",
    "/desk/published/2026-00001",
    "/desk/published/removals/1",
    "/desk/batch/",
    "/desk/batch/1",
    "/desk/nowhere",
)
LIST = "姓名\t金额\n刘大兵\t300.00"


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A village with a draft in hand, one that is signed, and a notice."""
    folder: Path = tmp_path_factory.mktemp("writing") / "data"
    folder.mkdir()
    unit = Unit(
        kind="village", name="石桥村", code="54990123MA0SQ8001X", in_service_from=SUNDAY.replace(month=1, day=1)
    )
    with opened(Settings(data=folder, unit=unit)):
        writer = cadre()
        filled(writer, item="V-B06", text="值班电话 13812345678，有事请打。", table=LIST)
        signed(handed_in(writer), supervisor())
        make_disclosure(item="V-D03", period="", text="拟发展张某为党员。", is_notice=True, published_on=SUNDAY)
        filled(writer, item="V-A08", text="三言两语。")
        batches.bring(lists.brought(*lists.GOOD), by=writer, now=NOW)
        make_disclosure(item="V-D04", period="", text="写错了的名单。", published_on=SUNDAY)
        withdraw("2026-00002", "不该公开", by="李秀英", now=NOW)
        removing.ask("2026-00002", [1], "《个人信息保护法》第四十七条", "露了住址", by=writer, now=NOW)
    running = Terminal(folder).start()
    yield running
    running.kill()


def sign_in(page: Page) -> None:
    page.goto("/desk/login?password=yes")
    page.fill("[name=name]", "李秀英")
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url("**/desk/")


@pytest.mark.parametrize(("size", "look"), OFFICE)
def test_nothing_of_writing_stands_in_the_way_of_anybody(browser: Browser, writing, size, look):
    context = new_context(browser, writing.url, size, look)
    page, found = context.new_page(), []
    sign_in(page)
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found += complaints_of(page, look)
    context.close()
    assert found == []


def test_what_is_typed_is_kept_without_pressing_anything(browser: Browser, writing):
    context = new_context(browser, writing.url, "landscape")
    page = context.new_page()
    sign_in(page)
    page.goto("/desk/drafts/3")
    before = page.locator("#saved input").get_attribute("value")
    page.fill("#field-text", "协商修桥的事，大家都同意了，下月动工。")
    expect(page.locator("#saved input")).not_to_have_value(str(before), timeout=15_000)
    page.reload()
    assert page.input_value("#field-text") == "协商修桥的事，大家都同意了，下月动工。"
    context.close()


def test_one_tap_masks_everything_without_a_script(browser: Browser, writing):
    context = new_context(browser, writing.url, "phone", java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    page.goto("/desk/drafts/1")
    page.fill("#field-title", "改到一半的标题")
    page.locator(".finds .btn--you").tap()
    page.wait_for_function("() => !document.querySelector('.finds')")  # the address stays the same
    assert page.input_value("#field-text") == "值班电话 138****5678，有事请打。"
    assert page.input_value("#field-table") == "姓名\t金额\n刘*兵\t300.00"
    assert page.input_value("#field-title") == "改到一半的标题" and page.locator(".finds").count() == 0
    context.close()
