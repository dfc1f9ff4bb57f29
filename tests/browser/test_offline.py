"""The server goes away and comes back, and the person at the panel only waits a little."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

WAITING = "正在重新连接，请稍等"


def ready(page) -> None:
    """The worker that keeps the waiting page is in charge of this page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def opened(screen, terminal, path="/"):
    page = screen(path, url=terminal.url, service_workers="allow")
    ready(page)
    return page


def test_when_the_server_dies_a_calm_page_waits_and_goes_on_by_itself(screen, mortal):
    page = opened(screen, mortal)
    mortal.kill()
    page.get_by_role("link", name="找一条").tap()
    expect(page.locator("h1")).to_have_text(WAITING)
    assert urlsplit(page.url).path == "/search"
    mortal.start()
    expect(page.locator("h1")).to_have_text("找一条", timeout=20_000)
    assert urlsplit(page.url).path == "/search"


def test_the_waiting_page_is_dressed_although_nobody_serves_its_clothes(screen, mortal):
    page = opened(screen, mortal)
    mortal.kill()
    page.goto("/due/")
    expect(page.locator("h1")).to_have_text(WAITING)
    seal = page.locator(".seal")
    assert seal.bounding_box()["width"] > 20
    assert page.evaluate("getComputedStyle(document.querySelector('main')).textAlign") == "center"
    assert page.evaluate("performance.getEntriesByType('resource').length") > 3


def test_a_piece_that_does_not_come_is_said_above_the_page_that_stays(screen, mortal):
    page = opened(screen, mortal, "/search")
    mortal.kill()
    page.get_by_role("link", name="D", exact=True).tap()
    bar = page.locator("#message")
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("没打开。请再点一次")
    expect(page.locator("h1")).to_have_text("找一条")
    mortal.start()
    page.get_by_role("link", name="D", exact=True).tap()
    expect(page.locator(".typed b")).to_have_text("D")
    expect(bar).to_be_hidden()


def test_the_picture_waits_too_and_comes_back(screen, mortal):
    page = opened(screen, mortal, "/attract")
    mortal.kill()
    page.reload()
    expect(page.locator("h1")).to_have_text(WAITING)
    mortal.start()
    expect(page.locator("h1")).to_have_text("石桥村", timeout=20_000)


def test_without_any_network_everything_on_the_box_is_read_as_ever(screen, where):
    page = screen("/")
    expect(page.locator(".status")).to_contain_text("还没有连过县平台")
    expect(page.locator(".status")).to_contain_text("数据截至")
    for name in ("text with table", "ledger month", "due"):
        page.goto(where[name])
        assert page.locator("[role=alert]:visible, dialog[open]").count() == 0


def test_the_worker_keeps_no_disclosure(screen, mortal, where):
    page = opened(screen, mortal, where["text with table"])
    page.goto(where["ledger month"])
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((store) => store.keys())))).then((all) => all.flat().map((one) => new URL(one.url).pathname))"
    )
    assert "/offline" in kept
    assert [path for path in kept if not path.startswith(("/static/", "/offline"))] == []
