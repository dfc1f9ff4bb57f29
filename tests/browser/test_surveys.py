"""A questionnaire answered by touch, with and without scripts, and left behind half-done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from terminal import clock
from terminal.config import Settings
from terminal.journal.append import origin
from terminal.surveys import actions, queries
from terminal.surveys.shapes import Question
from tests.browser.conftest import lie
from tests.browser.serving import Terminal
from tests.browser.test_fit import KIOSK, LOOKS, complaints
from tests.browser.test_villager import arrive, tap
from tests.surveys.people import CLEAN, asked, handed_in
from tests.world import at, opened

LONG = Question(
    "村口的文化广场今年到底先修哪一样，大家心里是怎么想的，请在下面点一个？", "choice", tuple("一二三四五六")
)
EVERY = (LONG, CLEAN, *(Question(f"第 {n} 件事办得好不好？", "choice", ("好", "不好")) for n in range(3, 11)))


@pytest.fixture
def asking(mortal: Terminal) -> Iterator[Terminal]:
    """A terminal that asks two questionnaires, and shows the counts of a third."""
    mortal.kill()
    october = at(asked().starts_on.replace(month=10))
    with opened(Settings(data=mortal.data)):
        clock.use(lambda: october)
        days = {"starts_on": october.today, "ends_on": october.today}
        past = asked(title="秋收用水怎么排", **days)
        actions.ask(past, written_by="李秀英", confirmed_by="周德明", now=october)
        handed_in(1, (1, 1), (1, 2), (3, 5), now=october)
        clock.use(lambda: at(asked().starts_on))
        for one in (asked(), asked(title="村里的事办得怎么样，请大家评一评", questions=EVERY, ends_on=asked().ends_on)):
            actions.ask(one, written_by="李秀英", confirmed_by="周德明", now=clock.now())
    clock.use(None)
    yield mortal.start()


def sheets(data: Path, number: int) -> int:
    with opened(Settings(data=data)):
        return queries.one(origin(), number).sheets


def test_a_villager_answers_by_taps_and_changes_one_before_handing_in(asking, screen):
    page = screen("/", url=asking.url)
    page.locator(".ask-now").tap()
    arrive(page, "/surveys/")
    page.locator("a.row", has_text="村口广场怎么修").tap()
    tap(page, "开始填")
    expect(page.locator("h1")).to_have_text("广场先修哪一样？")
    tap(page, "路灯", exact=True)
    expect(page.locator("h1")).to_have_text("村里的垃圾收得怎么样？")
    tap(page, "上一题")
    tap(page, "厕所", exact=True)
    tap(page, "不满意", exact=True)
    expect(page.locator(".survey__chosen")).to_contain_text("厕所")
    expect(page.locator(".survey__chosen")).not_to_contain_text("路灯")
    tap(page, "就这样交")
    arrive(page, "/surveys/2/thanks")
    assert page.context.cookies() == []
    asking.kill()
    assert sheets(asking.data, 2) == 1


def test_without_scripts_a_questionnaire_is_answered(asking, screen):
    page = screen("/surveys/2/fill", url=asking.url, java_script_enabled=False)
    tap(page, "长凳", exact=True)
    tap(page, "非常满意", exact=True)
    tap(page, "就这样交")
    expect(page.locator("h1")).to_have_text("收下了，谢谢您")
    asking.kill()
    assert sheets(asking.data, 2) == 1


def test_who_walks_away_half_way_leaves_nothing(asking, screen):
    page = screen("/surveys/2/fill", url=asking.url)
    tap(page, "长凳", exact=True)
    expect(page.locator("h1")).to_have_text("村里的垃圾收得怎么样？")
    tap(page, "首页")
    arrive(page, "/")
    page.go_back()
    expect(page.locator("h1")).to_have_text("广场先修哪一样？")
    asking.kill()
    assert sheets(asking.data, 2) == 0


def test_a_second_sheet_at_once_waits_with_everything_still_chosen(asking, screen):
    page = screen("/surveys/2/fill", url=asking.url)
    for _ in range(2):
        page.goto("/surveys/2/fill")
        tap(page, "长凳", exact=True)
        tap(page, "非常满意", exact=True)
        tap(page, "就这样交")
        expect(page.locator("h1")).not_to_have_text("村里的垃圾收得怎么样？")
    expect(page.locator(".notice")).to_contain_text("请等")
    expect(page.locator(".survey__chosen")).to_contain_text("长凳")


def fill(page, questions: int) -> None:
    page.goto("/surveys/3/fill")
    for place in range(questions):
        expect(page.locator("#sheet .title .soft")).to_contain_text(str(place + 1))
        page.locator(".survey__choices .btn").first.tap()
    if questions == len(EVERY):
        expect(page.locator(".survey__chosen")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_of_a_questionnaire_fits_the_panel_and_the_hand(look, asking, screen):
    page, found = screen("/surveys/", url=asking.url, look=look), {}

    def measure(name):
        for size in ("portrait", "landscape"):
            lie(page, size)
            found[name, size] = complaints(page, KIOSK)

    for path in ("/", "/surveys/", "/surveys/2", "/surveys/3", "/surveys/3/thanks", "/surveys/1", "/surveys/1?page=3"):
        page.goto(path)
        measure(path)
    for questions in (0, len(EVERY)):
        fill(page, questions)
        measure(f"{questions} answered")
    assert {name: said for name, said in found.items() if said} == {}
