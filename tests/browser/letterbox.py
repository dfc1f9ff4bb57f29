"""The letter box of a hall: its settings, and what a finger does there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from terminal.feedback.sealed import sealing
from tests.browser import keys
from tests.browser.serving import Terminal
from tests.staff.people import PASSWORD

OFFICE = "青溪县纪委监委信访室"


def config(folder: Path, *, camera: bool = False) -> Path:
    """Settings of a hall with an office above the village, and perhaps a camera."""
    key = sealing.new_identity()[1]
    said = f'[feedback]\noffice = [{{ addressee = "discipline", name = "{OFFICE}", keys = ["{key}"] }}]\n'
    path = folder / "hall.toml"
    path.write_text(said + ("camera = true\nmicrophone = true\n" if camera else ""), "utf-8")
    return path


def again(mortal: Terminal, settings: Path) -> Iterator[Terminal]:
    mortal.kill()
    running = Terminal(mortal.data, config=settings, kiosk=True).start()
    yield running
    running.kill()


def sign_in(page: Page, name: str) -> Page:
    """At the desk, on a computer of that person's own."""
    page.goto("/desk/login?password=yes")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url("**/desk/")
    return page


def open_by_code(page: Page, code: str) -> None:
    """The code tapped in digit by digit at the panel."""
    page.goto("/feedback/receipt")
    for digit in code:
        page.locator(f"[data-key='{digit}']").tap()
    page.get_by_role("button", name="查", exact=True).tap()


def type_in(page: Page, field: str, *written: tuple[str, str]) -> None:
    """Words by their letters, each chosen among what the keyboard offers."""
    page.locator(field).tap()
    expect(keys.keyboard(page)).to_be_visible()
    for letters, word in written:
        keys.press(page, *letters)
        keys.choose(page, word)
    keys.press(page, "done")


def turn(page: Page) -> None:
    page.locator("[data-turn='1']").tap()


def choose(page: Page, kind: str = "inquiry", receiver: str = "village") -> None:
    page.locator(f".pick:has([value={kind}])").tap()
    turn(page)
    page.locator(f".who:has([value={receiver}])").tap()
    turn(page)


def to_the_end(page: Page, **chosen: str) -> None:
    choose(page, **chosen)
    page.locator("[data-say]:visible").first.tap()
    turn(page)
    turn(page)


def hand_in(page: Page) -> str:
    """Hand in and read the code off the slip."""
    page.locator("[data-send]").tap()
    page.wait_for_selector(".code")
    return "".join(page.locator(".code b").all_inner_texts())


def at(path: str) -> Callable[[str], bool]:
    return lambda url: urlsplit(url).path == path


def found_on_disk(folder: Path, words: str) -> list[str]:
    shapes = [words.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(shape in path.read_bytes() for shape in shapes)
    ]


def cases(folder: Path) -> int:
    """How many cases the village has."""
    with closing(sqlite3.connect(folder / "terminal.db")) as database:
        return int(database.execute("SELECT count(*) FROM feedback_case").fetchone()[0])
