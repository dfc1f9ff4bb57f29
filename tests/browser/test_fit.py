"""On a panel nothing scrolls, everything is large enough for a finger and an old eye; on a phone nothing is too wide."""

from pathlib import Path

import pytest

from terminal.web.looks import Look
from tests.browser.conftest import lie
from tests.browser.places import NAMES, SCROLLING

MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")
KIOSK = {"scrolls": False, "target": 60, "gap": 8, "letter": 24}
PHONE = {"scrolls": True, "target": 44, "gap": 4, "letter": 14}
LOOKS = [
    pytest.param(Look(), id="normal letters"),
    pytest.param(Look(type="large"), id="large letters"),
    pytest.param(Look(type="largest"), id="largest letters"),
]


def complaints(page, smallest) -> list[str]:
    """Everything that is too small, too near, cut off or out of the screen."""
    return page.evaluate(MEASURE, smallest)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_the_panel_and_the_hand(name, look, panels, where):
    page = panels("portrait", look)
    page.goto(where[name])
    found = {}
    for size in ("portrait", "landscape"):
        lie(page, size)
        found[size] = complaints(page, KIOSK)
    assert found == {"portrait": [], "landscape": []}


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(Look(type="largest"), id="largest letters"),
        pytest.param(Look(lang="en"), id="in English"),
    ],
)
@pytest.mark.parametrize("name", [*NAMES, SCROLLING])
def test_a_page_is_not_wider_than_a_phone(name, look, panels, where):
    page = panels("phone", look)
    lie(page, "phone")
    page.goto(where[name])
    assert complaints(page, PHONE) == []


@pytest.mark.parametrize(
    ("spoils", "says"),
    [
        pytest.param("main { padding-bottom: 2000px }", "high on", id="too high"),
        pytest.param("h1 { width: 3000px }", "wide on", id="too wide"),
        pytest.param(".dock a { height: 40px; min-height: 0 }", "×40", id="flat target"),
        pytest.param(".dock { gap: 2px }", "2 px between", id="targets too near"),
        pytest.param("h1 { font-size: 18px }", "letters of 18.0", id="small letters"),
        pytest.param(".main { overflow: hidden; height: 300px }", "hides", id="cut off"),
    ],
)
def test_what_does_not_fit_is_found(spoils, says, screen):
    page = screen("/about", bypass_csp=True)
    page.add_style_tag(content=spoils)
    assert any(says in one for one in complaints(page, KIOSK))
