"""Without JavaScript everything works; with it, pages turned in place are still whole pages."""

import pytest
from playwright.sync_api import expect

from tests.browser.serving import command
from tests.browser.test_villager import arrive, tap


@pytest.fixture
def plain(screen):
    """plain(path, **options): a page of a browser that runs no script."""
    return lambda path, **options: screen(path, java_script_enabled=False, **options)


def test_without_scripts_lists_are_read_and_turned(plain):
    page = plain("/disclosures/")
    first = page.locator("a.row").first.inner_text()
    tap(page, "下一页")
    expect(page.locator(".pager__at")).to_contain_text("第 2 页")
    assert page.locator("a.row").first.inner_text() != first
    page.get_by_role("navigation", name="看哪一类").get_by_text("惠民").tap()
    expect(page.locator("h1")).to_have_text("惠民")


def test_without_scripts_letters_find(plain):
    page = plain("/search")
    tap(page, "D", exact=True)
    tap(page, "B", exact=True)
    expect(page.locator("a.row").first).to_be_visible()


def test_without_scripts_a_phone_finds_by_its_keyboard(plain):
    page = plain("/search", size="phone")
    page.get_by_label("找什么").fill("低保")
    page.get_by_role("button", name="找", exact=True).tap()
    expect(page.locator(".typed b")).to_have_text("低保")
    expect(page.locator("a.row", has_text="低保").first).to_be_visible()


def test_without_scripts_a_long_text_is_turned(plain, where):
    page = plain(where["long text"])
    tap(page, "下一页")
    expect(page.locator(".pager__at")).to_contain_text("第 2 页")
    expect(page.locator("h1")).to_be_visible()


def test_without_scripts_the_ledger_is_read_to_its_lines(plain):
    page = plain("/ledger/")
    page.locator("a.month", has_text="10月").tap()
    arrive(page, "/ledger/2026/10")
    tap(page, "只看收入")
    expect(page.locator("table.lines tbody tr")).to_have_count(5)
    page.get_by_role("link", name="细看").first.tap()
    expect(page.locator("figure img")).to_be_visible()


def test_without_scripts_the_look_changes(plain):
    page = plain("/about")
    tap(page, "大字")
    expect(page.locator("html")).to_have_attribute("data-type", "large")


def test_back_after_a_turned_page_is_a_whole_page(screen):
    page = screen("/disclosures/")
    first = page.locator("a.row").first.inner_text()
    tap(page, "下一页")
    expect(page.locator(".pager__at")).to_contain_text("第 2 页")
    page.go_back()
    expect(page.locator(".pager__at")).to_contain_text("第 1 页")
    expect(page.locator("a.row").first).to_have_text(first, use_inner_text=True)
    for part in (".mast", "h1", ".chips", ".dock", ".status"):
        expect(page.locator(part).first).to_be_visible()


def test_back_from_a_text_finds_the_page_of_the_list_one_came_from(screen):
    page = screen("/disclosures/")
    tap(page, "下一页")
    expect(page.locator(".pager__at")).to_contain_text("第 2 页")
    page.locator("a.row[href^='/disclosures/']").first.tap()
    expect(page.locator("#screen")).to_be_visible()
    page.go_back()
    expect(page.locator(".pager__at")).to_contain_text("第 2 页")
    expect(page.locator(".dock")).to_be_visible()


@pytest.mark.parametrize(
    ("start", "turn", "sign"),
    [
        pytest.param("/disclosures/?group=money", "下一页", ".pager__at", id="a list"),
        pytest.param("/search?q=D", "B", ".typed b", id="a search"),
        pytest.param("/ledger/2026/10", "只看支出 10 笔", "table.lines", id="a ledger"),
    ],
)
def test_an_address_reached_in_place_opens_as_a_whole_page(start, turn, sign, screen):
    page = screen(start)
    before = page.url
    tap(page, turn, exact=True)
    page.wait_for_url(lambda url: url != before)
    shown = page.locator(sign).inner_text()
    page.reload()
    expect(page.locator(sign)).to_have_text(shown, use_inner_text=True)
    expect(page.locator(".dock")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()


def test_what_another_process_publishes_is_there_at_the_next_tap(screen, mortal, tmp_path):
    page = screen("/disclosures/", url=mortal.url)
    told = tmp_path / "停水通知.md"
    told.write_text("# 三组停水检修\n\n明天上午修管道,请先接好水。\n", encoding="utf-8")
    done = command(
        "disclosures", "import", told, "--item", "V-A05", "--published-on", "2026-11-22", "--data", mortal.data
    )
    assert done.returncode == 0, done.stderr
    tap(page, "首页")
    expect(page.locator("a.row").first).to_contain_text("三组停水检修")
    page.locator("a.row").first.tap()
    expect(page.locator("h1")).to_have_text("三组停水检修")


def test_a_refused_file_changes_nothing_on_the_panel(screen, mortal, tmp_path):
    empty = tmp_path / "空.md"
    empty.write_text("", encoding="utf-8")
    before = screen("/disclosures/", url=mortal.url).locator("main").inner_text()
    done = command("disclosures", "import", empty, "--item", "V-A05", "--data", mortal.data)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert screen("/disclosures/", url=mortal.url).locator("main").inner_text() == before
