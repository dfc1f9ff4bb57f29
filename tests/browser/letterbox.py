"""The letter box of a hall: its settings, and what a finger does there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from terminal.feedback.sealed import sealing
from tests.browser.serving import Terminal

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
