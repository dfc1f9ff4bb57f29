"""Nobody is there: the panel asks, then shows its picture and forgets how the last person wanted it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Terminal


@pytest.fixture(scope="module")
def hasty(demonstration) -> Iterator[Terminal]:
    """A terminal that asks after one second and leaves after three."""
    running = Terminal(demonstration, warn=1, reset=3).start()
    yield running
    running.kill()


def at(path: str):
    return lambda url: urlsplit(url).path == path


def test_the_panel_asks_first_and_stays_when_somebody_says_so(screen, hasty):
    page = screen("/due/", url=hasty.url)
    dialog = page.locator("#idle")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("还在看吗？")
    expect(dialog.get_by_role("button", name="接着看")).to_be_focused()
    dialog.get_by_role("button", name="接着看").tap()
    expect(dialog).to_be_hidden()
    assert at("/due/")(page.url)
    expect(dialog).to_be_visible()


def test_a_touch_beside_the_question_is_an_answer_too(screen, hasty):
    page = screen("/due/", url=hasty.url)
    expect(page.locator("#idle")).to_be_visible()
    page.touchscreen.tap(540, 300)
    expect(page.locator("#idle")).to_be_hidden()
    assert at("/due/")(page.url)


def test_when_nobody_answers_the_picture_comes_and_the_look_is_forgotten(screen, hasty):
    page = screen("/about", url=hasty.url)
    page.get_by_role("link", name="大字").tap()
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    page.wait_for_url(at("/attract"))
    assert page.locator("html").get_attribute("data-type") == "normal"
    assert page.context.cookies() == []
    page.locator(".attract__start").tap()
    page.wait_for_url(at("/"))
    assert page.locator("html").get_attribute("data-type") == "normal"


def test_going_back_from_the_picture_does_not_show_what_the_last_person_read(screen, hasty):
    page = screen("/", url=hasty.url)
    page.goto("/disclosures/")
    page.wait_for_url(at("/attract"))
    page.go_back()
    assert not at("/disclosures/")(page.url)


@pytest.mark.parametrize(
    "spot", [(540, 150), (30, 1890), (1050, 900)], ids=["on the sky", "in a corner", "at the edge"]
)
def test_wherever_the_picture_is_touched_it_starts(spot, screen):
    page = screen("/attract")
    page.touchscreen.tap(*spot)
    page.wait_for_url(at("/"))


def with_a_third_card(route) -> None:
    answer = route.fetch()
    body = answer.text().replace("</ul>", "<li><b>第三张</b></li></ul>", 1)
    route.fulfill(response=answer, body=body)


def first_card(page) -> str:
    return page.locator(".attract__cards li").first.inner_text()


def test_the_picture_turns_its_cards_when_there_are_more_than_two(screen):
    page = screen("/about")
    page.route("**/attract", with_a_third_card)
    page.clock.install()
    page.goto("/attract")
    page.clock.run_for(13_000)
    assert first_card(page) == "第三张"
    page.clock.run_for(12_000)
    assert first_card(page) != "第三张"


def test_the_picture_rests_for_people_whom_motion_disturbs(screen):
    page = screen("/about", reduced_motion="reduce")
    page.route("**/attract", with_a_third_card)
    page.clock.install()
    page.goto("/attract")
    page.clock.run_for(13_000)
    assert first_card(page) != "第三张"


def test_the_picture_never_asks_whether_anybody_is_there(screen, hasty):
    page = screen("/attract", url=hasty.url)
    page.wait_for_timeout(1500)
    assert page.locator("dialog").count() == 0
