"""WCAG 2.2 A and AA, as axe-core judges it, on every kind of page."""

from pathlib import Path

import pytest

from terminal.web.looks import Look
from tests.browser.conftest import WHOLE_PHONE, lie
from tests.browser.judging import RULES_OF_PLACE, RULES_OF_WORDS, in_high_contrast, violations
from tests.browser.places import NAMES, SCROLLING

PHONE = [
    "home",
    "list",
    "search letters",
    "due",
    "item",
    "text with table",
    "changes",
    "ledger",
    "ledger month",
    "line",
]


@pytest.mark.parametrize("name", [*NAMES, SCROLLING])
def test_nothing_stands_in_the_way_of_anybody(name, panels, where):
    page = panels("portrait")
    lie(page, "portrait")
    page.goto(where[name])
    found = violations(page) + in_high_contrast(page)
    lie(page, "landscape")
    assert found + violations(page, RULES_OF_PLACE) == []


def test_a_page_says_its_theme_only_in_its_head_and_where_it_is_changed():
    """Otherwise the other theme would be another page than the one judged in its colours here."""
    templates = Path("templates")
    said = {
        (str(path.relative_to(templates)), line.strip())
        for path in templates.rglob("*.html")
        for line in path.read_text("utf-8").splitlines()
        if "look.theme" in line
    }
    assert {
        path for path, line in said if "look_url(theme=" not in line and not line.startswith("{%- if look.theme")
    } == {"layouts/base.html"}
    assert "components/dock.html" in {path for path, line in said}


@pytest.mark.parametrize("name", [*NAMES, SCROLLING])
def test_large_letters_leave_room_for_a_finger(name, panels, where):
    page = panels("portrait", Look(type="large"))
    lie(page, "portrait")
    page.goto(where[name])
    found = violations(page, RULES_OF_PLACE)
    lie(page, "landscape")
    assert found + violations(page, RULES_OF_PLACE) == []


@pytest.mark.parametrize("name", [*PHONE, SCROLLING])
def test_nothing_stands_in_the_way_on_a_phone_in_english(name, panels, where):
    page = panels("phone", Look(lang="en"))
    page.set_viewport_size({"width": WHOLE_PHONE[0], "height": WHOLE_PHONE[1]})
    page.goto(where[name])
    assert violations(page, RULES_OF_WORDS) == []


def test_what_stands_in_the_way_is_found(panels):
    page = panels("portrait", Look())
    page.goto("/about")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=/favicon.ico>')")
    assert any("image-alt" in one for one in violations(page))


def test_bad_colours_of_the_other_theme_are_found(screen):
    page = screen("/about", bypass_csp=True)
    page.add_style_tag(content="html[data-theme=contrast] h1 { color: #333 }")
    assert violations(page) == []
    assert any("color-contrast" in one for one in in_high_contrast(page))
