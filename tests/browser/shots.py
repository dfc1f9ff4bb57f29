"""Pictures of the demonstration and its county: those in docs/pictures, and a contact sheet of everything in .shots."""

import argparse
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from terminal.web.looks import Look
from tests.browser import county_shots, desk_shots
from tests.browser.conftest import SIZES, new_context
from tests.browser.county_serving import CountyServer
from tests.browser.places import places
from tests.browser.serving import HOUSE, Terminal, fill
from tests.chromium import FLAGS, executable

MORNING = "2026-11-22T01:41:00Z"
LOUD = Look(theme="contrast", type="large")
# file name: kind of page, size, look
PICTURES = {
    "home": ("home", "portrait", Look()),
    "home-landscape": ("home", "landscape", Look()),
    "attract": ("attract", "portrait", Look()),
    "disclosure": ("text with table", "portrait", Look()),
    "changes": ("changes", "portrait", Look()),
    "ledger-month": ("ledger month", "portrait", Look()),
    "search": ("search letters", "portrait", Look()),
    "due": ("due group", "portrait", Look()),
    "contrast-large": ("ledger month", "portrait", LOUD),
    "phone": ("revised text", "phone", Look()),
    "verify": ("verify unchanged", "portrait", Look()),
    "letter": ("letter", "portrait", Look()),
    "benefits": ("benefit payments", "portrait", Look()),
    "receipt": ("receipt", "portrait", Look()),
}
WIDEST = {"portrait": 720, "landscape": 1280, "phone": 390}
THUMB = (270, 480)
COLORS = 128


def taken(page: Page, address: str) -> Image.Image:
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def opened(browser: Browser, url: str, size: str, look: Look) -> Page:
    page = new_context(browser, url, size, look, reduced_motion="reduce").new_page()
    page.clock.set_fixed_time(MORNING)
    return page


def quantised(picture: Image.Image, width: int) -> Image.Image:
    """Smaller, in few colours, without noise."""
    if picture.width > width:
        picture = picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)
    return picture.quantize(COLORS, dither=Image.Dither.NONE)


def document(browser: Browser, url: str, where: dict[str, str], into: Path) -> Iterator[Path]:
    """The pictures the documents show."""
    into.mkdir(parents=True, exist_ok=True)
    for name, (place, size, look) in PICTURES.items():
        page = opened(browser, url, size, look)
        path = into / f"{name}.png"
        quantised(taken(page, where[place]), WIDEST[size]).save(path, optimize=True)
        page.context.close()
        yield path
    number = where["text with table"].rsplit("/")[-1]
    for name, picture in desk_shots.taken(browser, url, number):
        path = into / f"{name}.png"
        quantised(picture, WIDEST["landscape"]).save(path, optimize=True)
        yield path


def county(browser: Browser, folder: Path, demonstration: Path, into: Path) -> Iterator[Path]:
    """The pictures of the county's manual."""
    server = CountyServer(folder, demonstration).start()
    try:
        for name, size, picture in county_shots.taken(browser, server.url):
            path = into / f"{name}.png"
            quantised(picture, WIDEST[size]).save(path, optimize=True)
            yield path
    finally:
        server.kill()


def sheet(browser: Browser, url: str, where: dict[str, str], into: Path, size: str, look: Look) -> Path:
    """Every kind of page at one size in one look, side by side."""
    folder = into / f"{size}.{look.cookie}"
    folder.mkdir(parents=True, exist_ok=True)
    page = opened(browser, url, size, look)
    thumbs = []
    for name, address in where.items():
        picture = taken(page, address)
        picture.save(folder / f"{name.replace(' ', '-')}.png")
        picture.thumbnail(THUMB)
        thumbs.append(picture)
    page.context.close()
    return pasted(thumbs, folder.with_suffix(folder.suffix + ".png"))


def pasted(thumbs: list[Image.Image], path: Path, columns: int = 8) -> Path:
    wide, high = max(one.width for one in thumbs), max(one.height for one in thumbs)
    board = Image.new("RGB", (columns * (wide + 8), -(-len(thumbs) // columns) * (high + 8)), "#888")
    for place, one in enumerate(thumbs):
        board.paste(one, (place % columns * (wide + 8) + 4, place // columns * (high + 8) + 4))
    board.save(path)
    return path


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--all", action="store_true", help="also every page at every size in every look, into .shots")
    asked.add_argument("--of", choices=("village", "county"), help="only the pictures of one of the two")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        fill(data)
        still = shutil.copytree(data, Path(folder) / "still")
        desk_shots.people_the_office(data)
        terminal = Terminal(data).start()
        browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS])
        try:
            where = places(data)
            shelf = HOUSE / "docs" / "pictures"
            for path in document(browser, terminal.url, where, shelf) if told.of != "county" else ():
                report(path)
            for path in county(browser, Path(folder) / "county", still, shelf) if told.of != "village" else ():
                report(path)
            for size in SIZES if told.all else ():
                for theme in ("day", "contrast"):
                    for letters in ("normal", "large", "largest"):
                        look = Look(theme=theme, type=letters)
                        report(sheet(browser, terminal.url, where, HOUSE / ".shots", size, look))
        finally:
            browser.close()
            terminal.kill()


def report(path: Path) -> None:
    click.echo(f"{path.relative_to(HOUSE)}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
