"""From a tap to the painted page: home → list → text → ledger in Chromium, its processor slowed six times."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import places, servers, static_site, world
from bench.report import About
from bench.rounds import Row, compare
from terminal import config
from terminal.errors import TerminalError

SLOWER = 6
JOURNEYS = 6  # in each round, with each server, after one that fills the browser's cache
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# The time of the tap goes along in the tab's own store; the first paint is read in the next page.
REMEMBER_TAP = """
addEventListener("pointerdown", (event) => sessionStorage.setItem("tap", performance.timeOrigin + event.timeStamp), true);
"""
SINCE_TAP = """
() => new Promise((answer) => {
  const tell = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    if (paint) answer(performance.timeOrigin + paint.startTime - Number(sessionStorage.getItem("tap")));
    else setTimeout(tell, 5);
  };
  tell();
})
"""
ABOUT = About(
    title="From tap to paint",
    packages=("playwright", "waitress"),
    programs=(("chromium", "--version"), ("nginx", "-v")),
    notes=(
        f"95th percentile of all taps of a round ({JOURNEYS} journeys home → list → text → ledger), 1080×1920, processor slowed "
        f"{SLOWER} times; from the finger's pointerdown to the next page's first contentful paint. nginx serves the same bytes "
        "with the same headers."
    ),
)
prepare = world.prepare


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise TerminalError("没有 Chromium，不能量：请用 bin/terminal bench paint（会先装好）。")


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


def _slowed(context: BrowserContext) -> Page:
    page = context.new_page()
    page.add_init_script(REMEMBER_TAP)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _tap(page: Page, path: str) -> float:
    """Milliseconds from the tap on the link that leads to `path` until the next page is painted."""
    link = page.locator(f'main a[href="{path}"]').first
    with page.expect_navigation(wait_until="load"):
        link.tap()
    return float(page.evaluate(SINCE_TAP))


def journey(page: Page, server: servers.Running, where: places.Places) -> list[float]:
    """Home, list, text; home, ledger, month: every tap in milliseconds."""
    taps = []
    for steps in (where.to_text, where.to_month):
        page.goto(server.url("/"))
        taps += [_tap(page, path) for path in steps]
    return taps


def p95(taps: list[float]) -> float:
    return quantiles(taps, n=20, method="inclusive")[-1]


def _round(opened: Browser, server: servers.Running, where: places.Places) -> float:
    context = opened.new_context(
        has_touch=True, locale="zh-CN", viewport={"width": 1080, "height": 1920}, service_workers="block"
    )
    try:
        page = _slowed(context)
        journey(page, server, where)
        return p95([tap for _ in range(JOURNEYS) for tap in journey(page, server, where)])
    finally:
        context.close()


def run(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    """`seconds` does not count here: a journey takes as long as it takes."""
    where = places.find(settings)
    port = servers.free_port()
    found: dict[str, list[float]] = {"us": [], "nginx": []}
    with TemporaryDirectory() as folder:
        file = servers.settings_file(Path(folder), settings)
        with (
            servers.started("us", servers.terminal(settings.data, file, port), port) as ours,
            static_site.served(ours, {"/", *where.to_text, *where.to_month}, Path(folder)) as files,
            browser() as opened,
        ):
            for _ in range(rounds):
                for name, server in (("us", ours), ("nginx", files)):
                    found[name].append(_round(opened, server, where))
    return [compare("tap to paint, p95", found, "us", "nginx", "ms", reach=1.5, better="low")]
