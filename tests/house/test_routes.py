"""Every address says who may come in, is kebab-case, and names the kind of each of its parts."""

import importlib.util
import re
from collections.abc import Iterator

import pytest
from flask import Flask

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?|\.[a-z]+")
VARIABLE = re.compile(r"<[^>]*>")


def route_complaints(app: Flask) -> Iterator[str]:
    """Every route without a gate, with a bare variable, or with a name a person would not type."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[-1] == "static":
            continue
        if not getattr(app.view_functions[rule.endpoint], "gate", None):
            yield f"{rule.rule} has no gate"
        yield from (f"{rule.rule}: {one} says no kind" for one in VARIABLE.findall(rule.rule) if ":" not in one)
        for part in VARIABLE.sub("", rule.rule).split("/"):
            if part and not KEBAB.fullmatch(part):
                yield f"{rule.rule}: {part} is not kebab-case"
        if not rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}:
            yield f"{rule.rule} answers {rule.methods}, which no form can send"


def test_every_route_of_the_kiosk_keeps_the_house_rules(request):
    if importlib.util.find_spec("terminal.kiosk_app"):
        assert list(route_complaints(request.getfixturevalue("kiosk"))) == []


def answer():
    return ""


def gated():
    return ""


gated.gate = "everyone"


@pytest.mark.parametrize(
    ("address", "view", "complaint"),
    [
        pytest.param("/ledger/", answer, "no gate", id="nobody says who may"),
        pytest.param("/ledger/<year>", gated, "says no kind", id="bare variable"),
        pytest.param("/ledger_lines/", gated, "not kebab-case", id="underscore"),
        pytest.param("/Ledger/", gated, "not kebab-case", id="capital"),
    ],
)
def test_a_careless_route_is_named(address, view, complaint):
    app = Flask("house")
    app.add_url_rule(address, view_func=view)
    (found,) = route_complaints(app)
    assert complaint in found


@pytest.mark.parametrize(
    "address", ["/", "/ledger/<int:year>/<int:month>.pdf", "/v1/healthz", "/sw.js", "/large-type/"]
)
def test_a_good_route_is_left_in_peace(address):
    app = Flask("house")
    app.add_url_rule(address, view_func=gated)
    assert list(route_complaints(app)) == []


def test_a_method_no_form_can_send_is_named():
    app = Flask("house")
    app.add_url_rule("/x", view_func=gated, methods=["DELETE"])
    assert len(list(route_complaints(app))) == 1
