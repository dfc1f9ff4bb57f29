"""WCAG 2.2 A and AA, as axe-core judges it, on every kind of page."""

from pathlib import Path

import axe_playwright_python
import pytest

from terminal.web.looks import Look
from tests.browser.places import NAMES, SCROLLING

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}
PANELS = [
    pytest.param("portrait", Look(), id="upright, by day"),
    pytest.param("landscape", Look(theme="contrast"), id="lying, high contrast"),
    pytest.param("portrait", Look(theme="contrast", type="large"), id="upright, high contrast, large"),
    pytest.param("landscape", Look(type="largest"), id="lying, by day, largest"),
    pytest.param("phone", Look(lang="en"), id="phone, in English"),
]


def violations(page) -> list[str]:
    """What axe finds wrong: the rule and the first places, one line each."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    assert found["testEngine"]["version"] >= "4"
    return [
        f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:120] for node in rule["nodes"][:3])
        for rule in found["violations"]
    ]


@pytest.mark.parametrize(("size", "look"), PANELS)
@pytest.mark.parametrize("name", [*NAMES, SCROLLING])
def test_nothing_stands_in_the_way_of_anybody(name, size, look, panels, where):
    page = panels(size, look)
    page.goto(where[name])
    assert violations(page) == []


def test_what_stands_in_the_way_is_found(panels):
    page = panels("portrait", Look())
    page.goto("/about")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=/favicon.ico>')")
    assert any("image-alt" in one for one in violations(page))
