"""A report against a cadre, by one finger, to an office above: the desk never knows, the office reads it, the disk keeps no word."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench import needles
from bench.needles import Needles
from terminal.config import Settings
from terminal.feedback.receipts import new_code
from tests.browser import keys, serving
from tests.browser.conftest import new_context
from tests.browser.letterbox import OFFICE, choose, hand_in, open_by_code, sign_in, turn, type_in
from tests.browser.serving import Terminal
from tests.browser.test_feedback_devices import browser_with_devices as browser_with_devices
from tests.drafts.office import cadre
from tests.world import opened

WORDS = "村委会为什么今年的低保钱没有发"
NAME = "陈建国"
PHONE = "09905550"
# Where a cadre looks; the box, all its parts, and everything that counts or searches.
DESK = [
    *("/desk/", "/desk/feedback/", "/desk/review/", "/", "/about", "/due/", "/feedback/", "/search?q=低保钱"),
    *(f"/desk/feedback/?show={show}" for show in ("open", "mine", "amber", "red", "answered", "merged")),
]
MOMENT = re.compile(r"\d+:\d\d")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder of an office with its pair of keys, made on its own machine."""
    folder = tmp_path / "office"
    made = serving.command("keys", "make-office", "--addressee", "discipline", "--name", OFFICE, "--out", folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def village(demonstration: Path, office: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A panel with camera and microphone, a cadre at the desk, the office's public key."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    with opened(Settings(data=folder)):
        cadre()
    done = serving.command("keys", "import", office / "discipline.toml", "--yes", "--data", folder)
    assert done.returncode == 0, done.stderr
    settings = tmp_path / "hall.toml"
    settings.write_text("[feedback]\ncamera = true\nmicrophone = true\n", "utf-8")
    running = Terminal(folder, config=settings, kiosk=True).start()
    yield running
    running.kill()


@pytest.fixture
def panel(browser_with_devices: Browser, village: Terminal) -> Iterator[Page]:
    context = new_context(browser_with_devices, village.url, "portrait")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, village: Terminal) -> Iterator[Callable[[], dict[str, str]]]:
    """desk(): what a signed-in cadre reads on every page that could say something."""
    context = new_context(browser, village.url, "landscape")
    page = sign_in(context.new_page(), "李秀英")

    def look() -> dict[str, str]:
        seen = {}
        for path in DESK:
            page.goto(path)
            seen[path] = MOMENT.sub("", page.locator("body").inner_text())
        return seen

    yield look
    context.close()


def write(page: Page) -> str:
    """From the first page to the code on the slip; nothing but taps."""
    page.goto("/")
    page.get_by_role("link", name="意见箱").tap()
    choose(page, "report", "discipline")
    type_in(page, "#field-text", ("cwh", "村委会"), ("weishenmejinniandedibaoqianmeiyoufa", WORDS[3:]))
    expect(page.locator("#field-text")).to_have_value(WORDS)
    turn(page)
    type_in(page, "#field-name", ("chenjianguo", NAME))
    page.locator("#field-phone").tap()
    keys.press(page, *PHONE, "done")
    for count in (1, 2):
        page.locator("[data-camera]").tap()
        page.locator("[data-take]:enabled").tap()
        expect(page.locator(".taken li")).to_have_count(count)
    page.locator("[data-record]").tap()
    expect(page.locator("[data-timer]")).not_to_have_text("0:00")
    page.locator("[data-record]").tap()
    expect(page.locator("[data-play]")).to_be_enabled()
    turn(page)
    expect(page.locator("[data-over=files]")).to_have_text("照片 2 张 录音一段")
    code = hand_in(page)
    expect(page.locator(".slip")).to_contain_text(f"只有{OFFICE}打得开")
    return code


def looked_up(page: Page, code: str) -> str:
    """What the panel says to this code."""
    open_by_code(page, code)
    expect(page.locator("#says")).to_be_visible()
    return page.locator("main").inner_text()


def age(identity: Path, sealed: Path, out: Path) -> Path:
    """The letter opened with the public `age` command, as any office can."""
    command = [shutil.which("age"), "-d", "-i", identity, "-o", out, sealed]
    subprocess.run(command, check=True, capture_output=True)
    return out


def test_a_report_is_read_by_the_office_and_by_nobody_in_the_village(
    village, office, panel, desk, demonstration, tmp_path
):
    before = desk()
    code = write(panel)
    assert desk() == before
    panel.locator("[data-done]").tap()
    panel.wait_for_url("**/attract*")
    assert looked_up(panel, code) == looked_up(panel, new_code())

    carried = tmp_path / "carried"
    exported = serving.command(
        "feedback", "export", "--addressee", "discipline", "--out", carried, "--data", village.data
    )
    assert exported.returncode == 0, exported.stderr
    (sealed,) = carried.iterdir()
    with zipfile.ZipFile(age(office / "discipline.key", sealed, tmp_path / "letter.zip")) as letter:
        said = letter.read("来信.txt").decode("utf-8-sig")
        pictures = [letter.read(name) for name in letter.namelist() if name.endswith(".jpg")]
        assert any(name.endswith(".webm") and letter.getinfo(name).file_size > 500 for name in letter.namelist())
    assert all(words in said for words in (WORDS, NAME, PHONE))
    assert len(pictures) == 2 and all(picture.startswith(b"\xff\xd8\xff") for picture in pictures)

    read = serving.command(
        "feedback", "open", "--identity", office / "discipline.key", "--out", tmp_path / "read", sealed
    )
    assert WORDS in read.stdout, read.stderr
    assert [path.read_bytes() for path in sorted((tmp_path / "read").rglob("*.jpg"))] == pictures

    shapes = {shape: word for word in (WORDS[:7], WORDS[3:], PHONE) for shape in needles.of_words(word)}
    pieces = [piece for picture in pictures for piece in (picture[-200:-100], picture[400:500])]
    public = b"".join(path.read_bytes() for path in (demonstration / "blobs").rglob("*") if path.is_file())
    own = [piece for piece in pieces if piece not in public]  # drawn pictures begin, and some end, like one another
    assert len(own) >= len(pictures)
    shapes |= dict.fromkeys(own, "photograph")
    wanted = Needles(shapes, frozenset([code.encode()]))
    village.kill()
    assert [hit for path in needles.files(village.data) for hit in needles.hits(path, wanted)] == []


def test_without_the_key_nobody_opens_it(village, office, panel, tmp_path):
    panel.goto("/feedback/new")
    choose(panel, "report", "discipline")
    panel.locator("[data-say]:visible").first.tap()
    turn(panel)
    turn(panel)
    hand_in(panel)
    other = tmp_path / "other"
    serving.command("keys", "make-office", "--addressee", "county", "--name", "县政府", "--out", other)
    carried = tmp_path / "carried"
    serving.command("feedback", "export", "--addressee", "discipline", "--out", carried, "--data", village.data)
    (sealed,) = carried.iterdir()
    read = serving.command("feedback", "open", "--identity", other / "county.key", sealed)
    assert (read.returncode, "打开了 0 封" in read.stdout) == (1, True)
