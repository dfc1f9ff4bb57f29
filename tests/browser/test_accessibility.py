"""WCAG 2.2 A and AA, as axe-core judges it, on every kind of page."""

from pathlib import Path

import axe_playwright_python
import pytest

from terminal.web.looks import Look
from tests.browser.conftest import WHOLE_PHONE, lie
from tests.browser.places import NAMES, SCROLLING

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES_OF_PLACE = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
# (upright, lying): another theme is the same document in other colours, and so is the panel when it lies with other places.
LOOKS = [
    pytest.param(Look(), EVERY_RULE, RULES_OF_PLACE, id="by day"),
    pytest.param(Look(theme="contrast"), RULES_OF_COLOUR, RULES_OF_COLOUR, id="in high contrast"),
    pytest.param(Look(type="large"), EVERY_RULE, RULES_OF_PLACE, id="in large letters"),
]
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


def violations(page, rules=EVERY_RULE) -> list[str]:
    """What axe finds wrong: the rule and the first places, one line each."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate("only => axe.run(document, {resultTypes: ['violations'], runOnly: only})", rules)
    return [
        f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:120] for node in rule["nodes"][:3])
        for rule in found["violations"]
    ]


def rules_of(look: Look) -> dict[str, object]:
    """What may be wrong in this look alone, on pages that are also judged by every rule in ordinary letters by day.

    The same document in other colours, or in larger letters; in English its words are others.
    """
    if look.theme == "contrast":
        return RULES_OF_COLOUR
    return RULES_OF_PLACE if look.type != "normal" and look.lang == "zh" else EVERY_RULE


@pytest.mark.parametrize(("look", "upright", "lying"), LOOKS)
@pytest.mark.parametrize("name", [*NAMES, SCROLLING])
def test_nothing_stands_in_the_way_of_anybody(name, look, upright, lying, panels, where):
    page = panels("portrait", look)
    lie(page, "portrait")
    page.goto(where[name])
    assert violations(page, upright) == []
    lie(page, "landscape")
    assert violations(page, lying) == []


@pytest.mark.parametrize("name", [*PHONE, SCROLLING])
def test_nothing_stands_in_the_way_on_a_phone_in_english(name, panels, where):
    page = panels("phone", Look(lang="en"))
    page.set_viewport_size({"width": WHOLE_PHONE[0], "height": WHOLE_PHONE[1]})
    page.goto(where[name])
    assert violations(page) == []


def test_what_stands_in_the_way_is_found(panels):
    page = panels("portrait", Look())
    page.goto("/about")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=/favicon.ico>')")
    assert any("image-alt" in one for one in violations(page))
