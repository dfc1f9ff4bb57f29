"""What stands in somebody's way on a page, as axe-core judges it (WCAG 2.2 A and AA), and whether it is wider than its screen."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from terminal.web.looks import Look

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
EVERY_RULE = {"runOnly": TAGS}
RULES_OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RULES_OF_PLACE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
RULES_OF_WORDS = {"runOnly": TAGS, "rules": {"color-contrast": {"enabled": False}}}
# The other theme as it comes from the server, but for the button that changes it.
THEME = "theme => { document.documentElement.dataset.theme = theme; document.querySelector('[name=color-scheme]').content = theme == 'contrast' ? 'dark' : 'light' }"
# (size, look) in which the pages of those who work there are looked at.
OFFICE = [
    pytest.param("landscape", Look(), id="computer"),
    pytest.param("landscape", Look(type="largest"), id="computer, largest"),
    pytest.param("portrait", Look(type="large"), id="touchscreen, large"),
    pytest.param("phone", Look(lang="en"), id="phone, in English"),
]


def violations(page: Page, rules: dict[str, object] = EVERY_RULE) -> list[str]:
    """What axe finds wrong: the rule and the first places, one line each."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], ...rules})", rules)
    return [
        f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:120] for node in rule["nodes"][:3])
        for rule in found["violations"]
    ]


def in_high_contrast(page: Page) -> list[str]:
    """What axe finds in the colours of the other theme; the page stays as it is."""
    page.evaluate(THEME, "contrast")
    found = violations(page, RULES_OF_COLOUR)
    page.evaluate(THEME, "day")
    return [f"in high contrast: {one}" for one in found]


def complaints_of(page: Page, look: Look) -> list[str]:
    """What is wrong with a page in this look alone, each with its address.

    Ordinary letters are judged by every rule and in both themes; the same page in larger letters only by where things stand, and in English by all but colours.
    """
    if look.lang == "en":
        found = violations(page, RULES_OF_WORDS)
    elif look.type != "normal":
        found = violations(page, RULES_OF_PLACE)
    else:
        found = violations(page) + in_high_contrast(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{page.url} {one}" for one in [*found, *([f"{wide} px wider than the screen"] if wide > 0 else [])]]
