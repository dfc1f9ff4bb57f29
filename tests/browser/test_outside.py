"""Nothing leaves the box: every kind of page is opened in a browser that counts who is asked."""

import re
from urllib.parse import parse_qsl, urlsplit

from terminal.web.looks import Look
from tests.browser.conftest import new_context

EACH_KIND = 1
SKIPPED = ("/look", "/disclosures/0000", "#")


def kind(address: str) -> str:
    """Pages of one kind differ in numbers and values alone: /disclosures/0-0?page"""
    parts = urlsplit(address)
    return re.sub(r"[0-9a-f]{64}|\d+", "0", parts.path) + "?" + "&".join(name for name, _ in parse_qsl(parts.query))


def is_own(address: str, url: str) -> bool:
    return address.startswith((f"{url}/", "data:", "blob:"))


def crawl(page) -> list[str]:
    """Open pages from home on, at most EACH_KIND of a kind; everything that can be opened as a page."""
    waiting, met = ["/", "/attract", "/offline", "/patterns"], {}
    opened = []
    while waiting:
        address = waiting.pop(0)
        if address in met.setdefault(kind(address), []) or len(met[kind(address)]) >= EACH_KIND:
            continue
        met[kind(address)].append(address)
        page.goto(address)
        opened.append(address)
        links = page.eval_on_selector_all("a[href]", "all => all.map((one) => one.getAttribute('href'))")
        waiting += [
            link
            for link in links
            if not link.startswith(SKIPPED) and not re.search(r"\.(?:pdf|xlsx|csv|json|zip)\b|/files/", link)
        ]
    return opened


def test_no_page_asks_anybody_outside(browser, terminal):
    context = new_context(browser, terminal.url, "landscape", Look(), service_workers="allow")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    opened = crawl(context.new_page())
    context.close()
    assert len(opened) > 25
    assert {kind(address) for address in opened} > {"/?", "/ledger/0/0?", "/ledger/lines/0-0?", "/disclosures/0-0?"}
    assert len(asked) > len(opened)
    assert [address for address in asked if not is_own(address, terminal.url)] == []


def test_the_browser_refuses_what_a_published_text_might_pull_in(screen):
    page = screen("/about")
    refused, left = [], []
    page.on("requestfailed", lambda request: refused.append(request.failure))
    page.route("http://192.0.2.7/**", lambda route: (left.append(route.request.url), route.abort()))
    spies = "<img src=http://192.0.2.7/spy.png><img src=//192.0.2.7/spy.png>"
    page.evaluate("spies => document.querySelector('main').insertAdjacentHTML('beforeend', spies)", spies)
    page.wait_for_function("document.querySelectorAll('main img[src*=spy]').values().every((one) => one.complete)")
    assert left == []
    assert set(refused) <= {"csp"}
