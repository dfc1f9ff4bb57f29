"""A villager of seventy at the panel: only taps, no keyboard, from home and back."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect


def tap(page, words: str, exact: bool = False) -> None:
    """Put a finger on the link or button that says this."""
    page.get_by_role("link", name=words, exact=exact).or_(
        page.get_by_role("button", name=words, exact=exact)
    ).first.tap()


def arrive(page, path: str) -> None:
    """Wait until the page at this path is there; a path with “…” at its end is only the beginning."""
    begins = path.removesuffix("…")
    page.wait_for_url(
        lambda url: urlsplit(url).path == path or (begins != path and urlsplit(url).path.startswith(begins))
    )


def heading(page):
    return page.locator("h1")


def test_a_villager_finds_the_low_income_list_by_two_letters(screen):
    page = screen("/")
    tap(page, "找一条")
    tap(page, "D", exact=True)
    expect(page.locator(".typed b")).to_have_text("D")
    tap(page, "B", exact=True)
    expect(page.locator(".typed b")).to_have_text("DB")
    page.get_by_role("navigation", name="是不是要找").get_by_text("低保").first.tap()
    expect(page.locator(".typed b")).to_have_text("低保")
    page.locator("a.row", has_text="低保对象名单（2026年第三季度）").tap()
    expect(heading(page)).to_contain_text("低保")
    tap(page, "返回")
    arrive(page, "/disclosures/")
    tap(page, "首页")
    arrive(page, "/")


def test_a_letter_pressed_too_much_is_taken_back(screen):
    page = screen("/search?q=DBQ")
    tap(page, "退一个")
    expect(page.locator(".typed b")).to_have_text("DB")
    tap(page, "全部清掉")
    expect(page.locator(".typed b")).to_have_text("")


def test_letters_no_syllable_begins_with_cannot_be_pressed(screen):
    page = screen("/search")
    for letter in "IUV":
        assert page.get_by_role("link", name=letter, exact=True).count() == 0
        assert page.locator(".key--off", has_text=letter).is_visible()


def test_letters_grow_twice_and_shrink_again_where_one_stands(screen, where):
    page = screen(where["text with table"])
    sizes = []
    for words, then in (("大字", "large"), ("大字 开", "largest"), ("最大 开", "normal")):
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
        tap(page, words)
        expect(page.locator("html")).to_have_attribute("data-type", then)
        assert page.url.endswith(where["text with table"])
    assert sizes == [24, 30, 36]


def test_high_contrast_and_english_come_and_go_with_a_tap_each(screen):
    page = screen("/due/?group=money")
    tap(page, "高对比")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    tap(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/due/?group=money")
    tap(page, "中文")
    tap(page, "高对比 开")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("html")).to_have_attribute("data-theme", "day")


@pytest.mark.parametrize("name", ["text with table", "ledger month", "ledger quarter", "ledger year"])
def test_what_can_be_read_can_be_carried_home_on_paper(name, screen, where):
    page = screen(where[name])
    tap(page, "打印")
    arrive(page, "/print")
    expect(page.locator("figure.qr svg")).to_be_visible()
    answer = page.request.get(page.get_by_role("link", name="打开 PDF").get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body()[:5] == b"%PDF-"
    tap(page, "返回")
    page.wait_for_url(lambda url: url.endswith(where[name]))


def test_a_villager_reads_october_down_to_the_picture_of_a_voucher(screen):
    page = screen("/")
    page.locator(".tile", has_text="财务").tap()
    arrive(page, "/ledger/")
    page.locator("a.month", has_text="10月").tap()
    arrive(page, "/ledger/2026/10")
    sums = page.locator(".sum").inner_text()
    assert "205,382.76" in sums
    page.get_by_role("link", name="细看").first.tap()
    picture = page.locator("figure img")
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('figure img').naturalWidth > 100")
    tap(page, "返回")
    arrive(page, "/ledger/2026/10")


def test_october_is_compared_with_last_years(screen):
    page = screen("/ledger/2026/10")
    expect(page.locator(".bars__year").first).to_contain_text("比去年10月多 5,546.48 元")
    tap(page, "怎么算的")
    arrive(page, "/ledger/2026/10/how")
    expect(page.locator("table").first).to_contain_text("÷ 64,476.48")


def test_a_villager_sees_what_is_late_by_how_much_and_why_it_should_be_there(screen):
    page = screen("/")
    late = page.locator(".due li a", has_text="债权债务")
    expect(late).to_contain_text("晚了 38 天")
    late.tap()
    arrive(page, "/due/V-…")
    expect(page.locator("main")).to_contain_text("应在 10月15日 前公开")
    expect(page.locator(".facts")).to_contain_text("《农村集体经济组织财务公开规定》")


def test_a_revision_shows_the_old_figure_struck_beside_the_new_one(screen, where):
    page = screen(where["revised text"])
    expect(page.locator(".notice")).to_contain_text("这是第2次公布")
    tap(page, "看改了哪里")
    expect(page.locator("main")).to_contain_text("为什么改：")
    struck = page.locator(".changes tr s.was").first
    expect(struck).to_be_visible()
    assert "line-through" in struck.evaluate("one => getComputedStyle(one).textDecorationLine")
    expect(page.locator(".changes p del").first).to_have_text("32.5")
    row = struck.locator("xpath=..")
    assert row.inner_text().replace(struck.inner_text(), "").strip()
    tap(page, "看第1次公布的")
    expect(page.locator(".notice")).to_contain_text("后来改过")


def test_what_was_withdrawn_says_why_and_stays_readable(screen, where):
    page = screen(where["withdrawn text"])
    expect(page.locator(".notice--late")).to_contain_text("撤下了")
    expect(page.locator(".notice--late")).to_contain_text("原因：")
    assert len(page.locator(".prose").inner_text()) > 20


@pytest.mark.parametrize("zone", ["America/Lima", "Pacific/Auckland", "Asia/Shanghai"])
def test_the_clock_tells_the_villages_time_in_any_zone(zone, screen):
    page = screen("/about", timezone_id=zone)
    page.clock.set_fixed_time("2026-11-22T01:41:00Z")
    page.reload()
    expect(page.locator("[data-clock]")).to_have_text("上午9:41")


def test_the_whole_site_keeps_silent_in_the_console(screen, where):
    page = screen("/", service_workers="allow")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda wrong: said.append(str(wrong)))
    for name in ("home", "attract", "list", "search letters", "revised text", "ledger month", "line", "due", "offline"):
        page.goto(where[name])
    assert said == []
