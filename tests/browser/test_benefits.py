"""A household's payment in four taps, a question about it, and nothing left for whoever comes next: by touch alone."""

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.browser.letterbox import again, config, hand_in, turn


def test_four_taps_to_a_payment_and_a_question_about_it(mortal, tmp_path, screen):
    for hall in again(mortal, config(tmp_path)):
        page = screen("/", url=hall.url)
        page.get_by_role("link", name="查我家的补贴").tap()
        page.get_by_role("link", name="3 组", exact=True).tap()
        page.locator("a.choice").first.tap()
        name = page.locator("a.choice b").first.inner_text()
        page.locator("a.choice").first.tap()
        expect(page.locator("th.row-name").first).to_contain_text("政策依据")
        assert "*" in name
        assert "%" not in page.url and "*" not in page.url
        page.locator("th.row-name a").first.tap()
        expect(page.get_by_text("补贴金额")).to_be_visible()
        page.get_by_role("link", name="有疑问").tap()
        page.locator(".pick").first.tap()
        turn(page)
        page.locator(".who").first.tap()
        turn(page)
        page.locator("[data-say]:visible").first.tap()
        turn(page)
        turn(page)
        hand_in(page)
        with closing(sqlite3.connect(hall.data / "terminal.db")) as database:
            (about,) = database.execute("SELECT about FROM feedback_case ORDER BY number DESC").fetchone()
        assert about.startswith("/tables/rows/")
        page.goto("/attract")
        page.go_back()
        expect(page.locator("body")).not_to_contain_text(name)
